"""*Outlook*: the organisation and the world, and what is projected if nothing is done."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response

from tandem.experiments.dashboard.rendering import page
from tandem.experiments.dashboard.settings import FULL
from tandem.experiments.dashboard.visit import Visit
from tandem.experiments.dashboard.world import world_of


def whole(visit: Visit) -> Response:
    """The page; its result follows by itself."""
    return HTMLResponse(page("outlook", visit=visit, world=world_of(visit.state), name=visit.called))


def result(visit: Visit) -> Response:
    """Finding and charts."""
    outlook = visit.held.outlook(visit.settings, visit.draws, visit.language)
    return HTMLResponse(
        page("outlook_result", visit=visit, outlook=outlook, refining=visit.draws < FULL, full=FULL)
    )
