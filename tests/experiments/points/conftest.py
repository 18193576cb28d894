"""A small sweep's store."""

from typing import Any

import pytest

from tandem.experiments.api.settings import composed
from tandem.experiments.api.sweeps import Configured
from tandem.experiments.points.axes import axis_of
from tandem.experiments.points.plan import check_points, open_store

SMALL: dict[str, Any] = {"draws": 2, "months": 3, "organisation": {"headcount": 60}, "start": "2026-01"}
MEASURES = ("burnout", "voluntary_turnover", "change_burnout", "effect_net_value")


@pytest.fixture
def composing():
    def compose(chosen):
        return composed(Configured(), {**SMALL, **dict(chosen.items())})

    return compose


@pytest.fixture
def small(tmp_path, composing):
    """The store of a sweep of six points, with nothing done, and its tasks."""
    axes = [
        axis_of("policy", ["status_quo", "guardrails"]),
        axis_of("parameters.true_gain", [0.03, 0.06, 0.09]),
    ]
    from tandem.experiments.points.design import points_of

    checked = check_points(composing, axes, points_of(axes, "grid", None, 1), MEASURES)
    return open_store(tmp_path / "store", checked.definition, axes), checked.tasks
