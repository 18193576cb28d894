"""Coefficients, a neutral month and ranges for tests that call single rules as plain Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.model.engine.coefficients import coefficients_of
from tandem.model.parameters import central_values, register
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import (
    ENVIRONMENT_COLUMNS,
    MODIFIER_COLUMNS,
    TOOL_PROGRESS,
    TOOL_QUALITY,
    Conditions,
    conditions_of,
)


def within(name):
    """Any value in a parameter's range."""
    return st.floats(register()[name].low, register()[name].high)


def for_any(**values):
    """`hypothesis.given`, without a deadline: a rule may be compiled by its first call."""
    return lambda test: settings(deadline=None)(given(**values)(test))


def central(name):
    """The central value of a parameter."""
    return register()[name].central


def repeated(step, start, months):
    """`start` after `months` steps."""
    state = start
    for _ in range(months):
        state = step(state)
    return state


def coefficients(**fixed: float) -> Coefficients:
    """Coefficients in double precision, parameters central but for the `fixed` ones."""
    return coefficients_of(central_values(fixed), np.float64)


def neutral_month(c: Coefficients, **fixed: float) -> Conditions:
    """The world of April 2025 without policies; `fixed` conditions replaced."""
    environment = np.zeros(ENVIRONMENT_COLUMNS)
    environment[[TOOL_QUALITY, TOOL_PROGRESS]] = 1
    month: Conditions = conditions_of.py_func(environment, np.zeros(MODIFIER_COLUMNS), c)
    return month._replace(**fixed)
