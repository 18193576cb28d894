"""Every broken table of an organisation: one message with file, row, column and what is allowed."""

import pytest

HEAD = "department,level,contract,headcount,mean_salary"
ROW = "Sales,junior,employee,20,50000"

# name of the case → content of the table, parts of the message
BROKEN = {
    "missing column": ("department,level,contract,headcount\nSales,junior,employee,20", ["mean_salary"]),
    "unknown column": (f"{HEAD},shoe_size\n{ROW},43", ["shoe_size"]),
    "column twice": (f"{HEAD},headcount\n{ROW},20", ["headcount"]),
    "negative headcount": (
        f"{HEAD}\nSales,junior,employee,-4,50000",
        ["row 2", "headcount", "-4", "example"],
    ),
    "headcount of nobody": (f"{HEAD}\nSales,junior,employee,0,50000", ["row 2", "headcount", "0"]),
    "half a person": (f"{HEAD}\nSales,junior,employee,2.5,50000", ["row 2", "headcount", "2.5"]),
    "text in a number": (f"{HEAD}\nSales,junior,employee,twenty,50000", ["row 2", "headcount", "twenty"]),
    "salary with a unit": (f"{HEAD}\nSales,junior,employee,20,50k", ["row 2", "mean_salary", "50k"]),
    "salary of zero": (f"{HEAD}\nSales,junior,employee,20,0", ["row 2", "mean_salary", "0"]),
    "empty salary": (f"{HEAD}\nSales,junior,employee,20,", ["row 2", "mean_salary"]),
    "infinite salary": (f"{HEAD}\nSales,junior,employee,20,inf", ["row 2", "mean_salary", "inf"]),
    "unknown contract": (
        f"{HEAD}\nSales,junior,intern,20,50000",
        ["row 2", "contract", "intern", "freelancer"],
    ),
    "no department": (f"{HEAD}\n,junior,employee,20,50000", ["row 2", "department"]),
    "group twice": (f"{HEAD}\n{ROW}\n{ROW}", ["row 3", "Sales"]),
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
    "semicolons": (f"{HEAD}\n{ROW}".replace(",", ";"), ["comma"]),
    "open quote": (f'{HEAD}\n"Sales,junior,employee,20,50000', ["row 2"]),
}


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
