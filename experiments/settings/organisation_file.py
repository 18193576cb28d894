"""A file or folder named by itself: `tandem project client.xlsx` is the organisation that it describes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tandem.model.errors import InputError
from tandem.model.organisation.configuration import EXAMPLES

#: Settings of an organisation that hold keys of the user's own.
OPEN_KEYS = ("organisation.in_place", "organisation.exchange_rates")
_profile_mark = "profile.yaml"  # in every folder that `tandem import` makes
_tables = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods")


def with_organisation(settings: Sequence[str], run: bool) -> tuple[list[str], str | None]:
    """The settings without the file that stands by itself, and that file.

    `run` says that a finished run is repeated, which has an organisation already.

    Raises
    ------
    InputError
        If there are two, no such file, or the organisation is named by settings, too.
    """
    alone = [item for item in settings if "=" not in item and not item.startswith(("~", "+"))]
    # A name may hold an equals sign: what is a file and no setting's name before the sign is a file.
    alone += [item for item in settings if "=" in item and _is_table(item)]
    if not alone:
        return list(settings), None
    rest = [item for item in settings if item not in alone]
    if len(alone) > 1:
        raise InputError(
            f"{alone[1]}: one organisation at a time, and {alone[0]} is named already; settings are written "
            "KEY=VALUE; example: months=24"
        )
    if run:
        raise InputError(
            f"{alone[0]}: a finished run has its own organisation; leave the file or --config-path out"
        )
    if any(item.partition("=")[0] in ("organisation", "organisation.path") for item in rest):
        raise InputError(f"{alone[0]}: the organisation is named twice; leave the file or organisation= out")
    return rest, alone[0]


def settings_of(name: str) -> tuple[str, str]:
    """The option of `organisation` and the path that a file or folder means; `InputError` if it is none."""
    if name in EXAMPLES and not _exists(name):
        return "table", name
    if not _exists(name):
        raise InputError(
            f"{name}: there is no such file or folder; allowed: a table of groups "
            f"({', '.join(_tables)}), a folder "
            "that `tandem import` made, or settings as KEY=VALUE; example: tandem project "
            "client.xlsx months=24"
        )
    path = Path(name)
    if path.is_dir():
        if not (path / _profile_mark).is_file():
            raise InputError(
                f"{name}: this folder is no profile (it has no {_profile_mark}); name a table of "
                "groups, or a "
                "folder that `tandem import` made"
            )
        return "profile", name
    return "table", name


def _is_table(item: str) -> bool:
    return item.lower().endswith(_tables) and _exists(item) and Path(item).is_file()


def _exists(name: str) -> bool:
    try:
        return "\0" not in name and Path(name).exists()
    except OSError:
        return False
