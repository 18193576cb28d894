"""YAML from outside, read as plain data: no tags, nothing twice, nothing huge.

PyYAML's safe loader makes no objects of other kinds; here a tag is refused even so, as are files and nests
larger than any of Tandem's own, anchors that multiply, and mappings that name a key twice (PyYAML would keep
the last and say nothing). Texts come as they are; whoever prints or keeps them cleans them first
(`plain_text.cleaned_content`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

import yaml

from tandem.model.errors import InputError
from tandem.model.received.plain_text import cleaned

LARGEST_FILE = 1 << 20  # bytes: a hundred times the largest configuration
MOST_VALUES = 20_000  # each anchor counted as often as it is used
DEEPEST_NEST = 30

Place = tuple[str | int, ...]
_no_yaml = "cannot be read: what stands there is not YAML with plain values"
_timestamp = "tag:yaml.org,2002:timestamp"
_whole = r"[0-9]+(?:_[0-9]+)*"
_number = re.compile(rf"^[-+]?{_whole}(?:\.[0-9_]*)?[eE][-+]?[0-9]+$|^[-+]?{_whole}\.[0-9_]*$")


@dataclass(frozen=True)
class Document:
    """What a file says.

    Attributes
    ----------
    content : nested dictionaries, lists, texts, numbers, true, false and null
    lines : line, from 1, of every key and list entry, by the keys and places that lead to it
    text : as it was read
    sha256 : of the file's bytes
    """

    content: Any
    lines: Mapping[Place, int]
    text: str
    sha256: str


class _PlainLoader(yaml.SafeLoader):
    """Refuses tags and what is nested or multiplied beyond all need, before anything is made of it."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = self._values = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """A node of the file."""
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise _problem(f"found the tag '{tag}'; plain values are allowed, without tags", event)
        self._depth += 1
        self._values += 1
        if self._depth > DEEPEST_NEST:
            raise _problem(f"it is nested more than {DEEPEST_NEST} levels deep", event)
        if self._values > MOST_VALUES:
            raise _problem(f"it has more than {MOST_VALUES:,} values", event)
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


class _SettingsLoader(_PlainLoader):
    """As Hydra reads numbers and dates: 1e6 is a number, and a date is a text."""


_SettingsLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _timestamp]
    for first, resolvers in _PlainLoader.yaml_implicit_resolvers.items()
}
_SettingsLoader.add_implicit_resolver("tag:yaml.org,2002:float", _number, list("-+.0123456789"))


def read_yaml(file: Path | Traversable, *, dates: bool = True) -> Document:
    """Read a YAML file.

    Parameters
    ----------
    dates : whether 2025-06-30 is a date; otherwise it is a text, and 1e6 is a number, as in Hydra's files

    Raises
    ------
    InputError
        If it cannot be read, is too large, is no YAML, or has a tag, a key twice or too much in it; the
        message names file and line.
    """
    try:
        if not file.is_file():
            raise InputError(f"{cleaned(str(file))}: there is no such file.")
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror}).") from error
    return yaml_of(content, str(file), dates=dates)


def yaml_of(raw: bytes, where: str, *, dates: bool = True) -> Document:
    """The content of a YAML file that `where` names in messages; see `read_yaml`."""
    if len(raw) > LARGEST_FILE:
        raise InputError(
            f"{where}: it has more than {LARGEST_FILE >> 20} MB, which no file of this kind needs."
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{where}: cannot be read, as its text is not UTF-8.") from None
    try:
        content, lines = _read(text, _PlainLoader if dates else _SettingsLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = "" if mark is None else f", line {mark.line + 1}"
        told = error.problem or str(error)
        raise InputError(f"{where}{line}: {_no_yaml} ({cleaned(told)}).") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        told = cleaned(" ".join(str(error).split()))[:200]
        raise InputError(f"{where}: {_no_yaml} ({told}).") from None
    return Document(content, lines, text, hashlib.sha256(raw).hexdigest())


def _read(text: str, loader_of: type[_PlainLoader]) -> tuple[Any, dict[Place, int]]:
    loader = loader_of(text)
    lines: dict[Place, int] = {}
    try:
        node = loader.get_single_node()
        if node is None:
            return None, lines
        _walk(node, (), lines)
        return loader.construct_document(node), lines
    finally:
        loader.dispose()


def _walk(node: yaml.Node, path: Place, lines: dict[Place, int]) -> None:
    """Note the lines of everything, following anchors wherever they are used."""
    if len(path) > DEEPEST_NEST or len(lines) > MOST_VALUES:
        raise _problem("anchors make it too large", node)
    if isinstance(node, yaml.SequenceNode):
        for place, entry in enumerate(node.value):
            lines[*path, place] = entry.start_mark.line + 1
            _walk(entry, (*path, place), lines)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _problem("a key must be a text", key)
            if cleaned(key.value) in seen:
                raise _problem(f"'{key.value}' stands there twice", key)
            seen.add(cleaned(key.value))
            lines[*path, key.value] = key.start_mark.line + 1
            _walk(value, (*path, key.value), lines)


def _problem(told: str, place: yaml.Node | yaml.Event) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=told, problem_mark=cast("yaml.error.Mark | None", place.start_mark))
