"""docs/calibration.md: its examples work, its pictures and pages exist, every quantity is explained."""

import re

from tandem.calibration.fit.posterior import SHIPPED
from tandem.calibration.survey.respondents import QUESTIONS, targets_from_respondents
from tandem.calibration.survey.targets import QUANTITIES, load_targets
from tandem.experiments.calibrate.places import SHIPPED_FOLDER
from tests.places import REPOSITORY

DOCS = REPOSITORY / "docs"
PAGE = (DOCS / "calibration.md").read_text(encoding="utf-8")


def test_the_example_of_a_targets_file_is_right(tmp_path):
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    (tmp_path / "pulse.yaml").write_text(example[1], encoding="utf-8")
    burned_out, uses_ai = load_targets(tmp_path / "pulse.yaml")
    assert (burned_out.value, burned_out.n, burned_out.role) == (0.38, (412,), "fit")
    assert (uses_ai.month, uses_ai.role) == (36, "check")


def test_the_example_of_respondents_is_right(tmp_path):
    example = re.search(r"```\n(month,.*?)```", PAGE, re.DOTALL)
    assert example is not None
    header, *rows = example[1].split()
    (tmp_path / "pulse.csv").write_text("\n".join([header, *rows * 10]), encoding="utf-8")
    burned, considering = targets_from_respondents(tmp_path / "pulse.csv")
    assert (burned.n, burned.value) == ((30,), 1 / 3)
    assert (considering.n, considering.value) == ((20,), 0.5)


def test_every_quantity_and_question_is_explained():
    for name in {*QUANTITIES, *QUESTIONS}:
        assert f"`{name}`" in PAGE


def test_pictures_exist_and_are_small():
    pictures = re.findall(r"\]\((figures/[^)]+)\)", PAGE)
    assert len(pictures) >= 4
    for picture in pictures:
        assert (DOCS / picture).stat().st_size < 200_000


def test_every_posterior_that_ships_has_its_page():
    for name in SHIPPED:
        assert f"(calibration/{name}.md)" in PAGE
        if (SHIPPED_FOLDER / f"{name}.json").is_file():
            assert (DOCS / "calibration" / f"{name}.md").is_file()
