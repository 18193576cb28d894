"""The parameter register: every number in the model once, with unit, range, prior, kind and evidence.

The register is `parameters.yaml` beside this file. A parameter's kind says where its number comes from:
`survey-fitted` (set by the 2025 survey of the Upwork Research Institute), `literature` (a published
figure, named by its key in `calibration/evidence.csv`) or `assumption` (judgement; shown as such).
"""

from __future__ import annotations

import difflib
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import numpy as np
import numpy.typing as npt
import yaml
from scipy.special import betaincinv, ndtr, ndtri

from tandem.model.errors import InputError
from tandem.model.numerics.draws import Stream, uniforms

Kind = Literal["survey-fitted", "literature", "assumption"]
Values = dict[str, float]

# Parameters of earlier versions, and what takes their place
RETIRED = {
    "causal_share": "burnout_role_loading and intention_role_loading (selection); how much is causal is now "
    "found by simulation and reported, not set",
    "association": "burnout_role_loading (selection); mechanisms have the size of their own evidence",
    "causal_amplifier": "relief_by_ai, unmet_weight, ai_on_connection and gain_on_clarity, each with a size "
    "of its own",
    "selection_loading": "burnout_role_loading",
    "vacancy_spillover": "empty_seat_work",
    "training_on_learning": "training_closes",
}


@dataclass(frozen=True)
class Parameter:
    """One entry of the register."""

    name: str
    meaning: str
    unit: str
    central: float
    low: float
    high: float
    prior: str
    kind: Kind
    evidence: tuple[str, ...]

    def quantile(self, probability: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Values of the prior below which the shares `probability` (any shape) lie.

        The default prior is the Beta-PERT distribution on [low, high] with mode `central` and shape 4
        (Vose 2008, "Risk analysis", ch. 10); `beta(a, b)` is a Beta distribution scaled to the range;
        `nought(p)` is nought with probability p and Beta-PERT otherwise; `normal` is standard normal, cut off
        at the range; `fixed` and `derived` are the central value.
        """
        asked = np.asarray(probability, dtype=np.float64)
        if not self.is_drawn:
            return np.full(asked.shape, self.central)
        if self.prior == "normal":
            below, above = ndtr(self.low), ndtr(self.high)
            return np.asarray(ndtri(below + asked * (above - below)), dtype=np.float64)
        at_nought = self._chance_of_nought()
        rest = np.clip((asked - at_nought) / (1 - at_nought), 0, 1)
        first, second = self._beta_shapes()
        drawn = self.low + (self.high - self.low) * betaincinv(first, second, rest)
        return np.where(asked < at_nought, 0.0, drawn)

    @property
    def is_drawn(self) -> bool:
        """Whether it differs between parameter sets by a prior of its own."""
        return self.prior not in ("fixed", "derived")

    def _chance_of_nought(self) -> float:
        match = re.fullmatch(r"nought\((?P<chance>[\d.]+)\)", self.prior)
        return 0.0 if match is None else float(match["chance"])

    def _beta_shapes(self) -> tuple[float, float]:
        if self.prior == "pert" or self._chance_of_nought():
            span = self.high - self.low
            return 1 + 4 * (self.central - self.low) / span, 1 + 4 * (self.high - self.central) / span
        match = re.fullmatch(r"beta\((?P<a>[\d.]+), (?P<b>[\d.]+)\)", self.prior)
        if match is None:
            raise ValueError(f"parameter {self.name}: unknown prior '{self.prior}'")
        return float(match["a"]), float(match["b"])


@cache
def register() -> dict[str, Parameter]:
    """All parameters by name, in the register's order."""
    text = resources.files("tandem.model").joinpath("parameters.yaml").read_text(encoding="utf-8")
    entries = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {
        name: Parameter(
            name=name,
            meaning=entry["meaning"],
            unit=entry["unit"],
            central=float(entry["central"]),
            low=float(entry["range"][0]),
            high=float(entry["range"][1]),
            prior=entry["prior"],
            kind=entry["kind"],
            evidence=tuple(entry["evidence"]),
        )
        for name, entry in entries.items()
    }


def central_values(fixed: Mapping[str, float] | None = None) -> Values:
    """The central value of every parameter that is not derived, with `fixed` ones put in their place.

    Raises
    ------
    InputError
        If `fixed` names an unknown parameter or a value outside its range.
    """
    return {
        name: entry.central for name, entry in register().items() if entry.prior != "derived"
    } | check_fixed(fixed or {})


def sample_prior(seed: int, draws: int, fixed: Mapping[str, float] | None = None) -> list[Values]:
    """`draws` parameter sets, each parameter independently from its prior.

    Each value is keyed by (seed, parameter name, draw), so adding a parameter or a draw changes no other.

    Raises
    ------
    InputError
        If `fixed` names an unknown parameter or a value outside its range.
    """
    held = check_fixed(fixed or {})
    index = np.arange(draws, dtype=np.uint32)
    columns: dict[str, npt.NDArray[np.float64]] = {}
    for name, parameter in register().items():
        if name in held:
            columns[name] = np.full(draws, held[name])
        if name in held or parameter.prior == "derived":
            continue
        key = np.full(draws, zlib.crc32(name.encode()), dtype=np.uint32)
        columns[name] = parameter.quantile(uniforms(seed, Stream.PARAMETERS, 0, key, index)[:, 0])
    return [{name: float(column[draw]) for name, column in columns.items()} for draw in range(draws)]


def _instead(name: str) -> str:
    """Where a share that is known, and not guessed, may be stated."""
    programme = name.removeprefix("in_place_")
    known = f". If you know the share: organisation.in_place.{programme}=0.5, from 0 to 1"
    return known if programme != name else ""


def check_fixed(fixed: Mapping[str, float]) -> Values:
    """`fixed` as floats, each known to the register and within its range (else `InputError`)."""
    known = register()
    for name, value in fixed.items():
        if name in RETIRED:
            raise InputError(
                f"parameters.{name}: this parameter has gone since version 0.1. In its place: "
                f"{RETIRED[name]}. `tandem parameters` says what each means."
            )
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise InputError(f"parameters.{name}: no such parameter.{hint} `tandem parameters` lists them.")
        entry = known[name]
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not entry.low <= value <= entry.high
        ):
            raise InputError(
                f"parameters.{name}: {value!r} is outside the allowed range {entry.low:g} to {entry.high:g} "
                f"({entry.unit}). Example: parameters.{name}={entry.central:g}{_instead(name)}"
            )
    return {name: float(value) for name, value in fixed.items()}
