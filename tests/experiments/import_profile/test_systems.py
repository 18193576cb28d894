"""Every system's extract of one made-up firm gives the firm's own headcounts, exits and quit rates."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from tandem.experiments.import_profile.command import main
from tandem.experiments.intake.groups.reasons import NOISE
from tandem.model.organisation.folder.imported import read_profile
from tests.experiments.import_profile.extracts import SYSTEMS
from tests.experiments.import_profile.made_up_firm import (
    SNAPSHOT,
    SURNAME,
    YEARLY_DISMISSALS,
    YEARLY_QUITS,
    make_firm,
)

pytestmark = pytest.mark.usefixtures("own_data_folder")


@pytest.fixture(scope="module")
def firm():
    return make_firm(1200, seed=5)


@pytest.fixture
def own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))


def run_import(paths, output, *options):
    arguments = [str(paths[0]), "--output", str(output), "--set", "snapshot=2025-06-30", *options]
    if len(paths) > 1:
        arguments += ["--leavers", str(paths[1])]
    assert main(arguments) == 0
    return read_profile(output)


@pytest.mark.parametrize("system", SYSTEMS)
def test_extract_of_each_system_gives_the_truth(system, firm, tmp_path):
    paths = SYSTEMS[system](tmp_path, firm)
    imported = run_import(paths, tmp_path / "profile")
    people = firm.people
    assert imported.profile.headcount == len(firm.staff)
    assert imported.about["history"] == "by month"
    # every exit is there, by month and in the exposure
    monthly = imported.monthly[imported.monthly["department"] == "All departments"]
    expected = people["exit"].dropna().dt.strftime("%Y-%m").value_counts()
    exits = monthly.set_index("month")[["voluntary", "involuntary", "unknown"]].sum(axis=1)
    assert exits.to_dict() == {month: expected.get(month, 0) for month in exits.index}
    exits = imported.exposure[["voluntary", "involuntary", "unknown"]].to_numpy().sum()
    assert exits == pytest.approx(len(firm.leavers))
    # person-months are the days that people were there
    begin = np.datetime64(imported.about["first_month"], "M").astype("datetime64[D]")
    hire = np.maximum(people["hire"].to_numpy().astype("datetime64[D]"), begin)
    end = people["exit"].fillna(pd.Timestamp(SNAPSHOT)).to_numpy().astype("datetime64[D]") + np.timedelta64(
        1, "D"
    )
    months = np.maximum((end - hire).astype(float), 0).sum() / (365.25 / 12)
    assert imported.exposure["person_months"].sum() == pytest.approx(months, rel=1e-3)
    # the quit rate of each department is within its interval around the truth
    noise = 3 * NOISE * np.sqrt(imported.about["window_months"] / 12)  # of the reasons kept, year by year
    sums = imported.exposure.groupby("department")[["person_months", "voluntary", "involuntary"]].sum()
    for department in ("Sales", "Engineering", "Support"):
        expected_quits = YEARLY_QUITS[department] * sums.loc[department, "person_months"] / 12
        low, high = stats.poisson.interval(0.999, expected_quits)
        assert low - noise <= sums.loc[department, "voluntary"] <= high + noise
    dismissals = YEARLY_DISMISSALS * sums["person_months"].sum() / 12
    assert abs(sums["involuntary"].sum() - dismissals) <= 0.35 * dismissals + noise


@pytest.mark.parametrize("system", SYSTEMS)
def test_nothing_of_a_person_is_written(system, firm, tmp_path, capsys):
    paths = SYSTEMS[system](tmp_path, firm)
    run_import(paths, tmp_path / "profile")
    written = b"".join(file.read_bytes() for file in (tmp_path / "profile").iterdir())
    written += (tmp_path / "data" / "access-log.jsonl").read_bytes() + capsys.readouterr().out.encode()
    for secret in (SURNAME, "1980-02-03", "E000001", "x@y.zz", "Zoë"):
        assert secret.encode() not in written


@pytest.mark.parametrize("system", SYSTEMS)
def test_mean_pay_is_right_within_its_rounding(system, firm, tmp_path):
    imported = run_import(SYSTEMS[system](tmp_path, firm), tmp_path / "profile")
    total = sum(group.headcount * group.mean_salary for group in imported.profile.groups)
    assert total == pytest.approx(firm.staff["pay"].sum(), rel=0.02)


def test_two_files_and_one_file_agree(firm, tmp_path):
    one = run_import(SYSTEMS["workday"](tmp_path, firm), tmp_path / "one")
    two = run_import(SYSTEMS["bamboohr"](tmp_path, firm), tmp_path / "two")
    columns = ["month", "department", "opening_headcount", "closing_headcount", "hires"]
    pd.testing.assert_frame_equal(one.monthly[columns], two.monthly[columns])
