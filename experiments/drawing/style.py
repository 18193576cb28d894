"""House style of the figures: colours, type sizes and line widths.

The palette is the one the UK Government Analysis Function recommends for categories: its hues stay apart
for colour-blind readers and each has a contrast of at least 3:1 on white (WCAG 2.2, criterion 1.4.11).
Text is set in `INK`, which has more than 7:1.
"""

from __future__ import annotations

BLUE = "#12436D"
TEAL = "#28A197"
PLUM = "#801650"
ORANGE = "#F46A25"
INK = "#3D3D3D"
LILAC = "#A285D1"
PALETTE = (BLUE, TEAL, PLUM, ORANGE, INK, LILAC)
WHITE = "#FFFFFF"
GRID = "#DADADA"  # lines that only guide the eye
REFERENCE = "#8A8A8A"  # the organisation as a whole behind a department

# Share of the full colour in a fill; the history is lighter than the projection.
WIDE_BAND, NARROW_BAND = 0.20, 0.48
WIDE_BAND_BEFORE, NARROW_BAND_BEFORE = 0.09, 0.22

# Points; no text is smaller than 9 points.
TITLE_SIZE = 15.0
LONG_TITLE_SIZE = 13.0  # of a title that would not fit into one line
PANEL_TITLE_SIZE = 11.5
LEAD_SIZE = 10.5
LABEL_SIZE = 9.5
SMALL_LABEL_SIZE = 9.0
VALUE_SIZE = 12.0
CAPTION_SIZE = 9.0

# Points
MEDIAN_WIDTH = 2.2
MEDIAN_WIDTH_BEFORE = 1.2
EDGE_WIDTH = 0.7
REFERENCE_WIDTH = 1.2
HAIR_WIDTH = 0.6
AXIS_WIDTH = 0.9

LINE_SPACING = 1.32  # baseline to baseline, in type sizes
POINTS_PER_INCH = 72.0
DOTS_PER_INCH = 150


def tint(colour: str, share: float) -> str:
    """`colour` mixed with white; `share` 1 is the colour itself, 0 is white. Colours as #RRGGBB."""
    mixed = (round(255 - share * (255 - channel)) for channel in _channels(colour))
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def contrast_ratio(first: str, second: str) -> float:
    """Contrast of two colours (#RRGGBB), 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (IEC 61966-2-1), 0 to 1."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (value / 255 for value in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
