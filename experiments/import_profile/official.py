"""The organisation's own figures beside those of the extract: every difference, and the rows behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from tandem.experiments.intake.groups.bridge import FLOWS
from tandem.experiments.intake.meaning.vocabulary import normal
from tandem.model.errors import InputError
from tandem.model.organisation.folder.tables import ALL_DEPARTMENTS
from tandem.model.organisation.table.cells import read_cells
from tandem.model.organisation.table.problems import Problem, quote_found, refuse_table

EXAMPLE = "department,month,opening,hires,moves_in,moves_out,leavers,closing"
#: What the columns may be called besides their names, in normal form.
_called = {
    "department": {"department", "departments", "abteilung", "bereich", "service", "departement", "division"},
    "month": {"month", "period", "monat", "mois", "mes", "mese", "maand"},
    "opening": {"opening", "openingheadcount", "start", "anfangsbestand"},
    "hires": {"hires", "hired", "joiners", "starters", "newhires", "eintritte", "zugange"},
    "moves_in": {"movesin", "transfersin", "movedin", "versetzungenein"},
    "moves_out": {"movesout", "transfersout", "movedout", "versetzungenaus"},
    "leavers": {"leavers", "exits", "terminations", "separations", "left", "austritte", "abgange"},
    "closing": {"closing", "closingheadcount", "headcount", "end", "endbestand", "kopfzahl"},
}
_all = {
    "",
    "all",
    "total",
    "alldepartments",
    "wholeorganisation",
    "gesamt",
    "summe",
    "organisation",
    "company",
}
_month = re.compile(r"(\d{4})[-/.]?(0[1-9]|1[0-2])([-/.]\d{2})?( 00:00:00)?")
_count = re.compile(r"\d{1,9}(\.0+)?")
_most_rows = 200_000


@dataclass(frozen=True)
class Compared:
    """An official file against the extract.

    Attributes
    ----------
    figures : DataFrame
        `row` of the official file, `department`, `month`, `flow`, `official`, `extract`, `difference`: one
        row
        a figure that the file states.
    """

    figures: pd.DataFrame

    @property
    def differences(self) -> pd.DataFrame:
        """The figures that differ, the largest differences first; `extract` counts the rows behind each."""
        wrong = self.figures[self.figures["difference"] != 0]
        return wrong.iloc[np.argsort(-wrong["difference"].abs().to_numpy(), kind="stable")]


def compared_with(file: Path | None, exact: pd.DataFrame | None) -> Compared | None:
    """The official figures beside the extract's, if a file of them is given."""
    if file is None:
        return None
    if exact is None:
        raise InputError(
            "--compare: the extract has no days of hire and of leaving, so there are no months to "
            "compare; leave "
            "it out, or export the dates, too; example: --leavers leavers.csv"
        )
    return read_official(file, exact)


def read_official(file: Path, exact: pd.DataFrame) -> Compared:
    """Read an official file and lay it beside the extract's own figures.

    Parameters
    ----------
    file : Path
        CSV or workbook with `department`, `month` and any of the flows; without a department, or with `All`,
        a row is the organisation's.
    exact : DataFrame
        As `intake.groups.bridge.bridge_table` returns it.

    Raises
    ------
    InputError
        Naming file, row, what is allowed and an example.
    """
    rows = read_cells(file, None)
    number, header = next(rows, (0, []))
    places = _columns(file, header)
    problems: list[Problem] = []
    found: list[tuple[int, str, str, str, int]] = []
    seen: set[tuple[str, str]] = set()
    for row, cells in rows:
        if row > _most_rows:
            raise InputError(f"{file}: more than {_most_rows:,} rows; give one a department and month.")
        cells = [*cells, *[""] * (len(header) - len(cells))]
        key = _key_of(row, cells, places, exact, problems)
        if key is None:
            continue
        if key in seen:
            problems.append(
                Problem(row, "month", f"{key[0]}, {key[1]} a second time", "each once", "delete one row")
            )
            continue
        seen.add(key)
        for flow, place in places.items():
            if flow in FLOWS and cells[place]:
                if not _count.fullmatch(cells[place]):
                    problems.append(
                        Problem(row, flow, quote_found(cells[place]), "a whole number of people", "25")
                    )
                    continue
                found.append((row, *key, flow, int(float(cells[place]))))
    if not found and not problems:
        problems.append(Problem(number, None, "no figures", f"rows with any of {', '.join(FLOWS)}", EXAMPLE))
    if problems:
        refuse_table(str(file), problems)
    figures = pd.DataFrame(found, columns=["row", "department", "month", "flow", "official"])
    return Compared(beside(figures, exact))


def beside(figures: pd.DataFrame, bridge: pd.DataFrame) -> pd.DataFrame:
    """Official figures with those of a bridge, where it has the department and the month."""
    long = bridge.melt(["department", "month"], var_name="flow", value_name="extract")
    found = figures.merge(long, on=["department", "month", "flow"])
    return found.assign(difference=found["extract"] - found["official"])


def _columns(file: Path, header: list[str]) -> dict[str, int]:
    """Place of each column by what it is."""
    places: dict[str, int] = {}
    for place, heading in enumerate(header):
        for name, words in _called.items():
            if normal(heading) in words:
                places.setdefault(name, place)
    lacking = "month" not in places or not set(places) & set(FLOWS)
    if lacking:
        there = ", ".join(quote_found(heading) for heading in header if heading)
        raise InputError(
            f"{file}, row 1: the columns are {there or 'none'}; allowed: month, department (without it "
            "the whole "
            f"organisation) and any of {', '.join(FLOWS)}; example: {EXAMPLE}"
        )
    return places


def _key_of(
    row: int, cells: list[str], places: Mapping[str, int], exact: pd.DataFrame, problems: list[Problem]
) -> tuple[str, str] | None:
    """Department and month of a row, as the extract has them."""
    known = {normal(name): name for name in exact["department"].unique()}
    text = cells[places["department"]] if "department" in places else ""
    department = ALL_DEPARTMENTS if normal(text) in _all else known.get(normal(text))
    months = sorted(exact["month"].unique())
    match = _month.fullmatch(cells[places["month"]].strip())
    month = f"{match[1]}-{match[2]}" if match else None
    if department is None:
        names = [name for name in known.values() if name != ALL_DEPARTMENTS]
        allowed = ", ".join(names[:20]) + (" …" if len(names) > 20 else "")
        problems.append(Problem(row, "department", quote_found(text), f"{allowed}, or All", names[0]))
    if month not in months:
        found = quote_found(cells[places["month"]])
        problems.append(
            Problem(row, "month", found, f"a month of the extract, {months[0]} to {months[-1]}", months[-1])
        )
        return None
    return None if department is None else (department, str(month))
