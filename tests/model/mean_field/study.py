"""What the agents add to the mean field: the numbers and figures of `docs/what-agents-add.md`.

    python -m tests.model.mean_field.study       print the tables, draw the figures into docs/figures

Settings of `tandem project` may follow (`posterior=prior`). Two minutes on two cores.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import numpy as np
from hydra import compose, initialize_config_module
from omegaconf import OmegaConf

from tandem.experiments.compare.baselines import baselines_of, mean_field_tallies
from tandem.experiments.compare.figures.baseline_effects import draw_effects
from tandem.experiments.project.figures.baselines import draw_baselines
from tandem.experiments.settings.limits import build
from tandem.experiments.settings.schema import ProjectChoices, register_schema
from tandem.experiments.simulation.compilation import compile_model
from tandem.experiments.simulation.paired import simulate_policies
from tandem.experiments.simulation.parameter_sets import parameter_sets
from tandem.experiments.simulation.projection import HISTORY_MONTHS
from tandem.experiments.simulation.runs import Run, projection_of, runs_of
from tandem.experiments.simulation.session import Levers, Sums
from tandem.experiments.simulation.setting import Setting, setting_of
from tandem.experiments.wording.provenance import parameters_in_words, runs_in_words, source
from tandem.model.engine.columns import QUIT
from tandem.model.engine.formulas import LONGEST_TENURE
from tandem.model.mean_field.cohort_model import mean_field
from tandem.model.outcomes import tally
from tandem.model.outcomes.measures import measure_values
from tandem.model.parameters import central_values
from tandem.model.policy.lever import Coverage, Lever
from tandem.model.scenario import Scenario
from tests.model.engine.cases import scenario
from tests.model.mean_field.cases import (
    ALIKE_GAIN,
    ALIKE_INTENTION,
    NO_CONTAGION,
    NO_IMITATION,
    NO_SPREAD,
    agents_mean,
    with_coefficients,
)

FIGURES = Path("docs/figures")
HISTORY, MONTHS = 38, 36  # months before and after the start
#: What is taken from the agents, step by step; each step keeps the ones before.
LADDER: tuple[tuple[str, Mapping[str, float]], ...] = (
    ("the model as it is", {}),
    ("no contagion", NO_CONTAGION),
    ("the same intention, but for its drivers", ALIKE_INTENTION),
    ("the same gain and clarity", ALIKE_GAIN),
    ("the same burnout, no shocks", NO_SPREAD),
    ("quits do not depend on intention", {"intention_to_quit": 0}),
    ("no imitation of teammates", NO_IMITATION),
)


def choices(*overrides: str) -> ProjectChoices:
    """The settings of `tandem project` with some changed."""
    register_schema()
    with initialize_config_module("configs", version_base="1.3"):
        composed = compose("project", overrides=list(overrides))
    return build(ProjectChoices, cast("dict[str, Any]", OmegaConf.to_container(composed, resolve=True)))


def every_policy() -> tuple[str, ...]:
    """The policies that come with Tandem, the status quo first."""
    names = [
        file.name[:-5] for file in files("tandem.configs.policy").iterdir() if file.name.endswith(".yaml")
    ]
    return tuple(sorted(names, key=lambda name: (name != "status_quo", name)))


def compared(names: Sequence[str], *overrides: str) -> tuple[Setting, list[Run], dict[str, Sums], Any]:
    """Policies by agents and by the mean field, for a hundred sets of the posterior with two runs each."""
    chosen = choices(*overrides)
    setting = setting_of(chosen, chosen.policy)
    compile_model(setting.real)
    runs = runs_of(parameter_sets(chosen), chosen.runs_per_parameter_set, chosen.seed)
    made = {name: choices(*overrides, f"policy={name}") for name in names}
    policies = {name: setting_of(each, each.policy).levers for name, each in made.items()}
    tallies = simulate_policies(setting, list(policies.values()), runs, 2, lambda: None)
    by_policy = dict(zip(policies, tallies, strict=True))
    return setting, runs, by_policy, baselines_of(setting, policies, runs, by_policy, threads=2)


def print_levels(table: Any) -> None:
    """Levels of the status quo."""
    print("| measure | agents (90 %) | mean field (90 %) | last year | agents − mean field |")
    print("|---|---|---|---|---|")
    rows = [row for row in table.to_pylist() if row["policy"] == "status_quo"]
    for measure in dict.fromkeys(row["measure"] for row in rows):
        agents, average, last = (row for row in rows if row["measure"] == measure)
        print(
            f"| {measure} | {_range(agents)} | {_range(average)} | {last['mean']:.1f} "
            f"| {average['agents_minus']:+.1f} ± {average['agents_minus_se']:.1f} |"
        )


def print_effects(table: Any) -> None:
    """Effects of all policies on leavers and burnout."""
    rows = {(row["policy"], row["measure"], row["method"]): row for row in table.to_pylist()
            if row["quantity"] == "effect"}  # fmt: skip
    print("| policy | leavers: agents | mean | burnout: agents | mean | output: agents | mean |")
    print("|---|---|---|---|---|---|---|")
    for policy in dict.fromkeys(key[0] for key in rows):
        cells = []
        for measure in ("voluntary_exits", "burnout", "output"):
            agents, average = (rows[policy, measure, method] for method in ("agents", "mean_field"))
            cells += [f"{agents['mean']:+.1f} ± {agents['standard_error']:.1f}", f"{average['mean']:+.1f}"]
        print(f"| {policy} | " + " | ".join(cells) + " |")


def print_ladder(seats: int = 20_000, seeds: int = 4) -> None:
    """Agents against mean field as differences between people are taken away."""
    values = {**central_values(), "labour_market_cv": 1e-9}
    changed: dict[str, float] = {}
    print("| agents with | leavers | burnout, SD | output | AI users |")
    print("|---|---|---|---|---|")
    for words, step in LADDER:
        changed |= step
        world = with_coefficients(scenario(seats, HISTORY + MONTHS, start=HISTORY, values=values), changed)
        with_coefficients(world, {"mood_centre": centre_of(world)})
        agents, _ = agents_mean(world, seeds)
        average = mean_field(world).sum(axis=1)
        a, b = agents[HISTORY:], average[HISTORY:]
        ratio = [100 * (a[:, n].sum() / b[:, n].sum() - 1) for n in (tally.EXPECTED_QUITS, tally.OUTPUT_SUM)]
        burnout, present = (each[-1] for each in (a, b)), tally.PRESENT
        first, second = (each[tally.BURNOUT_SUM] / each[present] for each in burnout)
        users = 100 * (a[-1, tally.AI_USERS] / a[-1, present] - b[-1, tally.AI_USERS] / b[-1, present])
        print(f"| {words} | {ratio[0]:+.1f} % | {first - second:+.3f} | {ratio[1]:+.1f} % | {users:+.1f} |")


def centre_of(world: Scenario) -> float:
    """The centre of moods at which as many leave in the first month as base hazards say."""
    population, c = world.population(1), world.coefficients
    rows = (population.column("employed") == 1) & (population.column("freelancer") == 0)
    rows &= population.column("executive") == 0
    world.run(population, world.environment_of(1), 1)
    stayed = rows & (population.incarnation == 0)
    tenure = np.minimum(population.column("tenure")[stayed].astype(int) - 1, LONGEST_TENURE)
    base = np.exp(population.column("log_base_exit")[stayed] + world.tenure_table[tenure])
    hazard = -np.log1p(-population.column("exit_probability")[stayed].astype(float))
    answered = (hazard.sum() / base.sum() - float(c.unavoidable_share)) / float(c.avoidable_share)
    return float(c.mood_centre) + math.log(answered)


def print_teams(seats: int = 60_000) -> None:
    """Quits within a year and AI users of teams of the usual size, against independent people."""
    print("| agents | losing nobody | three or more | variance ÷ mean | AI users: variance ÷ binomial |")
    print("|---|---|---|---|---|")
    for words, step in (
        ("as they are", {}),
        ("without contagion", NO_CONTAGION),
        ("without imitation", NO_IMITATION),
    ):
        world = with_coefficients(scenario(seats, HISTORY + 12, start=HISTORY), step)
        population, environment = world.population(3), world.environment_of(3)
        structure = population.structure
        world.run(population, environment, HISTORY, threads=2)
        quits = np.zeros(structure.team_department.size)
        for _ in range(12):
            world.run(population, environment, 1)
            quits += np.bincount(structure.team[population.event == QUIT], minlength=quits.size)
        sizes = np.diff(structure.team_offsets)
        usual = sizes == np.bincount(sizes).argmax()
        employed = population.column("employed").astype(float)
        present = np.bincount(structure.team, weights=employed)[usual]
        users = np.bincount(structure.team, weights=employed * population.column("uses_ai"))[usual]
        share = users.sum() / present.sum()
        clumped = np.mean((users - present * share) ** 2) / np.mean(present * share * (1 - share))
        q = quits[usual]
        independent = math.exp(-q.mean())
        rest = 1 - independent * (1 + q.mean() + q.mean() ** 2 / 2)
        print(f"| {words} ({usual.sum()} teams of {sizes[usual][0]}) "
              f"| {100 * np.mean(q == 0):.1f} % (independent: {100 * independent:.1f} %) "
              f"| {100 * np.mean(q >= 3):.1f} % (independent: {100 * rest:.1f} %) "
              f"| {q.var() / q.mean():.2f} | {clumped:.2f} |")  # fmt: skip


def print_risk(setting: Setting, runs: list[Run], agents: Sums) -> None:
    """Quits in the first twelve months: the organisation and its smallest department."""
    average = mean_field_tallies(setting, (), runs, 2)
    heads: dict[str, int] = {}
    for group in setting.profile.groups:
        heads[group.department] = heads.get(group.department, 0) + group.headcount
    smallest = min(heads, key=lambda name: heads[name])
    year = slice(HISTORY_MONTHS, HISTORY_MONTHS + 12)
    print("| quits in twelve months | agents: 5–50–95 % | mean field: 5–50–95 % |")
    print("|---|---|---|")
    for name, chosen in (("the organisation", None), (smallest, smallest)):
        places = [n for n, group in enumerate(setting.profile.groups) if chosen in (None, group.department)]
        quantiles = [
            np.quantile(sums[:, year][:, :, places, tally.QUITS].sum(axis=(1, 2)), (0.05, 0.5, 0.95))
            for sums in (agents, average)
        ]
        words = [" – ".join(f"{value:.1f}" for value in values) for values in quantiles]
        print(f"| {name} ({sum(setting.profile.groups[n].headcount for n in places)} people) "
              f"| {words[0]} | {words[1]} |")  # fmt: skip


def print_coverage(setting: Setting, runs: list[Run]) -> None:
    """Training and workload guardrails for half of the people, as a share of the effect on all."""
    print("| lever | measure | agents: half ÷ all | mean field: half ÷ all |")
    print("|---|---|---|---|")
    contracts = [group.contract for group in setting.profile.groups]
    for kind, measure in (("ai_training", "ai_users"), ("workload_guardrails", "burnout")):
        policies: list[Levers] = [()] + [
            (Lever(kind, HISTORY, coverage=Coverage(share=(0.0, share))),) for share in (0.5, 1.0)
        ]
        answers = []
        for sums in (
            simulate_policies(setting, policies, runs[:50], 2, lambda: None),
            [mean_field_tallies(setting, levers, runs[:50], 2) for levers in policies],
        ):
            none, half, all_ = (
                measure_values(measure, each, contracts, 0.0)[:, HISTORY_MONTHS + 11].mean() for each in sums
            )
            answers.append((half - none) / (all_ - none))
        print(f"| {kind} | {measure} after a year | {answers[0]:.2f} | {answers[1]:.2f} |")


def draw(
    setting: Setting, runs: list[Run], by_policy: dict[str, Sums], table: Any, chosen: ProjectChoices
) -> None:
    """The two figures of the page."""
    projection = projection_of(setting, runs, by_policy["status_quo"], None, chosen)
    told = (
        f"{projection.profile.name.capitalize()}: "
        f"{runs_in_words(projection.parameter_sets, projection.seeds)}. "
        f"{parameters_in_words(projection.posterior)} Source: {source()}."
    )
    for name, picture in (
        ("turnover", draw_baselines(projection, mean_field_tallies(setting, (), runs, 2))),
        ("effects", draw_effects(table.to_pandas(), projection.months, told)),
    ):
        (FIGURES / f"baselines_{name}.png").write_bytes(picture.png())


def _range(row: dict[str, Any]) -> str:
    return f"{row['mean']:.1f} ({row['p5']:.1f} to {row['p95']:.1f})"


def main() -> None:
    """Print everything, then draw."""
    print("\n## Status quo, default organisation\n")
    setting, runs, by_policy, table = compared(every_policy())
    print_levels(table)
    print("\n## Policies, default organisation\n")
    print_effects(table)
    print("\n## Status quo, organisation from a table (anchored)\n")
    anchored = compared(("status_quo", "guardrails"), "organisation=table", "organisation.path=example")[3]
    print_levels(anchored)
    print()
    print_effects(anchored)
    print("\n## Ladder\n")
    print_ladder()
    print("\n## Teams\n")
    print_teams()
    print("\n## Risk\n")
    print_risk(setting, runs, by_policy["status_quo"])
    print("\n## Coverage\n")
    print_coverage(setting, runs)
    draw(setting, runs, by_policy, table, choices())


if __name__ == "__main__":
    main()
