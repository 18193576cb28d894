"""The PDF: tagged, of the paper asked for, in two pages or whole."""

from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from tandem.experiments.documents.build import document_of
from tandem.experiments.documents.paper.pdf import pdf_of

_points = {"a4": (595.3, 841.9), "letter": (612, 792)}


@pytest.fixture(scope="module")
def document(both):
    return document_of(both)


def test_it_is_tagged(made):
    reader = PdfReader(made["pdf"])
    root: Any = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("en")
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode("utf-8")
    assert reader.metadata is not None and reader.metadata.title


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_two_pages(paper, document, tmp_path):
    file = tmp_path / "short.pdf"
    file.write_bytes(pdf_of(document, paper, short=True))
    reader = PdfReader(file)
    assert len(reader.pages) == 2
    assert (float(reader.pages[0].mediabox.width), float(reader.pages[0].mediabox.height)) == pytest.approx(
        _points[paper], abs=0.5
    )


def test_the_board_has_one_page(made):
    reader = PdfReader(made["pdf"])
    assert len(reader.pages) > 4
    assert "Who and what was not counted" in " ".join(reader.pages[0].extract_text().split())


def test_every_page_names_client_and_whose_project_it_is_not(made):
    for page in PdfReader(made["pdf"]).pages:
        told = " ".join(page.extract_text().split())
        assert "Northwind GmbH" in told and "not affiliated with Upwork" in told


def test_long_names_leave_the_board_on_one_page(document, tmp_path):
    long = replace(
        document,
        client="Donaudampfschifffahrtsgesellschaftskapitänswitwen " * 3,
        board=replace(
            document.board, not_counted=("Somebody was not counted, and this is said at length. " * 12,)
        ),
    )
    file = tmp_path / "long.pdf"
    file.write_bytes(pdf_of(long, short=True))
    assert len(PdfReader(file).pages) == 2
