"""Every wrong policy: one message with the key, what was found and what is allowed; nothing is written."""

import pytest

PULLED = {
    "kind: party": ["policy.levers.mine.kind: there is no lever 'party'"],
    "departments: [Sale]": ["policy.levers.mine.departments: there is no department 'Sale'", "Marketing"],
    "levels: [boss]": ["policy.levers.mine.levels: there is no level 'boss'", "junior"],
    "contracts: [temp]": ["policy.levers.mine.contracts: there is no contract 'temp'", "freelancer"],
    "levels: junior": ["policy.levers.mine.levels: found 'junior'", "a list of names"],
    "intensity: 2.5": ["policy.levers.mine.intensity: found 2.5", "0 to 2"],
    "intensity: -1": ["policy.levers.mine.intensity: found -1", "from 0 to"],
    "start: 5, end: 3": ["policy.levers.mine.end: it lies before the start"],
    "start: 0": ["policy.levers.mine.start: found 0", "a month"],
    "share: 0": ["policy.levers.mine.share: found 0", "a share above 0 up to 1, or [from, to]"],
    "share: [0.6, 0.4]": ["policy.levers.mine.share: found [0.6, 0.4]", "within 0 to 1"],
    "share: 1.5": ["policy.levers.mine.share: found 1.5"],
    "cost: {fixed: -5}": ["policy.levers.mine.cost.fixed: found -5", "from 0"],
    "cost: {per_head_month: -0.5}": ["policy.levers.mine.cost.per_head_month: found -0.5"],
    "cost: {hours_per_week: 41}": ["policy.levers.mine.cost.hours_per_week: found 41", "from 0 to 40"],
    "cost: {per_head: 3}": ["policy.levers.mine.cost.per_head: there is no such setting", "per_head_month"],
    "half_life: -1": ["policy.levers.mine.half_life: found -1", "or null"],
    "ramp_up: -1": ["policy.levers.mine.ramp_up: found -1"],
    "phase_months: 3, departments: [Sales]": ["policy.levers.mine.phase_months: found 3", "two departments"],
    "strength: 1": ["policy.levers.mine.strength: there is no such setting"],
}


@pytest.mark.parametrize("settings", PULLED)
def test_a_wrong_lever_is_told_by_its_key_and_nothing_is_written(settings, tandem, tmp_path, no_simulation):
    kind = "" if settings.startswith("kind") else "kind: wellness, "
    intensity = "" if settings.startswith("intensity") else "intensity: 1, "
    answer = tandem("project", f"+policy.levers.mine={{{kind}{intensity}{settings}}}")
    assert answer.code == 2
    for part in PULLED[settings]:
        assert part in answer.err
    assert "Traceback" not in answer.err
    assert list(tmp_path.iterdir()) == []


def test_freelancers_cannot_be_hired_where_there_are_none(tandem, tmp_path, no_simulation):
    table = tmp_path / "firm.csv"
    table.write_text(
        "department,level,contract,headcount,mean_salary\nSales,junior,employee,40,50000\n", encoding="utf-8"
    )
    mix = "+policy.levers.mix={kind: freelance_mix, intensity: 0.2}"
    answer = tandem("project", "organisation=table", f"organisation.path={table}", mix)
    assert answer.code == 2
    assert "policy.levers.mix: the organisation has no freelancers in what it covers" in answer.err
    assert list(tmp_path.iterdir()) == [table]


@pytest.mark.parametrize("names", ["[contagon]", "[contagion,gravity]"])
def test_an_unknown_mechanism_is_told(names, tandem, tmp_path, no_simulation):
    answer = tandem("project", f"held_fixed={names}")
    assert answer.code == 2
    assert "held_fixed: there is no mechanism" in answer.err
    assert "burnout_spiral" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_levers_of_every_form_are_accepted(tandem, no_simulation):
    for settings in (
        "kind: wellness, intensity: 1, share: 0.5",
        "kind: wellness, intensity: 1, share: [0.25, 0.5], levels: [junior], contracts: [employee]",
        "kind: mandated_rollout, intensity: 1, phase_months: 3, start: 2026-03",
        "kind: wellness, intensity: 1, ramp_up: 0, half_life: 7, end: 12, cost: {fixed: 5}",
        "kind: freelance_mix, intensity: 0.2",
    ):
        assert "the input was accepted" in tandem("project", f"+policy.levers.mine={{{settings}}}").err, (
            settings
        )
    assert "the input was accepted" in tandem("project", "held_fixed=[contagion,burnout]").err
