"""Uploads: streamed to a file, counted while they come, and refused as soon as they are too large."""

from __future__ import annotations

from pathlib import Path

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from tandem.model.errors import InputError

MOST_BYTES = 50_000_000  # of one file, larger than the extract of an organisation of a hundred thousand
_most_field = 20_000  # bytes of a field that is no file


class TooLargeError(InputError):
    """More than may be sent."""

    def __init__(self) -> None:
        super().__init__(
            f"the file is larger than {MOST_BYTES // 1_000_000} MB; allowed: smaller ones; import it with "
            "the command line: tandem import FILE"
        )


class _Parts:
    """What comes in, part by part: files into a folder, fields into a table."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.fields, self.files = folder, dict[str, str](), dict[str, Path]()
        self._header, self._value, self._content = b"", b"", bytearray()
        self._about: dict[str, bytes] = {}
        self._file: Path | None = None
        self._names = {"field": "", "filename": ""}
        self._written = 0

    def on_part_begin(self) -> None:
        self._about, self._content, self._file = {}, bytearray(), None

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def on_header_end(self) -> None:
        self._about[self._header.decode("latin-1").lower()] = self._value
        self._header = self._value = b""
        if sum(map(len, self._about.values())) > _most_field:
            raise InputError("upload: the head of a part is too long; send the file with the page's own form")

    def on_headers_finished(self) -> None:
        _, options = parse_options_header(self._about.get("content-disposition", b""))
        self._names = {
            "field": options.get(b"name", b"").decode("utf-8", "replace"),
            "filename": options.get(b"filename", b"").decode("utf-8", "replace"),
        }
        if self._names["filename"]:
            self._file = self.folder / f"part_{len(self.files)}"
            self._file.touch(mode=0o600)
            self.fields[f"{self._names['field']}.filename"] = self._names["filename"]

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            with self._file.open("ab") as out:
                out.write(data[start:end])
            return
        self._content += data[start:end]
        if len(self._content) > _most_field:
            raise InputError("upload: a field is too long; send the file with the page's own form")

    def on_part_end(self) -> None:
        if self._file is not None:
            self.files[self._names["field"]] = self._file
        elif self._names["field"]:
            self.fields[self._names["field"]] = self._content.decode("utf-8", "replace")


async def received(request: Request, folder: Path) -> tuple[dict[str, str], dict[str, Path]]:
    """The fields and files of a form, by name; a file's own name is the field `NAME.filename`.

    Raises
    ------
    InputError
        If it is no form with files, or broken.
    TooLargeError
        If more than `MOST_BYTES` come, whatever was announced.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise InputError("upload: no file came; choose one and send it with the page's own form")
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > MOST_BYTES + _most_field:
        raise TooLargeError
    parts, count = _Parts(folder), 0
    parser = MultipartParser(
        options[b"boundary"],
        {
            "on_part_begin": parts.on_part_begin,
            "on_part_data": parts.on_part_data,
            "on_part_end": parts.on_part_end,
            "on_header_field": parts.on_header_field,
            "on_header_value": parts.on_header_value,
            "on_header_end": parts.on_header_end,
            "on_headers_finished": parts.on_headers_finished,
        },
    )
    try:
        async for chunk in request.stream():
            count += len(chunk)
            if count > MOST_BYTES + _most_field:
                raise TooLargeError
            parser.write(chunk)
        parser.finalize()
    except FormParserError as error:
        raise InputError("upload: the form is broken; choose the file again") from error
    return parts.fields, parts.files
