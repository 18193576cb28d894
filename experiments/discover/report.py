"""What a discovery leaves: box, points, picture, finding and summary."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tandem.experiments.discover.experiment import Discovered
from tandem.experiments.discover.figures.scatter import draw_scatter
from tandem.experiments.discover.prim import Box, inside
from tandem.experiments.discover.words import finding_of
from tandem.experiments.drawing.pictures import write_pictures
from tandem.experiments.run.finding_page import write_finding
from tandem.experiments.run.folder import write_json
from tandem.experiments.wording.terminal import terminal_width


def write_discovery(folder: Path, found: Discovered) -> str:
    """Write everything into the folder; returns the finding."""
    finding = finding_of(found)
    write_finding(folder, finding)
    points = found.asked.points.assign(
        it_is_so=found.asked.interest, in_the_box=inside(found.asked.points, found.box.limits)
    )
    points.to_parquet(folder / "points.parquet", index=False)
    points.to_csv(folder / "points.csv", index=False, float_format="%.6g")
    picture = draw_scatter(found, finding.what)
    if picture is not None:
        write_pictures([picture], folder / "figures")
    question = found.question
    write_json(
        folder / "summary.json",
        {
            **finding.content(),
            "store": str(found.data.folder.absolute()),
            "measure": question.measure,
            "below": question.threshold if question.below else None,
            "above": None if question.below else question.threshold,
            "fixed": {name: _plain(value) for name, value in found.asked.fixed.items()},
            "box": _content(found.box),
            "fresh": None if found.fresh is None else _content(found.fresh),
            "fresh_points": found.fresh_points,
        },
    )
    return finding.wrapped(terminal_width())


def _content(box: Box) -> dict[str, Any]:
    limits = {name: [_plain(each) for each in limit] for name, limit in box.limits.items()}
    return {"limits": limits, "coverage": box.coverage, "density": box.density, "support": box.support}


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
