"""A hiring plan opens seats in its months, in its departments, and changes nobody else's luck."""

import numpy as np
import pytest

from tandem.experiments.api.settings import composed
from tandem.experiments.project.command import COMMAND
from tandem.experiments.simulation.preparation import prepared
from tandem.experiments.simulation.starts import go_on, start_of_run
from tandem.model.outcomes.sums import closing
from tandem.model.outcomes.tally import PRESENT, VACANT
from tandem.model.parameters import central_values

SEATS_LATER = {"Sales": {"2026-03": 60, "2026-06": 70}, "IT": {"2026-01": 20}}


@pytest.fixture(scope="module")
def sums(tmp_path_factory):
    """People and vacancies by department and month, with and without the plan; and the first seats."""
    file = tmp_path_factory.mktemp("plan") / "firm.csv"
    file.write_text(
        "Department,Level,Headcount,Salary\nSales,junior,40,52000\nSales,senior,10,80000\nIT,junior,20,60000\n"
    )

    def run(plan):
        organisation = {"path": str(file), "plan": plan}
        config = composed(
            COMMAND,
            {
                "organisation": "table",
                "months": 12,
                **{f"organisation.{key}": value for key, value in organisation.items() if value is not None},
            },
        )
        choices = COMMAND.choices_of(config)
        setting = prepared(choices, choices.policy)
        scenario = setting.scenario(central_values({}))
        start = start_of_run(setting, scenario, seed=3)
        tallies = go_on(start, start.scenario, 12)
        department = [group.department for group in setting.profile.groups]
        rows = {
            name: [place for place, its in enumerate(department) if its == name] for name in ("Sales", "IT")
        }
        sums = {name: np.moveaxis(tallies[:, its].sum(axis=1), -1, 0) for name, its in rows.items()}
        seats = {name: closing(its) + its[VACANT] for name, its in sums.items()}
        people = {name: tallies[:, its][..., PRESENT].sum(axis=1) for name, its in rows.items()}
        return start.history, seats, people

    return run(None), run(SEATS_LATER)


def test_the_planned_seats_stand_in_their_months(sums):
    (_, without, _), (_, with_plan, _) = sums
    more = with_plan["Sales"] - without["Sales"]
    assert more.tolist() == [0, 0] + [10] * 3 + [20] * 7


def test_new_seats_are_filled_in_time(sums):
    (_, _, without), (_, _, people) = sums
    assert people["Sales"][2] < 60
    assert people["Sales"][-1] - without["Sales"][-1] > 10


def test_what_the_plan_does_not_touch_is_as_without_it(sums):
    (_, _, without), (_, _, people) = sums
    assert np.array_equal(without["IT"][:2], people["IT"][:2])
