"""`tandem dashboard`: serve the page on this machine and open the browser.

Example: tandem dashboard port=8800
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tandem.experiments.run.progress import say
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError

if TYPE_CHECKING:
    from tandem.experiments.dashboard.guard import Address

_text = texts("dashboard.command")

PORT = 8765
NEEDED = ("starlette", "uvicorn", "python_multipart")  # the extra `dashboard`
TOKEN = "TANDEM_DASHBOARD_TOKEN"  # a variable of the environment: an argument would be seen by every process
_shortest_token = 16


def main(arguments: Sequence[str]) -> int:
    """Serve until interrupted; returns the exit code."""
    parser = argparse.ArgumentParser(
        "tandem dashboard",
        description=_text("description"),
        epilog=_text("epilog", variable=TOKEN),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=PORT, help=_text("port_help", port=PORT))
    parser.add_argument("--host", default="127.0.0.1", help=_text("host_help"))
    parser.add_argument("--no-browser", action="store_true", help=_text("browser_help"))
    choices = parser.parse_args(_as_options(arguments))
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise InputError(
            f"the dashboard needs {', '.join(missing)}; install them: "
            "pip install 'tandem-workforce[dashboard]'"
        )
    serve(address_of(choices.host, choices.port, os.environ.get(TOKEN)), not choices.no_browser)
    return 0


def _as_options(arguments: Sequence[str]) -> list[str]:
    """`port=8800`, as the other commands take settings, stands for `--port=8800`."""
    return [f"--{each}" if each.startswith(("port=", "host=")) else each for each in arguments]


def address_of(host: str, port: int, token: str | None) -> Address:
    """Where the server listens.

    Raises
    ------
    InputError
        If others could reach it and no token is set, or the port is no port.
    """
    from tandem.experiments.dashboard.guard import Address

    if not 1 <= port <= 65_535:
        raise InputError(f"port: found {port}; allowed: 1 to 65535; example: tandem dashboard port=8800")
    if token is not None and (len(token) < _shortest_token or not token.isalnum() or not token.isascii()):
        raise InputError(
            f"{TOKEN}: allowed: letters and figures, {_shortest_token} or more; example: "
            f"{TOKEN}=$(openssl rand -hex 16) tandem dashboard"
        )
    address = Address(host, port, token)
    if not address.is_loopback and token is None:
        raise InputError(
            f"host: '{host}' can be reached from other machines, and no token is set; allowed: 127.0.0.1, "
            f"or any host with a token in the variable {TOKEN}; example: {TOKEN}=$(openssl rand -hex 16) "
            f"tandem dashboard host={host}"
        )
    return address


def serve(address: Address, browser: bool) -> None:
    """Serve until interrupted; uploads and jobs go when it ends.

    Raises
    ------
    InputError
        If the port is taken, or the host is none of this machine's.
    """
    import uvicorn

    from tandem.experiments.dashboard.server import application

    listening = _listening(address)
    with tempfile.TemporaryDirectory(prefix="tandem-dashboard-") as folder, listening:
        application_ = application(address, Path(folder))
        server = uvicorn.Server(
            uvicorn.Config(
                application_,
                log_level="warning",
                server_header=False,
                timeout_graceful_shutdown=2,
                limit_concurrency=64,
                ws="none",
            )
        )
        say(_text("open", url=address.url))
        if browser and sys.stdout.isatty():
            threading.Timer(0.5, webbrowser.open, [address.url]).start()
        server.run(sockets=[listening])


def _listening(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address.host, address.port))
    except OSError as error:
        listening.close()
        raise InputError(
            f"port: {address.port} on {address.host} cannot be used ({error.strerror}): another program may "
            f"have it; example: tandem dashboard port={address.port + 1 if address.port < 65_535 else PORT}"
        ) from error
    return listening
