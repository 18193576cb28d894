"""Long work: a process a job, a folder a job. What is on disk is all there is: a reload loses nothing.

A job's process ends with the server, however that ends: it reads from a pipe that the server holds.
"""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("dashboard.jobs")

MOST_AT_ONCE, MOST_KEPT = 2, 12  # running on the machine; kept of a visitor's
ASKED, PROGRESS, ENDED, RESULT = "asked.json", "progress.json", "ended.json", "result"
RUNNING, DONE, FAILED, CANCELLED = "running", "done", "failed", "cancelled"
_patience = 5.0  # seconds that a process has to end


@dataclass(frozen=True)
class Job:
    """A job as its folder tells it.

    Attributes
    ----------
    name : in links
    folder : of the job
    kind : which experiment
    about : what it is about, in words
    settings : of its experiment
    state : `running`, `done`, `failed` or `cancelled`
    line, share : what it is at, and how much of that is done, 0 to 1
    message : why it failed
    questions : what it has to be told before it can be done
    """

    name: str
    folder: Path
    kind: str
    about: str
    settings: Mapping[str, Any]
    state: str
    line: str
    share: float
    message: str
    questions: tuple[tuple[str, str, tuple[str, ...]], ...]

    @property
    def result(self) -> Path:
        """The run folder, or what else it made."""
        return self.folder / RESULT

    @property
    def is_running(self) -> bool:
        """Whether it is at work."""
        return self.state == RUNNING


class Jobs:
    """All jobs, by visitor.

    Parameters
    ----------
    folder : of all jobs' folders
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._lock = folder, threading.Lock()
        self._processes: dict[Path, subprocess.Popen[bytes]] = {}

    def start(self, owner: str, kind: str, about: str, settings: Mapping[str, Any]) -> str:
        """Begin a job; returns its name.

        Raises
        ------
        InputError
            If as many are running as may.
        """
        with self._lock:
            running = [each for each in self._processes.values() if each.poll() is None]
            if len(running) >= MOST_AT_ONCE:
                raise InputError(_text("too_many", count=MOST_AT_ONCE))
            name = secrets.token_hex(8)
            folder = self._folder / owner / name
            folder.mkdir(parents=True, mode=0o700)
            asked = {"kind": kind, "about": about, "settings": settings}
            (folder / ASKED).write_text(json.dumps(asked, default=str), encoding="utf-8")
            self._processes[folder] = subprocess.Popen(
                [sys.executable, "-m", "tandem.experiments.dashboard.job_process", str(folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=(folder / "log.txt").open("wb"),
            )
        self._tidy(owner)
        return name

    def of(self, owner: str) -> list[Job]:
        """A visitor's jobs, the latest first."""
        place = self._folder / owner
        folders = place.iterdir() if place.is_dir() else ()
        by_age = sorted(folders, key=lambda folder: folder.stat().st_mtime_ns, reverse=True)
        return [job for folder in by_age if (job := self._read(folder)) is not None]

    def get(self, owner: str, name: str) -> Job:
        """One job of a visitor's.

        Raises
        ------
        InputError
            If there is none of that name.
        """
        found = self._read(self._folder / owner / name) if name.isalnum() and name.isascii() else None
        if found is None:
            raise InputError(_text("no_job"))
        return found

    def cancel(self, owner: str, name: str) -> None:
        """End a job; what it had done is deleted."""
        job = self.get(owner, name)
        if job.is_running:
            self._end(job.folder)
            (job.folder / ENDED).write_text(json.dumps({"state": CANCELLED}), encoding="utf-8")

    def forget(self, owner: str, name: str) -> None:
        """Delete a job, and end it where it is at work."""
        job = self.get(owner, name)
        self._end(job.folder)
        shutil.rmtree(job.folder, ignore_errors=True)

    def end_all(self) -> None:
        """End every process."""
        for folder in list(self._processes):
            self._end(folder)

    def _read(self, folder: Path) -> Job | None:
        asked, progress, ended = (_json(folder / name) for name in (ASKED, PROGRESS, ENDED))
        if asked is None:
            return None
        if ended is None and self._is_dead(folder):
            ended = _json(folder / ENDED) or {"state": FAILED, "message": _text("died")}
        return Job(
            folder.name,
            folder,
            asked["kind"],
            asked["about"],
            asked["settings"],
            (ended or {}).get("state", RUNNING),
            (progress or {}).get("line", ""),
            float((progress or {}).get("share", 0.0)),
            (ended or {}).get("message", ""),
            tuple((key, told, tuple(choices)) for key, told, choices in (ended or {}).get("questions", [])),
        )

    def _is_dead(self, folder: Path) -> bool:
        process = self._processes.get(folder)
        return process is None or process.poll() is not None

    def _end(self, folder: Path) -> None:
        process = self._processes.pop(folder, None)
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin is not None:
            process.stdin.close()

    def _tidy(self, owner: str) -> None:
        """Delete the oldest jobs of a visitor's, where there are too many."""
        for job in self.of(owner)[MOST_KEPT:]:
            self._end(job.folder)
            shutil.rmtree(job.folder, ignore_errors=True)


def _json(file: Path) -> dict[str, Any] | None:
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None
