"""What is varied: Hydra's grammar, told from what is fixed."""

import pytest

from tandem.experiments.points.axes import axis_of, check_apart, range_axis, split_axes
from tandem.model.errors import InputError


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("policy=status_quo,guardrails", ("status_quo", "guardrails")),
        ("months=12,36", (12, 36)),
        ("months=choice(12,24,36)", (12, 24, 36)),
        ("parameters.true_gain=range(0.03,0.15,0.03)", (0.03, 0.06, 0.09, 0.12)),
        ("parameters.output_value=1.5,2", (1.5, 2)),
        ("structure=balanced,'relief'", ("balanced", "relief")),
        ("held_fixed=[contagion],null", (["contagion"], None)),
        ("seed=range(1,4)", (1, 2, 3)),
    ],
)
def test_values_are_read_as_they_are_meant(typed, values):
    fixed, axes = split_axes([typed, "draws=4"])
    assert fixed == ["draws=4"]
    assert [axis.values for axis in axes] == [values]


def test_a_dotted_group_is_a_group():
    _, axes = split_axes(["environment.ai_progress=steady,plateau"])
    assert (axes[0].key, axes[0].column) == ("environment/ai_progress", "environment.ai_progress")


def test_a_range_is_drawn_from():
    _, axes = split_axes(["parameters.output_value=interval(1,2.5)"])
    assert axes[0].is_range
    assert (axes[0].low, axes[0].high) == (1, 2.5)


@pytest.mark.parametrize(
    "typed",
    ["name=Smith, Jones", "held_fixed=[contagion,help]", "organisation.path=a,b.csv", "--help", "months=12"],
)
def test_what_is_fixed_stays_as_it_was_typed(typed):
    assert split_axes([typed])[0] == [typed]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["threads=1,2"], "changes no result"),
        (["executor=pool,ray"], "changes no result"),
        (["months=12,12"], "listed twice"),
        (["months=12,24", "months=36,48"], "varied twice"),
        (["parameters.output_value=interval(2,1)"], "from a lower to a higher"),
        (["policy=interval(0,1)"], "has options and no range"),
    ],
)
def test_what_cannot_be_varied_is_refused(typed, said):
    with pytest.raises(InputError, match=said):
        split_axes(typed)


def test_axes_from_python():
    import numpy as np

    assert axis_of("parameters.true_gain", list(np.arange(0.03, 0.1, 0.03))).values == (0.03, 0.06, 0.09)
    with pytest.raises(InputError, match="numbers"):
        range_axis("months", "a", "b")
    with pytest.raises(InputError, match="varied twice"):
        check_apart([axis_of("policy", ["a"]), axis_of("policy", ["b"])])
