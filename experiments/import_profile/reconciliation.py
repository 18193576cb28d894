"""The sheet that a controller signs: the kept bridge of every shown department, with the official figures."""

from __future__ import annotations

import base64
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tandem.experiments.import_profile.official import Compared, beside
from tandem.experiments.intake.groups.bridge import FLOWS
from tandem.experiments.wording.catalogue import page, texts
from tandem.model.organisation.folder.imported import ImportedProfile

SHEET, PICTURE = "reconciliation.html", "reconciliation.png"
_most_shown = 20

_text = texts("import_profile.official")


def print_compared(compared: Compared, console: Console) -> None:
    """How far the extract and the official file agree, and the largest differences."""
    figures, differences = compared.figures, compared.differences
    console.print()
    if differences.empty:
        console.print(_text("agree", count=len(figures)))
        return
    console.print(_text("differ", wrong=len(differences), count=len(figures)))
    table = Table(box=None, padding=(0, 2, 0, 2))
    for heading in (_text("row"), _text("department"), _text("month"), _text("figure")):
        table.add_column(heading)
    for heading in (_text("official"), _text("extract"), _text("difference")):
        table.add_column(heading, justify="right")
    for each in differences.head(_most_shown).itertuples(index=False):
        table.add_row(
            str(each.row), escape(str(each.department)), str(each.month), flow_in_words(str(each.flow)),
            f"{each.official:,}", f"{each.extract:,}", f"{each.difference:+,}",
        )  # fmt: skip
    console.print(table)
    if len(differences) > _most_shown:
        console.print("  " + _text("more", more=len(differences) - _most_shown))


def flow_in_words(flow: str) -> str:
    """A flow as the terminal and the sheet call it."""
    return _text(
        {
            "opening": "opening",
            "hires": "hires",
            "moves_in": "moves_in",
            "moves_out": "moves_out",
            "leavers": "leavers",
            "closing": "closing",
        }[flow]
    )


def write_reconciliation(folder: Path, imported: ImportedProfile, compared: Compared) -> None:
    """Write picture and sheet into a profile's folder, of the departments alone that the profile shows."""
    from tandem.experiments.import_profile.figures.bridge import draw_bridge

    bridge = imported.bridge
    if bridge is None:
        return
    shown = beside(compared.figures.drop(columns=["extract", "difference"]), bridge)
    picture = draw_bridge(bridge, shown, imported.profile.name)
    (folder / PICTURE).write_bytes(picture.png())
    (folder / SHEET).write_text(
        _sheet(imported, bridge, shown, picture.png(), picture.alternative_text), "utf-8"
    )


def _sheet(
    imported: ImportedProfile, bridge: pd.DataFrame, figures: pd.DataFrame, picture: bytes, alternative: str
) -> str:
    """The sheet as a page of HTML that loads nothing."""
    from jinja2 import Environment, StrictUndefined

    sums = bridge.groupby("department", sort=False)[list(FLOWS[1:5])].sum()
    sums.insert(0, "opening", bridge.groupby("department", sort=False)["opening"].first())
    sums["closing"] = bridge.groupby("department", sort=False)["closing"].last()
    counts = figures.assign(wrong=figures["difference"] != 0).groupby("department", sort=False)["wrong"]
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(page("reconciliation.html.j2")).render(
        about=imported.about,
        picture=base64.b64encode(picture).decode("ascii"),
        alternative=alternative,
        first=bridge["month"].min(),
        last=bridge["month"].max(),
        departments=[
            (name, [int(value) for value in row])
            for name, row in zip(sums.index, sums.to_numpy(), strict=True)
        ],
        flows=[flow_in_words(flow) for flow in FLOWS],
        stated={str(name): (int(its.size), int(its.sum())) for name, its in counts},
        differences=_rows(figures[figures["difference"] != 0]),
        figures=len(figures),
    )


def _rows(wrong: pd.DataFrame) -> list[tuple[str, str, str, int, int]]:
    """Department, month, figure in words, official and the extract's of each figure that differs."""
    names = (wrong[column].astype(str).tolist() for column in ("department", "month"))
    flows = [flow_in_words(flow) for flow in wrong["flow"].astype(str)]
    numbers = (wrong[column].astype(int).tolist() for column in ("official", "extract"))
    return list(zip(*names, flows, *numbers, strict=True))
