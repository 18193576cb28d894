"""The content model of documents: what is said, shown and listed, built once and rendered in every format.

Numbers stay numbers (cells of tables, points of charts), and are told by `telling.Telling`, so that a
number reads the same on a page, a slide and in a sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Cell = str | float | int | bool | None
Kind = Literal["text", "number", "percent", "share", "signed"]
ChartKind = Literal["fan", "ranges", "bars", "lines", "shares"]
Standing = Literal["better", "worse", "untold"]

MOST_WORDS = 60  # of a message


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    head : with the unit, as it is printed
    kind : how its cells are told: `share` is a share of 1 told in per cent, `percent` a number of per cent
    decimals : of numbers
    """

    head: str
    kind: Kind = "text"
    decimals: int = 0


@dataclass(frozen=True)
class Table:
    """A table whose cells are data; every row has a cell a column.

    Attributes
    ----------
    name : of its sheet or anchor, in small letters and hyphens
    title, note : above and below it
    source : which file of the run it comes from
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class Series:
    """Numbers of a chart, one a category; None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """A picture as data.

    Attributes
    ----------
    kind : `fan`: p5, p25, p50, p75, p95 by month, further series are single lines; `ranges`: p5, p50 and
        p95 of each category; `bars`: side by side; `lines`: over months; `shares`: parts of a whole by
        category
    title : what it shows, as a sentence
    subtitle : what is measured, with its unit
    alt_text : what a reader who does not see it must know
    categories : months or names
    standings : of `ranges`: whether each is better, worse or cannot be told from luck
    decimals : of the numbers on its axis and in its table
    split : of a fan: place of the first projected month
    """

    name: str
    kind: ChartKind
    title: str
    subtitle: str
    caption: str
    alt_text: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    standings: tuple[Standing, ...] = ()
    decimals: int = 1
    split: int = 0
    source: str = ""
    category_head: str = ""


@dataclass(frozen=True)
class Message:
    """A few sentences under a heading, at most `MOST_WORDS` words."""

    head: str
    text: str


@dataclass(frozen=True)
class Figure:
    """A number of the first page with what it is and its range."""

    label: str
    value: str
    detail: str


@dataclass(frozen=True)
class Section:
    """A part of a document.

    Attributes
    ----------
    name : anchor
    title : heading
    blocks : what stands in it, in order
    paper : whether it is in the short version on paper, too
    """

    name: str
    title: str
    blocks: tuple[Message | Table | Chart, ...]
    paper: bool = False


@dataclass(frozen=True)
class Board:
    """The case for the board, on one page.

    Attributes
    ----------
    title : the decision in a sentence
    lines : what happens without action, what could be done, how sure that is
    figures : three numbers
    picture : the chart of the page, if there is one
    moves : the best moves with break-even, cash and capacity apart; None without a comparison
    money : cash and capacity of the best move by fiscal year; None without a comparison
    change : what would change the answer
    find_out : what to find out next and what that is worth
    not_counted : who and what was not counted
    """

    title: str
    lines: tuple[Message, ...]
    figures: tuple[Figure, ...]
    picture: Chart | None
    moves: Table | None
    money: Chart | None
    change: tuple[str, ...]
    find_out: tuple[str, ...]
    not_counted: tuple[str, ...]


@dataclass(frozen=True)
class PriceOfLever:
    """The stated price of a lever, and what it is paid for in each run.

    Attributes
    ----------
    policy, lever, basis : as in the run's `ledger_units` table
    prices : a head and month, once, and hours a week, in that order
    units : one row a run, for each of these
    """

    policy: str
    lever: str
    basis: str
    prices: tuple[float, float, float]
    units: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class Ledger:
    """A comparison run by run: what the price sheet is made of.

    Attributes
    ----------
    currency : of all money
    policies : in the run's order
    output, saved : policy → a number a run: worker-months gained before hours, and currency saved
    worth : policy → value of a worker-month of output in each run, currency
    levers : of all policies
    """

    currency: str
    policies: tuple[str, ...]
    output: dict[str, tuple[float, ...]]
    saved: dict[str, tuple[float, ...]]
    worth: dict[str, tuple[float, ...]]
    levers: tuple[PriceOfLever, ...]

    @property
    def runs(self) -> int:
        """How many there are."""
        return len(next(iter(self.output.values()), ()))


@dataclass(frozen=True)
class Document:
    """All that is told of one or more runs.

    Attributes
    ----------
    language : `en` or `de`
    client, scenario : on every page
    title : of the whole
    made : where and when it comes from, in a line
    disclaimer : whose project it is not
    board : the first page
    sections : what follows
    ledger : for the price sheet; None without a comparison
    extra : long tables, for the page and the workbook alone
    """

    language: str
    client: str
    scenario: str
    title: str
    made: str
    disclaimer: str
    board: Board
    sections: tuple[Section, ...]
    ledger: Ledger | None = None
    extra: tuple[Table, ...] = ()

    def charts(self) -> list[Chart]:
        """All pictures, in their order."""
        return [block for section in self.sections for block in section.blocks if isinstance(block, Chart)]

    def tables(self, name: str) -> list[Table]:
        """The tables of a name."""
        blocks = (block for section in self.sections for block in section.blocks)
        return [block for block in blocks if isinstance(block, Table) and block.name == name]
