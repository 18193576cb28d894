"""The process that reads a workbook or Parquet file: a question on standard input, cells on the output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from tandem.experiments.intake.files.column_look import ColumnLook
from tandem.experiments.intake.files.grids import grids
from tandem.experiments.intake.files.refusal import RefusedError, check_unpacked_size

_memory = 6 * 1024**3  # bytes of addresses; a workbook with a million rows of ten columns needs about two
_largest_unpacked = 2 * 1024**3  # bytes
_most_rows = 5_000_000
_refused = 3


def main() -> int:
    """Answer one question; returns the exit code."""
    _limit_memory()
    question = json.loads(sys.stdin.buffer.read())
    try:
        read = _parquet if question["kind"] == "parquet" else _workbook
        if question["do"] == "grids":
            read = grids
        sys.stdout.buffer.write(read(question))
    except RefusedError as error:
        print(error, file=sys.stderr)
        return _refused
    except BaseException as error:  # a panic in compiled code is no Exception
        print(
            f"the file is damaged ({type(error).__name__}); open it in the program it comes from and save it "
            "again.",
            file=sys.stderr,
        )
        return _refused
    return 0


def _limit_memory() -> None:
    """Give the process a limit, where the system has such limits (Windows has none of this kind)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_memory, _memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _parquet(question: dict[str, Any]) -> bytes:
    import pyarrow.parquet as pq

    file = pq.ParquetFile(question["path"])
    if file.metadata.num_rows > _most_rows:
        raise RefusedError(f"the file has {file.metadata.num_rows:,} rows; at most {_most_rows:,}.")
    names = file.schema_arrow.names
    if question["do"] == "first":
        return json.dumps({"sheet": None, "rows": [list(map(str, names))]}).encode()
    if len(set(names)) < len(names):
        raise RefusedError("two columns have the same name; rename one.")
    if question["do"] == "look":
        return _look_at_parquet(file, {place: names[place] for place in question["places"]})
    wanted = [names[place] for place in question["places"]]
    table = file.read(columns=wanted)
    columns = [_as_text(table[name], name) for name in wanted]
    return _stream(pa.table(columns, names=[str(place) for place in question["places"]]))


def _look_at_parquet(file: Any, names: dict[int, str]) -> bytes:
    """Looks at columns by place; one of values that are no text is left out."""
    looks = {place: ColumnLook(place) for place in names}
    for batch in file.iter_batches(columns=list(names.values())):
        for place in list(looks):
            try:
                looks[place].see(_as_text(pa.chunked_array([batch[names[place]]]), names[place]))
            except RefusedError:
                del looks[place]
        if all(look.sated for look in looks.values()):
            break
    return _described(looks.values())


def _described(looks: Iterable[ColumnLook]) -> bytes:
    return json.dumps([asdict(look) for look in looks]).encode()


def _as_text(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    """A column as text; dates as ISO, numbers in shortest form."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("s"), safe=False).cast(pa.date32(), safe=False)
    try:
        return column.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise RefusedError(
            f"the column {name!r} has values of a kind ({kind}) that no table needs."
        ) from None


def _workbook(question: dict[str, Any]) -> bytes:
    import fastexcel

    check_unpacked_size(question["path"], _largest_unpacked, "Export the extract as CSV.")
    book = fastexcel.read_excel(question["path"])
    sheet = _choose_sheet(book.sheet_names, question["sheet"])
    options: dict[str, Any] = {"header_row": None, "dtypes": "string", "skip_rows": 0}
    if question["do"] == "first":
        loaded = book.load_sheet(sheet, n_rows=question["rows"], **options).to_arrow()
        rows = [["" if cell is None else str(cell) for cell in row.values()] for row in loaded.to_pylist()]
        if not rows:
            raise RefusedError(f"the sheet {sheet!r} is empty.")
        return json.dumps({"sheet": sheet, "rows": rows}).encode()
    options["skip_rows"] = question["first_row"] - 1
    loaded = book.load_sheet(sheet, use_columns=sorted(question["places"]), **options).to_arrow()
    ordered = dict(zip(sorted(question["places"]), loaded.columns, strict=True))
    if question["do"] == "look":
        looks = [ColumnLook(place) for place in question["places"]]
        for look in looks:
            look.see(ordered[look.place])
        return _described(looks)
    return _stream(
        pa.table(
            [ordered[place].cast(pa.string()) for place in question["places"]],
            names=[str(place) for place in question["places"]],
        )
    )


def _choose_sheet(names: list[str], sheet: str | None) -> str:
    known = ", ".join(repr(name) for name in names)
    if sheet is not None and sheet not in names:
        raise RefusedError(f"there is no sheet {sheet!r}; allowed: {known}.")
    if sheet is None and len(names) != 1:
        raise RefusedError(f"the workbook has {len(names)} sheets ({known}); name one with --sheet.")
    return sheet or names[0]


def _stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


if __name__ == "__main__":
    sys.exit(main())
