"""Respondents' answers become proportions; wrong codes are told with row and column."""

import random

import pytest

from tandem.calibration.survey.respondents import QUESTIONS, targets_from_respondents
from tandem.calibration.survey.targets import QUANTITIES
from tandem.model.errors import InputError

HEADER = "month,burnout_all,considering_all"


def write(tmp_path, *rows: str, header: str = HEADER, name: str = "pulse.csv"):
    path = tmp_path / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_shares_and_n_of_those_who_answered(tmp_path):
    rows = ["2025-11,1,0"] * 30 + ["2025-11,0,1"] * 10 + ["2025-11,1,"] * 5 + ["2025-11,,"] * 3
    random.Random(1).shuffle(rows)
    burned, considering = targets_from_respondents(write(tmp_path, *rows))
    assert (burned.quantity, burned.n, burned.value, burned.month) == ("burnout_all", (45,), 35 / 45, 36)
    assert (considering.quantity, considering.n, considering.value) == ("considering_all", (40,), 10 / 40)
    assert burned.role == considering.role == "fit"
    assert burned.name == "burnout_all_2025_11"


def test_several_months_are_several_targets(tmp_path):
    targets = targets_from_respondents(write(tmp_path, *["2025-05,1,"] * 12, *["2025-11,0,"] * 11))
    assert [(target.month, target.n, target.value) for target in targets] == [(30, (12,), 1), (36, (11,), 0)]


def test_without_a_month_all_were_asked_with_the_survey(tmp_path):
    (target,) = targets_from_respondents(write(tmp_path, *["1"] * 20, header="ai_users"))
    assert (target.month, target.quantity, target.value) == (29, "ai_users", 1)


def test_every_question_is_a_share_of_the_model():
    assert all(QUANTITIES[question] == "share" for question in QUESTIONS)


GOOD = ["2025-11,1,0"] * 12
# what is wrong → header, rows, parts of the message
BROKEN = {
    "a code of another scale": (
        HEADER,
        [*GOOD, "2025-11,5,0"],
        ["row 14, column burnout_all: found '5'", "0 (no)"],
    ),
    "yes in words": (HEADER, ["2025-11,yes,0", *GOOD], ["row 2, column burnout_all: found 'yes'", "blank"]),
    "one point zero": (HEADER, [*GOOD, "2025-11,1.0,0"], ["row 14, column burnout_all: found '1.0'"]),
    "minus ninety-nine": (HEADER, [*GOOD, "2025-11,1,-99"], ["row 14, column considering_all: found '-99'"]),
    "two wrong codes": (HEADER, [*GOOD, "2025-11,2,3"], ["column burnout_all: found '2'", "all: found '3'"]),
    "a wrong month": (HEADER, [*GOOD, "Nov 2025,1,0"], ["row 14, column month: found 'Nov 2025'", "YYYY-MM"]),
    "a blank month": (HEADER, [*GOOD, ",1,0"], ["row 14, column month: found ''"]),
    "more cells than columns": (HEADER, [*GOOD, "2025-11,1,0,1"], ["row 14: found 4 cells"]),
    "a name": ("name,burnout_all", ["Ann,1"] * 12, ["column 'name'", "take out names and identifiers"]),
    "a contrast": ("burnout_ratio", ["1"] * 12, ["column 'burnout_ratio'", "burnout_all"]),
    "no question": ("month", ["2025-11"] * 12, ["no question", "at least one of"]),
    "a column twice": ("ai_users,ai_users", ["1,1"] * 12, ["column ai_users: found the column twice"]),
    "nine answers": (
        HEADER,
        ["2025-11,1,0"] * 9,
        ["column burnout_all: found 9 answers in 2025-11", "at least 10"],
    ),
    "no answers": (HEADER, ["2025-11,,"] * 12, ["there is no answer"]),
    "only a header": (HEADER, [], ["there is no answer"]),
    "semicolons": (HEADER.replace(",", ";"), ["2025-11;1;0"] * 12, ["semicolons"]),
}


@pytest.mark.parametrize(("header", "rows", "parts"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_told(header, rows, parts, tmp_path):
    path = write(tmp_path, *rows, header=header)
    with pytest.raises(InputError) as told:
        targets_from_respondents(path)
    assert "pulse.csv" in str(told.value)
    for part in parts:
        assert part in str(told.value)


def test_an_empty_file(tmp_path):
    (tmp_path / "pulse.csv").write_text("")
    with pytest.raises(InputError, match="the file is empty"):
        targets_from_respondents(tmp_path / "pulse.csv")


def test_the_command_tells_row_and_column(tandem, tmp_path, no_fit):
    write(tmp_path, *GOOD, "2025-11,3,0")
    answer = tandem("targets=pulse.csv")
    assert answer.code == 2
    assert "pulse.csv, row 14, column burnout_all: found '3'" in answer.err
    write(tmp_path, *GOOD)
    assert "the input was accepted" in tandem("targets=pulse.csv").err
