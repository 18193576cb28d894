"""The columns of one file while their roles are found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tandem.experiments.intake.files.dialect import Header
from tandem.experiments.intake.files.look import Looks
from tandem.experiments.intake.meaning.content import (
    kind_of,
)
from tandem.experiments.intake.meaning.mapping import FILES
from tandem.experiments.wording.catalogue import texts

_text = texts("import_profile.file_columns")


@dataclass
class FileColumns:
    """The columns of one file while their roles are found.

    Attributes
    ----------
    name : str
        Of the file.
    what : {"staff", "leavers", "history", "pay"}
        What the file lists.
    answered : mapping
        Role → heading, as the user says; they are taken as they are.
    not_used, not_read : collections of str
        Roles that no column has, and headings that have no role, as the user says.
    columns : dict
        Role → heading, as found so far.
    notes : list of str
        What was read by its content, in words.
    """

    name: str
    what: str
    header: Header
    looks: Looks
    today: date
    answered: Mapping[str, str] = field(default_factory=dict)
    not_used: Collection[str] = ()
    not_read: Collection[str] = ()
    system: str = "unknown"
    columns: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Where a mapping file says the roles of its columns."""
        return FILES[self.what]

    @property
    def has_points(self) -> bool:
        """Whether rows are changes of a person's job, or lists of several days, and need no day of hire."""
        return "identifier" in self.columns and not self.is_vacant("effective_date", "as_of")

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of content under each heading, where it is one that matters."""
        found = {heading: kind_of(look, self.today) for heading, look in self.looks.items()}
        return {heading: kind for heading, kind in found.items() if kind is not None}

    def is_vacant(self, *roles: str) -> bool:
        """Whether no column has any of these roles, and one may."""
        return all(role not in self.columns for role in roles) and roles[0] not in self.not_used

    def unread(self, *kinds: str) -> list[str]:
        """Headings of columns with this kind of content that have no role, and may have one."""
        used = {*self.columns.values(), *self.not_read}
        return [heading for heading, kind in self.kinds.items() if kind in kinds and heading not in used]

    def take(self, role: str, heading: str) -> None:
        """Use a column for a role, and say so."""
        self.columns[role] = heading
        self.notes.append(_text("by_content", heading=heading, role=role.replace("_", " ")))
