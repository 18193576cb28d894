import json
import warnings
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from tandem.experiments.drawing.pictures import write_pictures
from tandem.experiments.project.figures.cells import shown_of
from tandem.experiments.project.figures.charts import CHARTS
from tandem.experiments.project.figures.shown import HEADLINE
from tandem.model.errors import InputError
from tests.experiments.project.figures.drawn import project_pictures

NAMES = ["overview"]
NAMES += [f"fan_{name}" for name in ("turnover", "output", "burnout", "ai_users")]
NAMES += ["departments"]
NAMES += [f"departments_{name}" for name in ("turnover", "burnout", "ai_users")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    from tests.experiments.project.figures.conftest import synthetic_projection

    target = tmp_path_factory.mktemp("run") / "figures"
    write_pictures(project_pictures(synthetic_projection(headcounts=(200, 150, 90))), target)
    return target


def test_all_figures_are_there_with_their_numbers(folder):
    expected = {f"{name}.{ending}" for name in NAMES for ending in ("png", "svg", "csv")} | {"figures.json"}
    assert {file.name for file in folder.iterdir()} == expected


@pytest.mark.parametrize("name", NAMES)
def test_pictures_decode_and_show_the_measure_in_its_colour(folder, name):
    with Image.open(folder / f"{name}.png") as picture:
        assert picture.info["dpi"] == pytest.approx((150, 150), abs=0.1)
        assert picture.info["Title"]
        pixels = np.asarray(picture.convert("RGB"))
    assert pixels.shape[1] >= 1200
    assert (pixels[0] == 255).all()
    wanted = [chart.colour for chart in CHARTS if name == "overview" or name.endswith(chart.name)]
    for colour in wanted:
        channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
        assert (pixels == channels).all(axis=2).sum() > 300, colour


@pytest.mark.parametrize("name", NAMES)
def test_vector_files_are_named_and_keep_their_text(folder, name):
    root = ElementTree.parse(folder / f"{name}.svg").getroot()
    space = {"svg": "http://www.w3.org/2000/svg"}
    entry = next(e for e in json.loads((folder / "figures.json").read_text()) if f"{name}.svg" in e["files"])
    assert root.get("role") == "img"
    assert root.findtext("svg:title", namespaces=space) == entry["title"]
    assert root.findtext("svg:desc", namespaces=space) == entry["alt_text"]
    told = " ".join(text.text or "" for text in root.iterfind(".//svg:text", space))
    assert entry["caption"] in told


def test_the_index_describes_every_picture(folder):
    entries = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    assert [entry["files"] for entry in entries] == [[f"{name}.png", f"{name}.svg"] for name in NAMES]
    assert [entry["data"] for entry in entries] == [f"{name}.csv" for name in NAMES]
    assert all(entry["title"] and entry["alt_text"] and entry["caption"] for entry in entries)


def test_the_numbers_are_those_drawn_and_none_of_a_department_that_is_not_shown(make):
    projection = make(headcounts=(300, 200, 120, 8), months=6)
    shown = {picture.name: picture.data for picture in project_pictures(projection, 10)}
    now = shown_of(projection, 10)
    hidden = {name for name, cell in now.cells.departments.items() if cell is None}
    for chart in CHARTS:
        fan = now.whole()[chart].fan
        table = shown[f"fan_{chart.name}"]
        assert table["Month"].iloc[-1] == "2026-06"
        assert table["Period"].tolist().count("projection") == 6
        np.testing.assert_array_equal(table.iloc[:, 2:].to_numpy().T, fan.rows)
        overview = shown["overview"]
        assert overview[overview["Measure"] == chart.noun]["Median"].tolist() == fan.p50.tolist()
        if chart.by_department:
            departments = set(shown[f"departments_{chart.name}"]["Department"])
            assert departments == {"Whole organisation", *now.cells.departments} - hidden
    assert "Department 4" in hidden


def test_only_what_is_wanted_is_drawn(make):
    names = [picture.name for picture in project_pictures(make(months=6), 10, wanted=HEADLINE)]
    assert names == ["overview"]


def test_the_same_projection_gives_the_same_bytes(make, tmp_path):
    for name in ("first", "second"):
        write_pictures(project_pictures(make(headcounts=(60,), months=6, draws=5)), tmp_path / name)
    for file in (tmp_path / "first").iterdir():
        assert file.read_bytes() == (tmp_path / "second" / file.name).read_bytes()


def test_names_in_any_script_or_with_markup_are_drawn_without_complaint(make, tmp_path):
    names = ["研究開発", "R&D <b>$x^2$</b> {_}", "Ελλάδα"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        projection = make(headcounts=(60, 60, 60), names=names, months=6, draws=5)
        write_pictures(project_pictures(projection), tmp_path)
    root = ElementTree.parse(tmp_path / "departments_burnout.svg").getroot()
    told = [text.text for text in root.iterfind(".//{http://www.w3.org/2000/svg}text")]
    assert {"YanJiuKaiFa", *names[1:]} <= set(told)
    index = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    captions = {entry["name"]: entry["caption"] for entry in index}
    assert "spelt in Latin" in captions["departments_burnout"]
    assert "spelt in Latin" not in captions["fan_burnout"]
    assert "研究開発" in (tmp_path / "departments_burnout.csv").read_text(encoding="utf-8")


def test_a_minimum_cell_out_of_range_is_refused(make):
    with pytest.raises(InputError, match="min_cell"):
        project_pictures(make(), min_cell=2)
