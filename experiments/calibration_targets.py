"""What `targets=` names: the survey that ships, a file of proportions, or a file of respondents."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from calibration.respondents import targets_from_respondents
from calibration.targets import READINGS, Target, contradictions, for_reading, load_targets, upwork_2025
from experiments.limits import nearest
from model.errors import InputError

SHIPPED_TARGETS = "upwork_2025"
LAST_ASKED = 120  # month of asking (ten years): a check against slips; assumption
KEYS = (
    "wording", "asked", "n", "value", "error", "quantity", "role", "readings", "evidence", "month", "rest",
)  # fmt: skip


@dataclass(frozen=True)
class Survey:
    """A survey's targets.

    Attributes
    ----------
    source : as the account names it
    stem : what a posterior of it is called
    targets : under all readings
    """

    source: str
    stem: str
    targets: tuple[Target, ...]

    @property
    def ships(self) -> bool:
        """Whether it is the survey that ships."""
        return self.source == SHIPPED_TARGETS

    def name_of(self, reading: str) -> str:
        """Name of the posterior; it tells readings apart where they have different targets."""
        alike = all(target.readings == READINGS for target in self.targets)
        return self.stem if alike else f"{self.stem}_{reading}"

    def under(self, reading: str) -> tuple[Target, ...]:
        """The targets of a reading.

        Raises
        ------
        InputError
            If none of them is to be fitted.
        """
        chosen = tuple(target for target in for_reading(self.targets, reading) if target.role != "context")
        if not any(target.role == "fit" for target in chosen):
            raise InputError(
                f"{self.source}: no target of role 'fit' applies under reading={reading}; "
                "give at least one target `role: fit`"
            )
        return chosen

    def set_aside(self, reading: str) -> list[str]:
        """Contradictions with fitted targets that the reading leaves out, which is why it does."""
        within = contradictions(self.under(reading))
        return [each for each in contradictions(self.targets) if each not in within]


def read_survey(named: str) -> Survey:
    """The survey that the setting `targets` names.

    Raises
    ------
    InputError
        If there is no such file, or something in it is wrong; naming entry and rule.
    """
    if named == SHIPPED_TARGETS:
        return Survey(SHIPPED_TARGETS, SHIPPED_TARGETS, upwork_2025())
    path = Path(named)
    suffix = path.suffix.lower()
    if suffix not in (".yaml", ".yml", ".csv", ".xlsx"):
        raise InputError(
            f"targets: found '{named}'; allowed: {SHIPPED_TARGETS}, or a file that ends in .yaml "
            "(proportions "
            "with n) or .csv (one row a respondent); example: targets=pulse.yaml"
        )
    if not path.is_file():
        raise InputError(f"targets: there is no file '{named}'; example: targets=pulse.yaml")
    if suffix in (".csv", ".xlsx"):
        targets = targets_from_respondents(path)
    else:
        _check_keys(path)
        targets = load_targets(path)
    for target in targets:
        if not 0 <= target.month <= LAST_ASKED:
            raise InputError(
                f"{path}: target '{target.name}': month {target.month} is not from 0 to {LAST_ASKED}. "
                "Months count from November 2022 (0); April 2025 is 29."
            )
    return Survey(path.name, path.stem, targets)


class _Strict(yaml.SafeLoader):
    """YAML without the same key twice, of which the last would win silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """A mapping, refused if a key is repeated."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise InputError(f"'{key.value}' stands there twice, line {key.start_mark.line + 1}.")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _check_keys(path: Path) -> None:
    """Refuse a key that nobody reads (a slip of the pen would be a rule ignored) and one that is repeated."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _Strict)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError):
        return  # which `load_targets` tells
    entries = content.get("targets") if isinstance(content, dict) else None
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        for key in entry if isinstance(entry, dict) else ():
            if key not in KEYS:
                raise InputError(
                    f"{path}: target '{name}': there is no key '{key}'.{nearest(str(key), KEYS)} "
                    f"Allowed: {', '.join(KEYS)}."
                )
        _check_entry(path, str(name), entry)


def _check_entry(path: Path, name: str, entry: Any) -> None:
    """Kinds of values that must not be anything else."""
    if not isinstance(entry, dict):
        return
    for key in ("quantity", "role"):
        if entry.get(key) is not None and not isinstance(entry[key], str):
            raise InputError(f"{path}: target '{name}': {key} must be a word, found {entry[key]!r}.")
    month = entry.get("month", 0)
    if isinstance(month, bool) or not isinstance(month, int):
        raise InputError(
            f"{path}: target '{name}': month must be a whole number of months since November 2022 "
            f"(April 2025 is 29), found {month!r}."
        )
    readings = entry.get("readings", [])
    if not isinstance(readings, list) or not all(isinstance(reading, str) for reading in readings):
        raise InputError(
            f"{path}: target '{name}': readings must be a list among {', '.join(READINGS)}, found "
            f"{readings!r}."
        )
