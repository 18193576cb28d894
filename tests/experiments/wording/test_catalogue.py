"""The catalogue of texts: how one is looked up, and that the code and the catalogue know the same ones."""

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pytest

from tandem.experiments.wording.catalogue import (
    ENGLISH,
    catalogue_of,
    differences,
    page,
    speaking,
    texts,
    wings_of,
)
from tests.experiments.wording.another_language import write_language
from tests.places import REPOSITORY

EXPERIMENTS = REPOSITORY / "experiments"
SMALL = """
[greeting]
hello = "Hello {name}, {{really}}!"
runs.one = "{count} run of {what}"
runs.other = "{count} runs of {what}"
"""


@pytest.fixture
def small(tmp_path):
    """A language with one file of three texts."""
    (tmp_path / "wing.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "sheet.html.j2").write_text("<p>{{ name }}</p>", encoding="utf-8")
    with speaking(tmp_path):
        yield texts("wing.greeting")


def test_a_text_is_filled_by_name(small):
    assert small("hello", name="World") == "Hello World, {really}!"
    assert page("sheet.html.j2") == "<p>{{ name }}</p>"


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "0 runs of it"), (1, "1 run of it"), (2, "2 runs of it"), (12_000, "12,000 runs of it")],
)
def test_a_number_chooses_the_form(small, number, told):
    assert small("runs", count=number, what="it") == told


@pytest.mark.parametrize(
    ("key", "placeholders", "error"),
    [
        ("bye", {}, LookupError),
        ("hello", {}, TypeError),
        ("hello", {"name": "A", "other": "B"}, TypeError),
        ("runs", {"what": "it"}, TypeError),
        ("runs", {"count": 1.5, "what": "it"}, TypeError),
    ],
)
def test_what_is_wrong_is_said_at_once(small, key, placeholders, error):
    with pytest.raises(error, match=rf"wing\.greeting\.{key}"):
        small(key, **placeholders)


@pytest.mark.parametrize(
    "text",
    [
        'hello = "{}"', 'hello = "{name:>4}"', 'hello = "{name.upper}"', "hello = 3", 'hello.one = "alone"',
        'hello.one = "{a}"\nhello.other = "{b}"',
    ],
)  # fmt: skip
def test_a_malformed_text_is_refused_when_its_file_is_read(tmp_path, text):
    (tmp_path / "wing.toml").write_text(f"[greeting]\n{text}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"wing\.greeting\.hello"):
        catalogue_of(tmp_path, "wing")


def test_another_language_holds_inside_its_block_only(small, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "wing.toml").write_text(SMALL.replace("Hello", "Salve"), encoding="utf-8")
    with speaking(other):
        assert small("hello", name="A").startswith("Salve")
    assert small("hello", name="A").startswith("Hello")


@dataclass(frozen=True)
class Use:
    """A text that the code names: where, with which placeholders, and whether all of them are known."""

    place: str
    where: str
    placeholders: frozenset[str]
    complete: bool


def keys_in(node: ast.expr) -> list[str]:
    """The keys that an expression can be: a literal, one of two, or what a literal table holds."""
    match node:
        case ast.Constant(value=str(key)):
            return [key]
        case ast.IfExp(body=body, orelse=orelse):
            return keys_in(body) + keys_in(orelse)
        case ast.Subscript(value=ast.Dict(values=values)) | ast.Subscript(value=ast.Tuple(elts=values)):
            return [key for value in values for key in keys_in(value)]
    raise AssertionError(f"line {node.lineno}: the key of a text is not to be read off: {ast.unparse(node)}")


def _tables(tree: ast.Module) -> dict[str, str]:
    """The catalogue's tables that a module uses, by the name it gives each."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and _calls(node.value, "texts"):
            target: Any = node.targets[0]
            call: Any = node.value
            found[target.id] = call.args[0].value
    return found


def uses_in(source: str, where: str) -> list[Use]:
    """Every text that a module uses, directly or through `partial`."""
    tree: Any = ast.parse(source)
    names = _tables(tree)
    found = []
    call: Any
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        of: Any = call.func
        first: Any = call.args[0] if call.args else None
        through = _calls(call, "partial") and isinstance(first, ast.Name) and first.id in names
        direct = isinstance(of, ast.Name) and of.id in names
        if not (through or direct):
            continue
        assert len(call.args) == 1 + through, f"{where}, line {call.lineno}: placeholders go by name"
        place = names[first.id if through else of.id]
        given = frozenset(word.arg for word in call.keywords if word.arg)
        complete = direct and all(word.arg for word in call.keywords)
        found += [
            Use(f"{place}.{key}", f"{where}:{call.lineno}", given, complete) for key in keys_in(call.args[-1])
        ]
    return found


def uses_on_page(file) -> list[Use]:
    """Every text that a template of the dashboard uses; it shares a table with the module of its name."""
    where = f"dashboard/{file.stem}.py:{file.name}"
    content = file.read_text(encoding="utf-8")
    calls = [
        ast.parse(found[1], mode="eval").body
        for found in re.finditer(r"\b(text\([^{}]*?\))(?=\s*[})\],%-])", content)
    ]
    assert len(calls) == content.count("text(")
    found = []
    call: Any
    for call in calls:
        given = frozenset(word.arg for word in call.keywords)
        found.append(Use(f"dashboard.{call.args[0].value}", where, given, True))
    return found


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def english() -> dict[str, frozenset[str]]:
    """Placeholders of every text by `wing.table.key`."""
    return {
        f"{wing}.{table}.{key}": text.placeholders
        for wing in wings_of(ENGLISH)
        for table, entries in catalogue_of(ENGLISH, wing).items()
        for key, text in entries.items()
    }


@pytest.fixture(scope="module")
def uses():
    """Every use in the code of `experiments`."""
    found = [
        use
        for file in sorted(EXPERIMENTS.rglob("*.py"))
        for use in uses_in(file.read_text(encoding="utf-8"), str(file.relative_to(EXPERIMENTS)))
    ]
    found += [
        use for file in sorted((EXPERIMENTS / "dashboard").rglob("*.html")) for use in uses_on_page(file)
    ]
    assert len(found) > 300
    return found


def test_every_text_that_is_used_exists_with_the_same_placeholders(uses):
    known = english()
    wrong = [
        use
        for use in uses
        if use.place not in known
        or not use.placeholders <= known[use.place]
        or (use.complete and use.placeholders != known[use.place])
    ]
    assert wrong == []


def test_every_text_is_used(uses):
    assert sorted(english().keys() - {use.place for use in uses}) == []


def test_a_table_belongs_to_one_module(uses):
    modules = defaultdict(set)
    for use in uses:
        modules[use.place.rpartition(".")[0]].add(use.where.partition(":")[0])
    assert {table: each for table, each in modules.items() if len(each) > 1} == {}


def test_no_text_is_taken_while_a_module_is_imported():
    """It would stay in the language of that moment."""
    early = []
    for file in sorted(EXPERIMENTS.rglob("*.py")):
        tree: Any = ast.parse(file.read_text(encoding="utf-8"))
        names = _tables(tree)
        early += [
            f"{file.name}:{call.lineno}"
            for call in _at_import(tree)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names
        ]
    assert early == []


def _at_import(node: ast.AST):
    """The nodes that are evaluated while a module is imported: all but bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for default in [*child.args.defaults, *child.args.kw_defaults, *child.decorator_list]:
                if default is not None:
                    yield from (default, *_at_import(default))
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from _at_import(child)


def test_a_language_is_compared_text_by_text(tmp_path):
    other = write_language(tmp_path / "other")
    assert differences(ENGLISH, other) == []


def test_what_a_language_lacks_is_named(tmp_path):
    other = write_language(tmp_path / "other")
    file = other / "run.toml"
    told = file.read_text(encoding="utf-8").replace("{kept}", "{rest}", 1)
    file.write_text(told.replace("compiling =", "linking ="), encoding="utf-8")
    (other / "compare.toml").unlink()
    (other / "data_protection.html.j2").unlink()
    found = differences(ENGLISH, other)
    assert "run.compilation.compiling: only in english" in found
    assert "run.compilation.linking: only in other" in found
    assert "run.stopping.stopped: ['kept'] in english, ['rest'] in other" in found
    assert "compare.notes.pairing: only in english" in found
    assert "data_protection.html.j2: only in english" in found
