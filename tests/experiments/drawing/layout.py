"""What holds for every figure of every command: the layout of its page, its words and its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import matplotlib.colors as mcolors
import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PolyCollection

from tandem.experiments.drawing import style
from tandem.experiments.drawing.pictures import Picture

SMALLEST = 9.0  # points


def texts_of(picture: Picture) -> str:
    """All text on the page."""
    return " ".join(text.get_text() for text in picture.page.texts)


def check_picture(picture: Picture) -> None:
    """Nothing cut off, no texts on each other, none too small; words and numbers that say something."""
    check_texts(picture)
    check_shapes(picture)
    check_words(picture)
    check_numbers(picture.data, picture.name)


def check_pictures(pictures: Iterable[Picture]) -> list[str]:
    """Every picture as in `check_picture`; returns their names."""
    names = []
    for picture in pictures:
        check_picture(picture)
        names.append(picture.name)
    assert len(set(names)) == len(names)
    return names


def check_texts(picture: Picture) -> None:
    """Every text is inside the page, apart from all others, and large enough to be read."""
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
    assert min(float(text.get_fontsize()) for text in page.texts) >= SMALLEST


def check_shapes(picture: Picture) -> None:
    """Every line and area is inside the page, and no line runs through a text (an area may lie behind it)."""
    page = picture.page
    page._compose()
    renderer = FigureCanvasAgg(page.figure).get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer).padded(-2)) for text in page.texts]
    edges = np.array([box.extents for _, box in boxes])
    grid = mcolors.to_rgba(style.GRID)
    for artist in page.figure.artists:
        assert isinstance(artist, (LineCollection, PolyCollection))
        if not artist.get_paths():
            continue
        vertices = np.concatenate([path.vertices for path in artist.get_paths()])
        points = artist.get_transform().transform(vertices[np.isfinite(vertices).all(axis=1)])
        inside = (points >= -1).all() and (points <= np.array(page.figure.bbox.size) + 1).all()
        assert inside, (picture.name, "a shape is cut off")
        if isinstance(artist, PolyCollection) or np.allclose(np.asarray(artist.get_edgecolor())[0], grid):
            continue
        for path in artist.get_paths():
            line = path.transformed(artist.get_transform())
            corners = np.asarray(line.vertices, dtype=np.float64)
            (left, low), (right, high) = corners.min(axis=0), corners.max(axis=0)
            near = (edges[:, 0] < right) & (left < edges[:, 2]) & (edges[:, 1] < high) & (low < edges[:, 3])
            for words, box in (boxes[place] for place in np.flatnonzero(near)):
                crossed = line.intersects_bbox(box, filled=False)
                assert not crossed, (picture.name, "a line through", words)


def check_words(picture: Picture) -> None:
    """The alternative text tells more than the title and less than the page; nothing reads `nan` or `-0`."""
    told = picture.alternative_text
    assert picture.title
    assert len(told) > len(picture.title) + 20
    assert told.strip().endswith("."), (picture.name, told)
    assert picture.caption not in told
    assert "  " not in told and ".." not in told and ". ." not in told, (picture.name, told)
    words = f"{texts_of(picture)} {picture.title} {told} {picture.caption}".replace("(", " ").split()
    assert not {"nan", "NaN", "None", "inf", "-0", "−0", "−0.0", "+0"} & set(words), picture.name


def check_numbers(data: pd.DataFrame, name: str) -> None:
    """There are rows; every heading is plain and stands once; no column is of lists or other objects."""
    assert len(data) > 0, name
    assert data.columns.is_unique, name
    for heading in data.columns:
        assert (heading[:1].isupper() or heading[:1].isdigit()) and "_" not in heading, (name, heading)
        values = data[heading].dropna()
        simple = values.map(lambda value: isinstance(value, (str, int, float)) or hasattr(value, "dtype"))
        assert simple.all(), (name, heading)
