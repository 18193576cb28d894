"""The files of pictures and their index; nothing that draws is needed to write them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired, TypedDict

INDEX = "figures.json"


class Entry(TypedDict):
    """What the index says of a picture: its name, files (PNG, SVG), file of numbers (CSV), and words.

    `heading` tells the run from others: client, scenario, policy and world; absent where it has none.
    """

    name: str
    files: list[str]
    data: str
    title: str
    heading: NotRequired[str]
    alt_text: str
    caption: str


@dataclass(frozen=True)
class Files:
    """A picture as its files: what the index says of it, and the bytes of each by name."""

    entry: Entry
    contents: Mapping[str, bytes]


def write_files(files: Iterable[Files], folder: Path) -> list[Entry]:
    """Write the files of pictures, and `figures.json`, into a folder, which is made if need be.

    Returns what the index says.

    Raises
    ------
    ValueError
        If two pictures have one name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index: list[Entry] = []
    for each in files:
        if any(each.entry["name"] == entry["name"] for entry in index):
            raise ValueError(f"two figures are called '{each.entry['name']}'")
        for name, content in each.contents.items():
            (folder / name).write_bytes(content)
        index.append(each.entry)
    text = json.dumps(index, indent=2, ensure_ascii=False) + "\n"
    (folder / INDEX).write_text(text, encoding="utf-8")
    return index
