"""Where calibrations are: run folders, and the posteriors that ship."""

from __future__ import annotations

from pathlib import Path

from tandem.calibration.fit.posterior import SHIPPED
from tandem.experiments.calibrate.targets import Survey
from tandem.experiments.run.folder import OUTPUTS
from tandem.experiments.settings.places import PACKAGE, checkout
from tandem.model.errors import InputError

RUNS = OUTPUTS / "calibration"
SHIPPED_FOLDER = PACKAGE / "calibration" / "posteriors"
DOCUMENTS = PACKAGE / "docs"


def check_shipping(name: str, survey: Survey) -> None:
    """Raise `InputError` unless this posterior may be written into the checkout."""
    if not survey.ships or name not in SHIPPED:
        raise InputError(
            f"ship: found true for '{name}' of targets '{survey.source}'; allowed: true only for "
            f"{', '.join(SHIPPED)} of targets=upwork_2025; example: tandem calibrate reading=level ship=true"
        )
    check_checkout()


def check_checkout() -> None:
    """Raise `InputError` where there is no checkout to write into."""
    if checkout() is None:
        raise InputError(
            f"ship: found true, but '{PACKAGE}' is no checkout of Tandem; allowed: true only there; "
            "example: ship=false"
        )


def find_posterior(name: str, shipped: bool) -> Path:
    """The folder with the posterior: of its most recent run, otherwise (or if `shipped`) where it ships.

    Raises
    ------
    InputError
        If there is none.
    """
    runs = [] if shipped else [file for file in RUNS.glob(f"*/{name}.json") if file.is_file()]
    if runs:
        return max(runs, key=lambda file: file.stat().st_mtime).parent
    if (SHIPPED_FOLDER / f"{name}.json").is_file():
        return SHIPPED_FOLDER
    known = sorted({file.stem for file in [*RUNS.glob("*/*.parquet"), *SHIPPED_FOLDER.glob("*.parquet")]})
    raise InputError(
        f"name: there is no posterior '{name}' to report, neither in {RUNS}/ nor among those that ship; "
        f"allowed: {', '.join(known) or 'none yet'}; make it with tandem calibrate; "
        "example: tandem calibrate report=true name=upwork_2025_level"
    )
