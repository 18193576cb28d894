"""Mistakes of new users: each ends in a message that says what to type instead, and leaves nothing behind."""

import pytest

TABLE = "department,level,contract,headcount,mean_salary\nSales,junior,employee,30,50000\n"

MISTAKES = {
    "project organisation.path=firm.csv": "organisation=table organisation.path=firm.csv",
    "project organisation.path=folder": "organisation=profile organisation.path=folder",
    "project organisation=profile organisation.path=firm.csv": "organisation=table organisation.path=",
    "project organisation=table organisation.path=folder": "organisation=profile organisation.path=folder",
    "project organisation=table organisation.path=run": "tandem project --config-path run",
    "project organisation=table organisation.path=nowhere.csv": "nowhere.csv: there is no such file",
    "project organisation=table organisation.path=empty": "empty: this is a folder; name a file in it",
    "project organisation=profile organisation.path=empty": "make one with tandem import staff.csv",
    "project organisation=firm.csv": "organisation=table organisation.path=firm.csv",
    "project run": "tandem project --config-path run",
    "project policy=training policy=guardrails": "tandem project --multirun policy=training,guardrails",
    "project policy=[training,guardrails]": "tandem compare 'policies=[status_quo,training,guardrails]'",
    "project policy=training,guardrails": "--multirun policy=training,guardrails",
    "project policy=guardrial": "Did you mean 'guardrails'?",
    "project environment.ai_progress=steady environment.ai_progress=plateau": "chosen twice",
    "project guardrails": "tandem project policy=guardrails",
    "project draws=0": "draws: found 0; allowed: a whole number from 1",
    "project draws=1,000": "draws=1000",
    "project months=999": "allowed: a whole number from 1 to 120",
    "project monhts=12": "Did you mean 'months'?",
    "project months = 12": "months=12",
    "project months =12": "months=12",
    "project months= 12": "months=12",
    "project --draws 20": "draws=20",
    "project --draws=20": "draws=20",
    "project -months 12": "months=12",
    "project --min-cell 12": "min_cell=12",
    "project help": "tandem project --help",
    "project start=next": "a month as YYYY-MM",
    "project environment=plateau": "environment.ai_progress=plateau",
    "project ai_progress=plateau": "environment.ai_progress=plateau",
    "project gain_to_targets=0.5": "parameters.gain_to_targets=0.5",
    "project parameters.gain_to_target=0.5": "Did you mean 'gain_to_targets'?",
    "project currency=EUR": "organisation.currency=EUR",
    "project policies=[status_quo,guardrails]": "tandem compare 'policies=[status_quo,guardrails]'",
    "project output=firm.csv": "output=outputs/second_run",
    "project --config-path nowhere": "example: --config-path outputs/RUN",
    "compare policy=guardrails": "'policies=[status_quo,guardrails]'",
    "compare guardrails": "'policies=[status_quo,guardrails]'",
    "compare policies=status_quo,guardrails": "'policies=[status_quo,guardrails]'",
    "compare policies=[status_quo,guardrial]": "Did you mean 'guardrails'?",
    "projct": "Did you mean 'tandem project'?",
    "Project": "Did you mean 'tandem project'?",
    "optimize": "Did you mean 'tandem optimise'?",
    "months=12 draws=20": "tandem project months=12 draws=20",
    "guardrails": "tandem project policy=guardrails",
    "firm.csv": "tandem project organisation=table organisation.path=firm.csv",
    "parameters gain_to_target": "Did you mean 'gain_to_targets'?",
    "import nowhere.csv": "nowhere.csv: there is no such file",
}


@pytest.fixture
def places(tmp_path, monkeypatch):
    (tmp_path / "firm.csv").write_text(TABLE)
    for folder, file in (("folder", "profile.yaml"), ("run", "config.yaml"), ("empty", None)):
        (tmp_path / folder).mkdir()
        if file:
            (tmp_path / folder / file).write_text("name: x\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("typed", MISTAKES)
def test_a_mistake_is_told_with_what_to_type(typed, places, tandem):
    before = sorted(places.rglob("*"))
    answer = tandem(*typed.split(" "))
    assert answer.code == 2
    assert MISTAKES[typed] in answer.err
    assert "Traceback" not in answer.err and answer.out == ""
    assert sorted(places.rglob("*")) == before


@pytest.mark.parametrize(
    "typed",
    [
        ("name=Northwind 1,000", "months=3"),
        ("name=", "months=3"),
        ("--multirun", "draws=2,4", "months=3"),
        ("policy={name: mine, levers: {}}", "months=3"),
        ("policy=guardrails", "policy=guardrails"),
        ("months=12", "months=24"),
    ],
)
def test_what_can_be_meant_is_taken(typed, tandem, monkeypatch):
    from tandem.experiments.project import experiment
    from tandem.model.errors import InputError

    def stop(*_):
        raise InputError("the input was accepted")

    monkeypatch.setattr(experiment, "simulated", stop)
    assert "was accepted" in tandem("project", *typed).err
