"""What results give away of people there are: nothing that the groups behind them do not hold."""

import json

import numpy as np
import pandas as pd
import pytest

from tandem.experiments.cli import main

LONE_PAY = 500_000
TABLE = f"""department,level,contract,headcount,mean_salary
Sales,junior,employee,14,42000
Sales,senior,employee,13,68000
Sales,executive,executive,1,{LONE_PAY}
Engineering,junior,employee,15,50000
Engineering,senior,employee,12,80000
Support,junior,employee,11,36000
Law,senior,employee,3,91000
"""
LEVERS = {
    "a small department": "{kind: recognition, intensity: 1.0, departments: [Law], cost: {fixed: 1000}}",
    "a lone executive": "{kind: relative_raise, intensity: 0.1, levels: [executive]}",
}


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "firm.csv").write_text(TABLE)

    def typed(*arguments):
        code = main(["project", *arguments, "figures=none", "output=run"])
        answer = capsys.readouterr()
        return code, " ".join((answer.out + answer.err).split())

    return typed


@pytest.mark.parametrize("lever", LEVERS.values(), ids=LEVERS.keys())
def test_a_lever_for_people_who_are_hidden_is_refused(lever, run, tmp_path):
    code, told = run("firm.csv", "draws=2", "months=2", f"+policy.levers.r={lever}")
    assert code == 2 and "has too few people (min_cell)" in told and "Allowed:" in told
    assert not (tmp_path / "run").exists()


def test_the_fall_of_payroll_is_no_ones_pay(run, tmp_path):
    code, told = run("firm.csv", "draws=40", "months=18", "table=draws")
    assert code == 0 and "69 people are few" in told and "7 groups are simulated as" in told
    draws = pd.read_parquet(tmp_path / "run" / "draws.parquet")
    own = draws[(draws["department"] == "Sales") & (draws["level"] == "senior")]
    wide = own.pivot_table("value", ["draw", "month"], "measure", observed=True)
    fall = -wide["payroll"].groupby("draw").diff().dropna()
    alone = (wide["total_exits"].groupby("draw").shift() == 1) & (wide["hires"].groupby("draw").shift() == 0)
    fall = 12 * fall[alone.reindex(fall.index)]
    assert fall.size > 10
    group = (13 * 68_000 + 3 * 68_000) / 14  # with the executive's pay capped at three times the median
    assert fall.max() < 2.2 * group < LONE_PAY
    summary = json.loads((tmp_path / "run" / "summary.json").read_text())
    assert summary["departments_not_shown"] == ["Support", "Law"]  # together they are Other
    assert all("Law" not in measure["departments"] for measure in summary["measures"].values())


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("department: Law, question: burnout_all, share: 1.0, n: 10", "'Law' has too few people"),
        (
            "department: Engineering, question: burnout_all, share: 0.5, n: 28",
            "n 28 is more than the 27 people",
        ),
        ("department: Engineering, question: burnout_all, share: 0.5, n: 9", "n 9 is not a whole number"),
    ],
)
def test_answers_of_few_or_of_more_than_there_are_are_refused(answer, words, run, tmp_path):
    (tmp_path / "pulse.yaml").write_text(f"answers:\n- {{{answer}, month: 2025-11}}\n")
    code, told = run(
        "firm.csv", "draws=2", "months=2", "start=2026-01", "organisation.pulse_survey=pulse.yaml"
    )
    assert code == 2 and words in told


def test_answers_that_are_kept_carry_the_purpose_and_are_logged(run, tmp_path):
    answer = "department: Engineering, question: burnout_all, share: 0.5, n: 20, month: 2025-11"
    (tmp_path / "pulse.yaml").write_text(f"answers:\n- {{{answer}}}\n")
    code, told = run(
        "firm.csv", "draws=2", "months=2", "start=2026-01", "organisation.pulse_survey=pulse.yaml"
    )
    assert code == 0, told
    summary = json.loads((tmp_path / "run" / "summary.json").read_text())
    assert summary["purpose"].startswith("For planning by groups only")
    assert any("Those of all other groups are modelled" in note for note in summary["notes"])
    (line,) = (tmp_path / "data" / "access-log.jsonl").read_text().splitlines()
    entry = json.loads(line)
    assert entry["purpose"] == summary["purpose"] and len(entry["data_hash"]) == 64


def test_the_minimum_travels_with_a_profile(run, tmp_path):
    rng = np.random.default_rng(1)
    rows = [
        f"E{place},{department},{level},2020-01-0{1 + place % 9},{int(pay) + int(rng.integers(0, 9)) * 100}"
        for department, level, pay, people in (
            ("Sales", "junior", 40_000, 20), ("Sales", "executive", 200_000, 6), ("Care", "junior", 5e4, 30),
        )
        for place in range(people * 1000, people * 1001)
    ]  # fmt: skip
    head = "Employee ID,Department,Job Level,Hire Date,Annual Salary (EUR)\n"
    (tmp_path / "staff.csv").write_text(head + "\n".join(rows))
    made = ["import", "staff.csv", "--minimum-cell", "5", "--set", "snapshot=2025-06-30", "--output", "own"]
    assert main(made) == 0
    assert "executive" in (tmp_path / "own" / "groups.csv").read_text()
    lever = "+policy.levers.r={kind: relative_raise, intensity: 0.1, levels: [executive]}"
    code, told = run("own", "draws=2", "months=2", lever)
    assert code == 2 and "'executive' has too few people" in told
    code, told = run("own", "draws=2", "months=2", "min_cell=5", lever)
    assert code == 0, told
    (tmp_path / "run").rename(tmp_path / "run1")
    twenty = [item if item != "5" else "20" for item in made[:-1]]
    assert main([*twenty, "larger"]) == 0
    code, told = run("larger", "draws=2", "months=2", "min_cell=5")
    assert code == 0, told
    assert json.loads((tmp_path / "run" / "summary.json").read_text())["minimum_cell"] == 20


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("layoff_example", "social selection"),
        ("cost_cutting", "WARN"),
        ("survey_recommendations", "misclassification"),
    ],
)
def test_a_policy_that_touches_rights_says_who_has_a_say(policy, words, run, tmp_path):
    code, told = run(f"policy={policy}", "organisation.headcount=200", "draws=2", "months=12")
    assert code == 0, told
    notes = json.loads((tmp_path / "run" / "summary.json").read_text())["notes"]
    assert any(words in note and "Ask counsel" in note for note in notes)
