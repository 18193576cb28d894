"""Sheets as people keep them come out as the frame they were written from, or ask the right question."""

import re

import pandas as pd
import pytest

from tandem.experiments.intake.meaning.questions import QuestionError
from tandem.experiments.intake.tables.reading import read_table_of_groups
from tests.experiments.intake.tables.corpus import SHEETS

CLEAR = [name for name, sheet in SHEETS.items() if sheet.asks is None]
OPEN = [name for name, sheet in SHEETS.items() if sheet.asks is not None]


def read(name, folder, **settings):
    sheet = SHEETS[name]
    return read_table_of_groups(sheet.write(folder), typical_pay=60_000, **(sheet.settings | settings))


def as_frame(table):
    frame = pd.DataFrame([cells for _, cells in table.rows], columns=table.header)
    return frame.assign(people=frame.headcount.astype(int), pay=frame.mean_salary.astype(float))


@pytest.mark.parametrize("name", CLEAR)
def test_a_clear_sheet_is_read_right_without_a_question(name, tmp_path):
    expected = SHEETS[name].frame.copy()
    if "contract" not in expected:
        expected["contract"] = "employee"
    keys = ["department", "level", "contract"]
    found = as_frame(read(name, tmp_path))
    assert found.groupby(keys).people.sum().to_dict() == expected.groupby(keys).people.sum().to_dict()
    assert len(found) == len(expected)
    if "pay" in expected:
        pay = found.set_index(keys).pay
        wanted = expected.set_index(keys).pay
        assert (pay - wanted).abs().max() < 0.1
    if "ai" in expected and "ai_users_percent" in found:
        ai = found.set_index(keys).ai_users_percent.astype(float)
        assert (ai - expected.set_index(keys).ai).abs().max() < 1e-6


@pytest.mark.parametrize("name", OPEN)
def test_an_ambiguous_sheet_is_asked_about_and_the_answer_settles_it(name, tmp_path):
    key = SHEETS[name].asks
    with pytest.raises(QuestionError) as caught:
        read(name, tmp_path)
    message = str(caught.value)
    setting = "organisation.sheet" if key == "sheet" else f"organisation.answers.{key}"
    answer = re.search(rf"answer with  {re.escape(setting)}=(\S+)", message)
    assert answer is not None, message
    assert "Example: tandem project" in message
    value = "2025" if answer[1] == "…" else answer[1]
    table = read(name, tmp_path, **({"sheet": value} if key == "sheet" else {"answers": {key: value}}))
    assert table.rows


def test_most_clear_sheets_ask_nothing_and_there_are_three_ambiguous_ones_at_least():
    assert len(SHEETS) >= 20 and len(OPEN) >= 3


@pytest.mark.parametrize("name", CLEAR)
def test_what_a_total_or_default_came_to_is_told(name, tmp_path):
    table = read(name, tmp_path)
    told = "\n".join(table.told)
    if "contract" not in SHEETS[name].frame and name != "canonical":
        assert "employee" in told
    if "total" in name and "rewards" not in name:
        assert "left out" in told


def test_every_question_of_a_sheet_comes_at_once(tmp_path):
    file = tmp_path / "sheet.csv"
    file.write_text(
        "Department,Contract,Headcount,Salary\nSales,Type B,40,4200\nIT,Permanent,30,5100\nTotal,,99,\n"
    )
    with pytest.raises(QuestionError) as caught:
        read_table_of_groups(file, typical_pay=60_000)
    for key in ("totals", "freelancer", "pay_period"):
        assert f"organisation.answers.{key}=" in str(caught.value)
    assert "3 things" in str(caught.value)


def test_later_months_are_the_plan(tmp_path):
    table = read("an earlier month", tmp_path)
    frame = SHEETS["months as rows"].frame.set_index("department").people
    for name, months in table.plan.items():
        assert months["2025-12"] == frame[name]
        assert list(months) == ["2025-11", "2025-12"]
