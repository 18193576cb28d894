"""Every broken table of an organisation: one message with file, row, column and what is allowed."""

import pytest

HEAD = "department,level,contract,headcount,mean_salary"
ROW = "Sales,junior,employee,20,50000"

# name of the case → content of the table, parts of the message
BROKEN = {
    "column twice": (f"{HEAD},headcount\n{ROW},20", ["headcount"]),
    "negative headcount": (
        f"{HEAD}\nSales,junior,employee,-4,50000",
        ["row 2", "headcount", "-4", "example"],
    ),
    "headcount of nobody": (f"{HEAD}\nSales,junior,employee,0,50000", ["row 2", "nobody", "no rows"]),
    "text in a number": (f"{HEAD}\nSales,junior,employee,twenty,50000", ["row 2", "headcount", "twenty"]),
    "salary of zero": (f"{HEAD}\nSales,junior,employee,20,0", ["row 2", "mean_salary", "0"]),
    "infinite salary": (f"{HEAD}\nSales,junior,employee,20,inf", ["row 2", "mean_salary", "inf"]),
    "unknown contract": (
        f"{HEAD}\nSales,junior,Type B,20,50000",
        ["Row 2", "contract", "Type B", "organisation.answers.freelancer"],
    ),
    "no department": (f"{HEAD}\n,junior,employee,20,50000", ["row 2", "department"]),
    "group twice": (f"{HEAD}\n{ROW}\n{ROW}", ["rows 2 to 3", "Sales", "organisation.answers.repeated"]),
    "row too long": (f"{HEAD}\n{ROW},7,7", ["row 2"]),
    "mixed currencies": (
        f"{HEAD},currency\n{ROW},USD\nLegal,junior,employee,20,50000,EUR",
        ["currency", "EUR"],
    ),
    "unknown currency": (f"{HEAD},currency\n{ROW},dollars", ["currency", "dollars"]),
    "per cent above 100": (f"{HEAD},ai_users_percent\n{ROW},140", ["row 2", "ai_users_percent", "140"]),
    "negative quits": (
        f"{HEAD},annual_voluntary_quits_percent\n{ROW},-1",
        ["row 2", "annual_voluntary_quits_percent", "-1"],
    ),
    "tenure of a century": (f"{HEAD},tenure_years\n{ROW},100", ["row 2", "tenure_years", "100"]),
    "too few people in all": (f"{HEAD}\nSales,junior,employee,4,50000", ["4 people", "min_cell"]),
    "only a header": (HEAD, ["no rows"]),
    "empty file": ("", ["empty"]),
    "only blank lines": ("\n\n\n", ["empty"]),
    "open quote": (f'{HEAD}\n"Sales,junior,employee,20,50000', ["row 2"]),
}

# Refused before tables were read as people have them; each has one sensible reading, which is told.
READ = {
    "another column": (f"{HEAD},shoe_size\n{ROW},43", ["not read: shoe_size"]),  # extra columns are usual
    "no pay": (
        "department,level,contract,headcount\nSales,junior,employee,20",
        ["organisation.mean_salary="],
    ),
    "empty pay": (f"{HEAD}\nSales,junior,employee,20,", ["organisation.mean_salary="]),
    "full-time equivalents": (f"{HEAD}\nSales,junior,employee,20.5,50000", ["20.5 become 21"]),
    "thousands": (f"{HEAD}\nSales,junior,employee,20,50k", []),
    "interns": (f"{HEAD}\nSales,junior,intern,20,50000", ["intern is employee"]),
    "semicolons": (f"{HEAD}\n{ROW}".replace(",", ";"), ["semicolons"]),
}


@pytest.mark.parametrize("case", READ)
def test_what_has_one_sensible_reading_is_read_so_and_told(case, tandem, tmp_path, no_simulation):
    content, parts = READ[case]
    (tmp_path / "firm.csv").write_text(content, encoding="utf-8")
    answer = tandem("project", "firm.csv")
    assert "the input was accepted" in answer.err
    for part in parts:
        assert part in answer.err


def test_a_question_is_answered_by_what_it_says_to_type(tandem, tmp_path, no_simulation):
    (tmp_path / "firm.csv").write_text("Department,Headcount,Salary\nSales,20,4200", encoding="utf-8")
    answer = tandem("project", "firm.csv")
    assert answer.code == 2 and "organisation.answers.pay_period=month" in answer.err
    answered = tandem("project", "firm.csv", "organisation.answers.pay_period=month")
    assert "the input was accepted" in answered.err


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        (("nowhere.csv",), "no such file"),
        (("firm.csv", "other.csv"), "one organisation"),
        (("firm.csv", "organisation=default"), "named twice"),
        (("firm.csv", "organisation.month=2025"), "organisation.month"),
        (("firm.csv", "organisation.plan={Marketing:{2026-03:9}}"), "no such department"),
        (("firm.csv", "organisation.answers.decimal=dot"), "point or comma"),
        (("firm.csv", "organisation.answers.taste=sweet"), "answers.taste"),
        (("people.csv",), "tandem import people.csv"),
        ((".",), "no profile"),
    ],
)
def test_a_file_by_itself_that_cannot_be_the_organisation_is_told(
    typed, part, tandem, tmp_path, no_simulation
):
    (tmp_path / "firm.csv").write_text(f"{HEAD}\n{ROW}", encoding="utf-8")
    (tmp_path / "people.csv").write_text("Employee ID,Department,Hire Date\n1,Sales,2020-01-01", "utf-8")
    answer = tandem("project", *typed)
    assert answer.code == 2 and part in answer.err and "Traceback" not in answer.err


@pytest.mark.parametrize("case", BROKEN)
def test_broken_table_is_told_and_nothing_is_written(case, tandem, tmp_path, no_simulation):
    content, parts = BROKEN[case]
    (tmp_path / "firm.csv").write_text(content, encoding="utf-8")
    answer = tandem("project", "organisation=table", "organisation.path=firm.csv")
    assert answer.code == 2
    for part in ["firm", *parts]:
        assert part in answer.err
    assert "Traceback" not in answer.err
    assert [entry.name for entry in tmp_path.iterdir()] == ["firm.csv"]


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("firm.csv", HEAD.encode() + b"\nS\xffles,junior,employee,20,50000", "UTF-8"),
        ("firm.csv", b"\x00\x01\x02" * 100, "firm.csv"),
        ("firm.xlsx", b"this is no workbook", "firm.xlsx"),
        ("firm.pdf", b"%PDF-1.7", ".xlsx"),
    ],
)
def test_a_file_that_is_no_table_is_told(name, content, part, tandem, tmp_path, no_simulation):
    (tmp_path / name).write_bytes(content)
    answer = tandem("project", "organisation=table", f"organisation.path={name}")
    assert answer.code == 2
    assert part in answer.err
    assert "Traceback" not in answer.err
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_a_file_of_two_gigabytes_is_refused_at_once(tandem, tmp_path, no_simulation):
    with (tmp_path / "firm.csv").open("wb") as file:
        file.truncate(2 * 1024**3)  # takes no room on the disk
    answer = tandem("project", "organisation=table", "organisation.path=firm.csv")
    assert answer.code == 2
    assert "MB" in answer.err or "GB" in answer.err


def test_a_folder_is_no_table(tandem, tmp_path, no_simulation):
    (tmp_path / "firm.csv").mkdir()
    answer = tandem("project", "organisation=table", "organisation.path=firm.csv")
    assert answer.code == 2
    assert "firm.csv" in answer.err


def test_a_good_table_with_an_awkward_name_is_accepted(tandem, tmp_path, no_simulation):
    name = "our firm (final), v2 = [new] 'draft'.csv"
    (tmp_path / name).write_text(f"{HEAD}\n{ROW}", encoding="utf-8")
    assert (
        "the input was accepted" in tandem("project", "organisation=table", f"organisation.path={name}").err
    )
