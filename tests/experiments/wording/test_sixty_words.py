"""Every finding has at most sixty words, whatever numbers, runs and names; tables fit their width."""

import math
import re
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.experiments.cli import main
from tandem.experiments.compare.break_even import Verdict
from tandem.experiments.compare.cash import CAPACITY_VALUE, CASH, CHANGE, PROJECTION
from tandem.experiments.compare.decision import Decision
from tandem.experiments.compare.effects import SAME_HEADCOUNT
from tandem.experiments.compare.finding import comparison_finding
from tandem.experiments.compare.overview import comparison_text
from tandem.experiments.measures.runs_in_words import in_runs
from tandem.experiments.measures.value_of_information import Entry
from tandem.experiments.optimise.answer import Answer
from tandem.experiments.optimise.finding import optimise_finding
from tandem.experiments.project.finding import finding_of
from tandem.experiments.wording.columns import columns_of, cut, wrapped
from tandem.experiments.wording.finding import MOST_WORDS, Finding, briefly
from tandem.experiments.wording.precision import digits_of, error_of_median
from tandem.experiments.wording.tables import NARROWEST, Column, table_text
from tandem.model.parameters import register
from tandem.model.structures import STRUCTURES
from tests.experiments.optimise.made_up import made_up_front

SETTINGS = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
LONG = "the very long name of a policy that somebody wrote down in full for a board of directors"
NAMES = st.sampled_from(
    [
        "Sales",
        LONG,
        "営業部門の人材定着のための特別支援施策" * 3,
        "الدعم والتدريب للموظفين",
        "a b c d e f g h i j k l m",
    ]
) | st.text(min_size=1, max_size=80).filter(lambda name: name.strip())
NUMBERS = st.floats(-1e12, 1e12) | st.floats(-3, 3) | st.floats(0, 100)
SHARES = st.floats(0, 1)
PARAMETERS = st.sampled_from(sorted(register()))
CURRENCIES = st.sampled_from(["USD", "JPY", "EUR"])
WRONG = re.compile(r"nan|None|inf\b|−0(\.0+)?\b(?!\.\d)|(?<!\d)-\d|\+0(\.0+)?\b(?!\.\d)")


def check(finding: Finding, *names: str) -> None:
    assert len(finding.text.split()) <= MOST_WORDS, finding.text
    assert finding.what and finding.how_sure and finding.next
    told = finding.text
    for name in names:
        told = told.replace(briefly(name), "")
    assert not WRONG.search(told), finding.text


@st.composite
def spreads(draw, with_none=False):
    if with_none and draw(st.booleans()):
        return dict.fromkeys(("p5", "p25", "p50", "p75", "p95"))
    found = sorted(draw(st.lists(NUMBERS, min_size=5, max_size=5)))
    return dict(zip(("p5", "p25", "p50", "p75", "p95"), found, strict=True))


@st.composite
def summaries(draw) -> dict[str, Any]:
    runs = draw(st.integers(1, 1000))
    value, start = draw(spreads(True)), draw(spreads(True))
    known = value["p50"] is not None and start["p50"] is not None
    change = draw(spreads()) if known else dict.fromkeys(value)
    spread = draw(st.sampled_from([None, 0.1, 0.5, 0.9]))
    measure = {
        "value": value, "start": start, "change": change, "drivers": [],
        "runs_rising": draw(SHARES) if known else None, "spread": {"luck": spread, "parameters": spread},
    }  # fmt: skip
    names = draw(st.lists(NAMES, min_size=2, max_size=3))
    still = draw(spreads(True))
    ways = ["relief", "targets", "effort", "ties", "clarity", "outside_demand", "outside_offers", None]
    part = {
        "unit": "per cent", "runs": runs, "still": still, "start": start["p50"], "assumption": None,
        "strongest_way": draw(st.sampled_from(ways)), "ways": {way: {"mean": 0.1} for way in ways},
    }  # fmt: skip
    sources = ("structure", "reading", "parameters", "labour_market", "people")
    shares = draw(st.lists(SHARES, min_size=5, max_size=5))
    differ = [{"department": name, **draw(spreads())} for name in names[: draw(st.integers(0, 3))]]
    rates = draw(
        st.sampled_from([None, {"kind": "literature", "why": LONG}, {
            "kind": "history", "leavers": 1234, "first_month": "2020-01", "last_month": "2025-01"}])
    )  # fmt: skip
    return {
        "organisation": names[0], "first_month": "2026-01", "last_month": "2028-12", "runs": runs,
        "headcount": draw(st.integers(10, 200)), "parameter_sets": draw(st.integers(1, runs)),
        "calibration": "made up", "reading": "level", "purpose": LONG,
        "own_data": {"base_rates": rates} if rates else {},
        "unknown_families": names[: draw(st.integers(0, 2))],
        "measures": {
            "voluntary_turnover": measure, "burnout": {"value": draw(spreads(True))},
            "ai_users": {"value": draw(spreads(True))},
            "output_per_head": {"start": draw(spreads(True)), "change": draw(spreads(True))},
        },
        "ai_part": draw(st.sampled_from([None, {"measures": {"voluntary_turnover": part}}])),
        "range_of_change": draw(st.sampled_from([None, {"measures": {"voluntary_turnover": {
            "shares": dict(zip(sources, shares, strict=True)), "driver": None}}}])),
        "where": {"departments": 3, "runs": runs, "enough_runs": runs >= 20, "differ": differ, "gain": []},
    }  # fmt: skip


@SETTINGS
@given(summaries())
def test_a_projection_is_told_in_sixty_words(content):
    names = [*content["unknown_families"], *(each["department"] for each in content["where"]["differ"])]
    check(finding_of(content), *names)


@st.composite
def comparisons(draw):
    """What a comparison's finding and table are made of, at random."""
    names = draw(st.lists(NAMES, min_size=2, max_size=4, unique=True))
    effects = (SAME_HEADCOUNT, "net_value", "turnover", "burnout", "programme_cost")
    table = pd.DataFrame(
        {"policy": name, "effect": effect, "reading": "level", "department": "all departments", "runs": "all",
         "better": draw(SHARES), "mean": draw(NUMBERS), **draw(spreads())}
        for name, effect in product(names[1:], effects)
    )  # fmt: skip
    cash = pd.DataFrame(
        {"policy": name, "quantity": CHANGE, "kind": PROJECTION, "item": item, "mean": draw(NUMBERS),
         **draw(spreads())}
        for name, item in product(names[1:], (CASH, CAPACITY_VALUE))
    )  # fmt: skip
    missing = st.lists(NAMES, max_size=3).map(tuple)
    verdicts = {
        name: Verdict(
            draw(SHARES), draw(SHARES), draw(SHARES), draw(missing),
            (draw(NAMES), draw(st.sampled_from(["per_head_month", "fixed", "hours_per_week"]))),
        )
        for name in names[1:]
    }  # fmt: skip
    most = st.floats(0, 1e9) | st.just(np.nan)
    break_even = pd.DataFrame(
        {"policy": name, "most_per_head_month": draw(most), "price_per_head_month": draw(most),
         "price_basis": draw(st.sampled_from(["share of pay", "stated"]))}
        for name in names[1:]
    )  # fmt: skip
    robustness = pd.DataFrame(
        {"policy": name, "best_in": draw(SHARES), "cases": 108, "worst_loss": 1.0} for name in names
    )
    robustness = draw(st.sampled_from([robustness, pd.DataFrame()]))
    decision = Decision((), verdicts, break_even, cash, pd.DataFrame(), robustness)
    runs = draw(st.integers(1, 500))
    about = {
        "reading": "level", "currency": draw(CURRENCIES), "runs": runs,
        "parameter_sets": draw(st.integers(1, runs)),
    }  # fmt: skip
    return table, names, about, draw(st.sampled_from([decision, None]))


@st.composite
def structures(draw, names):
    return pd.DataFrame(
        {"structure": structure, "policy": name, "effect": "net_value", "p50": draw(NUMBERS)}
        for structure, name in product(STRUCTURES, names[1:])
    )


@SETTINGS
@given(st.data(), comparisons(), PARAMETERS, st.booleans())
def test_a_comparison_is_told_in_sixty_words(data, made, parameter, acts):
    table, names, about, decision = made
    said = data.draw(st.none() | structures(names))
    entry = Entry(parameter, 1e6, 1e5, 0.0) if data.draw(st.booleans()) else None
    entries = [] if entry is None else [entry]
    finding = comparison_finding(table, names, about, decision, entries, said, acts, ["note"])
    levers = [] if decision is None else [
        lever for verdict in decision.verdicts.values() for lever in (*verdict.missing, verdict.find_out[0])
    ]  # fmt: skip
    check(finding, *names, *levers)


@SETTINGS
@given(comparisons(), st.integers(NARROWEST, 200))
def test_the_table_of_policies_fits(made, width):
    table, names, about, _ = made
    named = {name: f"policy {number}" for number, name in enumerate(names)}
    table = table.assign(policy=table["policy"].map(named))
    text = comparison_text(table, list(named.values()), about, width)
    assert all(columns_of(line) <= width for line in text.splitlines())


MADE = made_up_front()


@SETTINGS
@given(
    st.lists(NAMES, min_size=1, max_size=9),
    SHARES | st.none(),
    st.booleans(),
    PARAMETERS,
    spreads(),
    CURRENCIES,
)
def test_a_search_is_told_in_sixty_words(levers, better, everything, parameter, spread, currency):
    table = MADE.table.copy()
    for measure in ("leavers_avoided", "output", "net_value"):
        for name, value in spread.items():
            table[f"{measure}_{name}"] = value
    about = MADE.about | {"currency": currency, "output_of_status_quo": 900.0}
    entries = [Entry(parameter, 1e6, 1e5, 0.0)]
    check(optimise_finding(table, about, entries, Answer(everything, better), levers), *levers)


@SETTINGS
@given(
    st.lists(st.tuples(NAMES, st.text("0123456789", max_size=9)), min_size=1, max_size=4),
    st.integers(NARROWEST, 120),
)
def test_tables_are_never_wider_than_their_room(rows, width):
    names = [name for name, _ in rows]
    cells = tuple(cell for _, cell in rows)
    columns = [Column("Some head", cells, cells), Column("Another", cells, leaves=1), Column("Net", cells)]
    for line in table_text("Policy", names, columns, width).splitlines():
        assert columns_of(line) <= width


@SETTINGS
@given(NAMES, st.integers(1, 40))
def test_a_cut_name_fits(name, width):
    assert columns_of(cut(name, width)) <= max(width, 1)


@SETTINGS
@given(spreads(), st.integers(2, 2000))
def test_rounding_moves_a_number_by_no_more_than_luck_does_and_tells_no_digit_of_luck(spread, runs):
    digits = digits_of(spread, runs)
    assert digits.decimals <= 1
    error, step = error_of_median(spread, runs), 10.0**-digits.decimals
    if math.isfinite(error):
        assert step > 0.1999 * error
        assert step <= 2.0001 * error or digits.decimals == 1


@pytest.mark.parametrize(
    ("part", "runs", "told"),
    [(1.0, 2, "in every run (2 runs: too few to say)"), (0.0, 1, "in no run (1 run: too few to say)"),
     (0.6, 5, "in 3 of 5 runs (too few to say)"), (0.72, 200, "in 72 % of 200 runs"),
     (0.999, 200, "in 99 % of 200 runs"), (1.0, 200, "in every one of 200 runs")],
)  # fmt: skip
def test_shares_have_the_number_of_runs(part, runs, told):
    assert in_runs(part, runs).replace("\u00a0", " ") == told


def test_the_error_is_that_of_medians():
    random = np.random.default_rng(1)
    medians = np.median(random.normal(0, 3, (4_000, 100)), axis=1)
    spread = {"p5": -1.6449 * 3, "p95": 1.6449 * 3}
    assert error_of_median(spread, 100) == pytest.approx(medians.std(), rel=0.05)


FEW = ("organisation.headcount=120", "months=13", "figures=none", "threads=2")


@pytest.mark.parametrize("draws", [2, 3, 5])
def test_real_runs_of_a_few_draws(draws, tmp_path, capsys):
    assert (
        main(["project", *FEW, f"draws={draws}", "runs_per_parameter_set=1", f"output={tmp_path / 'p'}"]) == 0
    )
    typed = ("policies=[status_quo,guardrails,replace_sharing]", "runs_per_parameter_set=1")
    assert main(["compare", *FEW, *typed, f"draws={draws}", f"output={tmp_path / 'c'}"]) == 0
    told = capsys.readouterr().out
    assert all(columns_of(line) <= 80 for line in told.splitlines() if not line.startswith(str(tmp_path)))
    assert "too few to say" in told and "100 of 100" not in told
    for folder in ("p", "c"):
        page = (tmp_path / folder / "finding.md").read_text(encoding="utf-8")
        assert len(page.partition("## Notes")[0].split()) <= MOST_WORDS


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="ab \u682a\u5f0f\u0301", max_size=300), st.integers(30, 120))
def test_lines_fit_the_terminal_in_any_script_and_lose_nothing(text, width):
    lines = wrapped(text, width)
    assert all(columns_of(line) <= width for line in lines if " " in line or columns_of(line) > len(line))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_number_and_its_unit_stay_together():
    assert wrapped("a" * 28 + " 15\u00a0% a year", 30) == ["a" * 28, "15\u00a0% a year"]
