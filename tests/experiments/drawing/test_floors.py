"""Where code that draws, and code that words numbers, may stand and what it may import."""

from pathlib import Path

import pytest

from tests.places import REPOSITORY
from tests.test_repository import imported_modules

HERE = "tandem.experiments."
#: A report may say which pictures are wanted, and write them or their files.
OF_REPORTS = {f"{HERE}drawing.{name}" for name in ("choice", "files", "pictures")}
ABOVE_THE_WINGS = ("documents", "dashboard", "api")  # what shows pictures, and draws its own pages
WINGS = {folder.parent.name for folder in (REPOSITORY / "experiments").glob("*/figures")}


def imports(file: Path) -> set[str]:
    """Full names of the modules that a file imports."""
    package = ".".join(file.relative_to(REPOSITORY).parent.parts)
    return imported_modules(file.read_text(encoding="utf-8"), f"tandem.{package}")


def rooms(file: Path) -> set[str]:
    """The rooms of `experiments` that a file imports from."""
    return {name.removeprefix(HERE).split(".")[0] for name in imports(file) if name.startswith(HERE)}


def files(pattern: str) -> list[Path]:
    """Python files of `experiments`, at least one."""
    found = sorted((REPOSITORY / "experiments").glob(pattern))
    assert found
    return found


def test_the_wings_with_figures_are_known():
    assert {"project", "compare", "optimise", "backtest", "calibrate"} <= WINGS


def test_only_figures_draw():
    """A report may write pictures and say which; what is on them is the figures' and drawing's."""
    others = [
        file
        for file in files("**/*.py")
        if not {"drawing", "figures", *ABOVE_THE_WINGS} & set(file.relative_to(REPOSITORY).parts)
    ]
    drawing = {
        str(file.relative_to(REPOSITORY)): name
        for file in others
        for name in imports(file)
        if name.startswith(f"{HERE}drawing") and not (file.name.endswith("report.py") and name in OF_REPORTS)
    }
    assert drawing == {}


@pytest.mark.parametrize("wing", sorted(WINGS))
def test_figures_import_no_other_wing(wing):
    foreign = {str(file): rooms(file) & (WINGS - {wing}) for file in files(f"{wing}/figures/*.py")}
    assert {file: found for file, found in foreign.items() if found} == {}


def test_drawing_imports_no_wing_and_wording_nothing_above_it():
    assert [str(file) for file in files("drawing/*.py") if rooms(file) & WINGS] == []
    assert [str(file) for file in files("wording/*.py") if rooms(file) - {"wording"}] == []
