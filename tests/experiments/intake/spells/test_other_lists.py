"""Lists of actions, applicants, positions and months are refused with the reason, whatever their language."""

from typing import Any

import pandas as pd
import pytest

from tests.experiments.intake.spells.lists import write

SETTINGS = [
    word
    for setting in ("snapshot=2024-12-31", "pay_currency=EUR", "assumed_pay=50000")
    for word in ("--set", setting)
]
OTHER_LISTS: dict[str, tuple[dict[str, Any], str]] = {
    "actions in German": (
        {"Nr": range(30), "Aktion": ["Eintritt", "Versetzung", "Austritt"] * 10, "Abteilung": "IT"},
        "10 leavings and 20 other events",
    ),
    "actions with an identifier": (
        {
            "Employee ID": [f"E{n}" for n in range(40)],
            "Event Type": ["Termination", "Promotion", "New hire", "Resignation"] * 10,
            "Effective Date": "2024-05-01",
            "Department": "Sales",
        },
        "20 leavings and 20 other events",
    ),
    "leavings of people who also moved": (
        {
            "Employee ID": [f"E{n // 2}" for n in range(40)],
            "Change": ["Transfer", "Exit"] * 20,
            "Date": ["2024-05-01", "2024-07-01"] * 20,
            "Department": "Sales",
        },
        "20 leavings and 20 other events",
    ),
    "applicants": (
        {
            "Candidate": range(40),
            "Department": "Sales",
            "Stage": ["Applied", "Interview", "Hired"] * 13 + ["New"],
        },
        "lists applicants",
    ),
    "applicants in German": (
        {"Bewerber": range(40), "Abteilung": "IT", "Status": ["Absage", "Zusage"] * 20},
        "lists applicants",
    ),
    "applicants with a planned start": (
        {
            "Application ID": range(40),
            "Department": "Sales",
            "Outcome": ["Offer", "Rejected"] * 20,
            "Start Date": "2025-01-01",
        },
        "lists applicants",
    ),
    "positions": (
        {"Position ID": range(40), "Department": "Sales", "Status": ["Filled", "Vacant"] * 20, "Pay": 5e4},
        "lists positions",
    ),
    "positions in German": (
        {"Planstelle": range(40), "Abteilung": "IT", "Besetzung": ["besetzt", "vakant"] * 20},
        "lists positions",
    ),
    "seats": (
        {"Seat": range(40), "Department": "Ops", "State": ["Occupied", "Open", "Frozen", "Occupied"] * 10},
        "lists positions",
    ),
    "months": (
        {"Month": ["2024-01", "2024-02"] * 10, "Department": "Sales", "Headcount": 12, "Leavers": 1},
        "lists months",
    ),
    "months in German": (
        {"Monat": ["01.2024", "02.2024"] * 10, "Abteilung": "IT", "Kopfzahl": 12, "Zugänge": 1, "Abgänge": 2},
        "lists months",
    ),
    "month ends": (
        {"Period": ["2024-01-31", "2024-02-29"] * 10, "Department": "Sales", "HC": 40},
        "lists months",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_LISTS)
def test_a_list_of_something_else_is_refused_with_the_reason(name, tandem, tmp_path):
    columns, reason = OTHER_LISTS[name]
    path = write(pd.DataFrame(columns), tmp_path / "list.csv")
    answer = tandem("import", path, *SETTINGS, "--output", "p")
    assert answer.code == 2 and reason in answer.err and "people in post are needed" in answer.err
    assert not (tmp_path / "p").exists()
