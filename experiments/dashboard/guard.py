"""What every request passes: whom it is addressed to, where it comes from, who asks.

A page of another site must neither read nor change anything here: a name that somebody points at this machine
(DNS rebinding) is refused by its `Host`, a form or script of another site by `Origin` and `Sec-Fetch-Site`.
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tandem.experiments.wording.catalogue import texts

_text = texts("dashboard.guard")

SAFE_METHODS = ("GET", "HEAD")
TOKEN = "token"
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none, a form of our own comes with the origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Address:
    """Where the server listens.

    Attributes
    ----------
    host : a name or number of this machine
    port : its port
    token : what visitors must show; None: nobody must, which only a loopback address may do
    """

    host: str
    port: int
    token: str | None = None

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def hosts(self) -> frozenset[str]:
        """Every `Host` that a browser on the way here may say."""
        names = {self.host}
        if self.is_loopback:
            names |= {"localhost", "127.0.0.1", "::1"}
        return frozenset(f"[{name}]:{self.port}" if ":" in name else f"{name}:{self.port}" for name in names)

    @property
    def url(self) -> str:
        """What to type into a browser."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{shown}:{self.port}/"

    @property
    def cookie(self) -> str:
        """Name of the visitor's cookie: cookies do not tell ports apart."""
        return f"tandem_{self.port}"


class Guard:
    """Lets through what is addressed to this server, by a page of its own, from somebody who may.

    Parameters
    ----------
    app : what is guarded; it finds the visitor's name in `scope["visitor"]`
    address : where the server listens
    """

    def __init__(self, app: ASGIApp, address: Address) -> None:
        self._app, self._address = app, address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with the visitor's name, and add the headers of safety to the answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        request = Request(scope)
        refusal = self._refusal(request)
        visitor, is_new = self._visitor(request)
        scope["visitor"] = visitor

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if is_new and refusal is None:
                    headers.append("Set-Cookie", self._set_cookie(visitor))
            await send(message)

        answer: ASGIApp = self._app if refusal is None else refusal
        await answer(scope, receive, told)

    def _refusal(self, request: Request) -> Response | None:
        headers = request.headers
        if headers.get("host", "").lower() not in self._address.hosts:
            return PlainTextResponse(_text("wrong_host", url=self._address.url), 421)
        if not self._is_of_this_site(request.method, headers):
            return PlainTextResponse(_text("other_site"), 403)
        return self._asked_for_token(request)

    def _is_of_this_site(self, method: str, headers: Headers) -> bool:
        """Whether a page of this server asks, or somebody who typed the address or followed a link."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if origin is not None:
            parts = urlsplit(origin)
            if parts.scheme != "http" or parts.netloc.lower() != headers.get("host", "").lower():
                return False
        if method in SAFE_METHODS:
            navigates = headers.get("sec-fetch-mode") == "navigate"
            into_a_page = headers.get("sec-fetch-dest") == "document"
            return site in (None, "same-origin", "none") or (navigates and into_a_page)
        return origin is not None and site in (None, "same-origin")

    def _asked_for_token(self, request: Request) -> Response | None:
        """What is said to somebody who has not shown the token; None where none is needed."""
        token = self._address.token
        if token is None:
            return None
        given = request.query_params.get(TOKEN)
        if given is not None and secrets.compare_digest(given.encode(), token.encode()):
            answer = RedirectResponse("/", 303)
            answer.headers.append("Set-Cookie", self._set_cookie(f"{token}.{secrets.token_urlsafe(24)}"))
            return answer
        shown = request.cookies.get(self._address.cookie, "").rpartition(".")[0]
        if secrets.compare_digest(shown.encode(), token.encode()):
            return None
        return PlainTextResponse(_text("token_needed", url=f"{self._address.url}?token=…"), 401)

    def _visitor(self, request: Request) -> tuple[str, bool]:
        """The visitor's name, and whether it is given now."""
        known = request.cookies.get(self._address.cookie, "")
        if 24 <= len(known) <= 400 and known.isascii():
            return known, False
        return secrets.token_urlsafe(24), True

    def _set_cookie(self, visitor: str) -> str:
        return f"{self._address.cookie}={visitor}; Path=/; HttpOnly; SameSite=Lax"
