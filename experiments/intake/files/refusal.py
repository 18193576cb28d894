"""Why the process that reads files refuses one."""

from __future__ import annotations

import zipfile


class RefusedError(Exception):
    """The file cannot be used, for a reason that can be told."""


def check_unpacked_size(path: str, most: int, advice: str) -> None:
    """Refuse a workbook that unpacks to more than `most` bytes; what its directory says is not trusted."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise RefusedError("the workbook is protected by a password; remove it and save it again.")
        stated = sum(entry.file_size for entry in entries)
        if stated > most:
            raise RefusedError(
                f"the workbook unpacks to {stated / 1024**3:,.1f} GB; at most "
                f"{most / 1024**3:,.1f} GB. {advice}"
            )
        for entry in entries:
            with archive.open(entry) as part:  # fails if there is more in it than it states
                while part.read(1 << 22):
                    pass
