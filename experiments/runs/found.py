"""Finished runs and stores below a folder, with what tells one from another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tandem.experiments.points.data_set import open_data_set
from tandem.experiments.points.reading import is_store
from tandem.experiments.run.contents import MANIFEST, SUMMARY, content_of
from tandem.model.errors import InputError

NAMES = ("command", "client", "scenario", "policy", "environment", "folder")  # that runs are filtered by
_deepest = 3  # folders below each other that are looked into


@dataclass(frozen=True)
class Found:
    """A run folder or a store.

    Attributes
    ----------
    folder : where it is
    names : what it is called, by NAMES
    created : when, as in its manifest
    headline : what it came to, in a few words
    """

    folder: Path
    names: Mapping[str, str]
    created: str
    headline: str


def found_below(root: Path) -> list[Found]:
    """All runs and stores, the latest last; what cannot be read is left out."""
    return sorted(_below(root, root, _deepest), key=lambda each: (each.created, str(each.folder)))


def _below(folder: Path, root: Path, depth: int) -> Iterator[Found]:
    try:
        inside = sorted(
            entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith(".")
        )
    except OSError:
        return
    if (folder / MANIFEST).is_file():
        try:
            yield _run(folder, root)
        except InputError:
            return
    elif is_store(folder):
        try:
            yield _store(folder, root)
        except InputError:
            return
        if depth and (folder / "runs").is_dir():
            yield from _below(folder / "runs", root, 1)
    elif depth:
        for entry in inside:
            yield from _below(entry, root, depth - 1)


def _run(folder: Path, root: Path) -> Found:
    manifest = content_of(folder, MANIFEST)
    names = manifest.get("names")
    told = {str(key): str(value) for key, value in names.items()} if isinstance(names, Mapping) else {}
    told |= {
        "command": str(manifest.get("command", "")).removeprefix("tandem "),
        "folder": _below_root(folder, root),
    }
    return Found(folder, told, str(manifest.get("created", "")), _headline(folder))


def _headline(folder: Path) -> str:
    """The first sentence of what was found."""
    try:
        finding = str(content_of(folder, SUMMARY).get("finding", ""))
    except InputError:
        return ""
    return finding.splitlines()[0] if finding else ""


def _store(folder: Path, root: Path) -> Found:
    data = open_data_set(folder)
    told = {
        "command": "sweep",
        "policy": "",
        "scenario": ", ".join(data.definition.columns),
        "client": str(data.definition.base.get("name") or ""),
        "folder": _below_root(folder, root),
    }
    return Found(folder, told, str(data.head.get("created", "")), f"{len(data.done()):,} points")


def _below_root(folder: Path, root: Path) -> str:
    return str(folder.relative_to(root)) if folder != root else str(folder)
