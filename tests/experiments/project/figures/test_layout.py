"""Nothing is cut off and no two texts overlap, whatever the organisation looks like."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from tandem.experiments.drawing.style import CAPTION_SIZE
from tandem.experiments.project.figures.render import pictures
from tandem.model.outcomes import tally

LONG = "Regional Business Development, Strategic Partnerships and Alliances"
CASES = {
    "usual": {"headcounts": (560, 200, 160, 320, 200, 240, 160, 160)},
    "one department": {"headcounts": (500,)},
    "thirty long names": {"headcounts": range(6, 306, 10), "names": [f"{LONG} {n}" for n in range(30)]},
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


def check_texts(picture):
    page = picture.page
    renderer = FigureCanvasAgg(page.figure).get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in page.texts]
    width, height = page.figure.bbox.width, page.figure.bbox.height
    for words, box in boxes:
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
        assert inside, (picture.name, "cut off", words)
    for (first, one), (second, other) in combinations(boxes, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        upwards = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert across <= 1 or upwards <= 1, (picture.name, "overlap", first, second)
    assert min(text.get_fontsize() for text in page.texts) >= CAPTION_SIZE


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_text_is_inside_the_page_and_apart_from_the_others(make, case):
    for picture in pictures(make(**case), 10):
        check_texts(picture)


def test_an_organisation_that_empties_and_months_without_values(make):
    projection = make()
    projection.tallies[:, 25:] = 0
    projection.tallies[:9, 14:20, 0] = 0
    for picture in pictures(projection, 10):
        check_texts(picture)
        told = " ".join(text.get_text() for text in picture.page.texts)
        assert "nan" not in f"{told} {picture.title} {picture.alternative_text}".split()


def test_an_axis_that_does_not_start_at_zero_says_so(make):
    shown = {picture.name: picture for picture in pictures(make(), 10)}
    told = " ".join(text.get_text() for text in shown["fan_output"].page.texts)
    assert "not at zero" in told
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
