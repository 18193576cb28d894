"""The page for the browser: one file, nothing outside, no script, and nothing that axe minds."""

import re
from html import unescape

import pytest

from tandem.experiments.documents.build import document_of
from tandem.experiments.documents.html import html_of
from tests.experiments.documents.programs import axe_violations

_most_bytes = 2 << 20


@pytest.fixture(scope="module")
def page(made):
    return made["html"].read_text("utf-8")


def test_it_asks_for_nothing_outside(page):
    without_names = page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert not re.search(r"https?:|//[a-z]|@import|url\(", without_names)
    assert not re.search(r"<(script|iframe|object|embed|link|img|form)\b", page)
    assert not re.search(r"\son[a-z]+=|\sstyle=", page)


def test_its_policy_is_strict(page):
    (told,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    policy = unescape(told)
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy and "sha256-" in policy


def test_it_is_small(page):
    assert len(page.encode()) <= _most_bytes


def test_every_picture_has_a_table_and_words(page, both):
    charts = document_of(both).charts()
    assert page.count("<svg") == len(charts) == page.count('role="img"')
    assert all(match for match in re.findall(r'<svg[^>]*aria-label="([^"]*)"', page))
    assert page.count("<details>") >= len(charts)


@pytest.mark.parametrize("language", ["en", "de"])
def test_axe_finds_nothing(language, both, tmp_path):
    file = tmp_path / "page.html"
    file.write_bytes(html_of(document_of(both, language)))
    assert f'<html lang="{language}">' in file.read_text("utf-8")
    assert axe_violations(file, tmp_path) == []
