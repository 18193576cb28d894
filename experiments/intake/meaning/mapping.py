"""Which column of an extract is used for what: proposed from its headings, saved, edited and used again."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tandem.experiments.intake.meaning.questions import ask_mapping
from tandem.experiments.intake.meaning.refused import OF_GROUPS, is_against_people, may_be_level
from tandem.experiments.intake.meaning.settings import Settings, settings_from
from tandem.experiments.intake.meaning.vocabulary import ROLES, is_protected, normal
from tandem.model.errors import InputError
from tandem.model.organisation.table.problems import quote_found
from tandem.model.received.plain_text import cleaned_content
from tandem.model.received.plain_yaml import read_yaml

_version = 1
_meanings = {
    "contract": ("employee", "freelancer", "executive"),
    "status": ("active", "left"),
    "exit_reason": ("voluntary", "involuntary", "unknown"),
    "exit_date": ("not_left",),
    "yes_no": ("yes", "no"),
    "action": ("joined", "left", "moved"),
    "pay_period": ("year", "month", "half_month", "two_weeks", "week", "day", "hour"),
}
#: Keys of a mapping file that say which column of a file is what, by what the file lists.
FILES = {
    "staff": "columns",
    "leavers": "leavers_columns",
    "history": "history_columns",
    "pay": "pay_columns",
}
_keys = ("system", *FILES.values(), "not_read", "settings", "values", "levels")
_explanation = """\
# How Tandem reads this organisation's extracts. Edit it and use it again: tandem import staff.csv
# --mapping FILE
#
# columns:   what each column is used for (role: heading). A role that is not here is found out from the file;
#            `role: null` is one that no column has
# not_read:  headings of columns that are not needed
# settings:  what the extract does not say (docs/own-data.md lists them)
# values:    what words mean, as in   contract: {Consultant: freelancer}   exit_reason: {Mutual: involuntary}
# levels:    from junior to senior; null: by their numbers or by mean pay
"""


@dataclass(frozen=True)
class Mapping:
    """What an import reads and how.

    Attributes
    ----------
    system : str
        The system whose headings an extract has, or `unknown`.
    columns, leavers_columns, history_columns, pay_columns : mapping of str to str
        Role → heading, in the file of staff and in those of leavers, of earlier jobs and of pay.
    settings : Settings
    words : mapping
        For contract, status, exit_reason, exit_date, yes_no, action and pay_period: word → meaning, over
        Tandem's own words.
    levels : tuple of str or None
        From junior to senior; None puts them in order of their numbers or of mean pay.
    not_used : mapping
        Key of a file's columns → roles that no column of the file has.
    not_read : tuple of str
        Headings that have no role.
    further_columns : mapping
        Role → heading in further lists of staff (`staff 2` …); found out anew each time, and not saved.
    """

    system: str
    columns: MappingOf[str, str] = field(default_factory=dict)
    leavers_columns: MappingOf[str, str] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    words: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)
    levels: tuple[str, ...] | None = None
    history_columns: MappingOf[str, str] = field(default_factory=dict)
    pay_columns: MappingOf[str, str] = field(default_factory=dict)
    not_used: MappingOf[str, tuple[str, ...]] = field(default_factory=dict)
    not_read: tuple[str, ...] = ()
    further_columns: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)

    def columns_of(self, what: str) -> MappingOf[str, str]:
        """Role → heading in the file that lists `staff` (or `staff 2` …), `leavers`, `history` or `pay`."""
        if what in self.further_columns:
            return self.further_columns[what]
        columns: MappingOf[str, str] = getattr(self, FILES[listed_in(what)])
        return columns


def further_list(number: int) -> str:
    """What the second, third … list of staff is called among the files of an extract."""
    return f"staff {number}"


def listed_in(what: str) -> str:
    """What a file lists: `staff` of `staff 2`, a further list of staff."""
    return what.split(" ", maxsplit=1)[0]


def load_mapping(file: Path) -> Mapping:
    """Read a mapping file.

    Raises
    ------
    InputError
        If it is no mapping, or a key, role, heading or value in it is not allowed.
    """
    content = cleaned_content(read_yaml(file).content)
    if not isinstance(content, dict) or content.get("version") != _version:
        raise InputError(
            f"{file}: a mapping begins with `version: {_version}`; let tandem import propose one."
        )
    return mapping_from({key: value for key, value in content.items() if key != "version"}, str(file))


def mapping_from(content: MappingOf[str, Any], where: str, base: Mapping | None = None) -> Mapping:
    """A mapping with what the keys of `content` say put over `base`; `where` they come from, for messages.

    Raises
    ------
    InputError
        If a key, role, heading or value is not allowed.
    """
    unknown = sorted(set(map(str, content)) - set(_keys))
    if unknown:
        raise InputError(f"{where}: there is no key {unknown[0]!r}; allowed: {', '.join(_keys)}.")
    mapping = base or Mapping("unknown")
    columns: dict[str, MappingOf[str, str]] = {}
    not_used: dict[str, tuple[str, ...]] = {}
    for what, key in FILES.items():
        own, without = _columns(where, key, content.get(key) or {})
        columns[key] = {**mapping.columns_of(what), **own}
        lacking = sorted({*mapping.not_used.get(key, ()), *without} - set(own))
        if lacking:
            not_used[key] = tuple(lacking)
    settings = content.get("settings") or {}
    if not isinstance(settings, dict):
        raise InputError(f"{where}: settings must be keys with values, as in date_order: day_first.")
    settings = settings_from(settings, mapping.settings)
    _check_level(where, columns, settings)
    words = {kind: dict(meanings) for kind, meanings in mapping.words.items()}
    for kind, meanings in _values(where, content.get("values") or {}).items():
        words[kind] = {**words.get(kind, {}), **meanings}
    return Mapping(
        str(content.get("system") or mapping.system),
        settings=settings,
        words=words,
        levels=_levels(where, content["levels"]) if "levels" in content else mapping.levels,
        not_used=not_used,
        not_read=tuple(dict.fromkeys([*mapping.not_read, *_not_read(where, content.get("not_read") or [])])),
        columns=columns["columns"],
        leavers_columns=columns["leavers_columns"],
        history_columns=columns["history_columns"],
        pay_columns=columns["pay_columns"],
    )


def _check_level(where: str, columns: MappingOf[str, MappingOf[str, str]], settings: Settings) -> None:
    """Ask before a column becomes the level whose heading does not say that it holds levels."""
    confirmed = {normal(heading) for heading in settings.confirmed}
    for key, own in columns.items():
        heading = own.get("level")
        if heading is not None and not may_be_level(heading) and normal(heading) not in confirmed:
            ask_mapping(
                where,
                f"{key}.level: does the column {quote_found(heading)} hold levels of jobs, such as "
                "grades? A column "
                "about people's health, beliefs, conduct or the like must not become one. If it does, "
                "confirm it",
                [{"settings": {"confirmed": [heading]}}],
            )


def _levels(where: str, levels: Any) -> tuple[str, ...] | None:
    if levels is not None and (not isinstance(levels, list) or not levels):
        raise InputError(f"{where}: levels must be a list from junior to senior, or null.")
    return None if levels is None else tuple(map(str, levels))


def _not_read(where: str, headings: Any) -> list[str]:
    if not isinstance(headings, list):
        raise InputError(f"{where}: not_read must be a list of headings, as in [Last review, Badge].")
    return [str(heading) for heading in headings]


def mapping_text(mapping: Mapping) -> str:
    """A mapping as the text of its file."""
    default = Settings()
    settings = {}
    for key in Settings.__dataclass_fields__:
        value = getattr(mapping.settings, key)
        if value != getattr(default, key):
            settings[key] = list(value) if isinstance(value, tuple) else value
    content = {
        "version": _version,
        "system": mapping.system,
        **{
            key: {**mapping.columns_of(what), **dict.fromkeys(sorted(mapping.not_used.get(key, ())))}
            for what, key in FILES.items()
        },
        "not_read": list(mapping.not_read),
        "settings": settings,
        "values": {kind: dict(words) for kind, words in mapping.words.items()},
        "levels": None if mapping.levels is None else list(mapping.levels),
    }
    return _explanation + yaml.safe_dump(content, sort_keys=False, allow_unicode=True)


def _columns(where: str, key: str, content: Any) -> tuple[dict[str, str], list[str]]:
    """Role → heading, and the roles that no column has."""
    if not isinstance(content, dict):
        raise InputError(f"{where}: {key} must be roles with headings, as in department: Team.")
    columns: dict[str, str] = {}
    for role, heading in content.items():
        if role not in ROLES:
            raise InputError(f"{where}: {key}.{role}: there is no such role; allowed: {', '.join(ROLES)}.")
        if heading is None:
            continue
        if is_protected(str(heading)):
            raise InputError(
                f"{where}: {key}.{role}: the column {quote_found(str(heading))} must not be read: names, "
                "birth dates, gender, ethnicity, health and the like have no place in a profile; choose "
                "another."
            )
        if role in OF_GROUPS and is_against_people(str(heading)):
            raise InputError(
                f"{where}: {key}.{role}: groups cannot be made of the column {quote_found(str(heading))}: "
                "ratings, "
                "engagement, satisfaction, overtime and absence single people out, and a plan for such "
                "groups would "
                "be one against them; choose another, or leave the role out."
            )
        columns[str(role)] = str(heading)
    return columns, [role for role, heading in content.items() if heading is None]


def _values(where: str, content: Any) -> dict[str, dict[str, str]]:
    if not isinstance(content, dict):
        raise InputError(f"{where}: values must be words with meanings.")
    values: dict[str, dict[str, str]] = {}
    for kind, words in content.items():
        if kind not in _meanings or not isinstance(words, dict):
            raise InputError(
                f"{where}: values.{kind}: allowed: {', '.join(_meanings)}, each with words and meanings, "
                f"as in "
                "contract: {Consultant: freelancer}."
            )
        spoken = {True: "yes", False: "no"}  # YAML takes both for truth values
        words = {word: spoken.get(meaning, meaning) for word, meaning in words.items()}
        for word, meaning in words.items():
            if meaning not in _meanings[kind]:
                raise InputError(
                    f"{where}: values.{kind}.{word}: found {meaning!r}; allowed: "
                    f"{', '.join(_meanings[kind])}."
                )
        values[kind] = {str(word): str(meaning) for word, meaning in words.items()}
    return values
