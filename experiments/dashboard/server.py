"""The application: which address shows what, and how a mistake is told."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tandem.experiments.dashboard import data, jobs_pages, mix, outlook_pages, policies, report, sure
from tandem.experiments.dashboard.guard import Address, Guard
from tandem.experiments.dashboard.jobs import Jobs
from tandem.experiments.dashboard.kept import MOST_OUTLOOKS, Kept, Sessions
from tandem.experiments.dashboard.outlook import Outlook
from tandem.experiments.dashboard.rendering import LANGUAGES, in_language, page
from tandem.experiments.dashboard.state import State, state_of
from tandem.experiments.dashboard.visit import Held, Visit
from tandem.experiments.dashboard.visitors import Visitors
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError, TandemError

_text = texts("dashboard.server")

Show = Callable[[Visit], Response]
#: What the pages show, by address; a part (`…/result`) is put into its page as it changes.
READ: Mapping[str, Show] = {
    "/": outlook_pages.whole,
    "/outlook/result": outlook_pages.result,
    "/policies": policies.whole,
    "/policies/result": policies.result,
    "/mix": mix.whole,
    "/data": data.whole,
    "/sure": sure.whole,
    "/sure/result": sure.result,
    "/report": report.whole,
    "/report/state.yaml": report.state_yaml,
    "/jobs/{job}": jobs_pages.status,
    "/jobs/{job}/picture/{name}": jobs_pages.picture,
    "/jobs/{job}/folder.zip": jobs_pages.folder,
    "/jobs/{job}/mix/{mix}": jobs_pages.mix,
}
#: What is done, by address.
DONE: Mapping[str, Show] = {
    "/data/answer": data.answer,
    "/data/forget": data.forget,
    "/jobs": jobs_pages.start,
    "/jobs/{job}/cancel": jobs_pages.cancel,
}
_log = logging.getLogger("tandem.dashboard")


def application(address: Address, folder: Path, warm: bool = True) -> Starlette:
    """The server's application.

    Parameters
    ----------
    folder : for uploads and jobs; the caller deletes it at the end
    warm : whether what a new visitor sees is simulated as soon as the server starts
    """
    outlooks: Kept[Outlook] = Kept(MOST_OUTLOOKS)
    held = Held(Visitors(folder / "visitors"), Sessions(), outlooks, Jobs(folder / "jobs"))

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        if warm:
            held.warm_up()
        try:
            yield
        finally:
            held.jobs.end_all()

    routes = [
        *(Route(path, _Answer(held, show), methods=["GET"]) for path, show in READ.items()),
        *(Route(path, _Answer(held, show), methods=["POST"]) for path, show in DONE.items()),
        Route("/data/upload", _Receive(held, data.receive), methods=["POST"]),
        Route("/report/open", _Receive(held, report.receive), methods=["POST"]),
        Mount("/static", StaticFiles(packages=[("tandem.experiments.dashboard", "static")])),
    ]
    return Starlette(
        routes=routes,
        lifespan=life,
        middleware=[Middleware(Guard, address=address)],
        exception_handlers={HTTPException: _http_error},
    )


@dataclass(frozen=True)
class _Answer:
    """An address that is answered in a thread, in the visitor's language."""

    held: Held
    show: Show

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        request = Request(scope, receive)
        fields: Mapping[str, str] = {}
        if request.method == "POST":
            form = await request.form(max_files=0, max_fields=200, max_part_size=100_000)
            fields = {key: str(value) for key, value in form.items()}
        response = await run_in_threadpool(self._answered, request, fields)
        await response(scope, receive, send)

    def _answered(self, request: Request, fields: Mapping[str, str]) -> Response:
        return answered(self.held, request, lambda visit: self.show(visit), fields)


@dataclass(frozen=True)
class _Receive:
    """An address that takes files."""

    held: Held
    take: Callable[[Held, Request], Any]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        request = Request(scope, receive)
        try:
            show = await self.take(self.held, request)
        except TandemError as error:
            message = error

            def show(_: Visit) -> Response:
                raise message

        response = await run_in_threadpool(answered, self.held, request, show, {})
        await response(scope, receive, send)


def answered(held: Held, request: Request, show: Show, fields: Mapping[str, str]) -> Response:
    """What is shown; of a mistake, its message, with what was kept."""
    language = _language(request)
    with in_language(language):
        visit = Visit(held, held.visitors[request.scope["visitor"]], language, request, fields, State())
        try:
            visit.state = state_of(_query(request, fields))
            return _with_language(show(visit), request, language)
        except TandemError as error:
            status = 400 if isinstance(error, InputError) else 500
            return HTMLResponse(_mistake(visit, str(error)), status)
        except Exception:  # told in the terminal, without a trace on the page
            _log.exception("%s %s", request.method, request.url.path)
            return HTMLResponse(_mistake(visit, _text("broken")), 500)


def _query(request: Request, fields: Mapping[str, str]) -> str:
    """The state that a page sent along: in its address, or in a hidden field of its form."""
    return fields.get("state", request.url.query)


def _mistake(visit: Visit, message: str) -> str:
    part = visit.request.headers.get("x-tandem-part") is not None
    return page(
        "mistake_part" if part else "mistake", visit=visit, message=visit.visitor.without_places(message)
    )


def _language(request: Request) -> str:
    """That of the link, else the one chosen before, else the browser's first that there is."""
    for code in (request.query_params.get("lang"), request.cookies.get("tandem_language")):
        if code is not None and code in LANGUAGES:
            return code
    accepted = request.headers.get("accept-language", "").lower()
    return "de" if accepted.startswith("de") else "en"


def _with_language(response: Response, request: Request, language: str) -> Response:
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie("tandem_language", language, max_age=31_536_000, httponly=True, samesite="lax")
    return response


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    with in_language(_language(request)):
        message = _text("no_page") if status == 404 else _text("not_allowed")
        return HTMLResponse(page("plain_mistake", message=message), status)
