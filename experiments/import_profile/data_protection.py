"""The data-protection sheet of a profile: what was read, what is stored, what the figures may be used for."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files

from experiments.import_profile.report import MEANING
from model.organisation.folder.imported import ImportedProfile


def protection_sheet(imported: ImportedProfile) -> str:
    """The sheet as a page of HTML that loads nothing."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(
        files("experiments.import_profile").joinpath("data_protection.html.j2").read_text(encoding="utf-8")
    )
    return template.render(
        about=imported.about,
        meaning=MEANING,
        groups=len(imported.profile.groups),
        headcount=imported.profile.headcount,
        exposure_cells=0 if imported.exposure is None else len(imported.exposure),
        monthly=imported.monthly is not None,
        bands=imported.bands is not None,
        made=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    )
