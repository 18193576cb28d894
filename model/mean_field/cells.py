"""Cells of the mean field: a group (department × level × contract), or the part that a policy covers.

People of a cell are kept in cohorts, because the quit hazard falls with tenure: those in post when history
began, in classes of tenure; newcomers by months since they were hired; and all hired more than a year ago.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

# Rows of the state of the cells, a column a cell
SEATS = 0  # open seats
PEOPLE = 1  # people in post
USERS = 2  # share of them who use AI
PROFICIENCY = 3  # mean of the users
LAPSED = 4  # proficiency of people who stopped using AI, per person in post
RAMP = 5
RAISED_TARGET = 6
CONNECTION = 7
TRUST = 8
CLARITY = 9
BURNOUT_STATE = 10
BURNOUT = 11
SALARY = 12  # mean over the open seats
LOG_BASE_EXIT = 13
LOG_ADOPTION = 14
FREELANCER = 15
EXECUTIVE = 16
INTENTION = 17
# Means of people who stayed, as the steady state has them; they do not change
ROLE_PRESSURE = 18
BURNOUT_TRAIT = 19
INTENTION_TRAIT = 20
CLARITY_TRAIT = 21
# Of the seats, and of users among those who ever take AI up
SKILL = 22  # mean rank in job skill
PERFORMANCE = 23
USUAL_TIME = 24  # mean share of working time with AI, tools of April 2025
LOG_TIME = 25  # mean of its logarithm
NICHE = 26  # share of freelancers who have found one
TIME = 27  # share of working time with AI this month, of everybody
EXPOSURE = 28  # share of the work that AI can touch
STATE_ROWS = 29

# Cohorts of a cell
VETERANS = 12  # classes of tenure of those in post when history began
SETTLED = VETERANS  # hired more than a year ago
NEWEST = SETTLED + 1  # hired last month; the older newcomers follow
COHORTS = NEWEST + 12


class Cells(NamedTuple):
    """Where the cells belong and how they stand; the arrays are written to as months pass.

    Attributes
    ----------
    group, of_class, department, other : int64 (cells,)
        Group, coverage class and department of each cell, and the cell of freelancers that its seats go over
        to when they are filled with freelancers (−1: none).
    team_share : float64 (departments,)
        Share of a department's people that the average worker's own team makes up.
    state : float64 (STATE_ROWS, cells)
    people, tenure : float64 (cells, COHORTS)
        How many people, and how many months they have been with the organisation.
    recent : float64 (LEAVER_ROWS, departments)
        Recent leavers of the average worker's team, and closed seats of the department, fading.
    closed : float64 (departments,)
        All seats closed so far.
    """

    group: Places
    of_class: Places
    department: Places
    other: Places
    team_share: Floats
    state: Floats
    people: Floats
    tenure: Floats
    recent: Floats
    closed: Floats
