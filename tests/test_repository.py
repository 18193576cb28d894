"""Promises the repository makes as a whole: what is tracked, who imports whom, which versions are pinned."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.places import REPOSITORY

PACKAGES = ("model", "calibration", "experiments", "configs")
LONGEST_FILE = 300
LONGER_FOR_A_REASON: dict[str, str] = {}  # path of a file → why it is better in one piece

# Put together from pieces so that this file does not contain what it forbids.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("anaconda", "org"),
        ("debian", "org"),
        ("ubuntu", "com"),
    )
)
MACHINE_FOLDERS = ("work", "root", "home", "Users", "opt")
MACHINE_PATH = re.compile(r"(?<![\w.~<>{}$-])/(?:" + "|".join(MACHINE_FOLDERS) + r")/[\w.]")


@cache
def tracked_files() -> tuple[str, ...]:
    """Paths of all files in version control, or a skip where this is not a git checkout."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    return tuple(path for path in listing.stdout.split("\0") if path and (REPOSITORY / path).is_file())


def tracked_text() -> Iterator[tuple[str, str]]:
    """Path and text of every tracked file that is text."""
    for path in tracked_files():
        try:
            yield path, (REPOSITORY / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def python_files(folder: str) -> list[Path]:
    """All Python files of a folder, or the one file that is named."""
    place = REPOSITORY / folder
    return [place] if place.suffix == ".py" else sorted(place.rglob("*.py"))


def imported_modules(source: str, package: str) -> set[str]:
    """Full names of the modules that `source`, a file of `package`, imports, at whatever depth."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            names.add(".".join([*above, *([node.module] if node.module else [])]))
    return names


def forbidden_imports(folder: str, forbidden: tuple[str, ...]) -> list[str]:
    """Each import in `folder` of one of the `forbidden` top-level packages, as 'file imports module'."""
    found = []
    for file in python_files(folder):
        package = ".".join(file.relative_to(REPOSITORY).parent.parts)
        for module in sorted(imported_modules(file.read_text(encoding="utf-8"), package)):
            if module.removeprefix("tandem.").split(".")[0] in forbidden:
                found.append(f"{file.relative_to(REPOSITORY)} imports {module}")
    return found


def pyproject() -> dict[str, Any]:
    """All of pyproject.toml."""
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


def project() -> dict[str, Any]:
    """The `project` table of pyproject.toml."""
    declared: dict[str, Any] = pyproject()["project"]
    return declared


def pinned_versions() -> dict[str, str]:
    """Version of each library in constraints.txt, by its canonical name."""
    pins: dict[str, str] = {}
    for line in (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines():
        requirement = Requirement(line)
        (pin,) = requirement.specifier
        assert pin.operator == "==", f"constraints.txt does not pin one version: {line}"
        pins[canonicalize_name(requirement.name)] = pin.version
    return pins


def test_no_lock_file_with_addresses_is_tracked():
    assert not [path for path in tracked_files() if Path(path).name == "uv.lock"]


def test_tracked_files_name_no_package_registry():
    named = [f"{path}: {host}" for path, text in tracked_text() for host in REGISTRY_HOSTS if host in text]
    assert named == []


def test_tracked_files_name_no_path_of_a_machine():
    named = [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in tracked_text()
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]
    assert named == []


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("see /" + "home/ada/notes", True),
        ("path=/" + "work/main", True),
        ("'/" + "root/.cache'", True),
        ("https://example.org/" + "home/page", False),
        ("share of work/" + "home days", False),
        ("~/" + "work/tandem", False),
    ],
)
def test_paths_of_a_machine_are_told_from_addresses(line, is_one):
    assert bool(MACHINE_PATH.search(line)) is is_one


@pytest.mark.parametrize("folder", PACKAGES)
def test_files_can_be_read_in_one_sitting(folder):
    lengths = {
        str(file.relative_to(REPOSITORY)): len(file.read_text(encoding="utf-8").splitlines())
        for file in python_files(folder)
    }
    too_long = {
        path: n for path, n in lengths.items() if n >= LONGEST_FILE and path not in LONGER_FOR_A_REASON
    }
    assert too_long == {}


def test_the_list_of_longer_files_is_current():
    for path in LONGER_FOR_A_REASON:
        length = len((REPOSITORY / path).read_text(encoding="utf-8").splitlines())
        assert length >= LONGEST_FILE, f"{path} is short again: take it off the list"


@pytest.mark.parametrize(
    ("folder", "forbidden"),
    [
        ("model", ("calibration", "experiments", "configs", "tests")),
        ("calibration", ("experiments", "tests")),
        ("experiments", ("tests",)),
        ("configs", ("experiments", "calibration", "model", "tests")),
        ("model/rules", ("mesa", "pandas")),
        ("model/engine/tiles.py", ("mesa", "pandas")),
    ],
)
def test_imports_run_one_way(folder, forbidden):
    assert (REPOSITORY / folder).exists()
    assert forbidden_imports(folder, forbidden) == []


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("import mesa", "mesa"),
        ("import mesa.agentset as sets", "mesa.agentset"),
        ("def f():\n    from pandas import DataFrame", "pandas"),
        ("from . import hazard", "tandem.model.rules"),
        ("from .hazard import rate", "tandem.model.rules.hazard"),
        ("from ..draws import uniforms", "tandem.model.draws"),
    ],
)
def test_every_form_of_import_is_seen(source, module):
    assert module in imported_modules(source, "tandem.model.rules")


def test_citation_names_the_version_and_licence_of_the_project():
    citation = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == project()["version"]
    assert citation["license"] == project()["license"]
    assert "MIT License" in (REPOSITORY / "LICENSE").read_text(encoding="utf-8")


def test_constraints_pin_every_dependency_at_an_allowed_version():
    extras = project()["optional-dependencies"].values()
    declared = [*project()["dependencies"], *(line for extra in extras for line in extra)]
    pins = pinned_versions()
    for line in declared:
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        assert name in pins, f"{name} is not in constraints.txt: run `make pins`"
        assert requirement.specifier.contains(pins[name]), f"{line} does not allow the pinned {pins[name]}"


def test_constraints_hold_no_address():
    text = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert " @ " not in text


def test_oldest_python_is_the_one_that_is_set_up():
    oldest = project()["requires-python"].removeprefix(">=")
    assert (REPOSITORY / ".python-version").read_text(encoding="utf-8").strip() == oldest


def test_every_package_ships():
    parts = {
        node.value
        for node in ast.walk(ast.parse((REPOSITORY / "hatch_build.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(PACKAGES) <= parts
