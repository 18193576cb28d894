"""The case for the board: what happens, what could be done, what would change that, what to ask."""

from __future__ import annotations

from collections.abc import Mapping

from tandem.experiments.documents.content import Board, Column, Figure, Message, Table
from tandem.experiments.documents.parts.about import not_counted
from tandem.experiments.documents.parts.courses import Course, source_of
from tandem.experiments.documents.parts.effects import net_chart
from tandem.experiments.documents.parts.money import years_chart
from tandem.experiments.documents.parts.outlook import fan, headline_figures, turnover_message
from tandem.experiments.documents.parts.policies import (
    LEAVERS,
    NET,
    Policies,
    net_told,
    policies_message,
    scale_of,
    scaled,
    unit_of,
)
from tandem.experiments.documents.parts.unknowns import worth_asking
from tandem.experiments.documents.parts.who_wins import deciding_axis, ranking_of, winners
from tandem.experiments.documents.run_files import Run, number
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts

_text = texts("documents.board")

_best = 3  # moves on the page
_figures = 3
_few_runs = 100  # below that more runs are asked for first


def board_of(run: Run, courses: Mapping[str, Course], policies: Policies | None, telling: Telling) -> Board:
    """The page of a run, with the policies of a comparison where there is one.

    Parameters
    ----------
    run : whose courses these are: a projection, or the comparison itself
    """
    turnover = courses.get("voluntary_turnover")
    lines = [] if turnover is None else [turnover_message(run, turnover, telling)]
    figures = list(headline_figures(run, courses, telling))
    picture = None if turnover is None else fan(turnover, run, telling)
    if policies is None:
        lines += [
            Message(_text("sure_head"), _sure_of_projection(run, telling)),
            Message(_text("next_head"), _text("compare_next")),
        ]
        return Board(
            _text("title_projection", client=run.client), tuple(lines), tuple(figures[:_figures]), picture,
            None, None, _change_of_projection(), (_text("ask_gain"),), not_counted(run, telling),
        )  # fmt: skip
    lines += [policies_message(policies, telling), Message(_text("sure_head"), _sure(policies, telling))]
    first = policies.names[0]
    figures = [*figures[:2], Figure(_text("figure_net", policy=first), *_figure_of(policies, first, telling))]
    return Board(
        _title(policies), tuple(lines), tuple(figures), picture or net_chart(policies, telling),
        moves_table(policies), years_chart(policies, first, telling), _change(policies, telling),
        worth_asking(policies, telling), not_counted(policies.run, telling),
    )  # fmt: skip


def _figure_of(policies: Policies, name: str, telling: Telling) -> tuple[str, str]:
    told = net_told(policies, name, telling)
    middle = told.partition(" (")[0]
    share = telling.share(policies.effects[name, NET]["better"])
    return middle, _text("figure_net_detail", share=share, range=told.removeprefix(middle).strip(" ()"))


def _title(policies: Policies) -> str:
    name = policies.names[0]
    if policies.pays(name):
        return _text("title_pays", policy=name)
    if policies.hangs_on_price(name):
        return _text("title_price", policy=name)
    return _text("title_untold", baseline=str(policies.run.summary["baseline"]))


def moves_table(policies: Policies) -> Table:
    """The three best moves: net value, leavers, cash and capacity apart, break-even, how often each wins."""
    size = scale_of(policies)
    rows = []
    for name in policies.names[:_best]:
        row = policies.break_even.get(name, {})
        cash = policies.change(name, "cash")
        rows.append(
            (
                name,
                scaled(number(policies.effects[name, NET]["p50"]), size),
                number(policies.effects[name, NET]["better"]),
                scaled(None if cash is None else -cash, size),
                scaled(policies.change(name, "capacity_value"), size),
                number(policies.effects[name, LEAVERS]["p50"]),
                number(row.get("most_per_head_month")),
                number(row.get("price_per_head_month")),
                policies.best_in(name),
            )
        )
    unit = unit_of(size, policies.currency)
    columns = (
        Column(_text("move")), Column(_text("net", unit=unit), "signed", 1), Column(_text("pays"), "share"),
        Column(_text("cash", unit=unit), "signed", 1), Column(_text("capacity", unit=unit), "signed", 1),
        Column(_text("leavers"), "number"), Column(_text("most", currency=policies.currency), "number"),
        Column(_text("price", currency=policies.currency), "number"), Column(_text("best_in"), "share"),
    )  # fmt: skip
    return Table(
        "best-moves",
        _text("moves"),
        columns,
        tuple(rows),
        _text("moves_note"),
        source_of(policies.run, "effects"),
    )


def _sure(policies: Policies, telling: Telling) -> str:
    ranking = ranking_of(policies)
    sentences = []
    if ranking is not None and len(ranking):
        best = winners(ranking)
        leader = best["policy"].value_counts(normalize=True)
        sentences.append(
            _text(
                "best_in_cases",
                policy=str(leader.index[0]),
                share=telling.share(float(leader.iloc[0])),
                total=telling.number(len(best)),
            )
        )
    if int(policies.run.summary["runs"]) < _few_runs:
        sentences.append(_text("few_runs", runs=telling.number(int(policies.run.summary["runs"]))))
    sentences.append(_text("if_causal"))
    return " ".join(sentences)


def _sure_of_projection(run: Run, telling: Telling) -> str:
    sentences = [_text("runs_told", runs=telling.number(int(run.summary["runs"])))]
    if int(run.summary["runs"]) < _few_runs:
        sentences.append(_text("few_runs", runs=telling.number(int(run.summary["runs"]))))
    return " ".join([*sentences, _text("if_causal")])


def _change(policies: Policies, telling: Telling) -> tuple[str, ...]:
    """What would change the answer."""
    told = []
    decides = deciding_axis(policies, telling)
    if decides is not None:
        axis, value, winner = decides
        told.append(_text("case_decides", axis=axis, value=value, policy=winner))
    first = policies.names[0]
    row = policies.break_even.get(first, {})
    most = number(row.get("most_per_head_month"))
    if most is not None and (number(row.get("price_per_head_month")) or 0) > 0:
        told.append(_text("price_above", policy=first, most=telling.money(most, policies.currency)))
    if "share of pay" in str(row.get("price_basis", "")):
        told.append(_text("price_assumed", policy=first))
    told.append(_text("not_causal"))
    return tuple(told)


def _change_of_projection() -> tuple[str, ...]:
    return (_text("market"), _text("not_causal"))
