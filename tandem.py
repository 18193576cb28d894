"""Tandem: what AI adoption does to output, burnout and attrition, what policies change, and how sure that is.

In a checkout this file is the package `tandem`: its parts are the folders beside it. A wheel ships it as
`tandem/__init__.py` with the same folders inside.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tandem.experiments.api.functions import (
        backtest,
        calibrate,
        compare,
        import_profile,
        optimise,
        project,
        report,
    )
    from tandem.experiments.api.results import Result, load
    from tandem.experiments.api.sensitivity import sensitivity
    from tandem.experiments.api.session import Session
    from tandem.experiments.api.sweeps import Sweep, sweep
    from tandem.experiments.api.workforce import Workforce
    from tandem.model.errors import InputError

__all__ = [
    "InputError",
    "Result",
    "Session",
    "Sweep",
    "Workforce",
    "backtest",
    "calibrate",
    "compare",
    "import_profile",
    "load",
    "optimise",
    "project",
    "report",
    "sensitivity",
    "sweep",
]

__path__ = [str(Path(__file__).resolve().parent)]
_places = {
    "InputError": "model.errors",
    "Result": "experiments.api.results",
    "Session": "experiments.api.session",
    "Sweep": "experiments.api.sweeps",
    "Workforce": "experiments.api.workforce",
    "load": "experiments.api.results",
    "sensitivity": "experiments.api.sensitivity",
    "sweep": "experiments.api.sweeps",
}


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first used: `import tandem` itself takes no time."""
    if name == "__version__":
        return import_module("importlib.metadata").version("tandem-workforce")
    if name not in __all__:
        raise AttributeError(f"module 'tandem' has no attribute '{name}'")
    return getattr(import_module(f"tandem.{_places.get(name, 'experiments.api.functions')}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


if __name__ == "__main__":
    import sys

    from tandem.experiments.cli import main

    sys.exit(main())
