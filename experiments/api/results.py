"""Results as a notebook wants them: a finding, tables with the scenario's name, figures, a folder to keep."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from tandem.experiments.points.reading import is_store, load_store
from tandem.experiments.run.command import Command
from tandem.experiments.run.folder import check_target, new_run_folder
from tandem.experiments.run.names import names_of
from tandem.experiments.run.record import Record
from tandem.experiments.simulation.progress import Progress
from tandem.model.errors import InputError

MANIFEST, SUMMARY = "manifest.json", "summary.json"


@dataclass(frozen=True)
class Figure:
    """A picture of a result; a notebook shows it.

    Attributes
    ----------
    name, title, caption, alt_text : what it is and what its reader must know
    png : its bytes
    """

    name: str
    title: str
    caption: str
    alt_text: str
    png: bytes

    def _repr_png_(self) -> bytes:
        return self.png


class Result:
    """What an experiment found, or what its folder holds.

    Attributes
    ----------
    folder : with the run's files, read when they are asked for
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def finding(self) -> str:
        """What was found, how sure that is and what to do next, a line each; at most sixty words."""
        return str(self.summary.get("finding", ""))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the finding has no room for: detail, method, and what the numbers hang on."""
        return tuple(self.summary.get("notes", ()))

    @property
    def heading(self) -> str:
        """Client, scenario, policy and world, which tell this result from others; empty where it has none."""
        return str(self.manifest.get("heading", ""))

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The content of `summary.json`."""
        file = self.folder / SUMMARY
        return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The content of `manifest.json`: configuration, seeds, versions."""
        return dict(json.loads((self.folder / MANIFEST).read_text(encoding="utf-8")))

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table of the run by name."""
        return {file.stem: self._table(file.stem) for file in sorted(self.folder.glob("*.parquet"))}

    @property
    def monthly(self) -> pd.DataFrame:
        """Mean and quantiles by month and group, with the scenario's columns; months in order."""
        return self._named("monthly")

    @property
    def departments(self) -> pd.DataFrame:
        """Each department's level, change and difference from the rest, and whether that is certain."""
        return self._named("departments")

    @property
    def effects(self) -> pd.DataFrame:
        """What each policy changes against the baseline, with ranges."""
        return self._named("effects")

    @property
    def structures(self) -> pd.DataFrame:
        """What each policy changes under every causal structure; of a comparison with `structure="all"`."""
        return self._named("structures")

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The pictures, to be shown one by one."""
        index = self.folder / "figures" / "figures.json"
        if not index.is_file():
            return ()
        entries = json.loads(index.read_text(encoding="utf-8"))
        return tuple(_figure(self.folder / "figures", entry) for entry in entries)

    def __repr__(self) -> str:
        told = (f"{type(self).__name__} of {self.manifest['command']}", self.heading, self.finding)
        return "\n".join(filter(None, told))

    def _named(self, name: str) -> pd.DataFrame:
        if not (self.folder / f"{name}.parquet").is_file():
            held = ", ".join(file.stem for file in sorted(self.folder.glob("*.parquet"))) or "none"
            raise InputError(f"this result has no table '{name}'; it has: {held}.")
        return self._table(name)

    def _table(self, name: str) -> pd.DataFrame:
        frame = pd.read_parquet(self.folder / f"{name}.parquet")
        if "month" in frame:
            frame["month"] = pd.to_datetime(frame["month"].astype(str))
        for place, (column, value) in enumerate(self._scenario().items()):
            if column not in frame:
                frame.insert(place, column, value)
        return frame

    def _scenario(self) -> dict[str, str]:
        """What tells this run from others when tables are put together."""
        config = self.manifest["config"]
        policy = config.get("policy")
        organisation = self.manifest["organisation"]["name"] if "organisation" in self.manifest else ""
        return {
            "organisation": str(config.get("name") or organisation),
            **({"scenario": str(policy["name"])} if isinstance(policy, Mapping) else {}),
        }


def _figure(folder: Path, entry: Mapping[str, Any]) -> Figure:
    file = next(name for name in entry["files"] if name.endswith(".png"))
    png = (folder / file).read_bytes()
    return Figure(Path(file).stem, entry["title"], entry.get("caption", ""), entry.get("alt_text", ""), png)


class Fresh(Result):
    """A result of this process: in a temporary folder until it is saved to one of the user's."""

    def __init__(self, write: Callable[[Path], str], log: Callable[[Path], None]) -> None:
        self._log = log
        self._temporary = TemporaryDirectory(prefix="tandem-")
        folder = Path(self._temporary.name) / "run"
        with new_run_folder(folder) as part:
            write(part)
        super().__init__(folder)

    def save(self, folder: str | Path) -> Path:
        """Keep the result in a folder, which must not exist yet: the one that the command line would write.

        Raises
        ------
        InputError
            If it exists, or cannot be written.
        """
        import shutil

        target = Path(folder)
        check_target(target)
        self._log(target)
        with new_run_folder(target) as part:
            shutil.copytree(self.folder, part, dirs_exist_ok=True)
        return target


def fresh[Found](command: Command[Any, Found], config: Mapping[str, Any], progress: Progress) -> Fresh:
    """Run a command's experiment on a configuration; nothing is printed, and no folder is made."""
    choices = command.choices_of(config)
    began, names = datetime.now(), names_of(command.name, config)
    found = command.experiment(choices, progress)

    def write(part: Path) -> str:
        return command.write(part, found, Record(command.name, config, (), began, part, progress, names))

    return Fresh(write, lambda folder: command.log(found, folder))


def load(folder: str | Path) -> Any:
    """A finished run folder as a `Result`; the store of a sweep as a pandas table, a row a point and measure.

    Raises
    ------
    InputError
        If the folder is none that Tandem wrote, or is damaged.
    """
    place = Path(folder)
    if not place.is_dir():
        raise InputError(
            f"there is no folder '{place}'; name a run folder; example: tandem.load('outputs/RUN')"
        )
    if is_store(place):
        return load_store(place)
    if not (place / MANIFEST).is_file():
        raise InputError(f"'{place}' is no run folder: it has no {MANIFEST}; name a folder that Tandem wrote")
    result = Result(place)
    try:
        command = str(result.manifest["command"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"'{place / MANIFEST}' cannot be read: {error}") from error
    if not command.startswith("tandem "):
        raise InputError(f"'{place}' is no run folder of Tandem's: its manifest names '{command[:60]}'")
    return result
