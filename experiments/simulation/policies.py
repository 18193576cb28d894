"""The policies of a comparison: options that ship, by name, or whole policies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tandem.experiments.settings.limits import build, check_limits
from tandem.experiments.settings.option_files import OptionFile, policy_settings
from tandem.experiments.settings.schema import PolicyChoices
from tandem.experiments.simulation.coverage import notes_on
from tandem.experiments.simulation.setting import levers_of
from tandem.model.errors import InputError
from tandem.model.organisation.profile import Profile
from tandem.model.policy.lever import Lever

HAPPENS_ONCE = ("layoff", "retention_bonus")  # kinds of levers that do not go on
#: Kinds that end when people have learnt: it stays, and more months would cost hours for nothing.
ENDS_BY_ITSELF = ("ai_training", "experimentation_time")


@dataclass(frozen=True)
class Policy:
    """A policy in a comparison.

    Attributes
    ----------
    name, levers : what it is called, and what it does
    settings : what it was read from
    notes : what is to be said of whom it covers
    """

    name: str
    levers: tuple[Lever, ...]
    settings: Mapping[str, Any]
    notes: tuple[str, ...] = ()


def read_policies(
    entries: Sequence[str | Mapping[str, Any]],
    start: int,
    months: int,
    profile: Profile,
    duration: int | None = None,
) -> list[Policy]:
    """The policies, the baseline first; entries are names of options that ship, or whole policies.

    Those that ship are in force for `duration` months (None: as their files say); whole policies as they say.

    Raises
    ------
    InputError
        If there are fewer than two, one does not exist or is not usable, or two have one name.
    """
    if len(entries) < 2:
        raise InputError(
            f"policies: found {len(entries)}; allowed: two or more, the baseline first; "
            "example: policies=[status_quo,guardrails]"
        )
    policies: list[Policy] = []
    for place, entry in enumerate(entries):
        settings = in_force_for(policy_settings(entry), duration) if isinstance(entry, str) else entry
        where = settings.file if isinstance(settings, OptionFile) else f"policies[{place}]"
        policy = checked_policy(settings, where, start, months, profile)
        if any(policy.name == other.name for other in policies):
            raise InputError(
                f"{where}: name: two policies are called '{policy.name}'. Give each a name of its own, and "
                "list each once."
            )
        policies.append(policy)
    return policies


def notes_of(policies: Sequence[Policy]) -> list[str]:
    """What is to be said of whom the policies cover, each under its policy's name."""
    return [f"{policy.name}: {note}" for policy in policies for note in policy.notes]


def in_force_for(settings: OptionFile, duration: int | None) -> OptionFile:
    """The policy with every lever in force for so many months.

    What happens once is left as it is, and learning ends where its file says, if that is sooner.
    """
    if duration is None:
        return settings
    levers = {label: _lasting(lever, duration) for label, lever in settings["levers"].items()}
    return OptionFile({**settings, "levers": levers}, settings.file)


def _lasting(lever: Mapping[str, Any], duration: int) -> Mapping[str, Any]:
    """The lever in force for `duration` months, unless its kind has an end of its own."""
    if lever["kind"] in HAPPENS_ONCE:
        return lever
    last = lever.get("start", 1) + duration - 1
    if lever["kind"] in ENDS_BY_ITSELF and lever.get("end") is not None:
        last = min(last, lever["end"])
    return {**lever, "end": last}


def checked_policy(
    settings: Mapping[str, Any], where: str, start: int, months: int, profile: Profile
) -> Policy:
    """The policy that settings describe; `where` names them in messages.

    Raises
    ------
    InputError
        If one is missing, unknown or not allowed, or does not suit the organisation.
    """
    try:
        check_limits(PolicyChoices, settings)
    except InputError as error:
        told = "\n".join(f"{where}: {line}" for line in str(error).splitlines())
        raise InputError(told) from error
    choices = build(PolicyChoices, settings)
    levers = levers_of(choices, start, months, profile, where)
    return Policy(choices.name, levers, settings, tuple(notes_on(choices.levers, profile)))
