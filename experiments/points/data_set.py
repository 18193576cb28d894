"""The store of a sweep: one folder, one data set, many writers.

    STORE/store.json      what the sweep is: base, axes, options, code
    STORE/points/         Parquet: a row a point and measure, the axes' values as columns
    STORE/failed/         a file a point that failed, with the reason; gone when the point is done
    STORE/damaged/        shards that could not be read, set aside; their points are simulated again

A shard is written under a hidden name and renamed, so it is whole or absent, and its name hangs on its
points; there are no locks. Where two writers make the same point its rows are the same, and count once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tandem.experiments.points.definition import Definition, definition_from, digest
from tandem.experiments.points.design import Point
from tandem.experiments.points.reduction import NUMBERS, Reduced
from tandem.experiments.points.rows import KEY, by_measure, once, rows_of
from tandem.model.errors import InputError, unusable
from tandem.model.received.plain_text import cleaned_content
from tandem.model.whole_file import clear_halves, whole_file

FORMAT = 1
HEAD, POINTS, FAILED, DAMAGED = "store.json", "points", "failed", "damaged"
_about = b"tandem"  # metadata of a shard: the store it belongs to
_largest_head = 64 << 20  # bytes of `store.json`
ROWS_OF_A_FILE = 2_000_000  # after compaction (a choice about computing)
_rows_of_a_group = 100_000


@dataclass(frozen=True)
class Failure:
    """A point that could not be simulated: its key, its values, and why."""

    point: str
    values: Mapping[str, Any]
    reason: str


class DataSet:
    """A store that is open.

    Attributes
    ----------
    folder : where it is
    definition : what it is of
    code : hash of the code that makes it
    kinds : of the values of each axis
    head : the content of `store.json`
    """

    def __init__(self, folder: Path, head: Mapping[str, Any]) -> None:
        self.folder = folder
        self.head = head
        self.definition: Definition = definition_from(head["definition"])
        self.code = str(head["code"])
        self.kinds = {str(key): str(kind) for key, kind in dict(head["kinds"]).items()}

    @property
    def shards(self) -> list[Path]:
        """Every file of the data set."""
        return sorted(
            file for file in (self.folder / POINTS).glob("*.parquet") if not file.name.startswith(".")
        )

    def keep(self, points: Sequence[tuple[str, Point]], found: Sequence[Reduced]) -> Path:
        """Write the shard of a batch, whole or not at all.

        Raises
        ------
        InputError
            If the folder cannot be written.
        MachineError
            If the disk is full.
        """
        return self._write(rows_of(self.definition, self.kinds, points, found), [key for key, _ in points])

    def done(self) -> set[str]:
        """Keys of the points that are there, in shards that can be read."""
        return set().union(*(keys for file in self.shards if (keys := self._keys_in(file)) is not None))

    def mended(self) -> tuple[set[str], int]:
        """The same; shards that cannot be read are set aside, and counted."""
        found: set[str] = set()
        damaged = 0
        for file in self.shards:
            keys = self._keys_in(file)
            if keys is None:
                self._set_aside(file)
                damaged += 1
            else:
                found |= keys
        return found, damaged

    def table(self) -> pa.Table:
        """Everything, each point once."""
        tables = [table for file in self.shards if (table := self._read(file)) is not None]
        whole = pa.concat_tables(tables) if tables else rows_of(self.definition, self.kinds, [], [])
        return once(whole)

    def compact(self) -> int:
        """Put small shards together into large files, sorted by measure; returns how many were put together.

        A new file stands before the old ones go, so a reader finds every point at any time.
        """
        small = [file for file in self.shards if pq.ParquetFile(file).metadata.num_rows < ROWS_OF_A_FILE // 2]
        if len(small) < 2:
            return 0
        for some in self._portions(small):
            whole = once(pa.concat_tables([pq.read_table(file) for file in some]))
            keys = whole.column(KEY).unique().to_pylist()
            made = self._write(by_measure(whole), keys)
            for file in some:
                if file != made:
                    file.unlink(missing_ok=True)
        return len(small)

    def note_failure(self, failure: Failure) -> None:
        """Keep why a point failed."""
        file = self.folder / FAILED / f"{failure.point}.json"
        content = {"point": failure.point, "values": dict(failure.values), "reason": failure.reason}
        with self._writable(), whole_file(file) as partial:
            partial.write_text(json.dumps(content, ensure_ascii=False, default=str) + "\n", encoding="utf-8")

    def failures(self) -> list[Failure]:
        """The points that failed and were not done since."""
        found = []
        for file in sorted((self.folder / FAILED).glob("*.json")):
            with suppress(OSError, ValueError, KeyError, TypeError):
                content = cleaned_content(json.loads(file.read_text(encoding="utf-8")))
                found.append(Failure(str(content["point"]), dict(content["values"]), str(content["reason"])))
        return found

    def forget_failures(self, points: Iterable[str]) -> None:
        """Points that were done since, or are tried again."""
        for point in points:
            (self.folder / FAILED / f"{point}.json").unlink(missing_ok=True)

    def _portions(self, files: Sequence[Path]) -> Iterator[list[Path]]:
        """The files in portions of at most so many rows."""
        some: list[Path] = []
        rows = 0
        for file in files:
            more = pq.ParquetFile(file).metadata.num_rows
            if some and rows + more > ROWS_OF_A_FILE:
                yield some
                some, rows = [], 0
            some.append(file)
            rows += more
        if some:
            yield some

    def _write(self, table: pa.Table, keys: Sequence[str]) -> Path:
        file = self.folder / POINTS / f"{digest(sorted(keys))}.parquet"
        about = {_about: json.dumps({"definition": self.definition.hash, "code": self.code}).encode()}
        with self._writable(), whole_file(file) as partial:
            pq.write_table(
                table.replace_schema_metadata(about),
                partial,
                compression="zstd",
                row_group_size=_rows_of_a_group,
                write_page_checksum=True,
            )
        return file

    def _keys_in(self, file: Path) -> set[str] | None:
        table = self._read(file)
        return None if table is None else set(table.column(KEY).unique().to_pylist())

    def _read(self, file: Path) -> pa.Table | None:
        """A shard; None where it is damaged or of something else."""
        try:
            reader = pq.ParquetFile(file, page_checksum_verification=True)
            about = json.loads((reader.schema_arrow.metadata or {})[_about])
            if about != {"definition": self.definition.hash, "code": self.code}:
                return None
            table: pa.Table = reader.read()
            return table if table.num_rows and {KEY, "measure", *NUMBERS} <= set(table.column_names) else None
        except FileNotFoundError:  # another process has just put it together with others
            return None
        except Exception:  # damaged bytes can make the readers raise almost anything
            return None

    def _set_aside(self, file: Path) -> None:
        with suppress(OSError):
            (self.folder / DAMAGED).mkdir(exist_ok=True)
            file.rename(self.folder / DAMAGED / file.name)

    def _writable(self) -> _Writable:
        return _Writable(self.folder)


class _Writable:
    """Says what is wrong with a store that cannot be written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise unusable(
                error,
                f"store: '{self._folder}' cannot be written ({error.strerror or error}); make it writable, "
                "or choose another folder; example: store=outputs/my_sweep",
            ) from error


def open_data_set(folder: Path) -> DataSet:
    """A store that stands.

    Raises
    ------
    InputError
        If it is none, or cannot be read.
    """
    file = folder / HEAD
    if not file.is_file():
        raise InputError(
            f"store: '{folder}' is no store of a sweep: it has no {HEAD}; name a new folder, or one that "
            "`tandem sweep` made; example: store=outputs/my_sweep"
        )
    try:
        with file.open("rb") as stream:
            content = stream.read(_largest_head + 1)
        if len(content) > _largest_head:
            raise ValueError(f"it has more than {_largest_head >> 20} MB")
        head = cleaned_content(json.loads(content))
        if head["format"] != FORMAT:
            raise ValueError(f"it is of format {head['format']}, and this version writes {FORMAT}")
        return DataSet(folder, head)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"store: '{file}' cannot be read: {error}; name another folder") from error


def make_data_set(folder: Path, head: Mapping[str, Any]) -> DataSet:
    """A new store, or the one that another process has just made there.

    Raises
    ------
    InputError
        If the folder cannot be made, or holds something else.
    MachineError
        If the disk is full.
    """
    if not (folder / HEAD).is_file():
        with suppress(OSError):
            strangers = [entry.name for entry in folder.iterdir() if entry.name not in (HEAD, POINTS, FAILED)]
            strangers = [name for name in strangers if not name.startswith(f".{HEAD}")]
            if strangers:
                raise InputError(
                    f"store: '{folder}' holds something else ({strangers[0]}) and is no store; name a folder "
                    "that does not exist yet; example: store=outputs/my_sweep"
                )
        with _Writable(folder):
            for name in (POINTS, FAILED):
                (folder / name).mkdir(parents=True, exist_ok=True)
            with whole_file(folder / HEAD) as partial:
                text = json.dumps({"format": FORMAT, **head}, indent=1, ensure_ascii=False, default=str)
                partial.write_text(text + "\n", encoding="utf-8")
    for name in (POINTS, FAILED):
        clear_halves(folder / name)
    return open_data_set(folder)
