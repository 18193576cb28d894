"""Nothing is cut off and no two texts overlap, whatever the organisation looks like."""

import numpy as np
import pytest

from tandem.experiments.project.figures.baselines import draw_baselines
from tandem.model.outcomes import tally
from tandem.model.received.plain_text import cleaned
from tests.experiments.drawing.hostile import NAMES
from tests.experiments.drawing.layout import check_pictures, texts_of
from tests.experiments.project.figures.drawn import project_pictures as pictures

LONG = "Regional Business Development, Strategic Partnerships and Alliances"
CASES = {
    "usual": {"headcounts": (560, 200, 160, 320, 200, 240, 160, 160)},
    "one department": {"headcounts": (500,)},
    "thirty long names": {"headcounts": range(6, 306, 10), "names": [f"{LONG} {n}" for n in range(30)]},
    "hostile names": {"headcounts": range(60, 240, 10), "names": list(map(cleaned, NAMES))},
    "hostile name of the organisation": {"organisation": " ".join(map(cleaned, NAMES[2:12]))[:100]},
    "sixty departments": {"headcounts": range(20, 80), "months": 12},
    "one long word": {
        "headcounts": (90,) * 11,
        "names": ["Donaudampfschifffahrtsgesellschaft" * 2, *"abcdefghij"],
    },
    "one month": {"months": 1},
    "three months": {"months": 3},
    "one year": {"months": 12},
    "ten years": {"months": 120},
    "two years of history": {"history": 24},
    "no history": {"history": 0},
    "next to no turnover": {"quit_rate": 0.00005},
    "constant": {"quit_rate": 0.0, "spread": 0.0},
    "turnover of three hundred per cent": {"quit_rate": 0.25},
    "one run": {"draws": 1},
    "long name of the organisation": {"organisation": f"{LONG} of the Greater Metropolitan Area, Limited"},
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_figure_keeps_the_rules(make, case):
    assert len(check_pictures(pictures(make(**case), 10))) == 9


def test_the_baselines_keep_the_rules(make):
    projection = make(months=24)
    for factor in (1.0, 3.0):
        simple = projection.tallies.copy()
        simple[..., tally.QUITS] *= factor
        check_pictures([draw_baselines(projection, simple)])


def test_an_organisation_that_empties_and_months_without_values(make):
    projection = make()
    projection.tallies[:, 25:] = 0
    projection.tallies[:9, 14:20, 0] = 0
    check_pictures(pictures(projection, 10))


def test_an_axis_that_does_not_start_at_zero_says_so(make):
    shown = {picture.name: picture for picture in pictures(make(), 10)}
    assert "not at zero" in texts_of(shown["fan_output"])
    for name in ("fan_turnover", "fan_burnout", "fan_ai_users"):
        texts = [text.get_text() for text in shown[name].page.texts]
        assert "not at zero" not in " ".join(texts)
        assert "0\u00a0%" in texts


def test_the_end_of_the_median_is_the_largest_label(make):
    projection = make()
    present = projection.tallies[:, -1, :, tally.PRESENT].sum(axis=1)
    median = np.median(100 * projection.tallies[:, -1, :, tally.AI_USERS].sum(axis=1) / present)
    page = next(picture.page for picture in pictures(projection, 10) if picture.name == "fan_ai_users")
    bold = [text for text in page.texts if text.get_fontweight() == "bold" and text.get_text()[0].isdigit()]
    assert [text.get_text() for text in bold] == [f"{median:.0f}\u00a0%"]
