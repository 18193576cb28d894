"""YAML from outside is plain data, or refused with file and line; numbers are read as Hydra reads them."""

from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from omegaconf import OmegaConf

from tandem.model.errors import InputError
from tandem.model.received.plain_yaml import LARGEST_FILE, read_yaml, yaml_of


def content_of(text: str, **options):
    return yaml_of(text.encode(), "file.yaml", **options).content


BOMB = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
# what is wrong → the text, words of the message
REFUSED = {
    "an object of Python": ("a: 1\nb: !!python/object/apply:os.system ['true']", ["line 2", "tag"]),
    "a name of Python": ("a: !!python/name:os.system", ["line 1", "tag"]),
    "a tag of one's own": ("!mine\na: 1", ["line 1", "'!mine'"]),
    "a tag under another name": ("%TAG ! tag:yaml.org,2002:python/\n---\na: !object:x []", ["line 3", "tag"]),
    "bytes": ("a: !!binary aGk=", ["tag"]),
    "a set": ("a: !!set {x}", ["tag"]),
    "anchors that multiply": (BOMB, ["anchors"]),
    "an anchor in itself": ("a: &a [*a]", ["anchors"]),
    "a deep nest": ("a: " + "[" * 5_000, ["nested"]),
    "a deep nest of lists": ("- " * 5_000, ["nested"]),
    "very many values": ("a: [" + "1," * 25_000 + "]", ["20,000 values"]),
    "a very large file": ("a: " + "x" * LARGEST_FILE, ["1 MB"]),
    "a key twice": ("a: 1\nb: 2\na: 3", ["line 3", "'a' stands there twice"]),
    "a key twice but for what is hidden": ('a: 1\n"a\\u200b": 2', ["line 2", "twice"]),
    "a list as a key": ("? [a]\n: 1", ["line 1", "a key must be a text"]),
    "two documents": ("a: 1\n---\nb: 2", ["line 2", "another document"]),
    "a broken line": ("a: [1\nb: 2", ["is not YAML"]),
    "control characters": ("a: \x1b[31m", ["is not YAML"]),
    "a day that is none": ("a: 2025-99-99", ["is not YAML", "month must be"]),
}


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_more_than_plain_data_is_refused(text, words):
    with pytest.raises(InputError) as told:
        content_of(text)
    assert all(word in str(told.value) for word in ["file.yaml", *words]), str(told.value)


def test_text_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "x.yaml").write_bytes("a: é".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        read_yaml(tmp_path / "x.yaml")
    (tmp_path / "x.yaml").write_bytes(b"\xef\xbb\xbfa: 1")  # a byte-order mark is fine
    assert read_yaml(tmp_path / "x.yaml").content == {"a": 1}


@pytest.mark.parametrize("name", ["nowhere.yaml", "folder"])
def test_what_is_no_file_is_refused(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match=f"{name}: there is no such file"):
        read_yaml(tmp_path / name)


def test_plain_data_is_read_with_its_lines():
    text = "# a comment\na: 1\nb:\n  c: [x, {d: null}]\n  e: true\n"
    document = yaml_of(text.encode(), "file.yaml")
    assert document.content == {"a": 1, "b": {"c": ["x", {"d": None}], "e": True}}
    assert document.lines[("b", "c", 1, "d")] == 4
    assert (document.lines[("a",)], document.lines[("b", "e")]) == (2, 5)
    assert content_of("") is None
    assert content_of("base: &base {x: 1}\nmore: {<<: *base, y: 2}")["more"] == {"x": 1, "y": 2}


def test_dates_are_days_or_texts():
    assert content_of("a: 2025-06-30") == {"a": date(2025, 6, 30)}
    assert content_of("a: 2025-06-30", dates=False) == {"a": "2025-06-30"}
    assert content_of("a: 2025-06") == {"a": "2025-06"}


NUMERIC = r"[-+]?[0-9_]{0,3}\.?[0-9_]{0,3}([eE][-+]?[0-9]{0,2})?"
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.from_regex(NUMERIC, fullmatch=True),
    st.text(st.characters(exclude_categories=("C", "Z")), max_size=8).filter(lambda text: "${" not in text),
)
NAMES = st.text("abXY01e._:-", min_size=1, max_size=4)
TREES = st.dictionaries(
    NAMES,
    SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(NAMES, SCALARS, max_size=3),
    max_size=4,
)


@settings(max_examples=100, deadline=None)
@given(TREES)
def test_what_hydra_writes_is_read_as_hydra_reads_it(tree):
    text = OmegaConf.to_yaml(OmegaConf.create(tree))
    assert (content_of(text, dates=False) or {}) == OmegaConf.to_container(OmegaConf.create(text))


@settings(max_examples=200, deadline=None)
@given(st.from_regex(NUMERIC, fullmatch=True).filter(bool))
def test_numbers_are_those_of_hydra(text):
    try:
        expected = OmegaConf.to_container(OmegaConf.create(f"a: {text}"))
    except (ValueError, yaml.YAMLError):
        return
    assert content_of(f"a: {text}", dates=False) == expected
