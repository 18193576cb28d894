"""*Report*: the state as a file and a link, the command that repeats it, and opening such a file again."""

from __future__ import annotations

import secrets
import shlex
import shutil

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tandem.experiments.dashboard.data import Show
from tandem.experiments.dashboard.rendering import page
from tandem.experiments.dashboard.settings import configuration, state_file, state_of_file
from tandem.experiments.dashboard.uploads import received
from tandem.experiments.dashboard.visit import Held, Visit
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

_text = texts("dashboard.report")

FOLDER = "tandem_state"  # what the downloaded file is put into, to be run


def whole(visit: Visit) -> Response:
    """The page."""
    command, _ = configuration(visit.state, visit.organisation)
    return HTMLResponse(
        page(
            "report",
            visit=visit,
            command=f"tandem {command} --config-path {shlex.quote(FOLDER)}",
            folder=FOLDER,
            content=state_file(visit.state, visit.organisation),
            jobs=[job for job in visit.held.jobs.of(visit.visitor.folder.name) if job.state == "done"],
            is_own=visit.state.organisation in visit.visitor.uploads,
        )
    )


def state_yaml(visit: Visit) -> Response:
    """The state as a file to download."""
    head = {"Content-Disposition": 'attachment; filename="config.yaml"'}
    content = state_file(visit.state, visit.organisation)
    return Response(content, media_type="application/yaml", headers=head)


async def receive(held: Held, request: Request) -> Show:
    """Open a state that was downloaded."""
    visitor = held.visitors[request.scope["visitor"]]
    folder = visitor.folder / f"state_{secrets.token_hex(8)}"
    folder.mkdir(parents=True, mode=0o700)
    try:
        _, files = await received(request, folder)
        if "file" not in files:
            raise InputError(_text("no_file"))
        file = files["file"].rename(folder / "config.yaml")
        state = state_of_file(file, visitor.known())
    finally:
        shutil.rmtree(folder, ignore_errors=True)

    def show(visit: Visit) -> Response:
        return RedirectResponse(visit.link("/policies", state), 303)

    return show
