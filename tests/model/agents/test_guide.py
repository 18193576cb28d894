"""Every block of `docs/mesa.md` runs in order, and prints what the page says it prints."""

import contextlib
import io
import re

from tests.places import REPOSITORY

GUIDE = REPOSITORY / "docs" / "mesa.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_guide_runs_as_a_notebook():
    notebook: dict = {"__name__": "notebook"}
    printed = ""
    languages = []
    for language, text in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
        languages.append(language)
        if language == "text":
            assert printed == text
            continue
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(compile(text, str(GUIDE), "exec"), notebook)
        printed = output.getvalue()
    assert set(languages) == {"python", "text"}
    assert languages.count("python") > 8
