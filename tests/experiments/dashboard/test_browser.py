"""The dashboard in a real browser: the five-minute task, keyboard, drags, axe, no outside request.

Chromium comes with the system (`chromium` on the path). With `TANDEM_PROGRAMS` set a missing one fails.
"""

import os
import random
import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.experiments.dashboard.conftest import SMALL_SHEET, serving
from tests.experiments.documents.programs import program

PAGES = ("/", "/policies", "/mix", "/data", "/sure", "/report")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("browser")) as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    path = program("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium, server):
    """A new visitor's tab, in which every complaint and every request elsewhere is a failure."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    complaints, asked = watched(context)
    page = context.new_page()
    yield page
    context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(server.url)] == []


def watched(context):
    complaints, asked = [], []
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if message.type == "error" and "status of 4" not in message.text
            else None
        ),
    )
    return complaints, asked


def settled(page):
    page.wait_for_selector("#result:not([aria-busy])", timeout=120_000)


@pytest.fixture
def sheet(tmp_path):
    file = tmp_path / "client.csv"
    file.write_text(SMALL_SHEET, encoding="utf-8")
    return file


def opened(page, server, sheet):
    """A client's sheet opened; its first outlook is there, for a year, so that the test is quick."""
    page.goto(f"{server.url}data?months=12")
    page.set_input_files("form:has([value=sheet]) [type=file]", sheet)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("link", name="See its outlook").wait_for()


def test_the_five_minute_task(tab, server, sheet):
    """The sheet, what AI does, what a policy buys, how sure, and away with it."""
    opened(tab, server, sheet)
    tab.get_by_role("link", name="See its outlook").click()
    tab.get_by_text("Voluntary turnover").first.wait_for(timeout=120_000)
    assert "How sure." in tab.inner_text(".finding")
    tab.locator(".finding").get_by_role("link", name="Compare policies").click()
    settled(tab)
    tab.get_by_label("Workload guardrails").check()
    settled(tab)
    assert "Leavers avoided" in tab.inner_text("#result")
    tab.wait_for_selector("[data-draws='200']", timeout=120_000)
    tab.get_by_role("link", name="Pin this policy").click()
    settled(tab)
    tab.get_by_label("AI training").check()
    settled(tab)
    assert tab.locator("#result table").first.locator("thead th").count() == 2
    tab.get_by_role("link", name="How sure").click()
    settled(tab)
    assert "level" in tab.inner_text("#result") and "ratio" in tab.inner_text("#result")
    tab.get_by_role("link", name="Report").click()
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Download config.yaml").click()
    text = open(download.value.path(), encoding="utf-8").read()  # noqa: PTH123, SIM115
    assert "workload_guardrails" in text and "path: client.csv" in text and "compare_schema" in text
    tab.set_input_files("form[action='/report/open'] [type=file]", download.value.path())
    tab.get_by_role("button", name="Open").click()
    settled(tab)
    assert (
        tab.get_by_label("AI training").is_checked() and tab.get_by_label("Workload guardrails").is_checked()
    )
    assert "Pinned" in tab.inner_text("#result")


def test_the_keyboard_alone_does_it(tab, server, sheet):
    opened(tab, server, sheet)
    tab.goto(f"{server.url}policies?{tab.url.partition('?')[2]}")
    settled(tab)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.value") == "workload_guardrails":
            break
    tab.keyboard.press("Space")
    settled(tab)
    assert tab.get_by_label("Workload guardrails").is_checked()
    tab.keyboard.press("Tab")
    before = tab.inner_text("#result")
    for _ in range(6):
        tab.keyboard.press("ArrowLeft")
    settled(tab)
    assert tab.inner_text("#result") != before
    outline = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_a_drag_shows_the_last_and_asks_one_thing_at_a_time(tab, server, sheet):
    opened(tab, server, sheet)
    tab.goto(f"{server.url}policies?{tab.url.partition('?')[2]}&lever=human_connection")
    settled(tab)
    under_way, most, shown = 0, 0, 0

    def begin(request):
        nonlocal under_way, most
        if "/policies/result" in request.url:
            under_way += 1
            most = max(most, under_way)

    def end(request):
        nonlocal under_way, shown
        if "/policies/result" in request.url:
            under_way -= 1
            shown += 1

    tab.on("request", begin)
    tab.on("requestfinished", end)
    slider = tab.locator("[name='human_connection.strength']")
    for step in range(40):
        slider.fill(f"{(step + 1) // 2 / 10:g}")
        tab.wait_for_timeout(25)
    settled(tab)
    assert most == 1 and shown >= 2
    assert "human_connection.strength=2" in tab.url
    told = tab.inner_text("#result .numbers")
    tab.reload()
    settled(tab)
    assert tab.inner_text("#result .numbers") == told


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_axe_finds_nothing_and_nothing_overflows(tab, server, sheet, width, language):
    opened(tab, server, sheet)
    state = tab.url.partition("?")[2]
    tab.set_viewport_size({"width": width, "height": 900})
    for path in PAGES:
        tab.goto(f"{server.url.rstrip('/')}{path}?{state}&lang={language}")
        if tab.locator("#result").count():
            settled(tab)
        found = Axe().run(tab)
        assert found.violations_count == 0, f"{path} {width}: {found.generate_report()}"
        wide = tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} wide at {width}"


def test_a_mistake_in_a_link_is_told_and_a_server_that_is_gone(tab, server):
    tab.goto(f"{server.url}policies?lever=nonsense")
    assert tab.get_by_role("alert").inner_text().count("nonsense") == 1
    tab.goto(f"{server.url}outlook/nothing")
    assert "no such page" in tab.inner_text("main")


def test_random_use_leaves_no_trace_of_trouble(chromium, server, sheet):
    """Four visitors do this and that, for a while: nothing breaks, and each sees his own."""
    chance, seconds = random.Random(5), float(os.environ.get("TANDEM_RANDOM_USE", "20"))
    visits = []
    for number in range(4):
        context = chromium.new_context()
        complaints, asked = watched(context)
        page = context.new_page()
        own = sheet.with_name(f"client{number}.csv")
        own.write_text(SMALL_SHEET, encoding="utf-8")
        opened(page, server, own)
        visits.append((context, page, complaints, asked))
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        number = chance.randrange(4)
        _, page, _, _ = visits[number]
        _act(page, server, chance)
        assert "Something went wrong" not in page.inner_text("body")
        assert not re.search(rf"client[^{number}]\.csv", page.inner_text("body"))
    for context, _, complaints, asked in visits:
        assert complaints == []
        assert [url for url in asked if not url.startswith(server.url)] == []
        context.close()


def _act(page, server, chance):
    """One thing that somebody may do on the page that is open."""
    kind = chance.random()
    if kind < 0.25 or not page.locator("form#state").count():
        page.goto(f"{server.url.rstrip('/')}{chance.choice(PAGES)}?{page.url.partition('?')[2]}")
        return
    boxes = page.locator("[name=lever]:visible, [type=radio]:visible")
    sliders = page.locator("[type=range]:visible")
    if kind < 0.6 and sliders.count():
        slider = sliders.nth(chance.randrange(sliders.count()))
        for _ in range(5):
            least, most = (float(slider.get_attribute(name)) for name in ("min", "max"))
            slider.evaluate("(field, value) => { field.value = value; "
                            "field.dispatchEvent(new Event('input', {bubbles: true})); }",
                            least + chance.random() * (most - least))  # fmt: skip
    elif boxes.count():
        boxes.nth(chance.randrange(boxes.count())).click()
