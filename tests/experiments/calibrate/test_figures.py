"""The figures: nothing cut off, no texts on each other, numbers of the account, verdicts never by "
"colour alone."""

import json
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from tandem.calibration.fit.emulator import INPUTS
from tandem.experiments.calibrate.figures import draw_calibration
from tandem.experiments.calibrate.figures.render import pages
from tandem.experiments.drawing.marks import MISS
from tandem.experiments.drawing.style import CAPTION_SIZE, WHITE, contrast_ratio
from tests.experiments.calibrate.made_up import NAME, made_up_account, made_up_draws

LONG = "Of all those who answered this question in the pulse survey of last November, " * 4


def texts_of(page) -> str:
    return " ".join(text.get_text() for text in page.texts)


def with_long_words() -> dict:
    account = made_up_account()
    for row in account["fit"]:
        row["wording"], row["asked"] = LONG, LONG
    for fact in account["facts"]:
        fact["fact"], fact["why"] = LONG, LONG
    return account


def with_wild_numbers() -> dict:
    account = made_up_account(crosscheck=True)
    for fact in account["facts"]:
        fact["model"] = {"p5": -50.0, "p50": 100.0, "p95": 1e4}
    account["fit"][2]["predicted"] = {"p5": 0.01, "p50": 4.0, "p95": 25.0}
    account["crosscheck"]["parameters"][0] |= {"difference": -7.5, "sd_ratio": 4.0}
    return account


CASES = {
    "level": made_up_account,
    "ratio": lambda: made_up_account("ratio"),
    "both": lambda: made_up_account("both", seed=4),
    "few refits": lambda: made_up_account(refits=10, seed=5),
    "long words": with_long_words,
    "wild numbers": with_wild_numbers,
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_text_is_inside_the_page_and_apart_from_the_others(case):
    for stem, page, _ in pages(NAME, case(), made_up_draws()):
        renderer = FigureCanvasAgg(page.figure).get_renderer()
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in page.texts]
        width, height = page.figure.bbox.width, page.figure.bbox.height
        for words, box in boxes:
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
            assert inside, (stem, "cut off", words)
        for (first, one), (second, other) in combinations(boxes, 2):
            across = min(one.x1, other.x1) - max(one.x0, other.x0)
            upwards = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert across <= 1 or upwards <= 1, (stem, "overlap", first, second)
        assert min(float(text.get_fontsize()) for text in page.texts) >= CAPTION_SIZE


def test_figures_are_written_with_title_and_text(tmp_path):
    titles = draw_calibration(NAME, made_up_account(), made_up_draws(), tmp_path)
    assert set(titles) == {
        "fit", "informed", "left_out", "informs", "facts", "causal_share", "simulated_data",
        "crosscheck", "pairs", "readings",
    }  # fmt: skip
    for stem, title in titles.items():
        with Image.open(tmp_path / f"{stem}.png") as picture:
            assert picture.text["Title"] == title  # type: ignore[attr-defined]
        assert f"<title>{title}</title>" in (tmp_path / f"{stem}.svg").read_text(encoding="utf-8")
    index = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [entry["title"] for entry in index] == list(titles.values())


def test_only_what_the_account_has_is_drawn():
    account = made_up_account(refits=0, crosscheck=False)
    assert {stem for stem, _, _ in pages(NAME, account, ())} == {
        "fit", "informed", "left_out", "informs", "facts", "causal_share", "readings",
    }  # fmt: skip


def test_titles_tell_the_numbers():
    account = made_up_account()
    shown = {stem: (page, title) for stem, page, title in pages(NAME, account, made_up_draws())}
    fitted = [row["inside"] for row in account["fit"] if row["use"] == "fitted"]
    assert f"{sum(fitted)} of {len(fitted)} fitted findings" in shown["fit"][1]
    assert "3 are met, 3 nearly, 3 missed" in shown["facts"][1]
    assert f"{len(INPUTS) - 1} of {len(INPUTS)} parameters pass" in shown["simulated_data"][1]
    assert "0.22 to 0.51" in shown["causal_share"][1]
    informed = sum(row["informed"] for row in account["contraction"])
    assert f"4 of {informed} informed parameters" in shown["crosscheck"][1]


def test_every_caption_tells_posterior_reading_and_effort():
    for _, page, _ in pages(NAME, made_up_account("ratio"), made_up_draws()):
        told = texts_of(page)
        for part in (f"Posterior {NAME}", "reading ratio", "88\u00a0% more likely", "R-hat 1.002", "seed 1"):
            assert part in told


def test_a_miss_is_a_word_and_red():
    shown = {stem: page for stem, page, _ in pages(NAME, made_up_account(), made_up_draws())}
    for stem, word in (("facts", "missed"), ("crosscheck", "differs"), ("simulated_data", "optimism_mean")):
        red = [text.get_text() for text in shown[stem].texts if text.get_color() == MISS]
        assert word in red, stem
    assert contrast_ratio(MISS, WHITE) > 4.5
