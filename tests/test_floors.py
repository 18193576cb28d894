"""The floors inside the packages: what stands on a floor imports from lower ones only, and never in circles.

A package's rooms are its folders and the files at its top. Rooms of one floor stand side by side and do not
know each other. How a room arranges its own files is its own affair, as long as they import in no circle.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.places import REPOSITORY
from tests.test_repository import PACKAGES, python_files

WINGS = ("project", "compare", "optimise", "backtest", "calibrate", "import_profile")
# Commands that do many runs of the wings below them, or do one again.
STUDIES = ("sweep", "sensitivity", "discover", "runs", "reproduce")

# From the ground up; what stands on one line is one floor.
FLOORS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "model": (
        ("errors", "file_lock", "whole_file"),
        ("calendar", "numerics", "received"),
        ("rules", "outcomes", "parameters"),
        ("organisation", "structures"),
        ("engine",),
        ("policy", "environment"),
        ("base_quits",),
        ("scenario",),
        ("anchors",),
        ("agents", "mean_field"),
    ),
    "calibration": (("survey",), ("fit", "pulse"), ("checks", "base_rates")),
    "experiments": (
        ("settings", "wording"),
        ("intake", "parameters"),
        ("simulation",),
        ("measures",),
        ("run",),
        ("drawing",),
        WINGS,
        ("documents",),
        ("points",),
        STUDIES,
        ("api", "example_table", "parameter_list"),
        ("dashboard",),
        ("cli",),
        ("completion", "__main__"),
    ),
    "configs": (("documents", "environment", "hydra", "organisation", "policy", "posterior"),),
}


def module_of(file: Path) -> str:
    """Full name of the module that a file of a package is."""
    parts = file.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(("tandem", *(parts[:-1] if parts[-1] == "__init__" else parts)))


MODULES = {module_of(file): file for package in PACKAGES for file in python_files(package)}


def statements(tree: ast.AST, at_any_depth: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """Import statements, those of functions only `at_any_depth`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif at_any_depth or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from statements(node, at_any_depth)


def imported_names(source: str, module: str, at_any_depth: bool = True) -> set[str]:
    """Full names that `source`, the file of `module`, imports: modules and what is taken from them."""
    names: set[str] = set()
    for statement in statements(ast.parse(source), at_any_depth):
        if isinstance(statement, ast.Import):
            names.update(alias.name for alias in statement.names)
        else:
            above = module.split(".")[: -statement.level] if statement.level else []
            origin = ".".join([*above, *([statement.module] if statement.module else [])])
            names.update({origin, *(f"{origin}.{alias.name}" for alias in statement.names)})
    return names


def room_of(name: str, package: str) -> str | None:
    """The room of `package` that a full name lies in, if any."""
    parts = name.split(".")
    return parts[2] if parts[:2] == ["tandem", package] and len(parts) > 2 else None


def upward(source: str, module: str) -> list[str]:
    """Each import that leads out of a room to another on the same floor or a higher one."""
    package, own = module.split(".")[1:3]
    floor = {room: height for height, rooms in enumerate(FLOORS[package]) for room in rooms}
    met = {name: room_of(name, package) for name in sorted(imported_names(source, module))}
    return [
        f"{module} imports {name}"
        for name, room in met.items()
        if room in floor and room != own and floor[room] >= floor[own]
    ]


def circle(imports: Mapping[str, set[str]]) -> list[str]:
    """Modules that import each other in a circle, the first again at the end; empty where there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_room_stands_on_a_floor(package):
    rooms = {room_of(module, package) for module in MODULES} - {None}
    known = [room for floor in FLOORS[package] for room in floor]
    assert len(known) == len(set(known))
    assert rooms == set(known)


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_lead_down(package):
    inside = {module: file for module, file in MODULES.items() if room_of(module, package)}
    found = [line for module, file in inside.items() for line in upward(file.read_text("utf-8"), module)]
    assert found == []


@pytest.mark.parametrize(
    ("source", "module", "is_upward"),
    [
        ("from tandem.model.engine.tiles import advance", "tandem.model.rules.exits", True),
        ("def f():\n    from tandem.model.engine import tiles", "tandem.model.rules.exits", True),
        ("from tandem.model import scenario", "tandem.model.policy.lever", True),
        ("from ..scenario import Scenario", "tandem.model.policy.lever", True),
        ("import tandem.model.scenario as s", "tandem.model.policy.lever", True),
        ("from tandem.model.outcomes import tally", "tandem.model.rules.exits", True),  # side by side
        ("from tandem.model.rules.hiring import ramp_next", "tandem.model.rules.exits", False),
        ("from tandem.model.rules.exits import exit_probability", "tandem.model.engine.month", False),
        ("from tandem.experiments.compare.effects import f", "tandem.experiments.project.summary", True),
        ("from tandem.experiments.run import progress", "tandem.experiments.simulation.own_data", True),
        ("from tandem.model.scenario import Scenario", "tandem.experiments.settings.limits", False),
    ],
)
def test_every_way_up_is_seen(source, module, is_upward):
    assert bool(upward(source, module)) is is_upward


def test_no_module_imports_in_circles():
    """As files are read, so without what functions import; for the type checker's eyes counts as read."""
    imports = {
        module: {*imported_names(file.read_text("utf-8"), module, at_any_depth=False)} & MODULES.keys()
        for module, file in MODULES.items()
    }
    assert sum(map(len, imports.values())) > len(MODULES)
    assert circle({module: found - {module} for module, found in imports.items()}) == []


def test_circles_are_seen():
    one = imported_names("if TYPE_CHECKING:\n    from tandem.b import B", "tandem.a", at_any_depth=False)
    other = imported_names("class B:\n    from tandem import a", "tandem.b", at_any_depth=False)
    assert set(circle({"tandem.a": one, "tandem.b": other})) == {"tandem.a", "tandem.b"}
    later = imported_names("def f():\n    from tandem.b import B", "tandem.a", at_any_depth=False)
    assert circle({"tandem.a": later, "tandem.b": other}) == []


@pytest.mark.parametrize("folder", [*PACKAGES, "tests", "tandem.py", "hatch_build.py"])
def test_packages_are_imported_by_their_full_name(folder):
    bare = [
        f"{file.relative_to(REPOSITORY)} imports {name}"
        for file in python_files(folder)
        for name in sorted(imported_names(file.read_text("utf-8"), "tandem"))
        if name.split(".")[0] in PACKAGES
    ]
    assert bare == []
