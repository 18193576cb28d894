"""What the model does at fixed parameters: the fingerprint that ties a posterior to its model.

A hash of source files would refuse a posterior after a change of a comment. The fingerprint is instead the
survey's statistics at three parameter sets in a small market, which change when, and only when, the model's
behaviour does.
"""

from __future__ import annotations

from tandem.calibration.survey.instrument import market
from tandem.calibration.survey.questions import everybody_in_post, statistics_of
from tandem.model.calendar import SURVEY_MONTH
from tandem.model.parameters import central_values, sample_prior

PEOPLE = 2_000
CLOSE = 1e-3  # differences up to this are rounding of another processor
_statistics = (
    "mean_gain",
    "ai_users",
    "burnout_top",
    "burnout_rest",
    "considering_top",
    "unclear_top",
    "trust_top",
)


def behaviour() -> list[float]:
    """The fingerprint: statistics of the survey's month at the central values and two draws of the prior."""
    found = []
    for values in (central_values(), *sample_prior(0, 2)):
        answers = market(PEOPLE).answers(values, 0, (SURVEY_MONTH,))[SURVEY_MONTH]
        statistics = statistics_of(answers, everybody_in_post(answers), answers.chance)
        found += [round(statistics[name], 6) for name in _statistics]
    return found


def behaves_alike(earlier: list[float]) -> bool:
    """Whether the model still behaves as it did when `earlier` was taken."""
    now = behaviour()
    return len(now) == len(earlier) and all(
        abs(new - old) <= CLOSE for new, old in zip(now, earlier, strict=True)
    )
