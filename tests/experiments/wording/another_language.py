"""A made-up language: English with every letter of a text, but for placeholders, in another alphabet."""

import re
from pathlib import Path
from string import Formatter

from tandem.experiments.wording.catalogue import ENGLISH, ONE, OTHER, Text, catalogue_of, wings_of

LETTERS = "abcdefghijklmnopqrstuvwxyz"
OTHERS = "абвгдежзийклмнопрстуфхцчшщ"
THERE = str.maketrans(LETTERS + LETTERS.upper(), OTHERS + OTHERS.upper())
BACK = str.maketrans(OTHERS + OTHERS.upper(), LETTERS + LETTERS.upper())


def write_language(folder: Path) -> Path:
    """The made-up language's folder, with every file, table and text that English has."""
    folder.mkdir()
    for wing in wings_of(ENGLISH):
        lines = []
        for table, entries in catalogue_of(ENGLISH, wing).items():
            lines.append(f"[{table}]")
            lines += [line for key, text in entries.items() for line in _lines(key, text)]
        (folder / f"{wing}.toml").write_text("\n".join(lines), encoding="utf-8")
    for file in ENGLISH.glob("*.j2"):
        (folder / file.name).write_text(_page(file.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def _lines(key: str, text: Text) -> list[str]:
    if not text.plural:
        return [f"{key} = {_quoted(text.other)}"]
    return [f"{key}.{form} = {_quoted(getattr(text, form))}" for form in (ONE, OTHER)]


def _quoted(text: str) -> str:
    told = ""
    for words, name, _, _ in Formatter().parse(text):
        told += words.replace("{", "{{").replace("}", "}}").translate(THERE)
        told += f"{{{name}}}" if name is not None else ""
    escaped = told.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _page(text: str) -> str:
    """The page with what stands between its tags in the other alphabet."""
    parts = re.split(r"(<style>.*?</style>|<[^>]*>|{{.*?}}|{%.*?%}|&\w+;)", text, flags=re.DOTALL)
    return "".join(part if place % 2 else part.translate(THERE) for place, part in enumerate(parts))
