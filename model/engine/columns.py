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
CLARITY_TRAIT = 7
AI_SHARE = 8
PEOPLE_SKILLS = 9
SKILL_SCORE = 10
# The seat
LOG_BASE_EXIT = 11
LOG_ADOPTION = 12
SALARY = 13
FREELANCER = 14
EXECUTIVE = 15
IS_OPEN = 16
SENIORITY = 17
EXPOSURE = 18
PROMOTION = 19
# The worker's state
EMPLOYED = 20
TENURE = 21
RAMP = 22
USES_AI = 23
PROFICIENCY = 24
TRUE_GAIN = 25
PERCEIVED_GAIN = 26
RAISED_TARGET = 27
DEMANDS = 28
CONNECTION = 29
TRUST = 30
CLARITY = 31
BURNOUT_STATE = 32
BURNOUT = 33
INTENTION_MOOD = 34
INTENTION = 35
OUTPUT = 36
EXIT_PROBABILITY = 37
HOURS = 38
NICHE = 39
AI_TIME = 40

# name, unit, meaning; in the order of the table
SCHEMA: tuple[tuple[str, str, str], ...] = (
    ("role_pressure", "SD", "pressure of the role (persistent)"),
    ("burnout_trait", "SD of burnout", "stable part of burnout"),
    ("optimism", "share of output", "excess of reported over true gain"),
    ("skill", "share", "rank in skill, 0 novice to 1 expert"),
    ("affinity", "SD", "inclination to take up AI"),
    ("intention_trait", "SD", "stable part of quit intention"),
    ("performance", "SD", "output against others when fully ramped, levels included"),
    ("clarity_trait", "SD", "clarity that the person returns to without AI"),
    (
        "ai_share",
        "share of working time",
        "time that the person uses AI for, once a user (tools of April 2025)",
    ),
    ("people_skills", "share", "rank in leading people, 0 to 1; counts for who leads a team"),
    ("skill_score", "SD", "skill as a normal score; rises with promotion"),
    ("log_base_exit", "log(1/month)", "base exit hazard of the seat"),
    ("log_adoption", "log hazard ratio", "taking up AI against an individual contributor"),
    ("salary", "currency/year", "annual base salary"),
    ("freelancer", "flag", "1 for a freelancer"),
    ("executive", "flag", "1 for an executive"),
    ("is_open", "flag", "1 while the seat exists (0 once closed)"),
    ("seniority", "SD", "level of the seat, as a normal score over the organisation"),
    ("exposure", "share of work", "how much of the seat's work AI can touch"),
    (
        "promotion",
        "ratio",
        "share of vacancies kept for the team ÷ promotion_share; 0 at the entry",
    ),
    ("employed", "flag", "1 while somebody sits on the seat"),
    ("tenure", "months", "time since hire"),
    ("ramp", "share", "share of full output reached"),
    ("uses_ai", "flag", "1 for an AI user"),
    ("proficiency", "share", "proficiency with AI"),
    ("true_gain", "share of output", "gain from AI after rework"),
    ("perceived_gain", "share of output", "gain from AI as the worker reports it"),
    ("raised_target", "share of output", "extra output expected because of AI"),
    ("demands", "share of workload", "felt load beyond the normal"),
    ("connection", "SD", "connection to coworkers"),
    ("trust", "SD", "trust in AI relative to coworkers"),
    ("clarity", "SD", "clarity about how AI use serves company goals"),
    ("burnout_state", "SD", "changing part of burnout"),
    ("burnout", "SD", "burnout (latent score)"),
    ("intention_mood", "SD", "changing part of intention beyond its drivers"),
    ("intention", "SD", "quit intention (latent score)"),
    ("output", "worker-months", "output of this month"),
    ("exit_probability", "1/month", "chance to leave of one's own accord this month"),
    ("hours", "share of the usual week", "hours worked beyond the usual week"),
    ("niche", "flag", "1 for a freelancer who has found a niche with AI"),
    ("ai_time", "share of working time", "time with AI this month"),
)
COLUMN_NAMES = tuple(name for name, _, _ in SCHEMA)
COLUMN_INDEX = {name: index for index, name in enumerate(COLUMN_NAMES)}

# --- what happened on a seat in the month that just ended --------------------------------------------------
NOTHING, QUIT, CONTRACT_ENDED, DISMISSED, LAID_OFF, HIRED = 0, 1, 2, 3, 4, 5
PROMOTED, PROMOTED_AWAY = 6, 7  # somebody of the team has moved up to the seat, or from it

# --- rows of what teams remember ----------------------------------------------------------------------------
VOLUNTARY, INVOLUNTARY = (
    0,
    1,
)  # recent leavers: quits; dismissals and layoffs (the end of a contract is neither)
CLOSED = 2  # seats closed whose work still presses
LEAVER_ROWS = 3
