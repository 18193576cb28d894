"""The four documents say the same, and what they say is what the run's tables hold."""

import json

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from tandem.experiments.documents.build import document_of
from tandem.experiments.documents.content import MOST_WORDS, Message
from tandem.experiments.documents.parts.policies import policies_of
from tandem.experiments.documents.run_files import read_run
from tandem.experiments.documents.telling import Telling
from tests.experiments.documents.readers import words_of

FORMATS = ("html", "pptx", "xlsx", "pdf")


@pytest.fixture(scope="module")
def document(both):
    return document_of(both)


@pytest.mark.parametrize("name", FORMATS)
def test_every_document_names_client_and_whose_project_it_is_not(name, made):
    told = words_of(made[name])
    assert "Northwind GmbH" in told
    assert "not affiliated with Upwork" in told


@pytest.mark.parametrize("name", FORMATS)
def test_every_document_says_the_board_page(name, made, document):
    told = words_of(made[name]).replace("- ", "")
    for figure in document.board.figures:
        assert " ".join(figure.value.split()) in told
    for line in document.board.lines:  # words may be parted at the ends of lines on paper
        first = " ".join(line.text.replace("\u00a0", " ").split()[:6])
        assert first.replace("- ", "") in told


def test_turnover_is_the_tables(document, folders):
    monthly = pd.read_parquet(folders["project"] / "monthly.parquet")
    whole = (monthly["department"] == "all") & (monthly["level"] == "all") & (monthly["contract"] == "all")
    last = monthly[whole & (monthly["measure"] == "voluntary_turnover")].iloc[-1]
    (fan,) = [chart for chart in document.charts() if chart.name == "fan-voluntary-turnover"]
    assert [each.values[-1] for each in fan.series[:5]] == pytest.approx(
        [last[name] for name in ("p5", "p25", "p50", "p75", "p95")]
    )
    assert document.board.figures[0].value == f"{last['p50']:.0f}\u00a0%"


def test_ai_part_is_the_summarys(document, folders):
    summary = json.loads((folders["project"] / "summary.json").read_text("utf-8"))
    part = summary["ai_part"]["measures"]["voluntary_turnover"]["still"]["p50"]
    (table,) = document.tables("ai-part")
    assert table.rows[0][2] == pytest.approx(part)


def test_net_values_are_the_tables(document, folders, made):
    effects = pd.read_parquet(folders["compare"] / "effects.parquet")
    net = effects[
        (effects["effect"] == "net_value")
        & (effects["reading"] == "mixed")
        & (effects["department"] == "all departments")
        & (effects["runs"] == "all")
    ].set_index("policy")["p50"]
    (chart,) = [each for each in document.charts() if each.name == "net-value"]
    assert list(chart.categories) == list(net.sort_values(ascending=False).index)
    shown = np.array(chart.series[1].values) * 1e6
    assert shown == pytest.approx(net.sort_values(ascending=False).to_numpy())
    sheet = load_workbook(made["xlsx"], data_only=True)["What policies buy"]
    cells: dict = {}
    for row in sheet.iter_rows(values_only=True):
        if row[0] in net.index:
            cells.setdefault(row[0], row[2])
    for policy, value in net.items():
        assert cells[policy] * 1e6 == pytest.approx(value)


def test_a_chart_of_the_deck_holds_the_tables_numbers(document, made):
    wanted = next(each for each in document.charts() if each.name == "net-value")
    charts = [
        shape.chart
        for slide in Presentation(str(made["pptx"])).slides
        for shape in slide.shapes
        if shape.has_chart
    ]
    held = [chart for chart in charts if list(chart.plots[0].categories) == list(wanted.categories)]
    assert any(
        list(chart.plots[0].series[0].values) == pytest.approx(wanted.series[1].values) for chart in held
    )


def test_messages_are_short(document):
    told = [block for section in document.sections for block in section.blocks if isinstance(block, Message)]
    for message in (*told, *document.board.lines):
        assert len(message.text.split()) <= MOST_WORDS, message.head


def test_every_table_and_chart_names_its_source(document):
    for section in document.sections:
        for block in section.blocks:
            if not isinstance(block, Message) and section.name != "glossary":
                assert block.source, block.title


def test_no_document_says_significant(document, made):
    for name in FORMATS:
        assert "significan" not in words_of(made[name]).lower()


def test_german_is_complete_and_different(both):
    english, german = document_of(both), document_of(both, "de")
    assert [section.name for section in english.sections] == [section.name for section in german.sections]
    for first, second in zip(english.sections, german.sections, strict=True):
        assert first.title != second.title
    for line in (
        *german.board.lines,
        *(m for s in german.sections for m in s.blocks if isinstance(m, Message)),
    ):
        assert len(line.text.split()) <= MOST_WORDS
    charts = zip(english.charts(), german.charts(), strict=True)
    for one, other in charts:  # the numbers are the same, the words are not
        assert [each.values for each in one.series] == [each.values for each in other.series]
        assert one.title != other.title


@pytest.mark.parametrize(
    ("language", "amount", "told"),
    [
        ("en", 12_345_678, "USD\u00a012.3\u00a0million"),
        ("de", 12_345_678, "12,3\u00a0Mio.\u00a0USD"),
        ("en", -4_863, "−USD\u00a04,863"),
        ("de", -4_863, "−4.863\u00a0USD"),
        ("de", 0.0, "0\u00a0USD"),
    ],
)
def test_money_is_told_in_the_language(language, amount, told):
    telling = Telling(language)
    with telling.speaking():
        assert telling.money(amount, "USD") == told


def test_the_leading_policy_is_judged_as_the_run_judges_it(folders):
    policies = policies_of(read_run(folders["compare"]))
    finding = json.loads((folders["compare"] / "summary.json").read_text("utf-8"))["finding_parts"]["what"]
    assert f"“{policies.names[0]}”" in finding
