"""Write a profile folder with its data-protection sheet, complete or not at all, and log it."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from tandem.experiments.import_profile.report import use_of
from tandem.experiments.intake.meaning.mapping import Mapping, mapping_text
from tandem.experiments.intake.people import People
from tandem.experiments.run.folder import check_target, hidden_beside, new_run_folder, taken
from tandem.experiments.run.user_data import close_to_others, log_access
from tandem.experiments.wording.catalogue import page
from tandem.model.errors import InputError
from tandem.model.organisation.folder.imported import ABOUT, PURPOSE, ImportedProfile, read_profile
from tandem.model.organisation.folder.write import write_profile

SHEET, MAPPING = "data-protection.html", "mapping.yaml"


def check_output(folder: Path, replaced: bool) -> None:
    """Raise `InputError` unless a profile can be written to this folder."""
    if not taken(folder):
        check_target(folder)
        return
    if not replaced:
        raise InputError(
            f"'{folder}' exists already; name another with --output, or replace the profile in it with "
            f"--replace."
        )
    if folder.is_symlink() or not (folder / ABOUT).is_file():
        raise InputError(f"'{folder}' is no profile folder and is not replaced; name another with --output.")


def save_profile(
    folder: Path, imported: ImportedProfile, mapping: Mapping, people: People, replaced: bool
) -> None:
    """Write the folder and a line in the access log.

    Raises
    ------
    InputError
        If the folder or the log cannot be written; the folder is then as before.
    """
    new = hidden_beside(folder, "unfinished") if taken(folder) else folder
    read = what_was_read(people, imported.profile.name, imported.about["minimum_cell"])
    profile = imported.profile
    log_access("import", PURPOSE, profile.data_hash, {"profile": str(folder.absolute()), **read})
    with new_run_folder(new) as part:
        write_profile(part, imported)
        (part / MAPPING).write_text(mapping_text(mapping), encoding="utf-8")
        (part / SHEET).write_text(protection_sheet(imported), encoding="utf-8")
        read_profile(part)  # what cannot be read back is not handed over
        close_to_others(part)
    close_to_others(new)
    if new != folder and replaced:
        old = hidden_beside(folder, "replaced")
        folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)


def what_was_read(people: People, organisation: str, fewest: int) -> dict[str, Any]:
    """What the access log says about the files of an import."""
    return {
        "organisation": organisation,
        "files": [
            {"name": file.source.path.name, "sha256": file.source.sha256, "rows": len(file.frame)}
            for file in people.files
        ],
        "minimum_cell": fewest,
    }


def protection_sheet(imported: ImportedProfile) -> str:
    """The sheet as a page of HTML that loads nothing."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(page("data_protection.html.j2"))
    return template.render(
        about=imported.about,
        use_of=use_of,
        groups=len(imported.profile.groups),
        headcount=imported.profile.headcount,
        exposure_cells=0 if imported.exposure is None else len(imported.exposure),
        monthly=imported.monthly is not None,
        bands=imported.bands is not None,
        made=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    )
