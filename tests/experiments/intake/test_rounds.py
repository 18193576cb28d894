"""Everything that is not clear is asked in the first round, and answering it leaves nothing to ask."""

import re
import shlex

import pandas as pd
import pytest

from tests.experiments.intake.spells.lists import organisation, staff, write


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))


@pytest.fixture
def extract():
    """Announced leavers, pay that some lack, and a reason that nobody knows, in no stated currency."""
    firm = organisation()
    present = firm.index[firm["left"].isna()]
    firm.loc[present[:4], "left"] = pd.to_datetime(["2025-03-31", "2025-05-31", "2025-07-31", "2025-09-30"])
    table = staff(firm)
    table.loc[present[10:70], "Annual Salary"] = None
    return table.assign(**{"Termination Reason": table["Termination Reason"].replace("Resignation", "Zqx")})


ASKED = ("in what currency", "On what day was the list true", "have no pay", "'Zqx'")


def answers_in(message):
    """The first answer to each question, as it is to be typed."""
    lines = message.split("\n")
    firsts = [
        at for at, line in enumerate(lines) if "answer with" in line and "answer with" not in lines[at - 1]
    ]
    return [word for at in firsts for word in shlex.split(lines[at].split("answer with", 1)[1])]


def test_what_shows_only_after_reading_is_asked_at_once_and_the_answers_settle_all(extract, tandem, tmp_path):
    path = write(extract, tmp_path / "a.csv")
    answer = tandem("import", path, "--output", "p")
    assert answer.code == 2 and answer.out == "" and "4 things are not clear" in answer.err
    assert all(words in answer.err for words in ASKED)
    assert not (tmp_path / "p").exists()
    settled = tandem("import", path, "--output", "p", *answers_in(answer.err))
    assert settled.code == 0, settled.err


def test_days_are_not_asked_about_while_their_order_is_open(extract, tandem, tmp_path):
    """Under either order another day would be the last one."""
    for heading in ("Hire Date", "Termination Date"):
        days = pd.to_datetime(extract[heading])
        extract[heading] = days.where(days.dt.day <= 12, pd.Timestamp("2020-01-02")).dt.strftime("%d/%m/%Y")
        extract.loc[days.isna(), heading] = None
    answer = tandem("import", write(extract, tmp_path / "a.csv"), "--output", "p")
    assert answer.code == 2 and "day first or month first" in answer.err and "have no pay" in answer.err
    assert re.search(r"snapshot=", answer.err) is None
