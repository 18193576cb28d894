"""The picture of `docs/what-pushes-what.md`: what pushes what in the model, drawn into `docs/figures/`.

python docs/figures/what_pushes_what.py

Colour and symbol of an arrow say which way it pushes, its line says how sure that is. Numbers are those of
the page's table; a test holds both together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path as Line

from tandem.experiments.drawing.style import (
    BLUE,
    CAPTION_SIZE,
    DOTS_PER_INCH,
    GRID,
    INK,
    LABEL_SIZE,
    LEAD_SIZE,
    LINE_SPACING,
    ORANGE,
    PLUM,
    TITLE_SIZE,
    WHITE,
    tint,
)
from tandem.experiments.drawing.typography import FAMILY

Sign = Literal["up", "down", "open"]
Grade = Literal["trials", "correlations", "assumption", "by definition"]
Point = tuple[float, float]

PICTURE = Path(__file__).with_name("what_pushes_what.png")
WIDTH, HEIGHT = 11.4, 12.8  # inches
BOTTOM = -2.9  # height of the lower edge
RULE = -1.35  # height of the line above the legend
TITLE = "AI relieves people and presses them: the targets that follow tip the balance"
LEAD = "What pushes what in the model, month after month. Numbers are those of the table below the picture."
CAPTION = (
    "Not drawn: what levers cost; labour market, pay, tenure and level, which move quits from outside; "
    "promotion; freelancers,\nwho set their own targets and whose contracts end whatever they feel. Either "
    "way: the range gives the other sign a chance of\none in ten or more. Source: Tandem, model/rules and "
    "model/parameters.yaml."
)

COLOURS: dict[Sign, str] = {"up": BLUE, "down": ORANGE, "open": PLUM}
ON_COLOURS: dict[Sign, str] = {"up": WHITE, "down": "#000000", "open": WHITE}
SYMBOLS: dict[Sign, str] = {"up": "+", "down": "−", "open": "±"}
SIGNS: dict[Sign, str] = {"up": "pushes up", "down": "pushes down", "open": "may go either way"}
WIDTHS: dict[Grade, float] = {"trials": 3.4, "correlations": 1.7, "assumption": 1.7, "by definition": 1.7}
DASHES: dict[Grade, str] = {"trials": "-", "correlations": "-", "assumption": "--", "by definition": "-"}


class Box(NamedTuple):
    """A thing that is pushed: middle and size in inches, name, and the levers that act on it."""

    x: float
    y: float
    name: str
    levers: str = ""
    width: float = 1.86
    height: float = 0.86
    selected: bool = False  # higher in demanding roles, whatever AI does
    decided: bool = False  # management decides


class Arrow(NamedTuple):
    """One push: its corners, where its badge stands (inches), and a word on how, left and above."""

    number: int
    sign: Sign
    grade: Grade
    corners: tuple[Point, ...]
    badge: Point
    how: str = ""
    words: Point = (0.0, 0.0)


BOXES = (
    Box(3.5, 8.52, "Work AI can touch", width=1.86, height=0.5),
    Box(0.93, 3.49, "People\nuse AI", "training,\nrollout,\ntime to\nexperiment", 1.2, 9.22, selected=True),
    Box(3.5, 6.55, "Higher targets", "sharing the gain", selected=True, decided=True),
    Box(4.9, 5.1, "Gap: asked beyond\nwhat AI truly saves"),
    Box(7.5, 5.75, "Effort, hours", "shorter hours"),
    Box(7.5, 4.4, "Felt load", "shorter hours"),
    Box(4.9, 2.06, "Ties to coworkers,\nclarity of purpose", "connection, alignment"),
    Box(4.5, 0.6, "Trust in AI over\ncolleagues", width=1.66, height=0.64),
    Box(7.5, 2.96, "Burnout", "guardrails, wellness", selected=True),
    Box(7.5, 1.23, "Wish to leave", selected=True),
    Box(8.3, -0.08, "Good managers", width=1.6, height=0.5),
    Box(10.2, 1.23, "Quits", "flexible work, pay,\nmanagers, recognition"),
    Box(10.2, 4.4, "Empty and\nclosed seats", "hiring, cuts", decided=True),
    Box(10.2, 6.8, "Output", height=2.6),
)

# fmt: off
ARROWS = (
    Arrow(1, "up", "trials", ((1.53, 7.78), (9.27, 7.78)), (6.5, 7.78),
          "time truly saved; newcomers get up to speed sooner", (1.65, 7.9)),
    Arrow(2, "up", "correlations", ((1.53, 6.55), (2.57, 6.55)), (2.0, 6.55),
          "gains people\nreport", (1.6, 6.74)),
    Arrow(3, "open", "assumption", ((4.43, 6.65), (9.27, 6.65)), (7.5, 6.65),
          "good will, or holding back", (4.75, 6.76)),
    Arrow(4, "down", "trials", ((1.53, 5.1), (3.97, 5.1)), (2.85, 5.1), "what AI truly saves", (1.65, 5.25)),
    Arrow(5, "up", "by definition", ((4.43, 6.36), (4.9, 6.36), (4.9, 5.53)), (4.9, 5.98)),
    Arrow(6, "up", "assumption", ((5.83, 5.26), (6.57, 5.62)), (6.17, 5.43)),
    Arrow(7, "up", "assumption", ((5.83, 4.94), (6.57, 4.56)), (6.17, 4.77)),
    Arrow(8, "up", "assumption", ((7.5, 5.32), (7.5, 4.83)), (7.5, 5.1)),
    Arrow(9, "up", "assumption", ((8.43, 5.83), (9.27, 5.83)), (8.82, 5.83)),
    Arrow(10, "down", "trials", ((1.53, 3.06), (6.57, 3.06)), (4.2, 3.06),
          "relief: disliked work goes", (1.65, 3.21)),
    Arrow(11, "up", "correlations", ((7.1, 3.97), (7.1, 3.39)), (7.1, 3.71)),
    Arrow(12, "up", "correlations", ((7.9, 3.39), (7.9, 3.97)), (7.9, 3.65)),
    Arrow(13, "open", "correlations", ((1.53, 2.06), (3.97, 2.06)), (3.35, 2.06),
          "closer or alone,\nclearer or lost", (1.65, 2.15)),
    Arrow(14, "down", "correlations", ((5.83, 2.2), (6.57, 2.68)), (6.17, 2.42)),
    Arrow(15, "down", "correlations", ((5.83, 1.92), (6.57, 1.44)), (6.2, 1.68)),
    Arrow(16, "up", "correlations", ((7.5, 2.53), (7.5, 1.66)), (7.5, 2.12)),
    Arrow(17, "open", "assumption", ((1.53, -0.3), (6.9, -0.3), (6.9, 0.8)), (4.5, -0.3),
          "outside demand for AI skills", (1.65, -0.18)),
    Arrow(18, "up", "correlations", ((8.43, 1.23), (9.27, 1.23)), (8.82, 1.23)),
    Arrow(19, "up", "correlations", ((9.42, 1.66), (9.42, 2.25), (10.12, 2.25), (10.12, 1.66)), (9.77, 2.25),
          "leavers draw\nothers along", (9.3, 2.42)),
    Arrow(20, "up", "by definition", ((10.65, 1.66), (10.65, 3.97)), (10.65, 3.1)),
    Arrow(21, "up", "assumption", ((9.27, 4.4), (8.43, 4.4)), (8.94, 4.4)),
    Arrow(22, "down", "assumption", ((10.2, 4.83), (10.2, 5.5)), (10.2, 5.13)),
    Arrow(23, "down", "correlations", ((8.43, 2.96), (8.6, 2.96), (8.6, 5.6), (9.27, 5.6)), (8.6, 3.6)),
    Arrow(24, "up", "assumption", ((2.57, 8.52), (0.93, 8.52), (0.93, 8.1)), (1.75, 8.52)),
    Arrow(25, "up", "assumption", ((1.53, 7.25), (9.27, 7.25)), (6.5, 7.25),
          "does part of the work of empty and closed seats", (1.65, 7.37)),
    Arrow(26, "up", "correlations", ((1.53, 0.6), (3.67, 0.6)), (3.1, 0.6),
          "use, and the gain\nthat people see", (1.65, 0.69)),
    Arrow(27, "open", "assumption", ((4.25, 0.92), (4.25, 1.63)), (4.25, 1.24)),
    Arrow(28, "down", "assumption", ((5.0, 1.63), (5.0, 0.92)), (5.0, 1.3)),
    Arrow(29, "open", "correlations", ((1.53, -0.85), (10.65, -0.85), (10.65, 0.8)), (6.2, -0.85),
          "outside offers to those who are good with AI", (1.65, -0.73)),
    Arrow(30, "down", "correlations", ((9.1, -0.08), (9.75, -0.08), (9.75, 0.8)), (9.75, 0.36)),
    Arrow(31, "up", "assumption", ((7.5, 0.05), (5.6, 0.05), (5.6, 1.63)), (6.2, 0.05)),
)
# fmt: on


def draw_box(axes: Axes, box: Box) -> None:
    """A box with its name, the levers that act on it, and its marks."""
    corner = (box.x - box.width / 2, box.y - box.height / 2)
    axes.add_patch(
        FancyBboxPatch(
            corner, box.width, box.height, boxstyle="round,pad=0,rounding_size=0.1", linewidth=1.2,
            edgecolor=INK, facecolor=tint(ORANGE, 0.14) if box.decided else tint(BLUE, 0.07), zorder=3,
        )
    )  # fmt: skip
    lines = box.name.count("\n") + 1
    below = box.levers.count("\n") + 1 if box.levers else 0
    top = box.y + 0.085 * below
    axes.text(
        box.x, top, box.name, ha="center", va="center", fontsize=LEAD_SIZE, fontweight="bold", color=INK,
        linespacing=1.15, zorder=4,
    )  # fmt: skip
    if box.levers:
        axes.text(
            box.x, top - 0.095 * lines - 0.06, box.levers, ha="center", va="top", fontsize=CAPTION_SIZE,
            color=INK, style="italic", linespacing=1.15, zorder=4,
        )  # fmt: skip
    if box.selected:
        axes.text(
            corner[0] + 0.14, corner[1] + box.height - 0.14, "◆", ha="center", va="center",
            fontsize=LABEL_SIZE, color=PLUM, zorder=4,
        )  # fmt: skip


def draw_line(axes: Axes, sign: Sign, grade: Grade, corners: tuple[Point, ...]) -> None:
    """The line of an arrow, on a white edge so that it can pass over another."""
    path = Line(list(corners), [Line.MOVETO] + [Line.LINETO] * (len(corners) - 1))
    for colour, extra, style, order in ((WHITE, 4.0, "-", 1.0), (COLOURS[sign], 0.0, DASHES[grade], 2.0)):
        axes.add_patch(
            FancyArrowPatch(
                path=path, arrowstyle="-" if extra else "-|>,head_length=5,head_width=3.2",
                linewidth=WIDTHS[grade] + extra, linestyle=style, color=colour, zorder=order,
                shrinkA=0, shrinkB=0, capstyle="butt", joinstyle="round",
            )
        )  # fmt: skip


def draw_badge(axes: Axes, sign: Sign, place: Point, number: int | None = None) -> None:
    """The sign of an arrow, and its number, on a plate of the sign's colour."""
    x, y = place
    half = 0.14 if number is None else 0.235 if number < 10 else 0.28
    axes.add_patch(
        FancyBboxPatch(
            (x - half, y - 0.13), 2 * half, 0.26, boxstyle="round,pad=0,rounding_size=0.13", linewidth=1.6,
            edgecolor=WHITE, facecolor=COLOURS[sign], zorder=5,
        )
    )  # fmt: skip
    at = x if number is None else x - half + 0.145
    axes.text(
        at, y - 0.005, SYMBOLS[sign], ha="center", va="center_baseline", fontsize=12, fontweight="bold",
        color=ON_COLOURS[sign], zorder=6,
    )  # fmt: skip
    if number is not None:
        axes.text(
            at + 0.1, y - 0.005, str(number), ha="left", va="center_baseline", fontsize=LABEL_SIZE,
            fontweight="bold", color=ON_COLOURS[sign], zorder=6,
        )  # fmt: skip


def draw_legend(axes: Axes, y: float) -> None:
    """Which way, how sure, and what the marks mean."""
    for sign, x in zip(SIGNS, (0.33, 2.0, 3.85), strict=True):
        draw_badge(axes, sign, (x + 0.14, y))
        axes.text(x + 0.38, y, SIGNS[sign], va="center", fontsize=LABEL_SIZE, color=INK)
    grades: dict[Grade, str] = {
        "trials": "trials", "correlations": "correlations, or by definition", "assumption": "assumption",
    }  # fmt: skip
    for grade, x in zip(grades, (5.95, 7.17, 9.9), strict=True):
        axes.plot([x, x + 0.42], [y, y], color=INK, linewidth=WIDTHS[grade], linestyle=DASHES[grade])
        axes.text(x + 0.5, y, grades[grade], va="center", fontsize=LABEL_SIZE, color=INK)
    lower = y - 0.34
    axes.text(0.47, lower, "◆", ha="center", va="center", fontsize=LABEL_SIZE, color=PLUM)
    axes.text(
        0.71,
        lower,
        "higher in demanding roles, whatever AI does",
        va="center",
        fontsize=LABEL_SIZE,
        color=INK,
    )
    axes.add_patch(
        FancyBboxPatch(
            (5.95, lower - 0.08), 0.42, 0.16, boxstyle="round,pad=0,rounding_size=0.04", linewidth=1.0,
            edgecolor=INK, facecolor=tint(ORANGE, 0.14),
        )
    )  # fmt: skip
    axes.text(6.45, lower, "management decides", va="center", fontsize=LABEL_SIZE, color=INK)
    axes.text(8.55, lower, "in italics:", va="center", fontsize=LABEL_SIZE, color=INK, style="italic")
    axes.text(9.32, lower, "levers that act on it", va="center", fontsize=LABEL_SIZE, color=INK)


def draw() -> Figure:
    """The whole picture."""
    figure = Figure(figsize=(WIDTH, HEIGHT), facecolor=WHITE)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(BOTTOM, BOTTOM + HEIGHT)
    axes.axis("off")
    top = BOTTOM + HEIGHT
    axes.text(0.33, top - 0.35, TITLE, fontsize=TITLE_SIZE, fontweight="bold", color=INK, va="center")
    axes.text(0.33, top - 0.7, LEAD, fontsize=LEAD_SIZE, color=INK, va="center")
    for arrow in ARROWS:
        draw_line(axes, arrow.sign, arrow.grade, arrow.corners)
    for arrow in ARROWS:
        draw_badge(axes, arrow.sign, arrow.badge, arrow.number)
        axes.text(
            *arrow.words, arrow.how, ha="left", va="bottom", fontsize=CAPTION_SIZE, color=INK,
            linespacing=1.15, zorder=4,
        )  # fmt: skip
    for box in BOXES:
        draw_box(axes, box)
    axes.plot([0.33, WIDTH - 0.17], [RULE, RULE], color=GRID, linewidth=0.8)
    draw_legend(axes, RULE - 0.28)
    axes.text(
        0.33, RULE - 0.95, CAPTION, fontsize=CAPTION_SIZE, color=INK, va="top", linespacing=LINE_SPACING
    )
    return figure


def main() -> None:
    """Draw the picture beside this file."""
    import matplotlib

    with matplotlib.rc_context({"font.family": FAMILY}):
        figure = draw()
        figure.savefig(PICTURE, dpi=DOTS_PER_INCH, metadata={"Title": TITLE, "Software": None})


if __name__ == "__main__":
    main()
