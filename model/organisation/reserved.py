"""Names that stand for sums in Tandem's tables, and that no department and no level can therefore have."""

from __future__ import annotations

import unicodedata

ALL = "all"  # departments, levels or contracts
ALL_DEPARTMENTS, OTHER_DEPARTMENTS = "All departments", "Other departments"  # in a profile's monthly table
WHOLE_ORGANISATION = "whole organisation"  # in a summary

RESERVED = (ALL, ALL_DEPARTMENTS, OTHER_DEPARTMENTS, WHOLE_ORGANISATION)
INSTEAD = "Company-wide"  # an example of another name


def is_reserved(name: str) -> bool:
    """Whether a name is one of these, however it is spelt: capitals, blanks and signs make no other name."""
    return _plain(name) in {_plain(known) for known in RESERVED}


def why_reserved(name: str) -> str:
    """What a message says about such a name."""
    known = next((known for known in RESERVED if _plain(known) == _plain(name)), name)
    return f"'{known}' stands for a sum in Tandem's tables and cannot be the name of a department or level"


def _plain(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())
