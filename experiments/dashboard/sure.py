"""*How sure*: what the model foretells and misses, readings of the survey, structures, what to ask next."""

from __future__ import annotations

from functools import cache

from starlette.responses import HTMLResponse, Response

from tandem.calibration.fit.posterior import load_posterior
from tandem.experiments.calibrate.figures.render import calibration_pictures
from tandem.experiments.dashboard.effect_words import readings_of
from tandem.experiments.dashboard.jobs_pages import BACKTEST, COMPARE, shown_of
from tandem.experiments.dashboard.policies import FIRST
from tandem.experiments.dashboard.rendering import page
from tandem.experiments.dashboard.settings import FULL
from tandem.experiments.dashboard.state import DRAFT, policy_of
from tandem.experiments.dashboard.visit import Visit
from tandem.experiments.drawing.pictures import Picture
from tandem.model.policy.catalogue import LEVERS

POSTERIOR = "upwork_2025_level"  # whose scoreboard is shown; the other readings' stand in docs/calibration
SHOWN = (
    "facts",
    "fit",
    "backcast",
)  # what is foretold (missed first), what is reproduced, the years since 2022


def whole(visit: Visit) -> Response:
    """The page; what needs a simulation follows by itself."""
    jobs = [job for job in visit.held.jobs.of(visit.visitor.folder.name) if job.kind in (COMPARE, BACKTEST)]
    upload = visit.visitor.uploads.get(visit.state.organisation)
    return HTMLResponse(
        page(
            "sure",
            visit=visit,
            jobs=[(job, shown_of(visit, job)) for job in jobs[:3]],
            facts=facts(visit.language),
            has_record=upload is not None and upload.is_profile,
        )
    )


def result(visit: Visit) -> Response:
    """What the policy comes to under each reading of the survey."""
    levers = visit.state.levers or FIRST
    answer = visit.held.sessions.answer(visit.settings, policy_of(DRAFT, levers), visit.draws)
    currency = visit.session().projection.profile.currency
    return HTMLResponse(
        page(
            "sure_result",
            rows=readings_of(answer, currency),
            levers=", ".join(LEVERS[each.kind].title for each in levers),
            draws=visit.draws,
            refining=visit.draws < FULL,
            full=FULL,
        )
    )


@cache
def facts(language: str) -> tuple[Picture, ...]:  # noqa: ARG001 (the pictures' words are of a language)
    """How the model does against what it was fitted to and what it was not."""
    return tuple(calibration_pictures(POSTERIOR, load_posterior(POSTERIOR).account, (), SHOWN))
