"""One mix in many parameter sets: whom its levers cover is worked out once.

Whom a lever covers does not depend on parameters, and takes longer to find than to simulate a month. So the
classes of seats that a mix treats alike are found once; in each parameter set the levers' effects are worked
out as if every class were a department. (Only a layoff reaches beyond those it covers, and no mix has one.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from model.coefficients import Coefficients
from model.coverage import coverage_classes
from model.levers.lever import Coverage, Lever
from model.organisation.seats import Seats
from model.policy import PolicyInForce, policy_in_force
from model.scenario import Scenario


@dataclass(frozen=True)
class ScenarioUnder(Scenario):
    """A scenario whose policy is already worked out, and which shares all else with `base`."""

    base: Scenario | None = None
    in_force: PolicyInForce | None = None

    @property
    def policy(self) -> PolicyInForce:
        """What the levers do to whom."""
        assert self.in_force is not None
        return self.in_force

    @property
    def coefficients(self) -> Coefficients:
        """What the rules multiply with."""
        assert self.base is not None
        return self.base.coefficients

    @property
    def tenure_table(self) -> npt.NDArray[Any]:
        """Log quit-hazard multiplier by month of tenure."""
        assert self.base is not None
        return self.base.tenure_table


class SharedCoverage:
    """The levers of a mix, ready for any parameter set.

    Parameters
    ----------
    levers : not phased, and no layoff
    seats : of the organisation
    """

    def __init__(self, levers: Sequence[Lever], seats: Seats) -> None:
        self._whole = all(lever.coverage.whole_departments for lever in levers)
        self._levers, self._seats = tuple(levers), seats
        self._seat_class: npt.NDArray[np.int32] | None = None
        self._class_department = np.arange(len(seats.departments))
        if not self._whole:
            self._seat_class, covered = coverage_classes(levers, seats)
            self._class_department = np.zeros(covered.shape[1], dtype=np.int64)
            self._class_department[self._seat_class] = seats.department
            labels = tuple(str(place) for place in range(covered.shape[1]))
            self._levers = tuple(
                replace(lever, coverage=Coverage(tuple(labels[place] for place in np.flatnonzero(covers))))
                for lever, covers in zip(levers, covered, strict=True)
            )
            self._seats = replace(seats, departments=labels)

    def policy(self, values: Mapping[str, float], months: int) -> PolicyInForce:
        """As `model.policy.policy_in_force`, with the same result."""
        found = policy_in_force(self._levers, values, self._seats, months)
        return PolicyInForce(found.modifiers, self._seat_class, self._class_department)

    def scenario(self, base: Scenario) -> ScenarioUnder:
        """The mix in the organisation, environment and parameter set of `base`."""
        return ScenarioUnder(
            base.profile, base.seats, base.environment, self._levers, base.values, base.start, base.months,
            base.real, base.held, base.own_levels, base,
            self.policy(base.values, base.months).on_top_of(base.own_levels),
        )  # fmt: skip
