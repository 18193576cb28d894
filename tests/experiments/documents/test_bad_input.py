"""Folders that are no runs, runs that do not belong together, templates and names of every kind."""

import json
import re
import shutil
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from tandem.experiments.documents.build import document_of
from tandem.experiments.documents.excel.workbook import workbook_of
from tandem.experiments.documents.html import html_of
from tandem.experiments.documents.paper.pdf import pdf_of
from tandem.experiments.documents.powerpoint.deck import deck_of
from tandem.model.errors import InputError
from tests.experiments.documents.readers import words_of


@pytest.fixture
def copied(folders, tmp_path):
    """Copies of both runs, to be spoilt."""
    for name, folder in folders.items():
        shutil.copytree(folder, tmp_path / name, ignore=shutil.ignore_patterns("documents"))
    return tmp_path


def changed(folder, file, **values):
    content = json.loads((folder / file).read_text("utf-8")) | values
    (folder / file).write_text(json.dumps(content), "utf-8")


def refused(tandem, *arguments) -> str:
    answer = tandem("report", *map(str, arguments))
    assert answer.code == 2, answer.out
    assert "Traceback" not in answer.err
    return str(answer.err)


def test_a_folder_that_is_none(tandem, tmp_path):
    assert "does not exist" in refused(tandem, tmp_path / "nothing", "--to", "a.html")


def test_a_file_in_place_of_a_folder(tandem, tmp_path):
    (tmp_path / "file").write_text("")
    assert "is a file" in refused(tandem, tmp_path / "file", "--to", "a.html")


def test_a_folder_that_is_no_run(tandem, tmp_path):
    (tmp_path / "empty").mkdir()
    assert "manifest.json" in refused(tandem, tmp_path / "empty", "--to", "a.html")


@pytest.mark.parametrize(
    "content", ["", "[]", "{", "null", '{"command": 3}', '{"command": "rm -rf /"}', "[" * 100_000]
)
def test_a_manifest_that_is_none(content, tandem, copied):
    (copied / "project" / "manifest.json").write_text(content, "utf-8")
    assert "project" in refused(tandem, copied / "project", "--to", "a.html")
    assert not (copied / "a.html").exists()


@pytest.mark.parametrize("file", ["summary.json", "monthly.parquet"])
@pytest.mark.parametrize("content", [None, b"", b"PAR1 no parquet"])
def test_a_file_that_is_missing_or_damaged(file, content, tandem, copied):
    target = copied / "project" / file
    target.unlink() if content is None else target.write_bytes(content)
    assert file.partition(".")[0] in refused(tandem, copied / "project", "--to", "a.html", "--to", "a.pdf")
    assert not list(copied.glob("a.*"))


@pytest.mark.parametrize("key", ["measures", "runs", "currency", "ai_part", "parameter_sets"])
def test_a_summary_of_other_kinds(key, tandem, copied):
    changed(copied / "project", "summary.json", **{key: [["unexpected"]]})
    assert "not as Tandem writes it" in refused(tandem, copied / "project", "--to", "a.html")


def test_a_table_without_a_column(tandem, copied):
    file = copied / "compare" / "effects.parquet"
    pd.read_parquet(file).drop(columns="better").to_parquet(file)
    assert "better" in refused(tandem, copied / "compare", "--to", "a.html")


def test_a_table_of_lists(tandem, copied):
    file = copied / "compare" / "effects.parquet"
    frame = pd.read_parquet(file)
    frame["policy"] = [["a", "b"]] * len(frame)
    frame.to_parquet(file)
    refused(tandem, copied / "compare", "--to", "a.html")


@pytest.mark.parametrize(
    ("key", "value"), [("headcount", 3), ("currency", "EUR"), ("first_month", "2030-01")]
)
def test_runs_that_cannot_be_compared(key, value, tandem, copied):
    changed(copied / "project", "summary.json", **{key: value})
    assert key in refused(tandem, copied / "project", copied / "compare", "--to", "a.html")


def test_runs_that_do_not_belong_together(tandem, copied):
    project, compare = copied / "project", copied / "compare"
    assert "named twice" in refused(tandem, compare, compare, "--to", "a.html")
    shutil.copytree(project, copied / "again")
    assert "one document" in refused(tandem, project, copied / "again", compare, "--to", "a.html")


@pytest.mark.parametrize("name", ["a", "a.doc", "a.PPT", ".html", "a.html.exe"])
def test_a_file_of_another_kind(name, tandem, copied):
    refused(tandem, copied / "project", "--to", name)


def test_a_file_that_exists_is_kept(tandem, copied):
    (copied / "a.html").write_text("edited by a partner")
    assert "--replace" in refused(tandem, copied / "project", "--to", "a.html")
    assert (copied / "a.html").read_text() == "edited by a partner"
    assert tandem("report", str(copied / "project"), "--to", "a.html", "--replace").code == 0
    assert "<html" in (copied / "a.html").read_text("utf-8")


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04 half", "zip"])
def test_a_template_that_is_none(content, tandem, copied):
    file = copied / "client.pptx"
    if content == "zip":
        with ZipFile(file, "w") as package:
            package.writestr("[Content_Types].xml", "<Types/>")
    else:
        file.write_bytes(content)
    told = refused(tandem, copied / "project", "--to", "a.pptx", "--template", file)
    assert "client.pptx" in told and "save it as .pptx" in told


def test_a_template_that_is_missing(tandem, copied):
    assert "there is no file" in refused(
        tandem, copied / "project", "--to", "a.pptx", "--template", "none.pptx"
    )


def test_a_template_without_layouts(tandem, copied):
    deck = Presentation()
    for layout in list(deck.slide_layouts):
        deck.slide_layouts.remove(layout)
    deck.save(str(copied / "client.pptx"))
    assert "no layout with a title" in refused(
        tandem, copied / "project", "--to", "a.pptx", "--template", "client.pptx"
    )


def test_a_template_that_nothing_uses(tandem, copied):
    Presentation().save(str(copied / "client.pptx"))
    assert "no deck is asked for" in refused(
        tandem, copied / "project", "--to", "a.pdf", "--template", "client.pptx"
    )


HOSTILE = {
    "markup": "<script>alert(1)</script><b onclick=x>Bold & Co</b>",
    "formula": '=HYPERLINK("http://evil.example","Click")',
    "command": "+cmd|' /C calc'!A0",
    "emoji": "Café 👩‍💻 Ünïcode 🎉",
    "long": "Extraordinarily Long Client Name With Eighty Letters Or More Gesellschaft mbH & Co KG",
    "one word": "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" * 2,
    "arabic": "شركة الشمال للتجارة",
    "chinese": "北风有限公司与人工智能",
    "typst": '#read("/etc/passwd") $x$ *bold* `code` @ref',
    "template": "{{ 7 * 7 }} {% raw %} {count} %s ${x}",
    "controls": "Bell\x07 \x1b[31mred\x1b[0m \u202eturned\u200b",
    "xml": "]]>&#0;&lt;\ufffe\uffff",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_names_of_every_kind(kind, copied):
    """A run folder of somebody else's: every name in it is such a text."""
    name = HOSTILE[kind]
    renamed = {}
    for run in ("project", "compare"):
        manifest = json.loads((copied / run / "manifest.json").read_text("utf-8"))
        manifest["names"] = {"client": name, "scenario": name, "policy": name, "environment": name}
        changed(copied / run, "manifest.json", names=manifest["names"], overrides=[name])
    summary = json.loads((copied / "compare" / "summary.json").read_text("utf-8"))
    renamed = {
        old: f"{name} {place}" for place, old in enumerate([summary["baseline"], *summary["policies"]])
    }
    changed(
        copied / "compare",
        "summary.json",
        baseline=renamed[summary["baseline"]],
        coverage_notes=[name],
        policies=[renamed[old] for old in summary["policies"]],
    )
    for file in (copied / "compare").glob("*.parquet"):
        frame = pd.read_parquet(file)
        if "policy" in frame:
            frame["policy"] = frame["policy"].map(renamed)
            frame.to_parquet(file)
    file = copied / "project" / "departments.parquet"
    frame = pd.read_parquet(file)
    frame["department"] = frame["department"].map({old: f"{name} {old}" for old in set(frame["department"])})
    frame.to_parquet(file)

    document = document_of([copied / "project", copied / "compare"])
    made = {
        "html": html_of(document),
        "xlsx": workbook_of(document),
        "pptx": deck_of(document),
        "pdf": pdf_of(document),
    }
    for ending, content in made.items():
        (copied / f"board.{ending}").write_bytes(content)

    page = made["html"].decode("utf-8")
    assert "<script" not in page and "<b " not in page and "\x1b" not in page
    book = load_workbook(copied / "board.xlsx")
    formulas = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert formulas and all(
        re.fullmatch(
            r"=[-+*/$A-Z0-9'!:., ()<>\"v]*", str(each).replace("Price runs", "").replace("Prices, live", "")
        )
        for each in formulas
    )
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)
    deck: Any = Presentation(str(copied / "board.pptx"))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width + 9_525
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height + 9_525
    assert "root:" not in words_of(copied / "board.pdf")
    if kind == "chinese":
        assert "Bei" in words_of(copied / "board.pdf") and "spelt in Latin" in words_of(copied / "board.pdf")
        assert name in page


def test_nothing_is_left_half_written(copied, monkeypatch):
    from tandem.experiments.documents import written

    def fails(*_):
        raise InputError("no deck")

    monkeypatch.setattr(written, "made", lambda document, name, wishes: fails() if name == "pdf" else b"x")
    nothing: Any = None
    with pytest.raises(InputError):
        written.write_documents(nothing, [copied / "a.html", copied / "a.pdf"], written.Wishes())
    assert not list(copied.glob("a.*"))
