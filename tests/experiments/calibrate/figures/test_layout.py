"""The figures: nothing cut off, no texts on each other, numbers of the account, verdicts never by "
"colour alone."""

import json

import pytest
from PIL import Image

from tandem.calibration.fit.emulator import INPUTS
from tandem.experiments.calibrate.figures import HEADLINE, calibration_pictures, draw_calibration
from tandem.experiments.drawing.marks import MISS
from tandem.experiments.drawing.style import PLUM, WHITE, contrast_ratio
from tests.experiments.calibrate.made_up import NAME, made_up_account, made_up_draws
from tests.experiments.drawing.layout import check_pictures, texts_of

LONG = "Of all those who answered this question in the pulse survey of last November, " * 4


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
        if "predictive" in fact:
            fact["predictive"] = [-60.0, 1e5]
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
def test_every_figure_keeps_the_rules(case):
    assert len(check_pictures(calibration_pictures(NAME, case(), made_up_draws()))) >= 10


def test_figures_are_written_with_title_and_text(tmp_path):
    titles = draw_calibration(NAME, made_up_account(), made_up_draws(), tmp_path)
    assert set(titles) == {
        "fit", "informed", "left_out", "informs", "facts", "selection", "simulated_data",
        "crosscheck", "pairs", "readings", "backcast",
    }  # fmt: skip
    for stem, title in titles.items():
        with Image.open(tmp_path / f"{stem}.png") as picture:
            assert picture.text["Title"] == title  # type: ignore[attr-defined]
        assert f"<title>{title}</title>" in (tmp_path / f"{stem}.svg").read_text(encoding="utf-8")
    index = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [entry["title"] for entry in index] == list(titles.values())


def test_only_what_the_account_has_is_drawn():
    account = made_up_account(refits=0, crosscheck=False)
    assert {picture.name for picture in calibration_pictures(NAME, account, ())} == {
        "fit", "informed", "left_out", "informs", "facts", "selection", "readings", "backcast",
    }  # fmt: skip


def test_only_what_is_wanted_is_drawn():
    pictures = calibration_pictures(NAME, made_up_account(), made_up_draws(), wanted=HEADLINE)
    assert tuple(picture.name for picture in pictures) == HEADLINE


def test_the_numbers_are_those_of_the_account():
    account = made_up_account()
    pictures = calibration_pictures(NAME, account, made_up_draws())
    shown = {picture.name: picture.data for picture in pictures}
    assert shown["fit"]["Found"].tolist() == [row["observed"] for row in account["fit"]]
    assert shown["fit"]["Model, median"].tolist() == [row["predicted"]["p50"] for row in account["fit"]]
    assert shown["facts"]["Model, 5th percentile"].tolist() == [
        row["model"]["p5"] for row in account["facts"]
    ]
    ratios = {row["parameter"]: row["sd_ratio"] for row in account["crosscheck"]["parameters"]}
    checked = shown["crosscheck"]
    assert checked["Ratio of SDs"].tolist() == [ratios[name] for name in checked["Parameter"]]
    lost = {row["target"]: row["parameters"] for row in account["informs"]}
    for _, row in shown["informs"].iterrows():
        expected = 100 * lost[row["Finding left out"]][row["Parameter"]]
        assert row["Lost, % of the prior variance"] == pytest.approx(expected)


def test_titles_tell_the_numbers():
    account = made_up_account()
    pictures = calibration_pictures(NAME, account, made_up_draws())
    shown = {picture.name: picture.title for picture in pictures}
    fitted = [row["inside"] for row in account["fit"] if row["use"] == "fitted"]
    assert f"{sum(fitted)} of {len(fitted)} fitted findings" in shown["fit"]
    counted = [row for row in account["facts"] if row["verdict"] != "sign only"]
    met = sum(row["verdict"] == "met" for row in counted)
    assert f"meets {met} of {len(counted)} facts" in shown["facts"]
    assert f"{len(INPUTS) - 1} of {len(INPUTS)} parameters pass" in shown["simulated_data"]
    assert "0.22 to 0.51" in shown["selection"]
    informed = sum(row["informed"] for row in account["contraction"])
    assert f"4 of {informed} informed parameters" in shown["crosscheck"]


def test_every_caption_tells_posterior_reading_and_effort():
    for picture in calibration_pictures(NAME, made_up_account("ratio"), made_up_draws()):
        told = texts_of(picture)
        for part in (f"Posterior {NAME}", "reading ratio", "88\u00a0% more likely", "R-hat 1.002", "seed 1"):
            assert part in told


def test_a_miss_is_a_word_and_red():
    pictures = calibration_pictures(NAME, made_up_account(), made_up_draws())
    shown = {picture.name: picture.page for picture in pictures}
    assert any(
        text.get_text().startswith("not met: ") and text.get_color() == PLUM for text in shown["facts"].texts
    )
    for stem, word in (("crosscheck", "differs"), ("simulated_data", "optimism_mean")):
        red = [text.get_text() for text in shown[stem].texts if text.get_color() == MISS]
        assert word in red, stem
    assert contrast_ratio(MISS, WHITE) > 4.5
