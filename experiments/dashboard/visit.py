"""A visit: one request with its visitor, state and language, and what the server holds for all."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from tandem.experiments.api.session import Session
from tandem.experiments.dashboard.jobs import Jobs
from tandem.experiments.dashboard.kept import Kept, Sessions, key_of
from tandem.experiments.dashboard.outlook import Outlook, outlook_of
from tandem.experiments.dashboard.rendering import LANGUAGES
from tandem.experiments.dashboard.settings import FULL, QUICK, Described, common_settings
from tandem.experiments.dashboard.state import State
from tandem.experiments.dashboard.visitors import Visitor, Visitors
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import TandemError

_text = texts("dashboard.visit")


@dataclass(frozen=True)
class Held:
    """What the server holds."""

    visitors: Visitors
    sessions: Sessions
    outlooks: Kept[Outlook]
    jobs: Jobs

    def warm_up(self) -> None:
        """Simulate what a new visitor sees, beside the server."""
        settings = common_settings(State(), Described("", {}))

        def work() -> None:
            try:
                for draws in (QUICK, FULL):
                    self.outlook(settings, draws, "en")
                    self.sessions.session(settings, draws)
            except TandemError:
                return  # the first visitor is told

        threading.Thread(target=work, name="warm up").start()

    def outlook(self, settings: Mapping[str, Any], draws: int, language: str) -> Outlook:
        """What is projected, made once a language: its texts are in it."""
        return self.outlooks.get(f"{language} {key_of(settings, draws)}", lambda: outlook_of(settings, draws))


@dataclass
class Visit:
    """A request as the pages see it.

    Attributes
    ----------
    held : what the server holds
    visitor : who asks
    language : code of `LANGUAGES`
    request : as it came
    fields : of a form that was sent
    state : what the page shows
    """

    held: Held
    visitor: Visitor
    language: str
    request: Request
    fields: Mapping[str, str]
    state: State

    @cached_property
    def organisation(self) -> Described:
        """The organisation of the page."""
        return self.visitor.described(self.state.organisation)

    @property
    def settings(self) -> dict[str, Any]:
        """What every experiment on the page has in common."""
        return common_settings(self.state, self.organisation)

    @property
    def draws(self) -> int:
        """How many draws are asked for: a first look, or all."""
        return FULL if self.request.query_params.get("draws") == str(FULL) else QUICK

    def session(self) -> Session:
        """The session of the page."""
        return self.held.sessions.session(self.settings, self.draws)

    @property
    def called(self) -> str:
        """What the page calls its organisation."""
        known = self.visitor.uploads.get(self.state.organisation)
        return known.called if known is not None else _text("made_up")

    @property
    def path(self) -> str:
        """Of the page, without the state."""
        return self.request.url.path

    def link(self, path: str, state: State | None = None, **more: str) -> str:
        """A link to a page that shows this state."""
        query = "&".join(filter(None, ((state or self.state).link(), urlencode(more))))
        return f"{path}?{query}" if query else path

    def hidden(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """The pairs of the state that a form has no fields for; `names` are its fields, or begin them."""
        levers = {each.kind for each in self.state.levers} if "lever" in names else set()
        pairs = parse_qsl(self.state.link())
        return [
            (key, value)
            for key, value in pairs
            if key not in names and key.partition(".")[0] not in {*names, *levers}
        ]

    @property
    def languages(self) -> Mapping[str, str]:
        """By code."""
        return LANGUAGES
