"""What an organisation's own data add to a projection: base quit rates and a pulse survey."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tandem.calibration.base_rates.rates import BaseRates
from tandem.calibration.pulse.survey import PulseSurvey
from tandem.experiments.wording.catalogue import texts
from tandem.model.calendar import month_label
from tandem.model.errors import InputError
from tandem.model.organisation.profile import Profile

_text = texts("run.own_data")

BASE_RATES = ("history", "literature")


@dataclass(frozen=True)
class OwnData:
    """An organisation's own data, where it has any.

    Attributes
    ----------
    seed : of the projection, which keys the draws that go with a parameter set
    rates : base rates, or None for the model's own evidence
    survey : pulse survey, or None
    account : what is said about them in every output; empty where nothing is to be said
    """

    seed: int
    rates: BaseRates | None
    survey: PulseSurvey | None
    account: Mapping[str, Any]

    def on_average(self, stated: Profile) -> Profile:
        """The organisation with the mean base rates."""
        return stated if self.rates is None else self.rates.described_on_average(stated)

    def in_set(self, profile: Profile, parameter_set: int) -> Profile:
        """A profile (of the same groups) with the base rates that go with a parameter set."""
        if self.rates is None:
            return profile
        return self.rates.described(profile, self.rates.row_of(self.seed, parameter_set))


def read_own_data(
    organisation: Mapping[str, Any],
    profile: Profile,
    seed: int,
    start: int,
    minimum_cell: int,
    say: Callable[[str], None],
) -> OwnData:
    """Base rates and pulse survey of a composed `organisation` group; base rates are fitted if need be.

    `say` is told of a fit before it begins.

    Raises
    ------
    InputError
        If a setting, the survey, or the base rates are not usable.
    """
    account: dict[str, Any] = {}
    survey = _survey_of(organisation.get("pulse_survey"), profile, start, minimum_cell)
    if survey is not None:
        account["pulse_survey"] = {
            "file": str(organisation["pulse_survey"]),
            "sha256": survey.sha256,
            "departments": list(survey.departments),
            "answers": [
                {
                    "department": answer.department,
                    "question": answer.question,
                    "share": answer.share,
                    "n": answer.n,
                    "month": month_label(answer.month),
                }
                for answer in survey.answers
            ],
        }
    rates = None
    if organisation.get("kind") == "profile":
        rates, account["base_rates"] = _rates_of(organisation, say)
    return OwnData(seed, rates, survey, account)


def _survey_of(file: object, profile: Profile, start: int, minimum_cell: int) -> PulseSurvey | None:
    if file is None:
        return None
    if not isinstance(file, str | Path) or not str(file).strip():
        raise InputError(
            f"organisation.pulse_survey: found {file!r}; allowed: a YAML file, or null; example: "
            "organisation.pulse_survey=my_pulse.yaml"
        )
    from tandem.calibration.pulse.survey import read_pulse_survey

    return read_pulse_survey(Path(file), profile.departments, start, minimum_cell)


def _rates_of(
    organisation: Mapping[str, Any], say: Callable[[str], None]
) -> tuple[BaseRates | None, dict[str, Any]]:
    """The base rates and what is said about them."""
    chosen = organisation.get("base_rates")
    if chosen not in BASE_RATES:
        raise InputError(
            f"organisation.base_rates: found {chosen!r}; allowed: {' or '.join(BASE_RATES)}; example: "
            "organisation.base_rates=history"
        )
    if chosen == "literature":
        return None, {"kind": "literature", "why": _text("literature_chosen"), "chosen": True}
    from tandem.calibration.base_rates.fit import base_rates_of
    from tandem.model.organisation.folder.imported import read_profile

    folder = Path(str(organisation["path"]))
    rates = base_rates_of(folder, read_profile(folder), lambda: say(_text("fitting")))
    if rates is None:
        return None, {
            "kind": "literature",
            "why": _text("no_history"),
        }
    return rates, dict(rates.account)
