"""A look at what stands in the columns of a file, to tell what each one is.

The texts stay in memory, and none is ever shown. Columns that must not be read are not looked at either.
"""

from __future__ import annotations

from collections.abc import Mapping

from tandem.experiments.intake.files.column_look import ColumnLook
from tandem.experiments.intake.files.isolated import look_at_cells
from tandem.experiments.intake.files.source import Source
from tandem.experiments.intake.files.text import text_batches
from tandem.experiments.intake.meaning.vocabulary import is_protected

Looks = Mapping[str, ColumnLook]


def look_at(source: Source) -> Looks:
    """What stands under each heading that may be read; where two columns share one, under the first.

    A file that is damaged beyond the rows looked at is told when it is read.
    """
    header = source.header
    places: dict[str, int] = {}
    for place, (heading, technical) in enumerate(zip(header.headings, header.technical, strict=True)):
        if heading and not is_protected(heading) and not (technical and is_protected(technical)):
            places.setdefault(heading, place)
    wanted = list(places.values())
    if source.dialect is None:
        looks = look_at_cells(source.path, source.kind, source.sheet, wanted, header.first_row)
    else:
        looks = [ColumnLook(place) for place in wanted]
        for batch in text_batches(source.path, source.dialect, wanted):
            for look in looks:
                look.see(batch[str(look.place)])
            if all(look.sated for look in looks):
                break
    found = {look.place: look for look in looks}
    return {heading: found[place] for heading, place in places.items() if place in found}
