"""Where a parameter enters: the rules that read what follows from it, other code that names it, and levers.

Nothing here is a list of parameters. What follows from one is found by moving it through the formulas
(`model/engine/formulas.py`); who reads that, from the source.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from tandem.model.engine.formulas import numbers_of
from tandem.model.parameters import central_values, register
from tandem.model.policy.catalogue import LEVERS
from tandem.model.rules.coefficients import Coefficients

_coefficients = "c"  # what rules and loops call them
_rules = "model/rules"
_formulas = "model/engine/formulas.py"
_searched = ("model", "calibration/survey", "experiments")


@dataclass(frozen=True)
class Place:
    """A function that a parameter enters.

    Attributes
    ----------
    file : path in the package, as `model/rules/relief.py`
    function : name; empty where the file's top names the parameter
    sentence : the first one of its description, or of the file's
    reads : coefficients, parameters by name
    """

    file: str
    function: str
    sentence: str
    reads: frozenset[str]


def places_of(name: str) -> list[Place]:
    """Rules that read what follows from the parameter; where there are none, the code nearest to them.

    That is: functions that look the parameter up, loops of the engine that read what follows from it, and at
    last tables that name it, unless a lever names it.
    """
    following = follows_from(name)
    reading = [place for place in _places("coefficients") if place.reads & following]
    rules = [place for place in reading if place.file.startswith(_rules)]
    looking, naming = (
        [place for place in _places(how) if name in place.reads] for how in ("lookups", "names")
    )
    return rules or looking or reading or ([] if levers_of(name) else naming)


def levers_of(name: str) -> list[str]:
    """Levers whose effect depends on the parameter, by title."""
    return [kind.title for kind in LEVERS.values() if name in kind.parameters]


def follows_from(name: str) -> set[str]:
    """Coefficients that move with the parameter, by formulas and at either end of its range."""
    entry = register()[name]
    usual = central_values()
    before = numbers_of(usual)
    changed: set[str] = set()
    for end in (entry.low, entry.high):
        after = numbers_of(usual | {name: end})
        changed |= {each for each in Coefficients._fields if before[each] != after[each]}
    return changed


@cache
def _places(how: str) -> tuple[Place, ...]:
    """Every function with what it reads: `coefficients`, or parameters by `lookups` or `names`."""
    found = []
    for path, file in _files():
        tree = ast.parse(file.read_text(encoding="utf-8"))
        followed = _followed_on(tree) if path == _formulas else set()
        about = ast.get_docstring(tree) or ""
        for node in tree.body:
            function = node if isinstance(node, ast.FunctionDef | ast.ClassDef) else None
            reads = frozenset(_readers[how](node))
            if reads and not (function and function.name in followed):
                described = (ast.get_docstring(function) if function else "") or about
                owner = function.name if function else ""
                found.append(Place(path, owner, first_sentence(described), reads))
    return tuple(found)


def _followed_on(tree: ast.Module) -> set[str]:
    """Functions whose results become coefficients: `numbers_of` and what it calls."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    calls = {
        each.func.id
        for each in ast.walk(functions[numbers_of.__name__])
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    }
    return {numbers_of.__name__, *(calls & functions.keys())}


def first_sentence(text: str) -> str:
    """The first sentence of a description, in one line and without marks of code."""
    paragraph = " ".join(text.split("\n\n")[0].split())
    sentence = re.split(r"(?<=[.;])\s+(?=[A-Z])", paragraph)[0]
    return sentence.replace("`", "")


def _files() -> Iterator[tuple[str, Traversable]]:
    root = resources.files("tandem")
    for place in _searched:
        yield from _below(place, root.joinpath(place))


def _below(path: str, folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        inside = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _below(inside, entry)
        elif entry.name.endswith(".py"):
            yield inside, entry


def _fields(node: ast.AST) -> set[str]:
    """Coefficients read as `c.field` or `at(c, …).field`."""
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Attribute):
            owner = each.value
            if isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) and owner.func.id == "at":
                owner = owner.args[0]
            if isinstance(owner, ast.Name) and owner.id == _coefficients:
                found.add(each.attr)
    return found & set(Coefficients._fields)


def _lookups(node: ast.AST) -> set[str]:
    """Parameters looked up as `values["name"]` or `values.get("name")`."""
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Subscript) and isinstance(each.slice, ast.Constant):
            found.add(each.slice.value)
        elif isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "get":
            found |= {first.value for first in each.args[:1] if isinstance(first, ast.Constant)}
    return {each for each in found if isinstance(each, str)} & register().keys()


def _names(node: ast.AST) -> set[str]:
    """Parameters whose name stands anywhere, in a table for instance."""
    texts = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
    return {each for each in texts if isinstance(each, str)} & register().keys()


_readers: Mapping[str, Callable[[ast.AST], set[str]]] = {
    "coefficients": _fields,
    "lookups": _lookups,
    "names": _names,
}
