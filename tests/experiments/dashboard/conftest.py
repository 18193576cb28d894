"""A dashboard served on a free port of this machine, and a visitor who speaks plain HTTP to it."""

import http.client
import secrets
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
import uvicorn

from tandem.experiments.dashboard.guard import Address
from tandem.experiments.dashboard.server import application

SMALL_SHEET = """department,level,contract,headcount,mean_salary
Sales,junior,employee,90,52000
Sales,senior,employee,60,78000
Engineering,junior,employee,70,68000
Engineering,senior,employee,80,105000
"""


@dataclass
class Answer:
    status: int
    headers: dict
    text: str
    raw: bytes


@dataclass
class Visitor:
    """Somebody with a browser: keeps the cookie that the server sets."""

    port: int
    cookies: dict = field(default_factory=dict)

    def send(self, method, path, body=None, **headers) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        if self.cookies:
            headers.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        headers.setdefault("Host", f"127.0.0.1:{self.port}")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        raw = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return Answer(answer.status, dict(answer.headers), raw.decode("utf-8", "replace"), raw)

    def get(self, path, **headers) -> Answer:
        return self.send("GET", path, **headers)

    def post(self, path, **fields) -> Answer:
        head = {"Content_Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        return self.send("POST", path, urlencode(fields).encode(), **head)

    def upload(
        self, path="/data/upload", *, name="firm.csv", content=SMALL_SHEET, fields=None, more=()
    ) -> Answer:
        """Send files as a form does, `more` beside the first: (field, name, content)."""
        border = secrets.token_hex(12)
        parts = [
            f'--{border}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in (fields or {}).items()
        ]
        for key, called, data in (("file", name, content), *more):
            begin = f'--{border}\r\nContent-Disposition: form-data; name="{key}"; filename="{called}"\r\n\r\n'
            parts += [begin.encode(), data.encode() if isinstance(data, str) else data, b"\r\n"]
        body = b"".join(parts) + f"--{border}--\r\n".encode()
        head = {"Content_Type": f"multipart/form-data; boundary={border}", "Origin": self.origin}
        return self.send("POST", path, body, **head)

    def follow(self, answer: Answer) -> Answer:
        assert answer.status == 303, answer.text
        return self.get(answer.headers["location"])

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(folder, token=None, warm=False):
    """A server in a thread; yields its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    address = Address("127.0.0.1", listening.getsockname()[1], token)
    config = uvicorn.Config(
        application(address, folder, warm), log_level="error", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("dashboard")) as found:
        yield found


@pytest.fixture
def visitor(address):
    return Visitor(address.port)


@pytest.fixture
def another(address):
    return Visitor(address.port)
