"""Coefficients and a neutral month for tests that call single rules as plain Python."""

from __future__ import annotations

import numpy as np

from tandem.model.engine.coefficients import coefficients_of
from tandem.model.parameters import central_values
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import (
    ENVIRONMENT_COLUMNS,
    MODIFIER_COLUMNS,
    TOOL_PROGRESS,
    TOOL_QUALITY,
    Conditions,
    conditions_of,
)


def coefficients(**fixed: float) -> Coefficients:
    """Coefficients in double precision, parameters central but for the `fixed` ones."""
    return coefficients_of(central_values(fixed), np.float64)


def neutral_month(c: Coefficients, **fixed: float) -> Conditions:
    """The world of April 2025 without policies; `fixed` conditions replaced."""
    environment = np.zeros(ENVIRONMENT_COLUMNS)
    environment[[TOOL_QUALITY, TOOL_PROGRESS]] = 1
    month: Conditions = conditions_of.py_func(environment, np.zeros(MODIFIER_COLUMNS), c)
    return month._replace(**fixed)
