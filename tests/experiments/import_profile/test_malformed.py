"""Whatever file comes, an import ends in a clear message or in a correct profile."""

import re

import pytest

from tandem.experiments.cli import main
from tandem.model.organisation.folder.imported import read_profile
from tests.experiments.import_profile.made_up_firm import SURNAME
from tests.experiments.import_profile.malformed import ANY, FIRM, RIGHT
from tests.experiments.import_profile.malformed_files import file_cases
from tests.experiments.import_profile.malformed_text import text_cases

CASES = [*text_cases(), *file_cases()]
pytestmark = pytest.mark.slow
_rows_off = 3  # rows whose bytes a case changes by lot


def test_there_are_two_hundred_cases():
    assert len({case.name for case in CASES}) == len(CASES) >= 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.encode("ascii", "replace").decode())
def test_a_file_ends_in_a_message_or_a_correct_profile(case, tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    (tmp_path / "in").mkdir()
    path = case.write(tmp_path / "in")
    options = [str(tmp_path / "in" / "mapping.yaml") if word == "MAPPING" else word for word in case.options]
    snapshot = [] if any("snapshot" in word for word in options) else ["--set", "snapshot=2025-06-30"]
    code = main(["import", str(path), "--output", str(tmp_path / "out"), *snapshot, *options])
    printed = capfd.readouterr()
    assert SURNAME not in printed.err + printed.out
    assert "Traceback" not in printed.err
    if code == 2:
        assert case.expected != RIGHT, printed.err
        assert not (tmp_path / "out").exists()
        assert len(printed.err) < 10_000
        if case.expected != ANY:
            assert re.search(case.expected, printed.err), printed.err
        return
    assert code == 0
    assert case.expected in (RIGHT, ANY), "a profile was made"
    imported = read_profile(tmp_path / "out")
    truth = len(FIRM.staff)
    if case.expected == RIGHT:
        assert imported.exposure is not None
        assert imported.profile.headcount == truth
        exits = imported.exposure[["voluntary", "involuntary", "unknown"]].to_numpy().sum()
        assert exits == len(FIRM.leavers)
        total = sum(group.headcount * group.mean_salary for group in imported.profile.groups)
        assert total == pytest.approx(FIRM.staff["pay"].sum(), rel=0.05)
    elif "bytes changed" in case.name:
        assert abs(imported.profile.headcount - truth) <= _rows_off
