"""Which column of an extract is used for what: proposed from its headings, saved, edited and used again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from tandem.experiments.intake.files.dialect import Header
from tandem.experiments.intake.meaning.settings import Settings, settings_from
from tandem.experiments.intake.meaning.vocabulary import (
    ROLES,
    is_protected,
    normal,
    rank_of,
    roles_of,
    sample_settings,
)
from tandem.model.errors import InputError
from tandem.model.organisation.table.problems import quote_found
from tandem.model.received.plain_text import cleaned_content
from tandem.model.received.plain_yaml import read_yaml

_version = 1
_fewest_headings = 2  # cells of a row that are known headings, for the row to count as a header (assumption)
_meanings = {
    "contract": ("employee", "freelancer", "executive"),
    "status": ("active", "left"),
    "exit_reason": ("voluntary", "involuntary", "unknown"),
    "action": ("joined", "left", "moved"),
    "pay_period": ("year", "month", "half_month", "two_weeks", "week", "day", "hour"),
}
#: Roles that may take a column another role has: one column can say status, contract and reason.
_may_share = {("exit_reason", "status"), ("exit_reason", "contract")}
_files = ("columns", "leavers_columns", "history_columns", "pay_columns")
_keys = ("version", "system", *_files, "settings", "values", "levels")
_explanation = """\
# How Tandem reads this organisation's extracts. Edit it and use it again: tandem import staff.csv
# --mapping FILE
#
# columns:   what each column is used for (role: heading); a role that is not here is not used
# settings:  what the extract does not say (docs/own-data.md lists them)
# values:    what words mean, as in   contract: {Consultant: freelancer}   exit_reason: {Mutual: involuntary}
# levels:    from junior to senior; null: by mean pay
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
        For contract, status, exit_reason, action and pay_period: word → meaning, over Tandem's own words.
    levels : tuple of str or None
        From junior to senior; None puts them in order of mean pay.
    """

    system: str
    columns: MappingOf[str, str]
    leavers_columns: MappingOf[str, str]
    settings: Settings = field(default_factory=Settings)
    words: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)
    levels: tuple[str, ...] | None = None
    history_columns: MappingOf[str, str] = field(default_factory=dict)
    pay_columns: MappingOf[str, str] = field(default_factory=dict)

    def beside(self, what: str) -> MappingOf[str, str]:
        """Role → heading in the file that lists `leavers`, `history` or `pay`."""
        return {"leavers": self.leavers_columns, "history": self.history_columns, "pay": self.pay_columns}[
            what
        ]

    def with_files(self, headers: MappingOf[str, Header]) -> Mapping:
        """The mapping with proposals for the files beside the list of staff of which it says nothing."""
        columns = {
            what: propose_columns(headers[what])[1] if what in headers and not own else own
            for what, own in ((what, self.beside(what)) for what in ("leavers", "history", "pay"))
        }
        return replace(
            self,
            leavers_columns=columns["leavers"],
            history_columns=columns["history"],
            pay_columns=columns["pay"],
        )


def propose_columns(header: Header) -> tuple[str, dict[str, str]]:
    """The system an extract seems to come from, and a heading for every role that one fits."""
    found = [
        (roles_of(top) or {}, roles_of(low) or {})
        for top, low in zip(header.technical, header.headings, strict=True)
    ]
    by_heading = {
        heading: {**technical, **label}
        for heading, (technical, label) in zip(header.headings, found, strict=True)
        if heading and not is_protected(heading)
    }
    for heading, technical in zip(header.headings, header.technical, strict=True):
        if technical and is_protected(technical):
            by_heading.pop(heading, None)
    votes = Counter(
        system
        for roles in by_heading.values()
        for system in {name for names in roles.values() for name in names} - {"common"}
    )
    system = min(votes, key=lambda name: (-votes[name], name)) if votes else "unknown"
    columns: dict[str, str] = {}
    for role in ROLES:
        candidates = [
            heading
            for heading, roles in by_heading.items()
            if role in roles
            and (system in roles[role] or all(system not in names for names in roles.values()))
        ]
        candidates.sort(key=lambda heading: rank_of(role, heading, system))
        free = [
            heading
            for heading in candidates
            if all(other != heading or (role, used) in _may_share for used, other in columns.items())
        ]
        if free:
            columns[role] = free[0]
    return system, columns


def proposed_mapping(staff: Header, leavers: Header | None) -> Mapping:
    """A mapping from nothing but the headings of the files."""
    system, columns = propose_columns(staff)
    other = propose_columns(leavers)[1] if leavers else {}
    return Mapping(system, columns, other, settings_from(sample_settings(staff.headings)))


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
    unknown = sorted(set(map(str, content)) - set(_keys))
    if unknown:
        raise InputError(f"{file}: there is no key {unknown[0]!r}; allowed: {', '.join(_keys)}.")
    columns, leavers, history, pay = (_columns(file, key, content.get(key) or {}) for key in _files)
    levels = content.get("levels")
    if levels is not None and (not isinstance(levels, list) or not levels):
        raise InputError(f"{file}: levels must be a list from junior to senior, or null.")
    settings = content.get("settings") or {}
    if not isinstance(settings, dict):
        raise InputError(f"{file}: settings must be keys with values, as in date_order: day_first.")
    return Mapping(
        str(content.get("system") or "unknown"),
        columns,
        leavers,
        settings_from(settings),
        _values(file, content.get("values") or {}),
        None if levels is None else tuple(map(str, levels)),
        history,
        pay,
    )


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
        "columns": dict(mapping.columns),
        "leavers_columns": dict(mapping.leavers_columns),
        "history_columns": dict(mapping.history_columns),
        "pay_columns": dict(mapping.pay_columns),
        "settings": settings,
        "values": {kind: dict(words) for kind, words in mapping.words.items()},
        "levels": None if mapping.levels is None else list(mapping.levels),
    }
    return _explanation + yaml.safe_dump(content, sort_keys=False, allow_unicode=True)


def find_column(header: Header, heading: str, where: str, mapped: Collection[str] = ()) -> int:
    """The place of a heading in a header; the spelling may differ in case, blanks and signs.

    Parameters
    ----------
    mapped : all headings that the mapping names, by which a header is told from a person's row

    Raises
    ------
    InputError
        If no column or several have it.
    """
    exact = [place for place, name in enumerate(header.headings) if name == heading]
    alike = [
        place
        for place, names in enumerate(zip(header.headings, header.technical, strict=True))
        if normal(heading) in (normal(names[0]), normal(names[1]))
    ]
    places = exact or alike
    if len(places) == 1:
        return places[0]
    if places:
        raise InputError(
            f"{where}: {len(places)} columns are called {quote_found(heading)}; rename those that are not "
            f"meant."
        )
    raise InputError(f"{where}: there is no column {quote_found(heading)}; {_what_there_is(header, mapped)}")


def _what_there_is(header: Header, mapped: Collection[str]) -> str:
    """The headings of a file, if they are headings: of a row that may be a person's, no cell is shown."""
    named = [name for name in (*header.headings, *header.technical) if name]
    known = {normal(name) for name in mapped}
    recognised = sum(1 for name in named if normal(name) in known or roles_of(name))
    above = header.first_row - 1  # nought where the names of columns are no row of cells (Parquet)
    if above and recognised < _fewest_headings:
        return (
            f"row {above}, taken for the headings, has {len(header.headings)} cells, and at most one of them "
            "is a heading that Tandem knows or the mapping names. They are not shown here, as it may be a "
            "person's row. Write headings into the file, or say in which row they stand: --set header_row=3"
        )
    there = ", ".join(quote_found(name) for name in header.headings if name and not is_protected(name))
    return f"the file has: {there[:1500]}."


def _columns(file: Path, key: str, content: Any) -> dict[str, str]:
    if not isinstance(content, dict):
        raise InputError(f"{file}: {key} must be roles with headings, as in department: Team.")
    columns: dict[str, str] = {}
    for role, heading in content.items():
        if role not in ROLES:
            raise InputError(f"{file}: {key}.{role}: there is no such role; allowed: {', '.join(ROLES)}.")
        if heading is None:
            continue
        if is_protected(str(heading)):
            raise InputError(
                f"{file}: {key}.{role}: the column {quote_found(str(heading))} must not be read: names, "
                f"birth "
                "dates, gender, ethnicity, health and the like have no place in a profile; choose another."
            )
        columns[str(role)] = str(heading)
    return columns


def _values(file: Path, content: Any) -> dict[str, dict[str, str]]:
    if not isinstance(content, dict):
        raise InputError(f"{file}: values must be words with meanings.")
    values: dict[str, dict[str, str]] = {}
    for kind, words in content.items():
        if kind not in _meanings or not isinstance(words, dict):
            raise InputError(
                f"{file}: values.{kind}: allowed: {', '.join(_meanings)}, each with words and meanings, "
                f"as in "
                "contract: {Consultant: freelancer}."
            )
        for word, meaning in words.items():
            if meaning not in _meanings[kind]:
                raise InputError(
                    f"{file}: values.{kind}.{word}: found {meaning!r}; allowed: {', '.join(_meanings[kind])}."
                )
        values[kind] = {str(word): str(meaning) for word, meaning in words.items()}
    return values
