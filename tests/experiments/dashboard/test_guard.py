"""Nobody but a page of this server, on this machine or with the token, reads or changes anything."""

import pytest

from tandem.experiments.dashboard.command import address_of
from tandem.experiments.dashboard.guard import HEADERS
from tandem.model.errors import InputError
from tests.experiments.dashboard.conftest import Visitor, serving

PAGES = ("/", "/mix", "/data", "/sure", "/report", "/nothing", "/policies?months=x")


@pytest.mark.parametrize(
    "host", ["evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""]
)
def test_a_name_that_somebody_points_at_this_machine_is_refused(visitor, host):
    answer = visitor.get("/", Host=host.format(port=visitor.port))
    assert answer.status == 421
    assert "Set-Cookie" not in answer.headers and "set-cookie" not in answer.headers


@pytest.mark.parametrize("host", ["localhost", "[::1]", "LOCALHOST"])
def test_other_names_of_this_machine_are_its_own(visitor, host):
    assert visitor.get("/static/page.css", Host=f"{host}:{visitor.port}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://127.0.0.1:{port}.evil.example"},
        {"Origin": "http://127.0.0.1:{port}", "Sec_Fetch_Site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", ["/jobs", "/data/upload", "/data/forget", "/report/open", "/data/answer"])
def test_a_form_of_another_site_is_refused(visitor, path, headers):
    named = {name: value.format(port=visitor.port) for name, value in headers.items()}
    assert visitor.send("POST", path, b"", **named).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_link_here_and_nothing_else(visitor, site):
    assert visitor.get("/", Sec_Fetch_Site=site).status == 403
    assert (
        visitor.get("/", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors", Sec_Fetch_Dest="image").status == 403
    )
    assert (
        visitor.get("/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="iframe").status
        == 403
    )
    assert (
        visitor.get("/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="document").status
        == 200
    )
    assert visitor.get("/", Origin="http://evil.example").status == 403


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_says_what_a_browser_may_do_with_it(visitor, path):
    answer = visitor.get(path)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    assert {name.lower(): headers[name.lower()] for name in HEADERS} == {
        name.lower(): value for name, value in HEADERS.items()
    }
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_what_the_policy_forbids(visitor, path):
    text = visitor.get(path).text
    assert " style=" not in text and "<style" not in text and " onclick=" not in text
    assert text.count("<script") == text.count('<script src="/static/')
    words = text.replace('"', " ").split()
    known = "http://www.w3.org/2000/svg"
    elsewhere = [word for word in words if word.startswith(("http://", "https://", "//"))]
    assert [word for word in elsewhere if not word.startswith(known)] == []


def test_the_cookie_is_no_business_of_scripts(visitor):
    headers = visitor.get("/").headers
    (cookie,) = [value for name, value in headers.items() if name.lower() == "set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie


def test_a_token_is_asked_for_where_one_is_set(tmp_path):
    token = "a1b2c3d4e5f6a7b8"
    with serving(tmp_path, token) as address:
        stranger, friend = Visitor(address.port), Visitor(address.port)
        for path in ("/", "/static/page.css", "/?token=wrong", "/?token="):
            assert stranger.get(path).status == 401
        stranger.cookies = {address.cookie: "wrong.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}
        assert stranger.get("/").status == 401
        assert friend.follow(friend.get(f"/?token={token}")).status == 200
        assert friend.get("/data").status == 200


@pytest.mark.parametrize(
    ("host", "port", "token", "message"),
    [
        ("0.0.0.0", 8765, None, "no token is set"),
        ("192.168.1.2", 8765, None, "no token is set"),
        ("::", 8765, None, "no token is set"),
        ("example.com", 8765, None, "no token is set"),
        ("127.0.0.1", 0, None, "allowed: 1 to 65535"),
        ("127.0.0.1", 99_999, None, "allowed: 1 to 65535"),
        ("0.0.0.0", 8765, "short", "16 or more"),
        ("0.0.0.0", 8765, "a" * 15 + ";", "letters and figures"),
    ],
)
def test_others_reach_it_only_with_a_token(host, port, token, message):
    with pytest.raises(InputError, match=message):
        address_of(host, port, token)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.1"])
def test_this_machine_needs_no_token(host):
    assert address_of(host, 8765, None).is_loopback
