"""`report=` makes documents once the run is done; `tandem.report` makes them of a result."""

import json

import pytest
import yaml
from pypdf import PdfReader

import tandem as package
from tandem.model.errors import InputError
from tests.experiments.documents.conftest import FEW


def test_documents_of_a_run_in_one_go(tandem, tmp_path):
    answer = tandem("project", *FEW, "output=run", "report=pdf", "report.short=true", "report.paper=letter")
    assert answer.code == 0, answer.err
    file = tmp_path / "run" / "documents" / "report.pdf"
    assert str(file.relative_to(tmp_path)) in answer.out
    assert len(PdfReader(file).pages) == 2
    assert sorted(each.name for each in file.parent.iterdir()) == ["report.pdf"]
    saved = yaml.safe_load((tmp_path / "run" / "config.yaml").read_text("utf-8"))
    assert saved["report"]["to"] == "pdf"
    names = json.loads((tmp_path / "run" / "manifest.json").read_text("utf-8"))["names"]
    assert "report" not in names["scenario"]


@pytest.mark.parametrize("command", ["project", "compare"])
def test_a_template_that_cannot_be_used_stops_before_the_run(command, tandem, tmp_path):
    answer = tandem(command, *FEW, "output=run", "report=pptx", "report.template=none.pptx")
    assert answer.code == 2
    assert "none.pptx" in answer.err
    assert not (tmp_path / "run").exists()


def test_a_format_that_is_none(tandem):
    assert tandem("project", "report=docx").code == 2
    assert "allowed" in tandem("project", "report.to=docx").err


def test_documents_of_a_result(folders, tmp_path):
    result = package.load(folders["compare"])
    (file,) = package.report(result, tmp_path / "board.html")
    assert "Northwind GmbH" in file.read_text("utf-8")
    with pytest.raises(InputError, match="exists"):
        package.report(result, tmp_path / "board.html")
    with pytest.raises(InputError, match="language"):
        package.report(result, tmp_path / "other.html", language="fr")


def test_a_command_without_documents_is_refused(folders, tmp_path, tandem):
    import shutil

    folder = tmp_path / "sought"
    shutil.copytree(folders["project"], folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"command": "tandem optimise"}), "utf-8")
    answer = tandem("report", "sought", "--to", "a.html")
    assert answer.code == 2 and "tandem project" in answer.err
