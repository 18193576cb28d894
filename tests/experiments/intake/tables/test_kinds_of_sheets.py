"""What a sheet lists is told from its content: numbers of rows, plans, events, contracts, totals."""

import pytest

from tandem.experiments.intake.meaning.questions import QuestionError
from tandem.experiments.intake.tables.reading import read_table_of_groups
from tandem.model.errors import InputError


@pytest.fixture
def read(tmp_path):
    """Read a sheet written as CSV: people by group, and what was told."""

    def run(text: str, **settings):
        file = tmp_path / "sheet.csv"
        file.write_text(text)
        table = read_table_of_groups(file, typical_pay=60_000, start="2026-03", **settings)
        rows = [dict(zip(table.header, cells, strict=True)) for _, cells in table.rows]
        people = {(row["department"], row["level"], row["contract"]): int(row["headcount"]) for row in rows}
        return people, table.plan, "\n".join(table.told)

    return run


SALES_AND_IT = {("Sales", "All levels", "employee"): 11, ("IT", "All levels", "employee"): 20}


def test_numbers_of_rows_are_no_head_counts(read):
    people, _, told = read("No.,Department,Staff\n1,Sales,11\n2,IT,20\n3,Total,31\n")
    assert people == SALES_AND_IT and "No." in told
    with pytest.raises(InputError, match=r"no table was found|not clear"):
        read("No.,Department,Place\n1,Sales,Rome\n2,IT,Oslo\n3,Legal,Bonn\n")


@pytest.mark.parametrize(
    "text",
    [
        "Date,Action,Department,Nr\n2026-01-02,Hire,Sales,1\n2026-01-09,Transfer,IT,2\n2026-02-01,Exit,IT,3\n",
        "Nr;Aktion;Datum;Abteilung\n1;Eintritt;02.01.2026;IT\n2;Austritt;05.02.2026;IT\n3;Austritt;01.03.2026;A\n",
        "Department,Candidate,Stage\nIT,1,Applied\nIT,2,Interview\nSales,3,Rejected\n",
        "Position ID,Department,Status\n1,IT,Filled\n2,IT,Vacant\n3,Sales,Open\n",
    ],
    ids=["actions", "actions in German", "applicants", "positions"],
)
def test_lists_of_something_else_are_refused_with_the_reason(text, read):
    with pytest.raises(InputError, match=r"people in post are needed"):
        read(text)


PLANS = {
    "by level": (
        "Department,Level,Jan-26,Feb-26,Mar-26\nSales,Junior,5,6,7\n,Senior,5,5,6\nSales total,,10,11,13\n"
        "IT,Senior,20,20,22\nTotal,,30,31,35\n",
        {
            ("Sales", "Junior", "employee"): 6,
            ("Sales", "Senior", "employee"): 5,
            ("IT", "Senior", "employee"): 20,
        },
        {"Sales": {"2026-03": 13}, "IT": {"2026-03": 22}},
    ),
    "long, with levels": (
        "month,department,level,headcount\n2026-01,IT,Jr,10\n2026-01,IT,Sr,9\n2026-02,IT,Jr,11\n2026-02,IT,Sr,9\n",
        {("IT", "Jr", "employee"): 11, ("IT", "Sr", "employee"): 9},
        {},
    ),
    "years one under the other": (
        "Year,Department,Headcount\n2024,Sales,10\n2024,IT,20\n2025,Sales,11\n2025,IT,20\n2026,Sales,15\n2026,IT,20\n",
        SALES_AND_IT,
        {"Sales": {"2026-12": 15}},
    ),
    "quarters": (
        "Quarter,Sales,IT\nQ4 2025,11,20\nQ1 2026,12,22\n",
        SALES_AND_IT,
        {"Sales": {"2026-03": 12}, "IT": {"2026-03": 22}},
    ),
    "actual and budget": (
        "month,department,actual,budget\n2026-01,Sales,10,12\n2026-01,IT,20,21\n2026-02,Sales,11,12\n2026-02,IT,20,22\n",
        SALES_AND_IT,
        {},
    ),
    "vacancies beside people": (
        "month,Sales,IT,Open positions,total\n2026-01,10,20,3,30\n2026-02,11,20,2,31\n",
        SALES_AND_IT,
        {},
    ),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_keeps_what_its_month_says(name, read):
    text, people, plan = PLANS[name]
    found, later, _ = read(text)
    assert found == people and later == plan


def test_flows_alone_are_no_plan(read):
    with pytest.raises(InputError, match="not people in post"):
        read("Month,Sales Hires,IT Hires\n2026-01,1,2\n2026-02,0,3\n")


def test_contracts_are_known_by_their_words_whatever_the_heading(read):
    people, _, told = read("Department,Type,Headcount\nSales,Permanent,40\nSales,Contractor,6\n")
    assert people[("Sales", "All levels", "freelancer")] == 6 and "column Type" in told


def test_the_sum_of_two_departments_under_a_name_of_its_own_is_asked_about(read):
    text = "Department,Headcount\nSales,11\nIT,20\nNorthwind,31\n"
    with pytest.raises(QuestionError, match="Is it a total"):
        read(text)
    assert read(text, answers={"totals": "leave_out"})[0] == SALES_AND_IT
