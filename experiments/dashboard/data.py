"""*Your data*: a sheet of groups or a list of people is dropped, read in isolation, and asked about."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tandem.experiments.api.settings import composed
from tandem.experiments.dashboard.jobs import Job
from tandem.experiments.dashboard.rendering import page
from tandem.experiments.dashboard.state import DEFAULT
from tandem.experiments.dashboard.uploads import received
from tandem.experiments.dashboard.visit import Held, Visit
from tandem.experiments.dashboard.visitors import Upload, safe_name
from tandem.experiments.intake.tables.answers import TableQuestionError
from tandem.experiments.project.command import COMMAND
from tandem.experiments.simulation.organisation import organisation_of
from tandem.experiments.wording.catalogue import texts
from tandem.model.errors import InputError
from tandem.model.organisation.suppression import check_large_enough

_text = texts("dashboard.data")

SHEET, PEOPLE = "sheet", "people"
READABLE = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm")
READABLE_PEOPLE = (*READABLE, ".parquet", ".ods", ".xls")
IMPORT = "import"
_files_of_people = ("leavers", "history", "pay")

Show = Callable[[Visit], Response]


def whole(visit: Visit) -> Response:
    """The page: what is open, a place to drop a file, and the imports at work."""
    _take_up_imports(visit)
    upload = visit.visitor.uploads.get(visit.state.organisation)
    jobs = [job for job in _jobs(visit) if job.kind == IMPORT and job.state != "done"]
    return HTMLResponse(
        page(
            "data",
            visit=visit,
            upload=upload,
            uploads=list(visit.visitor.uploads.values()),
            profile=None if upload is None else visit.held.sessions.profile(visit.settings),
            jobs=jobs,
            notice="",
        )
    )


async def receive(held: Held, request: Request) -> Show:
    """Take a file, read it, and say what it was read as, what is asked, or what is wrong."""
    visitor = held.visitors[request.scope["visitor"]]
    upload = visitor.new_upload("upload")
    try:
        fields, files = await received(request, upload.folder)
        if "file" not in files:
            raise InputError(_text("no_file"))
    except BaseException:
        shutil.rmtree(upload.folder, ignore_errors=True)
        raise
    return lambda visit: _taken(visit, upload, fields, files)


def _taken(visit: Visit, upload: Upload, fields: Mapping[str, str], files: Mapping[str, Path]) -> Response:
    named = {field: upload.folder / safe_name(fields[f"{field}.filename"]) for field in files}
    if len(set(named.values())) < len(named):
        shutil.rmtree(upload.folder, ignore_errors=True)
        raise InputError(_text("same_names"))
    for field, file in files.items():
        file.rename(named[field])
    upload.called, upload.path = named["file"].name, named["file"]
    people = fields.get("kind") == PEOPLE
    allowed = READABLE_PEOPLE if people else READABLE
    if upload.path.suffix.lower() not in allowed:
        shutil.rmtree(upload.folder, ignore_errors=True)
        raise InputError(_text("wrong_ending", name=upload.called, allowed=", ".join(allowed)))
    if people:
        rest = {field: str(file) for field, file in named.items() if field in _files_of_people}
        return _import(visit, upload, {"staff": str(upload.path), "name": fields.get("name") or None, **rest})
    return _read(visit, upload)


def _read(visit: Visit, upload: Upload) -> Response:
    """Read a table: open it, ask, or refuse; what is refused is deleted."""
    try:
        _check(upload)
    except TableQuestionError as question:
        visit.visitor.add(upload)
        return HTMLResponse(page("data_questions", visit=visit, upload=upload, questions=question.asked))
    except InputError:
        visit.visitor.forget(upload.name)
        shutil.rmtree(upload.folder, ignore_errors=True)
        raise
    visit.visitor.add(upload)
    return _opened(visit, upload)


def _check(upload: Upload) -> None:
    """Read a table as an experiment does, and keep what was taken for granted."""
    told: list[str] = []
    config = composed(COMMAND, upload.described().settings)
    organisation = organisation_of(config["organisation"], str(config["start"]), told.append)
    check_large_enough(organisation.profile, int(config["min_cell"]))
    upload.told = [line.strip().removeprefix(str(upload.folder)).lstrip("/") for line in told]


def _opened(visit: Visit, upload: Upload) -> Response:
    state = visit.state.with_organisation(upload.name)
    return RedirectResponse(visit.link("/data", state), 303)


def answer(visit: Visit) -> Response:
    """Answers to what a table or an extract leaves open."""
    given = {
        key.removeprefix("answer.").removesuffix(".other"): value.strip()
        for key, value in sorted(visit.fields.items())  # another answer comes after those to choose from
        if key.startswith("answer.") and value.strip()
    }
    name = visit.fields.get("upload", "")
    if (job := visit.fields.get("job")) is not None:
        return _answered_import(visit, job, given)
    upload = visit.visitor.uploads.get(name)
    if upload is None:
        raise InputError(_text("gone"))
    upload.answers.update(given)
    return _read(visit, upload)


def forget(visit: Visit) -> Response:
    """Delete an upload, and whatever was computed of it."""
    if (job := visit.fields.get("job")) is not None:
        _forget_import(visit, visit.held.jobs.get(_owner(visit), job))
        return RedirectResponse(visit.link("/data"), 303)
    name = visit.fields.get("upload", "")
    upload = visit.visitor.uploads.get(name)
    if upload is not None:
        visit.held.sessions.forget(str(upload.folder))
        visit.held.outlooks.forget(str(upload.folder))
        visit.visitor.forget(name)
    state = visit.state if visit.state.organisation != name else visit.state.with_organisation(DEFAULT)
    return RedirectResponse(visit.link("/data", state), 303)


def _import(visit: Visit, upload: Upload, settings: Mapping[str, Any]) -> Response:
    """Begin to import a list of people; its job tells how it goes."""
    upload.path = upload.folder
    visit.held.jobs.start(_owner(visit), IMPORT, upload.called, {**settings})
    return RedirectResponse(visit.link("/data"), 303)


def _answered_import(visit: Visit, name: str, given: Mapping[str, str]) -> Response:
    """Begin an import again, with what was answered; it is `key=value` a line."""
    job = visit.held.jobs.get(_owner(visit), name)
    settings = dict(job.settings)
    for pair in (pair for value in given.values() for pair in _pairs_of(value)):
        key, mark, answered = pair.partition("=")
        if not mark or not key.isidentifier() or key in _not_answers:
            raise InputError(_text("no_answer", answer=pair[:60]))
        settings[key] = answered
    visit.held.jobs.start(_owner(visit), IMPORT, job.about, settings)
    visit.held.jobs.forget(_owner(visit), name)
    return RedirectResponse(visit.link("/data"), 303)


def _pairs_of(answer: str) -> list[str]:
    """The `key=value` of an answer as it is typed after `--set`; an answer may have several."""
    try:
        return [word for word in shlex.split(answer) if word != "--set"]
    except ValueError as error:  # a quotation mark without its other half
        raise InputError(_text("no_answer", answer=answer[:60])) from error


_not_answers = frozenset(("staff", "output", "mapping", "replace", "set_aside", "minimum_cell", "name",
                          *_files_of_people))  # fmt: skip


def _take_up_imports(visit: Visit) -> None:
    """Finished imports become organisations of the visitor's."""
    for job in _jobs(visit):
        if job.kind == IMPORT and job.state == "done" and job.name not in visit.visitor.uploads:
            _forget_files(job)
            upload = Upload(job.name, job.about, job.folder, job.result)
            visit.visitor.add(upload)
            visit.state = visit.state.with_organisation(job.name)


def _forget_import(visit: Visit, job: Job) -> None:
    """Delete an import that came to nothing, with the files it was made of."""
    visit.held.jobs.forget(_owner(visit), job.name)
    _forget_files(job)


def _forget_files(job: Job) -> None:
    """Delete the lists of people that an import was made of."""
    shutil.rmtree(Path(job.settings["staff"]).parent, ignore_errors=True)


def _jobs(visit: Visit) -> list[Job]:
    return visit.held.jobs.of(_owner(visit))


def _owner(visit: Visit) -> str:
    return visit.visitor.folder.name
