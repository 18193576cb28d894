"""What a finished run folder says of itself; whoever made it may be a stranger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tandem.model.errors import InputError
from tandem.model.received.plain_text import cleaned_content

MANIFEST, SUMMARY = "manifest.json", "summary.json"
_largest = 64 << 20  # bytes of a file that is read


def content_of(folder: Path, name: str) -> dict[str, Any]:
    """A file of a run folder as plain data.

    Raises
    ------
    InputError
        If it is not there, or cannot be read.
    """
    file = folder / name
    try:
        if file.stat().st_size > _largest:
            raise ValueError(f"it has more than {_largest >> 20} MB")
        content = cleaned_content(json.loads(file.read_text(encoding="utf-8")))
        if not isinstance(content, dict):
            raise ValueError("it holds no settings")
        return content
    except FileNotFoundError as error:
        raise InputError(f"'{folder}' is no run folder: it has no {name}; example: outputs/RUN") from error
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"'{file}' cannot be read: {error}") from error
