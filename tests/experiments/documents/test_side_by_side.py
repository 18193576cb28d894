"""Several runs of one command in one document."""

import json
import shutil

import pytest

from tandem.experiments.documents.build import document_of
from tandem.experiments.documents.html import html_of
from tandem.experiments.documents.powerpoint.deck import deck_of


@pytest.fixture
def second(folders, tmp_path):
    """Copies of both runs under another policy's name."""
    for name, folder in folders.items():
        shutil.copytree(folder, tmp_path / name)
        file = tmp_path / name / "manifest.json"
        manifest = json.loads(file.read_text("utf-8"))
        manifest["names"]["policy"] = "another policy"
        file.write_text(json.dumps(manifest), "utf-8")
    return tmp_path


@pytest.mark.parametrize("command", ["project", "compare"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_two_runs_of_one_command(command, language, folders, second):
    document = document_of([folders[command], second / command], language)
    assert document.sections[0].name == "side-by-side"
    (table,) = document.tables("side-by-side")
    names = list(dict.fromkeys(row[0] for row in table.rows))
    assert len(names) == 2 and "another policy" in names
    half = len(table.rows) // 2
    assert [row[1:] for row in table.rows[:half]] == [
        row[1:] for row in table.rows[half:]
    ]  # of the same numbers
    chart = document.charts()[0]
    assert [each.name for each in chart.series] == names
    assert chart.series[0].values == chart.series[1].values
    assert "another policy" in html_of(document).decode("utf-8")
    assert deck_of(document)
