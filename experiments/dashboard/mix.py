"""*Best mix*: the mixes of levers worth having under a budget; one of them can be taken up."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response

from tandem.experiments.dashboard.jobs_pages import OPTIMISE, shown_of
from tandem.experiments.dashboard.rendering import page
from tandem.experiments.dashboard.visit import Visit

BUDGET = 500_000  # as in configs/optimise.yaml


def whole(visit: Visit) -> Response:
    """The page, with the visitor's searches."""
    jobs = [job for job in visit.held.jobs.of(visit.visitor.folder.name) if job.kind == OPTIMISE]
    return HTMLResponse(
        page("mix", visit=visit, budget=BUDGET, jobs=[(job, shown_of(visit, job)) for job in jobs[:3]])
    )
