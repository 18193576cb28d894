"""Stated rates of promotion: shares of the vacancies above, and refused where those are too few."""

from __future__ import annotations

import numpy as np
import pytest

from tandem.model.errors import InputError
from tandem.model.organisation.promotions import promotion_weights
from tandem.model.organisation.table.read import read_table
from tandem.model.parameters import central_values

COLUMNS = ("department", "level", "contract", "headcount", "mean_salary", "annual_voluntary_quits_percent",
           "annual_promotions_percent")  # fmt: skip
HEADER = ",".join(COLUMNS) + "\n"
ROWS = """Sales,junior,employee,100,40000,20,{}
Sales,senior,employee,50,80000,10,
Sales,manager,employee,10,99000,5,
"""


def table(folder, promoted):
    file = folder / "firm.csv"
    file.write_text(HEADER + ROWS.format(promoted), encoding="utf-8")
    return file


def test_a_stated_rate_is_a_share_of_the_vacancies_above(tmp_path):
    values = central_values()
    weights = promotion_weights(read_table(table(tmp_path, "4")), values)
    dismissed = 12 * values["dismissal_rate"]
    of_managers = 10 * (0.05 + dismissed)
    of_seniors = 50 * (0.10 + dismissed) + values["promotion_share"] * of_managers
    assert weights[0] == 0  # nobody moves up to the entry level
    assert weights[1] * values["promotion_share"] == pytest.approx(4 / of_seniors)
    assert weights[2] == 1  # nothing is stated of seniors


def test_without_a_rate_the_usual_share_is_kept(tmp_path):
    np.testing.assert_array_equal(
        promotion_weights(read_table(table(tmp_path, "")), central_values()), [0, 1, 1]
    )


def test_a_rate_that_would_empty_a_level_is_refused_with_row_and_nearest(tmp_path):
    with pytest.raises(InputError) as refused:
        read_table(table(tmp_path, "30"))
    values = central_values()
    of_seniors = 50 * (0.10 + 12 * values["dismissal_rate"])
    of_seniors += values["promotion_share"] * 10 * (0.05 + 12 * values["dismissal_rate"])
    nearest = np.floor(10 * of_seniors) / 10  # of 100 juniors: per cent
    message = str(refused.value)
    assert "firm.csv" in message and "row 2" in message
    assert "30" in message and f"at most {nearest:g}" in message


def test_nobody_moves_up_from_the_top(tmp_path):
    file = tmp_path / "firm.csv"
    file.write_text(HEADER + "Sales,manager,employee,10,99000,5,3\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"at most 0.*no level is above"):
        read_table(file)
