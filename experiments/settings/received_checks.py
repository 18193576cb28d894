"""What a file of settings from outside may hold: values of known settings, and names of options.

Refused are Hydra's own settings and its words for making objects, references to other values (`${…}`: they
can name any variable of the environment), and whatever would move settings elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tandem.experiments.settings.known_keys import Unknown
from tandem.experiments.settings.limits import MOST_SHOWN, nearest
from tandem.experiments.settings.overrides import groups, options_of
from tandem.model.errors import InputError
from tandem.model.organisation.table.columns import FORMULA_STARTS
from tandem.model.received.plain_text import cleaned
from tandem.model.received.plain_yaml import Document, Place

Problem = tuple[Place, str]

_words_of_hydra = re.compile(r"hydra(?:[./@].*)?|_[a-z]+_", re.DOTALL)
_directive = re.compile(r"\s*#[\s#]*@\s*(?P<word>\w+)\s*(?P<value>\S*)")
_advice = "a file from outside holds values and names of options only"


def forbidden(value: Any, place: Place = ()) -> Iterator[Problem]:
    """What no file from outside may hold, whatever its schema."""
    if isinstance(value, dict):
        for key, inner in value.items():
            here = (*place, key)
            if key is None:
                yield here, "a setting needs a name"
            elif _words_of_hydra.fullmatch(cleaned(str(key)).strip()):
                yield here, f"this is a word of Hydra's, which makes or moves things; {_advice}; delete it"
            elif str(key).startswith(FORMULA_STARTS):
                yield here, "a name cannot begin with = + - or @, which spreadsheets read as a formula"
            elif "${" in str(key):
                yield here, f"found '${{' in a name, which stands for another value; {_advice}"
            yield from forbidden(inner, here)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from forbidden(inner, (*place, number))
    elif isinstance(value, str) and "${" in value:
        yield place, f"found {value[:60]!r}; '${{' stands for another value; {_advice}; write the value"


def wrong_defaults(
    content: Mapping[str, Any], plain: Sequence[str], own: Mapping[str, Mapping[str, Any]] | None
) -> Iterator[Problem]:
    """Entries of `defaults` that are neither among `plain` nor an option of a group.

    Parameters
    ----------
    own : a user's own options by group and name; None: no groups may be named at all
    """
    listed = content.get("defaults", [])
    if not isinstance(listed, list):
        yield ("defaults",), f"found {str(listed)[:60]!r}; allowed: a list"
        return
    for number, entry in enumerate(listed):
        if isinstance(entry, str) and entry in plain:
            continue
        allowed = ", ".join(plain)
        if own is not None:
            group, option = next(iter(entry.items())) if isinstance(entry, dict) and entry else ("", "")
            known = _options(str(group).removeprefix("override "), own)
            if known and len(entry) == 1 and option in known:
                continue
            of_group = f"{group}: one of {', '.join(known)}{nearest(str(option), known)}"
            allowed = of_group if known else f"{allowed}, or an option, as in  policy: training"
        yield ("defaults", number), f"found {str(entry)[:60]!r}; allowed: {allowed}"


def unknown(found: Iterable[Unknown]) -> Iterator[Problem]:
    """Unknown keys as problems, each with the nearest known one."""
    for place, known in found:
        near = nearest(str(place[-1]), known)
        yield place, f"there is no such setting.{near} The settings here are {', '.join(known)}."


def refuse(file: Path, document: Document, packages: Sequence[str], problems: Iterable[Problem]) -> None:
    """Raise one `InputError` with all problems of a file, if there are any; each place is told once.

    Comments can be directives of Hydra's; `packages` are those that leave a file where it is.
    """
    told: dict[Place | int, str] = {}
    for number, text in enumerate(document.text.splitlines(), start=1):
        found = _directive.match(text)
        if found and not (found["word"] == "package" and found["value"] in packages):
            moved = f"found '@{found['word']} {found['value']}', which moves settings elsewhere; delete it"
            told[number] = f"{file}, line {number}: {moved}"
    for place, problem in problems:
        line = document.lines.get(place)
        where = str(file) if line is None else f"{file}, line {line}"
        told.setdefault(place, f"{where}: {_dotted(place)}: {problem}")
    if told:
        lines, more = list(told.values()), len(told) - MOST_SHOWN
        raise InputError("\n".join([*lines[:MOST_SHOWN], *([f"and {more} more."] if more > 0 else [])]))


def _options(group: str, own: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Names of a group's options; none for what is no group."""
    ships = options_of(group) if group in groups() else []
    return sorted({*ships, *own.get(group, {})})


def _dotted(place: Place) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return text.removeprefix(".")
