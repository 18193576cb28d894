"""The columns of a population: their order in the value table, units and meaning, and seat events."""

from __future__ import annotations

# --- columns of the value table ---------------------------------------------------------------------------
# Traits, drawn when a worker is hired
ROLE_PRESSURE = 0
BURNOUT_TRAIT = 1
OPTIMISM = 2
SKILL = 3
AFFINITY = 4
INTENTION_TRAIT = 5
PERFORMANCE = 6
# The seat
LOG_BASE_EXIT = 7
LOG_ADOPTION = 8
SALARY = 9
FREELANCER = 10
EXECUTIVE = 11
IS_OPEN = 12
# The worker's state
EMPLOYED = 13
TENURE = 14
RAMP = 15
USES_AI = 16
PROFICIENCY = 17
TRUE_GAIN = 18
PERCEIVED_GAIN = 19
RAISED_TARGET = 20
DEMANDS = 21
CONNECTION = 22
TRUST = 23
CLARITY = 24
BURNOUT_STATE = 25
BURNOUT = 26
INTENTION_MOOD = 27
INTENTION = 28
OUTPUT = 29
EXIT_PROBABILITY = 30

# name, unit, meaning; in the order of the table
SCHEMA: tuple[tuple[str, str, str], ...] = (
    ("role_pressure", "SD", "pressure of the role (persistent)"),
    ("burnout_trait", "SD of burnout", "stable part of burnout"),
    ("optimism", "share of output", "excess of reported over true gain"),
    ("skill", "share", "rank in skill, 0 novice to 1 expert"),
    ("affinity", "SD", "inclination to take up AI"),
    ("intention_trait", "SD", "stable part of quit intention"),
    ("performance", "SD", "output against peers when fully ramped"),
    ("log_base_exit", "log(1/month)", "base exit hazard of the seat"),
    ("log_adoption", "log hazard ratio", "taking up AI against an individual contributor"),
    ("salary", "currency/year", "annual base salary"),
    ("freelancer", "flag", "1 for a freelancer"),
    ("executive", "flag", "1 for an executive"),
    ("is_open", "flag", "1 while the seat exists (0 once closed)"),
    ("employed", "flag", "1 while somebody sits on the seat"),
    ("tenure", "months", "time since hire"),
    ("ramp", "share", "share of full output reached"),
    ("uses_ai", "flag", "1 for an AI user"),
    ("proficiency", "share", "proficiency with AI"),
    ("true_gain", "share of output", "gain from AI after rework"),
    ("perceived_gain", "share of output", "gain from AI as the worker reports it"),
    ("raised_target", "share of output", "extra output expected because of AI"),
    ("demands", "share of workload", "workload beyond the normal"),
    ("connection", "SD", "connection to coworkers"),
    ("trust", "SD", "trust in AI relative to coworkers"),
    ("clarity", "SD", "clarity about how AI use serves company goals"),
    ("burnout_state", "SD", "changing part of burnout"),
    ("burnout", "SD", "burnout (latent score)"),
    ("intention_mood", "SD", "changing part of intention beyond its drivers"),
    ("intention", "SD", "quit intention (latent score)"),
    ("output", "worker-months", "output of this month"),
    ("exit_probability", "1/month", "chance to leave of one's own accord this month"),
)
COLUMN_NAMES = tuple(name for name, _, _ in SCHEMA)
COLUMN_INDEX = {name: index for index, name in enumerate(COLUMN_NAMES)}

# --- what happened on a seat in the month that just ended --------------------------------------------------
NOTHING, QUIT, CONTRACT_ENDED, DISMISSED, LAID_OFF, HIRED = 0, 1, 2, 3, 4, 5
