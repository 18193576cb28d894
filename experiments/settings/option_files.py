"""Options by name: those that ship in `configs/`, and a user's own."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any

from tandem.experiments.settings.limits import nearest
from tandem.experiments.settings.overrides import options_of
from tandem.experiments.settings.start import with_start
from tandem.model.errors import InputError
from tandem.model.received.plain_text import cleaned_content
from tandem.model.received.plain_yaml import read_yaml

POLICY = "policy"  # the group


class OptionFile(dict[str, Any]):
    """The settings of an option, and the file they stand in.

    Attributes
    ----------
    file : as messages name it, `policy/mine.yaml`
    """

    def __init__(self, content: Mapping[str, Any], file: str) -> None:
        super().__init__(content)
        self.file = file


def policy_settings(name: str, own: Mapping[str, OptionFile] | None = None) -> OptionFile:
    """The settings of a policy: one of the user's `own`, or one that ships.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    mine, ships = own or {}, options_of(POLICY)
    if name in mine:
        return mine[name]
    if name not in ships:
        known = sorted({*mine, *ships})
        raise InputError(
            f"policies: there is no policy '{name}'.{nearest(name, known)} There are: {', '.join(known)}. "
            "Your own stand in a folder: --config-dir FOLDER reads FOLDER/policy/NAME.yaml."
        )
    file = f"{POLICY}/{name}.yaml"
    return OptionFile(deepcopy(_shipped(file)), file)


@cache  # a session is asked for one policy after another
def _shipped(file: str) -> Mapping[str, Any]:
    """What a file of `configs/` says; not to be written to."""
    content: Mapping[str, Any] = read_yaml(files("tandem.configs").joinpath(file), dates=False).content
    return content


def settled(content: Mapping[str, Any], own: Mapping[str, OptionFile]) -> dict[str, Any]:
    """A composed configuration as an experiment gets it: plain data.

    Texts are cleaned (`model.received.plain_text`) but for the paths of files; the user's `own` policies
    stand in place of their names; a start that nobody named is the month after today.

    Raises
    ------
    InputError
        If a value still names another (`${…}`), or `policies` names one that does not exist.
    """
    _refuse_references(content, "")
    plain: dict[str, Any] = cleaned_content(dict(content))
    for *above, key in _paths:
        before, after = content, plain
        for name in above:
            before, after = before.get(name) or {}, after.get(name) or {}
        if isinstance(before, Mapping) and isinstance(before.get(key), str):
            after[key] = before[key]
    if isinstance(plain.get("policies"), list):
        plain["policies"] = [_in_place(entry, own) for entry in plain["policies"]]
    return with_start(plain)


_paths = (
    ("organisation", "path"),
    ("organisation", "sheet"),
    ("organisation", "pulse_survey"),
    ("organisation", "families"),
    ("posterior", "folder"),
    ("output",),
    ("targets",),
    ("work",),
    ("store",),
    ("file",),
)


def _in_place(entry: Any, own: Mapping[str, OptionFile]) -> Any:
    """Settings for the name of a policy that does not ship; anything else as it is."""
    ships = not isinstance(entry, str) or (entry in options_of(POLICY) and entry not in own)
    return entry if ships else policy_settings(entry, own)


def _refuse_references(value: Any, key: str) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            _refuse_references(name, f"{key}.{name}".strip("."))
            _refuse_references(inner, f"{key}.{name}".strip("."))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            _refuse_references(inner, f"{key}[{place}]")
    elif isinstance(value, str) and "${" in value:
        raise InputError(
            f"{key}: found {value[:60]!r}; allowed: a value without '${{', which stands for another"
        )
