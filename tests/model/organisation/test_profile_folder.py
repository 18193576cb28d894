"""A profile folder: what is written is read back, and a damaged one is refused with file and key."""

import numpy as np
import pandas as pd
import pytest
import yaml

from tandem.model.errors import InputError
from tandem.model.organisation.folder.imported import read_profile
from tandem.model.organisation.folder.reasons import without_reasons
from tandem.model.organisation.folder.tables import EXITS
from tandem.model.organisation.profile import NO_PURPOSE
from tandem.model.organisation.table.read import read_table
from tests.model.organisation.synthetic_profile import write_synthetic_profile


@pytest.fixture
def folder(tmp_path):
    write_synthetic_profile(tmp_path / "profile")
    return tmp_path / "profile"


def test_what_is_written_is_read_back(tmp_path):
    written = write_synthetic_profile(tmp_path / "profile", seed=3)
    read = read_profile(tmp_path / "profile")
    assert read.profile.groups == written.profile.groups
    assert read.exposure is not None and written.exposure is not None
    assert read.monthly is not None and written.monthly is not None
    assert read.profile.levels == written.profile.levels
    for kept, original in ((read.exposure, written.exposure), (read.monthly, written.monthly)):
        pd.testing.assert_frame_equal(without_reasons(kept), without_reasons(original))
        leavers = original[list(EXITS)].sum(axis=1)
        np.testing.assert_allclose(kept[list(EXITS)].sum(axis=1), leavers)  # by reason they are modelled
    assert read.reasons is not None and written.reasons is not None
    pd.testing.assert_frame_equal(read.reasons, written.reasons)
    assert read.about == written.about


def test_groups_are_an_organisation_table(folder):
    assert read_table(folder / "groups.csv").groups == read_profile(folder).profile.groups


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("format", "x", "format"),
        ("version", 2, "version is 2"),
        ("minimum_cell", 4, "minimum_cell is 4"),
        ("minimum_cell", 1000, "allowed: 1000 or more"),
        ("currency", None, "currency"),
        ("levels", ["junior"], "lacks senior"),
        ("first_month", "2022-08", "first_month"),
        ("window_months", None, "window_months"),
    ],
)
def test_a_wrong_key_is_named(folder, key, value, words):
    file = folder / "profile.yaml"
    about = yaml.safe_load(file.read_text())
    file.write_text(yaml.safe_dump({**about, key: value}))
    with pytest.raises(InputError, match=words):
        read_profile(folder)


@pytest.mark.parametrize(
    ("name", "column", "value", "words"),
    [
        ("exposure.parquet", "person_months", -1.0, "person_months"),
        ("exposure.parquet", "tenure_band", "7-8", "tenure_band"),
        ("exposure.parquet", "leavers", 0.5, "leavers"),
        ("exposure.parquet", "voluntary", 1, "columns must be"),
        ("monthly.parquet", "involuntary", 1, "columns must be"),
        ("monthly.parquet", "hires", 999, "closing headcount"),
        ("monthly.parquet", "month", "2030-13", "month"),
        ("monthly.parquet", "department", "Elsewhere", "All departments"),
    ],
)
def test_a_wrong_column_is_named(folder, name, column, value, words):
    table = pd.read_parquet(folder / name)
    table[column] = value
    table.to_parquet(folder / name, index=False)
    with pytest.raises(InputError, match=words):
        read_profile(folder)


def test_an_unknown_key_is_named_with_the_nearest(folder):
    file = folder / "profile.yaml"
    about = yaml.safe_load(file.read_text())
    file.write_text(yaml.safe_dump({**about, "currncy": "EUR"}))
    with pytest.raises(InputError, match=r"profile\.yaml: .*'currncy'. Did you mean 'currency'\?"):
        read_profile(folder)


@pytest.mark.parametrize(
    "text", ["a: !!python/object/apply:os.mkdir [x]", "a: &a [*a]", "a: [", "a: " + "[" * 999]
)
def test_an_account_that_is_more_than_plain_data_is_refused(folder, text):
    file = folder / "profile.yaml"
    file.write_text(file.read_text() + text + "\n")
    with pytest.raises(InputError, match=r"profile\.yaml.*tandem import"):
        read_profile(folder)


@pytest.mark.parametrize("purpose", ["", "  ", "\u200b\x1b[0m"])
def test_a_purpose_that_was_taken_out_is_told_and_stated(folder, purpose):
    file = folder / "profile.yaml"
    about = yaml.safe_load(file.read_text())
    file.write_text(yaml.safe_dump({**about, "purpose": purpose}))
    with pytest.warns(UserWarning, match="purpose of this profile has been taken out"):
        imported = read_profile(folder)
    assert imported.profile.imported
    assert imported.profile.purpose == imported.about["purpose"] == NO_PURPOSE


def test_names_are_cleaned_and_references_are_text(folder):
    file = folder / "profile.yaml"
    about = yaml.safe_load(file.read_text())
    name = "\x1b[31mNorth\u202e ${oc.env:HOME}\n& Süd"
    file.write_text(yaml.safe_dump({**about, "name": name}))
    assert read_profile(folder).profile.name == "North ${oc.env:HOME} & Süd"


@pytest.mark.parametrize("name", ["exposure.parquet", "monthly.parquet"])
def test_hidden_characters_in_a_table_are_refused(folder, name):
    table = pd.read_parquet(folder / name)
    table["department"] = table["department"].astype(str).replace(table["department"].iloc[0], "\x1b[2JSales")
    table.to_parquet(folder / name, index=False)
    with pytest.raises(InputError, match=f"{name}, column department: a name has hidden characters"):
        read_profile(folder)


def test_a_damaged_table_of_bands_is_refused(folder):
    (folder / "bands.csv").write_bytes(b'a,b\n"1')
    with pytest.raises(InputError, match=r"bands\.csv: the file is damaged"):
        read_profile(folder)


def test_a_folder_that_is_none_says_how_to_make_one(tmp_path):
    with pytest.raises(InputError, match="tandem import"):
        read_profile(tmp_path)


def test_damaged_files_are_refused(folder):
    (folder / "monthly.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(InputError, match=r"monthly\.parquet"):
        read_profile(folder)
