"""Base rates beside a profile: kept, found again, fitted anew after another import, refused when damaged."""

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from tandem.calibration.base_rates import fit
from tandem.calibration.base_rates.rates import FILE, BaseRates, load_base_rates, save_base_rates, source_hash
from tandem.model.errors import InputError
from tandem.model.organisation.folder.imported import read_profile
from tests.model.organisation.synthetic_profile import write_synthetic_profile


@pytest.fixture
def folder(tmp_path):
    write_synthetic_profile(tmp_path / "profile")
    return tmp_path / "profile"


@pytest.fixture
def kept(folder):
    profile = read_profile(folder).profile
    annual = np.random.default_rng(1).uniform(0.05, 0.4, (50, len(profile.groups)))
    rates = BaseRates(annual, {"kind": "history", "source_sha256": source_hash(folder)})
    save_base_rates(folder, profile, rates)
    return rates


def test_what_is_kept_is_found_again(folder, kept):
    found = load_base_rates(folder, read_profile(folder))
    assert found is not None
    assert found.annual == pytest.approx(kept.annual, rel=1e-6)
    assert found.account["kind"] == "history"
    assert sorted(file.name for file in folder.iterdir() if file.name.startswith(".")) == []


def test_another_history_makes_them_stale(folder, kept):
    table = pd.read_parquet(folder / "exposure.parquet")
    table["leavers"] = table["leavers"] + 1
    table.to_parquet(folder / "exposure.parquet", index=False)
    assert load_base_rates(folder, read_profile(folder)) is None


@pytest.mark.parametrize("damage", ["cut", "too high", "other groups", "no account"])
def test_a_damaged_file_is_refused(folder, kept, damage):
    file = folder / FILE
    if damage == "cut":
        file.write_bytes(file.read_bytes()[:200])
    else:
        table = pq.read_table(file)
        frame = table.to_pandas()
        if damage == "too high":
            frame["annual_voluntary_quits"] *= 100
        if damage == "other groups":
            frame["department"] = "X"
        changed = type(table).from_pandas(frame, preserve_index=False)
        pq.write_table(changed.replace_schema_metadata(
            None if damage == "no account" else table.schema.metadata), file)  # fmt: skip
    with pytest.raises(InputError, match=r"base_rates\.parquet: the file is damaged"):
        load_base_rates(folder, read_profile(folder))


def test_draws_go_with_parameter_sets_in_an_order_keyed_by_the_seed(kept):
    rows = [kept.row_of(1, number) for number in range(100)]
    assert sorted(rows[:50]) == list(range(50))
    assert rows[:50] == rows[50:]
    assert rows[:50] != [kept.row_of(2, number) for number in range(50)]


def test_without_history_nothing_is_fitted(folder, monkeypatch):
    monkeypatch.setattr(fit, "fit_base_rates", lambda *_: pytest.fail("fitted"))
    for name in ("exposure.parquet", "monthly.parquet"):
        (folder / name).unlink()
    assert fit.base_rates_of(folder, read_profile(folder)) is None


def test_a_missing_library_is_told_with_what_can_be_done(folder, monkeypatch):
    monkeypatch.setattr(fit, "find_spec", lambda name: None if name == "nutpie" else True)
    with pytest.raises(InputError, match=r"nutpie.*organisation\.base_rates=literature"):
        fit.base_rates_of(folder, read_profile(folder))


def test_a_fit_is_made_once(folder, monkeypatch):
    groups = len(read_profile(folder).profile.groups)
    made = []

    def made_up(_, source):
        made.append(source)
        return BaseRates(np.full((10, groups), 0.1), {"source_sha256": source})

    monkeypatch.setattr(fit, "fit_base_rates", made_up)
    for _ in range(2):
        rates = fit.base_rates_of(folder, read_profile(folder))
        assert rates is not None
        assert rates.annual.shape == (10, groups)
    assert len(made) == 1
