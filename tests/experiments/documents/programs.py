"""Programs that documents are looked at with: Chromium and LibreOffice, where they are installed.

Where `TANDEM_PROGRAMS` is set (in `.ci/run`) a test that lacks one fails; elsewhere it is skipped, and says
so.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

REQUIRED = "TANDEM_PROGRAMS"
_names = {
    "LibreOffice": (("soffice", "libreoffice"), "libreoffice-impress libreoffice-calc"),
    "Chromium": (("chromium", "chromium-browser", "google-chrome"), "chromium"),
}
_longest = 240  # seconds


def program(name: str) -> str:
    """The program's path; skips the test, or fails it, where it is not installed."""
    commands, packages = _names[name]
    found = next(filter(None, map(shutil.which, commands)), None)
    if found is None:
        told = f"{name} is not installed (apt-get install {packages}): documents are not looked at with it"
        if os.environ.get(REQUIRED):
            pytest.fail(told)
        pytest.skip(told)
    return found


def converted(file: Path, to: str, folder: Path) -> Path:
    """A document as LibreOffice opens and writes it."""
    home = folder / "profile"
    command = [
        program("LibreOffice"), f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", to,
        "--outdir", str(folder), str(file),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=_longest)
    made = folder / f"{file.stem}.{to.partition(':')[0]}"
    assert made.is_file(), f"LibreOffice did not open {file.name}"
    return made


def axe_violations(page: Path, folder: Path) -> list[str]:
    """What axe finds wrong with a page, opened in Chromium."""
    browser = program("Chromium")
    package = importlib.util.find_spec("axe_playwright_python")
    assert package is not None and package.submodule_search_locations
    axe = (Path(next(iter(package.submodule_search_locations))) / "axe.min.js").read_text("utf-8")
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text("utf-8"))
    text = text.replace("<details>", "<details open>")
    run = (
        "axe.run(document).then(found => { const out = document.createElement('pre'); out.id = 'found';"
        "const told = found.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 90))]);"
        "out.textContent = JSON.stringify(told);"
        "document.body.appendChild(out); });"
    )
    copy = folder / "with_axe.html"
    copy.write_text(text.replace("</body>", f"<script>{axe}</script><script>{run}</script></body>"), "utf-8")
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'browser'}",
        "--window-size=1280,1000",
        "--virtual-time-budget=20000",
        "--dump-dom",
        copy.as_uri(),
    ]
    answer = subprocess.run(command, check=True, capture_output=True, timeout=_longest, text=True)
    found = re.search(r'<pre id="found">(.*?)</pre>', answer.stdout, re.S)
    assert found is not None, "axe did not finish"
    from html import unescape

    return [f"{name}: {nodes}" for name, nodes in json.loads(unescape(found[1]))]
