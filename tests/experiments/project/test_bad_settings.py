"""Every wrong setting: one message with what is wrong, what is allowed and an example; nothing is written."""

import pytest

# what is typed → parts of the message
WRONG = {
    "months=0": ["months: found 0", "from 1 to 120", "example: months=36"],
    "months=121": ["months: found 121", "from 1 to 120"],
    "months=many": ["months: found 'many'", "a whole number from 1 to 120"],
    "months=2.5": ["months: found 2.5", "a whole number"],
    "months=true": ["months: found True", "a whole number"],
    "months=null": ["months: found null", "from 1 to 120"],
    "months=": ["months: found nothing", "from 1 to 120"],
    "~months": ["months: found nothing", "from 1 to 120"],
    "months=[": ["'months=['", "Quote special characters", "examples:"],
    "month=24": ["month: there is no such setting", "Did you mean 'months'?"],
    "+month=24": ["month: there is no such setting", "Did you mean 'months'?"],
    "draws=0": ["draws: found 0", "from 1 to 100,000", "example: draws=200"],
    "draws=3": ["runs_per_parameter_set: found 2", "divides draws (3)", "example:"],
    "draws=1,2": ["draws=1,2", "several values", "--multirun"],
    "draws=100000 months=120": ["draws: 100000 draws", "GB of memory", "example: draws="],
    "runs_per_parameter_set=0": ["runs_per_parameter_set: found 0", "from 1 to 1,000"],
    "seed=-1": ["seed: found -1", "from 0 to 9,223,372,036,854,775,807", "example: seed=1"],
    "seed=99999999999999999999": ["seed: found 99999999999999999999", "from 0 to"],
    "threads=0": ["threads: found 0", "from 1 to 1,024, or null"],
    "precision=float16": ["precision: found 'float16'", "float32 or float64"],
    "reading=loud": ["reading: found 'loud'", "level or ratio or both"],
    "min_cell=4": ["min_cell: found 4", "from 5 to 100", "example: min_cell=10"],
    "start=2026-13": ["start: found '2026-13'", "YYYY-MM", "example: start=2026-01"],
    "start=2026": ["start: found '2026'", "YYYY-MM"],
    "start=2023-10": ["start: found '2023-10'", "2024-11 or later", "example: start=2026-01"],
    "start=2099-01": ["start: '2099-01'", "2022-11 to 2062-11", "start=2026-01"],
    "organisation=tabel": [
        "organisation=tabel",
        "Did you mean 'table'?",
        "default, profile, table",
        "example:",
    ],
    "organisation=3": ["organisation=3: there is no such option", "default, profile, table"],
    "organisation=table": ["organisation.path: no file is named", "example: organisation=table"],
    "organisation=table organisation.path=no.csv": ["no.csv: there is no such file", "organisation.path"],
    "organisation.hedcount=9": ["organisation.hedcount: there is no such", "Did you mean 'headcount'?"],
    "organisation.headcount=0": ["organisation.headcount: found 0", "allowed: a", "example: 2000"],
    "organisation.departments={Sales:0.5}": ["organisation.departments: the shares add to 1.34", "add to 1"],
    "organisation.departments=null": ["organisation.departments: found None"],
    "organisation.salary.junior=-5": ["organisation.salary.junior: found -5", "allowed"],
    "organisation.headcount=9": ["organisation.headcount: found 9", "from 10 to"],
    "environment.ai_progress=agents": ["environment/ai_progress=agents:", "Did you mean 'agents_surge'?"],
    "environment/labour_market=hot": ["environment/labour_market=hot", "base, slack, tight", "example:"],
    "environment.labour_market=2": ["environment/labour_market=2", "base, slack, tight"],
    "environment.labour_market.quit_ratio=0": ["environment.labour_market.quit_ratio: found 0", "0.2 to 5"],
    "environment.labour_market.quit_ratio=nan": ["quit_ratio: found nan", "a number from 0.2 to 5"],
    "environment.ai_progress.speed=2": ["environment.ai_progress.speed: there is no such", "tool_progress"],
    "environment=dark": ["environment: there is no such group", "environment/ai_progress", "example:"],
    "policy=guard": ["policy=guard", "Did you mean 'guardrails'?", "status_quo"],
    "policy.levers=5": ["policy.levers"],
    "+policy.levers.mine=5": ["policy.levers.mine: found 5", "settings by name"],
    "+policy.levers.mine={kind:layoff}": ["policy.levers.mine.intensity: found nothing", "example:"],
    "policy=guardrails policy.levers.guardrails.intensity=3": ["guardrails.intensity: found 3", "0 to 2"],
    "policy=guardrails policy.levers.guardrails.start=37": ["guardrails.start: found 37", "1 to 36"],
    "policy=guardrails policy.levers.guardrails.start=2025-12": ["found '2025-12'", "2026-01 to 2028-12"],
    "policy=guardrails policy.levers.guardrails.end=soon": ["guardrails.end: found 'soon'", "YYYY-MM"],
    "policy=guardrails policy.levers.guardrails.departments=Sales": ["found 'Sales'", "a list of names"],
    "policy=guardrails policy.levers.guardrails.departments=[Sale]": ["no department 'Sale'", "Marketing"],
    "policy=guardrails policy.levers.guardrails.kind=party": [
        "no lever 'party'",
        "workload_guardrails",
    ],
    "policy=layoff_example policy.levers.layoff.intensity=0.95": [
        "intensity: found 0.95",
        "0 to 0.9",
        "example:",
    ],
    "posterior=upwork": ["posterior=upwork: there is no such option", "prior"],
    "reading=ratio": ["reading: found 'ratio'", "is a mixture", "example: posterior=upwork_2025_ratio"],
    "reading=ratio posterior=upwork_2025_level": [
        "reading: found 'ratio'",
        "fitted under the reading 'level'",
        "posterior=upwork_2025_ratio",
    ],
    "reading=mixed posterior=upwork_2025_level": ["reading: found 'mixed'", "example: posterior=upwork_2025"],
    "reading=mixed posterior=prior": ["found 'mixed'", "level, ratio, both", "posterior=prior reading=level"],
    "posterior.weights.level=0.8": [
        "posterior.weights: found weights that add up to 1.4 (level 0.8, ratio 0.4, both 0.2)",
        "nearest: posterior.weights.level=0.571429 posterior.weights.ratio=0.285714 "
        "posterior.weights.both=0.142857",
    ],
    "posterior.weights.level=-0.1": ["posterior.weights.level: found '-0.1'", "0 to 1", "example:"],
    "posterior.weights.ratio=much": ["posterior.weights.ratio: found 'much'", "0 to 1", "example:"],
    "posterior.weights.ratio=null": ["posterior.weights.ratio: found 'None'", "0 to 1"],
    "posterior.weights.levl=1": ["posterior.weights.levl", "Did you mean 'level'?", "level, ratio, both"],
    "+posterior.weights.odds=0": ["posterior.weights.odds: there is no such reading", "level, ratio, both"],
    "posterior.weights=[1]": ["posterior.weights: found", "weights by name", "posterior.weights={level:"],
    "posterior=upwork_2025_level posterior.weights.level=1": ["posterior.weights.level"],
    "structure=relieve": ["structure: found 'relieve'", "balanced or relief or ratchet or selection"],
    "structure=ratchet posterior.name=mine": [
        "structure: found 'ratchet'",
        "fitted under",
        "structure=ratchet posterior=prior",
    ],
    "organisation.in_place.recogntion=0.5": ["in_place.recogntion", "Did you mean 'recognition'?"],
    "organisation.in_place.recognition=2": ["in_place.recognition: found 2", "from 0", "example:"],
    "organisation.in_place=all": ["organisation.in_place: found 'all'", "by programme", "example:"],
    "parameters.causal_share=0.4": ["has gone since version 0.1", "burnout_role_loading"],
    "posterior.name=mine": ["no posterior 'mine_level'", "prior, upwork_2025, upwork_2025_level"],
    "posterior=upwork_2025_level posterior.name=mine": ["no posterior 'mine'", "prior, upwork_2025"],
    "parameters.gain=1": ["parameters.gain: no such parameter", "`tandem parameters`"],
    "parameters.gain_to_targets=2": ["parameters.gain_to_targets: 2", "0.4 to 0.95", "Example"],
    "parameters.gain_to_targets=much": ["parameters.gain_to_targets: 'much'", "0.4 to 0.95"],
    "parameters=3": ["parameters"],
    "output=''": ["output: found nothing", "a folder that does not exist yet"],
    "nonsense": ["nonsense: there is no such file or folder", "months=24"],
    "draws=${oc.env:NO_SUCH_VARIABLE_OF_THIS_MACHINE}": ["draws"],
    "hydra/launcher=rocket": ["hydra/launcher=rocket", "basic"],
    "--config-dir nowhere": ["--config-dir: there is no folder 'nowhere'", "example:"],
    "--config-path nowhere": ["--config-path", "config.yaml", "example"],
    "--no-such-option": ["--no-such-option"],
    "--multirun months=1,x": ["months: found 'x'", "from 1 to 120"],
}


@pytest.mark.parametrize("typed", WRONG)
def test_wrong_setting_is_told_and_nothing_is_written(typed, tandem, tmp_path, no_simulation):
    answer = tandem("project", *typed.split())
    assert answer.code == 2
    for part in WRONG[typed]:
        assert part in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""
    assert list(tmp_path.iterdir()) == []


def test_all_problems_are_told_at_once(tandem, no_simulation):
    answer = tandem(
        "project", "months=0", "draws=-3", "min_cell=1", "environment.ai_progress.tool_progress=99"
    )
    for key in ("months: found 0", "draws: found -3", "min_cell: found 1", "tool_progress: found 99"):
        assert key in answer.err


def test_right_settings_are_accepted(tandem, no_simulation):
    for typed in (
        ["environment.ai_progress=agents_surge"],
        ["environment/ai_progress=plateau", "environment.labour_market.quit_ratio=1.2"],
        ["environment.labour_market={quit_ratio: 1.2}"],
        ["organisation=table", "organisation.path=example"],
        ["parameters.gain_to_targets=0.5", "parameters.relief_by_ai=0"],
        ["posterior=prior", "structure=relief", "organisation.in_place.recognition=0.9"],
        ["policy=guardrails", "policy.levers.guardrails.departments=[Sales,Product and Design]"],
        ["policy=layoff_example", "policy.levers.layoff.start=2026-03"],
        ["+policy.levers.cut={kind:layoff,start:2,intensity:0.1}"],
        ["name=Board (draft), v2: 50 % = ?"],
        ["output=a 'folder' (1), [new]"],
        [
            "seed=9223372036854775807",
            "threads=2",
            "precision=float64",
            "posterior=prior",
            "reading=both",
            "min_cell=5",
        ],
        ["months=1", "--cfg-is-not-given=no"][:1],
    ):
        assert "the input was accepted" in tandem("project", *typed).err, typed


def test_a_folder_that_exists_is_not_overwritten(tandem, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    answer = tandem("project", "output=mine")
    assert answer.code == 2
    assert "'mine' exists already" in answer.err
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_a_file_in_the_way_of_the_folder_is_told(tandem, tmp_path):
    (tmp_path / "file").write_text("")
    answer = tandem("project", "output=file/run")
    assert answer.code == 2
    assert "is a file, not a folder" in answer.err
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
