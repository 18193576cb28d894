"""Which policy is best in which cases, and what the wrong choice would cost."""

from __future__ import annotations

import pandas as pd

from tandem.experiments.documents.content import Cell, Chart, Column, Section, Series, Table
from tandem.experiments.documents.parts import labels
from tandem.experiments.documents.parts.courses import source_of
from tandem.experiments.documents.parts.policies import Policies, scaled, unit_of
from tandem.experiments.documents.run_files import number
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money_unit

_text = texts("documents.who_wins")

_axes = ("reading", "structure", "site_spread", "work_dropped", "prices", "output_value")
_most_named = 5  # policies that have a colour of their own; the others are added up


def ranking_of(policies: Policies) -> pd.DataFrame | None:
    """The run's cases, a row a case and policy; None where none were tried."""
    if not policies.run.has("ranking"):
        return None
    return policies.run.table("ranking", ("case", "policy", "best", "loss"))


def axes_of(ranking: pd.DataFrame) -> list[str]:
    """What the cases differ in."""
    return [name for name in _axes if name in ranking and len(set(ranking[name])) > 1]


def winners(ranking: pd.DataFrame) -> pd.DataFrame:
    """The best policy of every case."""
    return ranking[ranking["best"].astype(bool)].drop_duplicates("case")


def wins_chart(policies: Policies, telling: Telling) -> Chart | None:
    """Share of the cases in which each policy is best, by what the cases differ in; None without cases."""
    ranking = ranking_of(policies)
    if ranking is None or ranking.empty:
        return None
    best = winners(ranking)
    shares = best["policy"].value_counts(normalize=True)
    named = [str(name) for name in shares.index[:_most_named]]
    rows: list[tuple[str, pd.DataFrame]] = [(_text("all_cases"), best)]
    for axis in axes_of(ranking):
        for value in dict.fromkeys(ranking[axis]):
            told = telling.number(value, 2) if isinstance(value, float) else labels.level(str(value))
            rows.append((_text("case", axis=labels.axis(axis), value=told), best[best[axis] == value]))
    rows = [(name, chosen) for name, chosen in rows if len(chosen)]
    parts = {name: tuple(float((chosen["policy"] == name).mean()) for _, chosen in rows) for name in named}
    rest = tuple(1 - sum(values) for values in zip(*parts.values(), strict=True))
    series = [Series(name, values) for name, values in parts.items()]
    if max(rest) > 1e-9:
        series.append(Series(_text("others"), rest))
    title = _text(
        "title_chart",
        policy=named[0],
        share=telling.share(float(shares.iloc[0])),
        total=telling.number(len(best)),
    )
    return Chart(
        "who-wins-when", "shares", title, _text("subtitle"), _text("caption"), title,
        tuple(name for name, _ in rows), tuple(series), decimals=2,
        source=source_of(policies.run, "ranking"), category_head=_text("cases"),
    )  # fmt: skip


def wrong_choice_table(policies: Policies, telling: Telling) -> Table | None:
    """Share of the cases in which each is best, and what it costs to choose it where it is not."""
    table = policies.robustness
    if table.empty:
        return None
    size = money_unit(*(float(value) for value in table["worst_loss"])).size
    axes = [name for name in _axes if f"worst_{name}" in table]
    rows = []
    for _, row in table.iterrows():
        where = "; ".join(_told(name, row[f"worst_{name}"], telling) for name in axes)
        rows.append(
            (str(row["policy"]), number(row["best_in"]), scaled(number(row["worst_loss"]), size), where)
        )
    columns = (
        Column(_text("policy")),
        Column(_text("best_in"), "share"),
        Column(_text("worst_loss", unit=unit_of(size, policies.currency)), "number", 2),
        Column(_text("where")),
    )
    count = telling.number(float(table["cases"].max()))
    return Table(
        "who-wins-when",
        _text("table_title", total=count),
        columns,
        tuple(rows),
        _text("table_note"),
        source_of(policies.run, "robustness"),
    )


def _told(axis: str, value: Cell, telling: Telling) -> str:
    told = telling.number(float(value), 2) if isinstance(value, int | float) else labels.level(str(value))
    return _text("case", axis=labels.axis(axis), value=told)


def deciding_axis(policies: Policies, telling: Telling) -> tuple[str, str, str] | None:
    """What changes the answer most: what cases differ in, its value, and the policy that is best there.

    The value is the one under which the leading policy is best least often; None where that changes nothing.
    """
    ranking = ranking_of(policies)
    if ranking is None or ranking.empty:
        return None
    best = winners(ranking)
    leader = str(best["policy"].value_counts().index[0])
    found: list[tuple[float, str, str, str]] = []
    for axis in axes_of(ranking):
        for value in dict.fromkeys(ranking[axis]):
            own = best[best[axis] == value]["policy"]
            if len(own):
                told = telling.number(value, 2) if isinstance(value, float) else labels.level(str(value))
                found.append(
                    (float((own == leader).mean()), labels.axis(axis), told, str(own.value_counts().index[0]))
                )
    if not found:
        return None
    _, axis, value, winner = min(found)
    return None if winner == leader else (axis, value, winner)


def who_wins_section(policies: Policies, telling: Telling) -> Section | None:
    """The part of a document on who wins when; None where no cases were tried."""
    chart, table = wins_chart(policies, telling), wrong_choice_table(policies, telling)
    blocks = tuple(block for block in (chart, table) if block is not None)
    return Section("who-wins-when", _text("title"), blocks) if blocks else None
