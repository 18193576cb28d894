"""The store of kept work: finished pieces of a job, so that an interrupted one goes on where it stopped.

A job is described by everything that its pieces depend on: what it is, its settings, its data, the code. The
description's hash names the job's folder in `outputs/work`; so a changed setting or rule finds nothing and
starts afresh. A piece is a file of named arrays that carries the whole description; it is whole or absent,
and one that is damaged, or is not what its name says, counts as none. Several processes may share a job: each
skips what exists, and where two make the same piece the later file stands, which has the same content.

One rule says when work goes. A job that nobody else can use is discarded when its result's folder stands.
Every other is discarded by a later run when nobody has used it for thirty days.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.experiments.run.folder import OUTPUTS
from tandem.experiments.settings.places import PACKAGE
from tandem.experiments.simulation.progress import Progress
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import unusable
from tandem.model.whole_file import clear_halves, whole_file

_text = texts("run.store")

WORK = OUTPUTS / "work"
KEPT_FOR = 30.0  # days without use (assumption)
LIBRARIES = ("numba", "numpy", "scipy")  # whose versions can move the last digits of a piece
Arrays = Mapping[str, npt.NDArray[Any]]
_day = 24 * 3600.0
_job_file, _about, _members = "job.json", "about", "members"
_key = re.compile(r"[0-9a-f]{16}")
_name = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


class Store:
    """The pieces of one job.

    Parameters
    ----------
    what : the command or study
    depends : everything else that its pieces depend on: settings, hash of the data, hash of the code
    root : where the store is
    """

    def __init__(self, what: str, depends: Mapping[str, Any], root: Path = WORK) -> None:
        self._job = json.dumps({"what": what, **depends}, sort_keys=True, default=str)
        self.folder = root / hashlib.sha256(self._job.encode()).hexdigest()[:16]
        with suppress(OSError):
            os.utime(self.folder / _job_file)  # somebody uses it
        clear_halves(self.folder)

    def names(self) -> set[str]:
        """Names of the pieces that are there."""
        return {file.stem for file in self.folder.glob("*.npz") if not file.name.startswith(".")}

    def get(self, name: str) -> dict[str, npt.NDArray[Any]] | None:
        """The arrays of a piece; None if it is not there, or damaged, or made of something else."""
        try:
            with np.load(self._file(name)) as content:
                if str(content[_about]) != self._description(name):
                    return None
                members = json.loads(str(content[_members]))  # a damaged directory can hide some
                return {key: content[key] for key in members}
        except Exception:  # damaged bytes can make the readers of zip, zlib and NumPy raise almost anything
            return None

    def keep(self, name: str, arrays: Arrays) -> None:
        """Keep a piece, whole or not at all.

        Raises
        ------
        InputError
            If the folder cannot be written.
        MachineError
            If the disk is full.
        """
        file = self._file(name)
        try:
            try:
                self._write(file, arrays)
            except FileNotFoundError:  # another process has just discarded the job
                self._write(file, arrays)
        except OSError as error:
            raise unusable(
                error,
                f"work: '{self.folder}' cannot be written ({error.strerror or error}); make it writable, or "
                f"choose another folder; example: work={WORK}",
            ) from error

    def discard(self) -> None:
        """Forget the job."""
        _remove(self.folder)

    def _write(self, file: Path, arrays: Arrays) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self.folder / _job_file).exists():
            with whole_file(self.folder / _job_file) as partial:
                partial.write_text(self._job + "\n", encoding="utf-8")
        told = {_about: self._description(file.stem), _members: json.dumps(sorted(arrays))}
        content: dict[str, Any] = {**{key: np.array(text) for key, text in told.items()}, **arrays}
        with whole_file(file) as partial, partial.open("wb") as stream:
            np.savez_compressed(stream, **content)

    def _file(self, name: str) -> Path:
        if not _name.fullmatch(name):
            raise ValueError(f"no name of a piece: {name!r}")
        return self.folder / f"{name}.npz"

    def _description(self, name: str) -> str:
        return json.dumps({"piece": name, "job": json.loads(self._job)}, sort_keys=True)


def open_store(what: str, depends: Mapping[str, Any], progress: Progress, root: Path = WORK) -> Store:
    """The pieces of a job; jobs that nobody has used for thirty days are discarded first, and told of."""
    store = Store(what, depends, root)
    unused = [folder for folder in _jobs(root) if folder != store.folder and _idle_days(folder) > KEPT_FOR]
    for folder in unused:
        _remove(folder)
    if unused:
        told = _text("removed", count=len(unused), folder=root, days=f"{KEPT_FOR:.0f}")
        progress.say(told)
    return store


def is_kept(what: str, root: Path = WORK) -> bool:
    """Whether there are pieces of any job of a kind."""
    return any(_what(folder) == what and any(folder.glob("[!.]*.npz")) for folder in _jobs(root))


def code_hash(*parts: str) -> str:
    """Sixteen hexadecimal digits for the code that pieces depend on.

    The whole model but its face of agents is in it, with the parameter register and the versions of the
    libraries that do the arithmetic.

    Parameters
    ----------
    parts : files and folders of Tandem that matter, too, as in 'experiments/simulation'
    """
    digest = hashlib.sha256(json.dumps([metadata.version(name) for name in LIBRARIES]).encode())
    agents = PACKAGE / "model" / "agents"
    files = {PACKAGE / "model" / "parameters.yaml"}
    files |= {file for file in (PACKAGE / "model").rglob("*.py") if not file.is_relative_to(agents)}
    for place in (PACKAGE / part for part in parts):
        files |= set(place.rglob("*.py")) if place.is_dir() else {place}
    for file in sorted(files):
        digest.update(file.relative_to(PACKAGE).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _jobs(root: Path) -> Iterator[Path]:
    """Folders of jobs; nothing else in `root` is ever touched."""
    with suppress(OSError):
        for folder in sorted(root.iterdir()):
            if _key.fullmatch(folder.name) and not folder.is_symlink() and _what(folder) is not None:
                yield folder


def _what(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / _job_file).read_text(encoding="utf-8"))["what"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _idle_days(folder: Path) -> float:
    """Days since the job was opened or given a piece."""
    try:
        return (time.time() - max(file.stat().st_mtime for file in folder.iterdir())) / _day
    except (OSError, ValueError):
        return 0.0


def _remove(folder: Path) -> None:
    """Remove what the store has put into a job's folder, and the folder if nothing else is in it."""
    for pattern in ("*.npz", ".*.partial-*", _job_file):
        for file in folder.glob(pattern):
            with suppress(OSError):
                file.unlink()
    with suppress(OSError):
        folder.rmdir()
        folder.parent.rmdir()  # if it was the last
