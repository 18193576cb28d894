"""The schema of `tandem sensitivity`: the points' settings, the method, and what is asked about."""

# ruff: noqa: RUF009 (the functions called below are descriptions of fields, made for this)

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hydra.core.config_store import ConfigStore

from tandem.experiments.points.settings import PointsChoices
from tandem.experiments.settings.limits import names, one_of, text, whole

SOBOL, MORRIS = "sobol", "morris"
ALL_PARAMETERS = "parameters"  # the word for every parameter of the register


@dataclass
class SensitivityChoices(PointsChoices):
    """All settings of `tandem sensitivity`, the factors with ranges of their own apart."""

    method: str = one_of(SOBOL, MORRIS)
    measure: str = text("voluntary_turnover", ".+", "the name of a measure")
    factors: Any = names("[true_gain,output_value]", words=(ALL_PARAMETERS,))
    samples: int = whole(1, 1_000_000, 256)


def register_schema() -> None:
    """Let Hydra find the schema under the name that `configs/sensitivity.yaml` gives it."""
    ConfigStore.instance().store(name="sensitivity_schema", node=SensitivityChoices, provider="tandem")
