"""The pages about Python run from top to bottom: docs/python.md and the tutorial notebook."""

import ast
import contextlib
import io
import json
import re

import pytest

import tandem
from tests.places import REPOSITORY

PAGE = REPOSITORY / "docs" / "python.md"
NOTEBOOK = REPOSITORY / "docs" / "tutorials" / "first_steps.ipynb"


def run(blocks, place):
    """Each block as a cell of one notebook: its last expression is what it shows."""
    names: dict = {"__name__": "notebook"}
    shown = []
    for number, text in enumerate(blocks):
        *before, last = ast.parse(text).body
        name = f"{place}, block {number}"
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            value = None
            if isinstance(last, ast.Expr):
                exec(compile(ast.Module(before, []), name, "exec"), names)
                value = eval(compile(ast.Expression(last.value), name, "eval"), names)
            else:
                exec(compile(text, name, "exec"), names)
        shown.append(printed.getvalue() if value is None else value)
    return shown


@pytest.mark.slow
def test_the_page_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    shown = run(blocks, PAGE.name)
    assert "Voluntary turnover" in shown[0]
    assert "workload guardrails" in str(shown[-1])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_notebook_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(cell.get("outputs", []) == [] for cell in cells)
    shown = run(("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"), NOTEBOOK.name)
    assert shown[1]._repr_png_().startswith(b"\x89PNG")
    assert len(shown[3]) == 4  # a row a policy
    assert {"p5", "p50", "p95"} <= set(shown[-1])


def test_the_page_lists_every_public_name():
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{name}" in page for name in tandem.__all__)
    assert f"There are {['thirteen', 'fourteen', 'fifteen'][len(tandem.__all__) - 13]} names" in page
