"""A set of pages written into a folder, with an index of their titles."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from tandem.experiments.drawing.page import Page
from tandem.experiments.drawing.words import source

INDEX = "figures.json"


def save_pages(pages: Iterable[tuple[str, Page, str]], folder: Path) -> dict[str, str]:
    """Write pages (file name, page, title) as PNG and SVG, and the index; returns title by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    titles = {}
    for stem, page, title in pages:
        told = " ".join(text.get_text() for text in page.texts)
        page.save(folder / stem, title, told, source())
        titles[stem] = title
    index = [{"files": [f"{stem}.png", f"{stem}.svg"], "title": title} for stem, title in titles.items()]
    (folder / INDEX).write_text(json.dumps(index, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return titles
