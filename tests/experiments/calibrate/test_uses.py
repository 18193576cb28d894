"""The report says of every finding of the press release what it is used for."""

from dataclasses import asdict

import pytest

from tandem.calibration.survey.context import upwork_2025_context
from tandem.calibration.survey.targets import READINGS, upwork_2025
from tandem.experiments.calibrate.tables import tables
from tandem.experiments.calibrate.targets import read_survey
from tandem.experiments.calibrate.uses import uses_of_findings
from tandem.model.errors import InputError
from tests.experiments.calibrate.made_up import made_up_account


@pytest.mark.parametrize("reading", READINGS)
def test_every_finding_is_listed_once_with_its_use(reading):
    account = made_up_account(reading)
    table = uses_of_findings(account)
    listed = [row.cells[0] for row in table.rows]
    targets = [each.wording for each in upwork_2025()]
    assert sorted(listed) == sorted(targets + [each.wording for each in upwork_2025_context()])
    uses = {row.cells[0]: row.cells[3] for row in table.rows}
    assert set(uses.values()) == {"fitted", "checked", "set by a parameter", "context"}
    for row in account["fit"]:
        assert uses[row["wording"]] == ("fitted" if row["use"] == "fitted" else "checked")
    assert all(row.cells[4] for row in table.rows)


def test_drivers_are_no_evidence_and_courtesy_has_its_reason():
    rows = {row.cells[0]: row.cells for row in uses_of_findings(made_up_account()).rows}
    tools = rows["gain from better tools"]
    assert tools[2:4] == ("25\u00a0%", "set by a parameter")
    assert "learning_tools" in tools[4] and "no evidence for the model" in tools[4]
    assert "Courtesy" in rows["say please and thank you with every request"][4]


def test_the_title_counts_the_rows():
    table = uses_of_findings(made_up_account())
    for use in ("fitted", "checked", "set by a parameter", "context"):
        assert f"{sum(row.cells[3] == use for row in table.rows)} {use}" in table.title
    assert table.title in [each.title for each in tables(made_up_account())]


def test_an_account_that_has_its_context_tells_that_one():
    only = [asdict(each) for each in upwork_2025_context() if each.name == "say_please"]
    listed = [row.cells[0] for row in uses_of_findings(made_up_account() | {"context": only}).rows]
    assert "say please and thank you with every request" in listed
    assert "gain from better tools" not in listed


def test_another_survey_has_nothing_of_the_one_that_ships():
    account = made_up_account() | {"targets": "pulse.yaml", "not_fitted": ["left_over"]}
    rows = uses_of_findings(account).rows
    assert "gain from better tools" not in [row.cells[0] for row in rows]
    assert rows[-1].cells[0] == "left_over" and "reading=level" in rows[-1].cells[4]


def test_a_survey_is_read_with_its_context(tmp_path):
    assert read_survey("upwork_2025").context == upwork_2025_context()
    file = tmp_path / "pulse.yaml"
    good = "targets:\n  a: {n: 40, value: 0.5, quantity: burnout_all, role: fit}\n"
    file.write_text(good + "context:\n  b: {value: 0.4, role: sometimes}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"pulse\.yaml: context 'b': role 'sometimes'"):
        read_survey(str(file))
