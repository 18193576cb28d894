"""What policies buy, in pictures and a table: net value, leavers avoided, burnout, output."""

from __future__ import annotations

from tandem.experiments.documents.content import Chart, Column, Section, Series, Table
from tandem.experiments.documents.parts.courses import source_of
from tandem.experiments.documents.parts.policies import (
    BURNOUT,
    LEAVERS,
    NET,
    OUTPUT,
    Policies,
    leavers_told,
    net_told,
    policies_message,
    scale_of,
    scaled,
    standing,
    unit_of,
)
from tandem.experiments.documents.run_files import number
from tandem.experiments.documents.telling import Telling
from tandem.experiments.wording.catalogue import texts

_text = texts("documents.effects")


def net_chart(policies: Policies, telling: Telling) -> Chart:
    """Net value of every policy with its range."""
    size = scale_of(policies)
    rows = [policies.effects[name, NET] for name in policies.names]
    return Chart(
        "net-value",
        "ranges",
        _net_title(policies, telling),
        _text(
            "net_subtitle",
            unit=unit_of(size, policies.currency),
            baseline=str(policies.run.summary["baseline"]),
        ),
        _text("ranges_caption"),
        _text(
            "net_alt",
            total=telling.number(len(rows)),
            told="; ".join(
                [
                    _text("net_of", policy=name, net=net_told(policies, name, telling))
                    for name in policies.names[:3]
                ]
            ),
        ),
        policies.names,
        tuple(
            Series(name, tuple(scaled(number(row[each]), size) for row in rows))
            for each, name in _percentiles().items()
        ),
        tuple(standing(row) for row in rows),
        decimals=1,
        source=source_of(policies.run, "effects"),
        category_head=_text("policy"),
    )


def _percentiles() -> dict[str, str]:
    """What the ends and the middle of a range are called."""
    return {"p5": _text("p5"), "p50": _text("p50"), "p95": _text("p95")}


def _net_title(policies: Policies, telling: Telling) -> str:
    name = policies.names[0]
    share = telling.share(policies.effects[name, NET]["better"])
    return _text("net_title", policy=name, share=share)


def leavers_chart(policies: Policies, telling: Telling) -> Chart:
    """Leavers avoided by every policy with their range."""
    rows = [policies.effects[name, LEAVERS] for name in policies.names]
    most = max(policies.names, key=lambda name: policies.effects[name, LEAVERS]["p50"])
    return Chart(
        "leavers-avoided",
        "ranges",
        _text("leavers_title", policy=most, leavers=leavers_told(policies, most, telling)),
        _text("leavers_subtitle", baseline=str(policies.run.summary["baseline"])),
        _text("ranges_caption"),
        _text("leavers_alt", policy=most, leavers=leavers_told(policies, most, telling)),
        policies.names,
        tuple(
            Series(name, tuple(number(row[each]) for row in rows)) for each, name in _percentiles().items()
        ),
        tuple(standing(row) for row in rows),
        decimals=0,
        source=source_of(policies.run, "effects"),
        category_head=_text("policy"),
    )


def effects_table(policies: Policies) -> Table:
    """Every policy with what it changes; ranges in columns of their own."""
    size = scale_of(policies)
    columns = [
        Column(_text("policy")),
        Column(_text("leavers"), "number"),
        Column(_text("p5_short"), "number"),
        Column(_text("p95_short"), "number"),
        Column(_text("burnout"), "signed", 1),
        Column(_text("output"), "signed"),
        Column(_text("net", unit=unit_of(size, policies.currency)), "signed", 2),
        Column(_text("p5_short"), "signed", 2),
        Column(_text("p95_short"), "signed", 2),
        Column(_text("pays"), "share"),
    ]
    rows = []
    for name in policies.names:
        found = {effect: policies.effects[name, effect] for effect in (LEAVERS, BURNOUT, OUTPUT, NET)}
        rows.append(
            (
                name,
                *(number(found[LEAVERS][each]) for each in ("p50", "p5", "p95")),
                number(found[BURNOUT]["p50"]),
                number(found[OUTPUT]["p50"]),
                *(scaled(number(found[NET][each]), size) for each in ("p50", "p5", "p95")),
                number(found[NET]["better"]),
            )
        )
    return Table(
        "policies",
        _text("table_title", baseline=str(policies.run.summary["baseline"])),
        tuple(columns),
        tuple(rows),
        _text("table_note"),
        source_of(policies.run, "effects"),
    )


def policies_section(policies: Policies, telling: Telling) -> Section:
    """The part of a document on what policies buy."""
    blocks = (
        policies_message(policies, telling),
        net_chart(policies, telling),
        leavers_chart(policies, telling),
        effects_table(policies),
    )
    return Section("policies", _text("title"), blocks, paper=True)
