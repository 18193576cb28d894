"""The numbers that the figures show, against sums taken by hand from the tallies."""

import numpy as np
import pytest
from matplotlib.collections import LineCollection

from tandem.experiments.drawing.series import series
from tandem.experiments.project.figures.cells import cells_of, series_of
from tandem.experiments.project.figures.charts import CHARTS
from tandem.experiments.project.figures.fan_chart import draw_fan_chart
from tandem.model.outcomes import tally


def by_hand(projection, measure, groups, month):
    """The measure of every run in a month, group by group and month by month."""
    values = []
    for run in projection.tallies:
        here = run[month][groups]
        if measure == "voluntary_turnover":
            staff = [g for g in groups if projection.profile.groups[g].contract != "freelancer"]
            quits = sum(run[m][g][tally.QUITS] for m in range(month - 11, month + 1) for g in staff)
            people = sum(
                (2 * run[m][g][tally.PRESENT] - run[m][g][tally.QUITS] + run[m][g][tally.HIRES]) / 2
                for m in range(month - 11, month + 1)
                for g in staff
            )
            values.append(100 * quits / (people / 12))
        else:
            index = {
                "burnout": tally.BURNED_OUT,
                "ai_users": tally.AI_USERS,
                "output_per_head": tally.OUTPUT_SUM,
            }
            scale = 1 if measure == "output_per_head" else 100
            values.append(scale * here[:, index[measure]].sum() / here[:, tally.PRESENT].sum())
    return values


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_fans_are_quantiles_of_the_measure_in_organisation_and_departments(make, chart):
    projection = make(headcounts=(90, 60), months=6, draws=15, freelancers=20)
    cells = cells_of(projection, 10)
    shown = series_of(projection, cells.shown, [chart.measure])[chart.measure]
    department = cells.departments["Department 2"]
    assert department is not None
    for cell, groups in ((cells.organisation, [0, 1, 2, 3]), (department, [2, 3])):
        for place in (0, -1):
            month = 11 if place == 0 else 17
            expected = np.percentile(by_hand(projection, chart.measure, groups, month), [5, 25, 50, 75, 95])
            position = shown[cell].start if place == 0 else -1
            assert shown[cell].fan.at(position) == pytest.approx(expected)


def test_history_is_shown_for_a_year_at_most_and_from_the_first_value():
    values = np.zeros((2, 40))
    assert series(values, 0, 30).start == 12
    values[:, :25] = np.nan
    assert series(values, 0, 30).start == 4
    assert series(values, 0, 0).start == 0
    assert series(values, 10, 30).start_line == 40


def test_the_bands_and_lines_drawn_are_the_quantiles(make):
    projection = make(months=8)
    chart = CHARTS[3]
    cells = cells_of(projection, 10)
    shown = series_of(projection, [cells.organisation], [chart.measure])[chart.measure][cells.organisation]
    page = draw_fan_chart(chart, shown, "caption")
    page.png("title", "description", "source")
    drawn = [artist for artist in page.figure.artists if isinstance(artist, LineCollection)]
    paths = [np.asarray(path.vertices) for artist in drawn for path in artist.get_paths()]
    lines = [path for path in paths if len(path) == 9]  # the start line's month and eight months
    # In a panel from 0 to 100 %, two known lines fix the scale; the third must then agree.
    rows = [shown.projected().p5, shown.projected().p95, shown.projected().p50]
    assert len(lines) == 3
    slope, offset = np.polyfit(rows[0], lines[0][:, 1], 1)
    for row, line in zip(rows, lines, strict=True):
        assert line[:, 1] == pytest.approx(slope * row + offset)
        assert np.diff(line[:, 0]) == pytest.approx(np.diff(line[:, 0])[0])


def test_small_departments_are_not_shown_and_no_number_of_theirs_reaches_a_page(make):
    cells = cells_of(make(headcounts=(300, 200, 120, 8)), 10)
    assert cells.departments["Department 4"] is None
    assert cells.note_on("Department 4") == "too small to show"
    assert all(cell.department != "Department 4" for cell in cells.shown)
    hidden = [name for name, cell in cells.departments.items() if cell is None]
    assert len(hidden) >= 2  # one alone could be worked out from the others
    assert {cells.note_on(name) for name in hidden[:-1]} == {"not shown (see below)"}
