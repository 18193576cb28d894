import pytest

from tandem.experiments.drawing.style import INK, PALETTE, REFERENCE, WHITE, contrast_ratio, tint
from tandem.experiments.project.figures.charts import CHARTS


def test_contrast_is_that_of_published_examples():
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # the known near miss of AA
    assert contrast_ratio("#FFFFFF", "#FF0000") == pytest.approx(4.00, abs=0.005)


@pytest.mark.parametrize("colour", [*PALETTE, REFERENCE])
def test_lines_stand_out_from_white(colour):
    assert contrast_ratio(colour, WHITE) >= 3


def test_text_is_easy_to_read():
    assert contrast_ratio(INK, WHITE) >= 7


def test_charts_have_colours_of_the_palette_and_each_its_own():
    colours = [chart.colour for chart in CHARTS]
    assert set(colours) <= set(PALETTE)
    assert len(set(colours)) == len(colours)


def test_a_tint_lies_between_the_colour_and_white():
    assert tint("#12436D", 1) == "#12436D"
    assert tint("#12436D", 0) == WHITE
    assert tint("#000000", 0.2) == "#CCCCCC"
