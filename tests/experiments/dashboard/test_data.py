"""Sheets and lists of people through the page: read, asked about, refused, forgotten, seen by nobody else."""

import re
import time

import pytest

import tandem
from tests.experiments.dashboard.conftest import SMALL_SHEET

UNCLEAR = "Department,Contract,Headcount,Salary\nSales,Type B,40,4200\nIT,Permanent,30,5100\nTotal,,99,\n"


def found(pattern: str, text: str) -> str:
    """The group of a pattern that must be in a text."""
    match = re.search(pattern, text)
    assert match is not None, pattern
    return match[1]


def opened(visitor, **sheet):
    """The name in links of a sheet that is dropped and read."""
    answer = visitor.upload(**sheet)
    assert answer.status == 303, answer.text[-900:]
    return found(r"organisation=(\w+)", answer.headers["location"])


def test_a_sheet_is_read_and_its_numbers_are_those_of_the_command(visitor, tmp_path):
    name = opened(visitor)
    page = visitor.get(f"/data?organisation={name}")
    assert "firm.csv" in page.text and "300 people in 2 departments" in page.text
    query = f"organisation={name}&months=6&lever=workload_guardrails"
    result = visitor.get(f"/policies/result?{query}")
    file = tmp_path / "firm.csv"
    file.write_text(SMALL_SHEET, encoding="utf-8")
    compared = tandem.compare(
        ["status_quo", "guardrails"], organisation=file, months=6, draws=50, reading_draws=0,
        value_of_information=False, figures="none",
    ).effects  # fmt: skip
    row = compared[
        (compared["effect"] == "leavers_avoided") & (compared["department"] == "all departments")
        & (compared["runs"] == "all") & (compared["reading"] == "mixed")
    ].iloc[0]  # fmt: skip
    told = [_tenths(row[key]) for key in ("p50", "p5", "p95")]
    shown = found(r"<dt>Leavers avoided</dt><dd>([^<]+)<", result.text).strip()
    assert shown in (f"{told[0]} ({told[1]} to {told[2]})", _whole(row))


def _tenths(value: float) -> str:
    told = f"{value:+,.1f}".replace("-", "−")
    return "0.0" if told.endswith(("+0.0", "−0.0")) else told


def _whole(row) -> str:
    told = [f"{round(row[key]):+,d}".replace("-", "−").replace("+0", "0") for key in ("p50", "p5", "p95")]
    return f"{told[0]} ({told[1]} to {told[2]})"


def test_what_is_not_clear_is_asked_once_and_answered(visitor):
    asked = visitor.upload(name="zahlen.csv", content=UNCLEAR)
    assert asked.status == 200, asked.text
    upload = found(r'name="upload" value="(\w+)"', asked.text)
    keys = set(re.findall(r'name="(answer\.\w+)"', asked.text))
    assert len(keys) == 3
    given = {key: found(rf'name="{key}" value="([^"]+)"', asked.text) for key in keys}
    answer = visitor.post("/data/answer", state="", upload=upload, **given)
    page = visitor.follow(answer)
    assert "zahlen.csv" in page.text and "2 departments" in page.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", ""),
        ("bytes.csv", b"\x00\xff\xfe\x01" * 300),
        ("not.xlsx", b"PK\x03\x04 this is no workbook"),
        ("page.html", "<html></html>"),
        ("noending", SMALL_SHEET),
        ("header.csv", "department,headcount\n"),
        ("small.csv", "department,headcount\nSales,3\n"),
        ("script.csv", "<script>alert(1)</script>,headcount\n<b>x</b>,many\n"),
        ("../../../etc/passwd", "root:x:0:0"),
    ],
)
def test_what_cannot_be_read_is_refused_and_deleted(visitor, address, name, content):
    answer = visitor.upload(name=name, content=content)
    assert answer.status == 400, answer.text
    assert 'role="alert"' in answer.text and "<script>alert" not in answer.text and "<b>x" not in answer.text
    assert "Traceback" not in answer.text and "/tmp/" not in answer.text
    assert visitor.get("/data").status == 200


def test_a_file_that_is_too_large_is_refused_as_soon_as_that_is_known(visitor, monkeypatch):
    from tandem.experiments.dashboard import uploads

    monkeypatch.setattr(uploads, "MOST_BYTES", 100_000)
    answer = visitor.upload(content="a" * 300_000)
    assert answer.status == 400 and "larger than" in answer.text


@pytest.mark.parametrize(
    "body", [b"", b"--x", b"--x\r\n\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--x--\r\n"]
)
def test_a_broken_form_is_refused(visitor, body):
    head = {"Content_Type": "multipart/form-data; boundary=x", "Origin": visitor.origin}
    assert visitor.send("POST", "/data/upload", body, **head).status == 400
    assert (
        visitor.send("POST", "/data/upload", body, Content_Type="text/plain", Origin=visitor.origin).status
        == 400
    )


def test_nobody_else_sees_a_sheet(visitor, another):
    name = opened(visitor, name="secret.csv")
    assert "secret" not in another.get(f"/data?organisation={name}").text
    for path in ("/outlook/result", "/report", "/policies", "/policies/result"):
        answer = another.get(f"{path}?organisation={name}&months=6")
        assert answer.status == 400 and "secret" not in answer.text, path
    assert "secret" not in another.get("/data").text
    another.post("/data/forget", state="", upload=name)
    assert "secret.csv" in visitor.get(f"/data?organisation={name}").text


def test_what_is_forgotten_is_gone(visitor, address):
    name = opened(visitor, name="gone.csv")
    page = visitor.follow(visitor.post("/data/forget", state=f"organisation={name}", upload=name))
    assert "gone.csv" not in page.text
    assert visitor.get(f"/report?organisation={name}").status == 400


def test_names_are_shown_as_they_are_and_mean_nothing(visitor):
    sheet = SMALL_SHEET.replace("Sales", "<i>R&D</i> ${x} {{7*7}}")
    name = opened(visitor, name='<b>"x".csv', content=sheet)
    text = visitor.get(f"/policies?organisation={name}&months=6").text
    assert "<i>" not in text and "&lt;i&gt;R&amp;D&lt;/i&gt; ${x} {{7*7}}" in text and "<b>" not in text
    result = visitor.get(f"/outlook/result?organisation={name}&months=6").text
    assert "<i>" not in result


def staff_list() -> str:
    rows = [
        f"{number},{'Sales' if number % 3 else 'Engineering'},{'junior' if number % 2 else 'senior'},"
        f"20{10 + number % 14:02d}-0{1 + number % 9}-01,{50_000 + 10 * number}"
        for number in range(240)
    ]
    return "\n".join(["employee_id,department,level,hire_date,annual_salary", *rows])


def test_a_list_of_people_becomes_groups_and_is_deleted(visitor, monkeypatch, tmp_path):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    answer = visitor.upload(
        name="staff.csv", content=staff_list(), fields={"kind": "people", "name": "Muster AG"}
    )
    assert answer.status == 303, answer.text
    page = _waited(visitor)
    for _ in range(4):
        job = re.search(r'name="job" value="(\w+)"', page.text)
        if job is None or "answer." not in page.text:
            break
        keys = set(re.findall(r'name="(answer\.\w+)"', page.text))
        given = {}
        for key in keys:
            choices = re.findall(rf'name="{re.escape(key)}" value="([^"]+)"', page.text)
            given[key] = next((each for each in choices if "USD" in each), choices[0])
        visitor.follow(visitor.post("/data/answer", state="", job=job[1], **given))
        page = _waited(visitor)
    assert "240 people" in page.text, page.text[-3000:]


def _waited(visitor):
    for _ in range(240):
        page = visitor.get("/data")
        if "data-poll" not in page.text:
            return page
        time.sleep(0.5)
    raise AssertionError("the import does not end")
