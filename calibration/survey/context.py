"""The findings of a survey that are no targets: set by a parameter, or without a counterpart in the model.

They stand under `context:` in a targets file, each with what was reported and what becomes of it:

    driver_tools: {wording: …, asked: …, n: 625, value: 0.25, role: fit, parameter: learning_tools}
    say_please: {wording: …, asked: …, n: 2500, value: 0.48, role: context, reason: no courtesy here}

A finding with `role: fit` is entered as a parameter: the model reproduces it by construction, which is no
evidence for the model. One without a role has not been dealt with yet.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from tandem.calibration.survey.targets import content_of
from tandem.model.errors import InputError
from tandem.model.parameters import register

ROLES = ("fit", "context")
KEYS = ("wording", "asked", "n", "value", "role", "parameter", "reason", "evidence")
_example = "Example: calibration/targets/upwork_2025.yaml"


@dataclass(frozen=True)
class Context:
    """A finding that is no target.

    Attributes
    ----------
    name, wording, asked : what was reported, of whom
    n : respondents; None where they are not known, or nobody was asked
    value : a share 0–1, or a growth
    role : `fit` (entered as `parameter`), `context` (no counterpart, for the `reason`), or empty: none yet
    parameter : of the register; empty unless the role is `fit`
    reason : why the model has no counterpart; empty unless the role is `context`
    evidence : key in `calibration/evidence.csv`
    """

    name: str
    wording: str
    asked: str
    n: int | None
    value: float
    role: str
    parameter: str
    reason: str
    evidence: str


def load_context(path: Path) -> tuple[Context, ...]:
    """The findings under `context:` of a targets file, each checked; none where there is no such block.

    Raises
    ------
    InputError
        Naming the file, the entry and the rule that is broken.
    """
    content = content_of(path)
    entries = content.get("context") if isinstance(content, Mapping) else None
    if entries is None:
        return ()
    if not isinstance(entries, Mapping):
        raise InputError(f"{path}: `context:` is not a set of named findings. {_example}")
    targets = content.get("targets")
    twice = [str(name) for name in entries if isinstance(targets, Mapping) and name in targets]
    if twice:
        raise InputError(f"{path}: context '{twice[0]}': is a target, too; each finding has one place.")
    return tuple(_read(path, str(name), entry) for name, entry in entries.items())


def upwork_2025_context() -> tuple[Context, ...]:
    """The findings of the 2025 survey that Tandem ships and that are no targets."""
    folder = resources.files("tandem.calibration").joinpath("targets")
    with resources.as_file(folder.joinpath("upwork_2025.yaml")) as path:
        return load_context(path)


def _read(path: Path, name: str, entry: Any) -> Context:
    def refuse(rule: str) -> InputError:
        return InputError(f"{path}: context '{name}': {rule}")

    if not isinstance(entry, Mapping):
        raise refuse("is not a set of keys. Give wording, n, value, role.")
    unknown = [str(key) for key in entry if key not in KEYS]
    if unknown:
        raise refuse(f"unknown key '{unknown[0]}'. Allowed: {', '.join(KEYS)}.")
    value, n, role = entry.get("value"), entry.get("n"), entry.get("role", "")
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise refuse(f"value {value!r} is not a number.")
    if n is not None and (isinstance(n, bool) or not isinstance(n, int) or n <= 0):
        raise refuse(f"n {n!r} is not a positive whole number, or null where it is not known.")
    if role not in ("", *ROLES) or ("role" in entry and not role):
        raise refuse(
            f"role '{role}' is not one of {', '.join(ROLES)}; `check` is for findings under `targets:`."
        )
    words = {key: entry.get(key, "") for key in ("wording", "asked", "parameter", "reason", "evidence")}
    wrong = [key for key, text in words.items() if not isinstance(text, str)]
    if wrong:
        raise refuse(f"{wrong[0]} {words[wrong[0]]!r} is not a text.")
    _check_role(role, words, refuse)
    return Context(name, words["wording"] or name, words["asked"], n, float(value), role,
                   words["parameter"], words["reason"], words["evidence"])  # fmt: skip


def _check_role(role: str, words: Mapping[str, str], refuse: Any) -> None:
    """A parameter for `fit`, a reason for `context`, and neither for another role."""
    needed = {"fit": "parameter", "context": "reason"}.get(role)
    if needed is not None and not words[needed].strip():
        raise refuse(f"`role: {role}` needs `{needed}`.")
    for key in ("parameter", "reason"):
        if words[key] and key != needed:
            raise refuse(f"`{key}` does not go with role '{role}'.")
    if words["parameter"] and words["parameter"] not in register():
        raise refuse(f"there is no parameter '{words['parameter']}'; `tandem parameters` lists them.")
