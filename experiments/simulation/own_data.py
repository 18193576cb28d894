"""What an organisation's own data add to a projection: base quit rates and a pulse survey."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tandem.calibration.base_rates.rates import BaseRates
from tandem.calibration.pulse.survey import PulseSurvey
from tandem.experiments.simulation.past import Past, dismissal_rate, is_shown, past_of
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.wording.catalogue import texts
from tandem.model.calendar import month_label
from tandem.model.errors import InputError
from tandem.model.numerics.draws import Stream, uniforms
from tandem.model.organisation.profile import LARGEST_HEADCOUNT, Profile
from tandem.model.parameters import central_values

if TYPE_CHECKING:
    from tandem.model.organisation.folder.imported import ImportedProfile

_text = texts("run.own_data")

DISMISSALS = "dismissal_rate"
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
    past : the record of the months before the start, or None
    held : parameters held at a value, which nothing of the organisation's own replaces
    """

    seed: int
    rates: BaseRates | None
    survey: PulseSurvey | None
    account: Mapping[str, Any]
    past: Past | None = None
    held: frozenset[str] = frozenset()

    def on_average(self, stated: Profile) -> Profile:
        """The organisation with the mean base rates."""
        return stated if self.rates is None else self.rates.described_on_average(stated)

    def values(self, values: Mapping[str, float], parameter_set: int) -> Mapping[str, float]:
        """Parameters of a set, the rate of dismissals the organisation's own unless it is held."""
        past = self.past
        if self.rates is None or past is None or not past.reasons_known or DISMISSALS in self.held:
            return values
        draw = self.rates.row_of(self.seed, parameter_set)
        index = np.array([draw], np.uint32)
        chance = uniforms(self.seed, Stream.PARAMETERS, 3, index, index)[0, 0]
        return {**values, DISMISSALS: dismissal_rate(past, central_values()[DISMISSALS], float(chance))}

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
    held: Iterable[str] = (),
    members: Sequence[Sequence[int]] | None = None,
) -> OwnData:
    """Base rates and pulse survey of a composed `organisation` group; base rates are fitted if need be.

    `say` is told of a fit before it begins. `members` are the imported groups behind each of `profile`'s,
    where
    they are counted together.

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
    rates, past = None, None
    if organisation.get("kind") == "profile":
        from tandem.model.organisation.folder.imported import read_profile

        folder = Path(str(organisation["path"]))
        imported = read_profile(folder)
        rates, account["base_rates"] = _rates_of(organisation, folder, imported, say)
        unknown = imported.about.get("unknown_reasons")
        if unknown:
            account["unknown_reasons"] = float(unknown)
        if rates is not None and members is not None:
            rates = rates.of_groups(members, [group.headcount for group in imported.profile.groups])
        past = past_of(imported, start, minimum_cell)
        if past is not None:
            account["record"] = past.account(is_shown(past, start - HISTORY_MONTHS))
    return OwnData(seed, rates, survey, account, past, frozenset(held))


def _survey_of(file: object, profile: Profile, start: int, minimum_cell: int) -> PulseSurvey | None:
    if file is None:
        return None
    if not isinstance(file, str | Path) or not str(file).strip():
        raise InputError(
            f"organisation.pulse_survey: found {file!r}; allowed: a YAML file, or null; example: "
            "organisation.pulse_survey=my_pulse.yaml"
        )
    from tandem.calibration.pulse.survey import read_pulse_survey

    people = dict.fromkeys(profile.departments, 0 if profile.of_people else LARGEST_HEADCOUNT)
    for group in profile.groups:
        people[group.department] += group.headcount
    return read_pulse_survey(Path(file), people, start, minimum_cell, profile.merged)


def _rates_of(
    organisation: Mapping[str, Any], folder: Path, imported: ImportedProfile, say: Callable[[str], None]
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

    rates = base_rates_of(folder, imported, lambda: say(_text("fitting")))
    if rates is None:
        return None, {
            "kind": "literature",
            "why": _text("no_history"),
        }
    return rates, dict(rates.account)
