"""Visitors: each has a folder and organisations of his own, which nobody else's name leads to.

Everything lies in one temporary folder of the server's, which goes when the server ends. Nothing of it is
stored elsewhere unless the visitor downloads it.
"""

from __future__ import annotations

import re
import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tandem.experiments.dashboard.settings import Described
from tandem.experiments.dashboard.state import DEFAULT
from tandem.model.errors import InputError
from tandem.model.received.plain_text import cleaned

MOST_VISITORS, MOST_UPLOADS = 40, 8
PROFILE_FOLDER = "tandem_import"  # of a downloaded profile
_longest_name = 80


@dataclass
class Upload:
    """An organisation of a visitor's: a table of groups, or a profile that was imported.

    Attributes
    ----------
    name : in links
    called : the file's own name, as the visitor knows it
    folder : of the upload, which holds its file
    path : the table, or the profile's folder
    answers : to what the table leaves open
    told : what was taken for granted in reading it
    """

    name: str
    called: str
    folder: Path
    path: Path
    answers: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    @property
    def is_profile(self) -> bool:
        """Whether it is an imported profile."""
        return self.path.is_dir()

    def described(self) -> Described:
        """As settings of an experiment."""
        answers = {f"organisation.{key}": value for key, value in self._keys().items()}
        in_files = PROFILE_FOLDER if self.is_profile else self.path.name
        return Described(self.called, {"organisation": str(self.path), **answers}, in_files)

    def _keys(self) -> Mapping[str, Any]:
        """The answers by key below `organisation`: some are settings of their own."""
        own = {"month": "month", "sheet": "sheet", "mean_salary_of_all": "mean_salary"}
        return {own.get(key, f"answers.{key}"): value for key, value in self.answers.items()}


class Visitor:
    """Somebody with a browser.

    Parameters
    ----------
    folder : the visitor's own; made when something is uploaded
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.uploads: dict[str, Upload] = {}

    def new_upload(self, called: str) -> Upload:
        """Room for one more upload; the oldest goes where there are too many."""
        while len(self.uploads) >= MOST_UPLOADS:
            self.forget(next(iter(self.uploads)))
        name = secrets.token_hex(8)
        folder = self.folder / name
        folder.mkdir(parents=True, mode=0o700)
        shown = safe_name(called)
        return Upload(name, shown, folder, folder / shown)

    def add(self, upload: Upload) -> None:
        """Keep an upload, now that it can be read."""
        self.uploads[upload.name] = upload

    def forget(self, name: str) -> None:
        """Delete an upload and what was made of it."""
        upload = self.uploads.pop(name, None)
        if upload is not None:
            shutil.rmtree(upload.folder, ignore_errors=True)

    def without_places(self, message: str) -> str:
        """A message with the visitor's files as he knows them, without the folder they lie in."""
        return re.sub(rf"{re.escape(str(self.folder))}/\w+/", "", message)

    def described(self, name: str) -> Described:
        """An organisation of this visitor's.

        Raises
        ------
        InputError
            If there is none of that name.
        """
        if name == DEFAULT:
            return Described("", {})
        if name not in self.uploads:
            raise InputError(
                "organisation: the link is about a sheet that is not here (it stays on the machine it was "
                "dropped on, until the server ends); drop it again on Your data"
            )
        return self.uploads[name].described()

    def known(self) -> dict[str, Described]:
        """Every organisation by name."""
        return {name: self.described(name) for name in (DEFAULT, *self.uploads)}


class Visitors:
    """Visitors by the name in their cookie; who has not come for longest is forgotten.

    Parameters
    ----------
    folder : of all of them
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._lock = folder, threading.Lock()
        self._known: OrderedDict[str, Visitor] = OrderedDict()

    def __getitem__(self, name: str) -> Visitor:
        with self._lock:
            if name not in self._known:
                self._known[name] = Visitor(self._folder / secrets.token_hex(8))
            self._known.move_to_end(name)
            while len(self._known) > MOST_VISITORS:
                _, gone = self._known.popitem(last=False)
                shutil.rmtree(gone.folder, ignore_errors=True)
            return self._known[name]


def safe_name(name: str) -> str:
    """A file's name as it is kept: its last part, without signs that mean something to a shell or a path."""
    last = cleaned(name).replace("\\", "/").rpartition("/")[2]
    plain = re.sub(r"[^\w.() -]", "_", last).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    return f"{stem[:_longest_name] or 'sheet'}{dot}{ending[:8]}"
