"""Jobs as the pages show them: progress, result, pictures, the whole run folder, and mixes to be taken up."""

from __future__ import annotations

import io
import math
import zipfile
from dataclasses import replace
from typing import Any

import pandas as pd
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tandem.experiments.api.results import Result, load
from tandem.experiments.dashboard.jobs import Job
from tandem.experiments.dashboard.levers import Choice, shipped
from tandem.experiments.dashboard.rendering import page
from tandem.experiments.dashboard.settings import FULL, STATUS_QUO
from tandem.experiments.dashboard.visit import Visit
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.money import money_with_range
from tandem.experiments.wording.numerals import plain, ranged, share, signed
from tandem.model.errors import InputError
from tandem.model.policy.catalogue import LEVERS

_text = texts("dashboard.jobs_pages")

OPTIMISE, COMPARE, BACKTEST = "optimise", "compare", "backtest"
_least_budget, _most_budget = 1_000.0, 1e10


def start(visit: Visit) -> Response:
    """Begin a job that a form asks for."""
    kind, owner = visit.fields.get("kind", ""), visit.visitor.folder.name
    settings: dict[str, Any] = {**visit.settings, "figures": "all"}
    if kind == OPTIMISE:
        budget = _budget(visit.fields.get("budget", ""))
        quick = {"evaluations": 400} if visit.fields.get("thorough") is None else {}
        settings |= {"budget": budget, **quick}
        about, back = _text("mix_for", budget=plain(budget)), "/mix"
    elif kind == COMPARE:
        policies = visit.state.policies()
        settings |= {"draws": FULL, "structure": "all"}
        if policies:
            settings["policies"] = [STATUS_QUO, *policies.values()]
        about, back = _text("comparison"), "/sure"
    elif kind == BACKTEST:
        upload = visit.visitor.uploads.get(visit.state.organisation)
        if upload is None or not upload.is_profile:
            raise InputError(_text("no_record"))
        settings = dict(visit.organisation.settings)
        about, back = _text("backtest"), "/sure"
    else:
        raise InputError(_text("no_such_job"))
    visit.held.jobs.start(owner, kind, about, settings)
    return RedirectResponse(visit.link(back), 303)


def _budget(text: str) -> float:
    try:
        value = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        value = math.nan
    if not _least_budget <= value <= _most_budget:
        raise InputError(_text("wrong_budget", least=plain(_least_budget), most=plain(_most_budget)))
    return value


def cancel(visit: Visit) -> Response:
    """End a job."""
    visit.held.jobs.cancel(visit.visitor.folder.name, visit.request.path_params["job"])
    return RedirectResponse(visit.link("/mix" if visit.fields.get("kind") == OPTIMISE else "/sure"), 303)


def status(visit: Visit) -> Response:
    """A job as a part of a page."""
    job = _job(visit)
    return HTMLResponse(page("job", visit=visit, job=job, shown=shown_of(visit, job)))


def shown_of(visit: Visit, job: Job) -> dict[str, Any] | None:
    """What is shown of a finished job: finding, pictures, mixes."""
    if job.state != "done" or job.kind == "import":
        return None
    result = load(job.result)
    mixes = _mixes(visit, job, result) if job.kind == OPTIMISE else []
    return {
        "finding": result.finding.splitlines(),
        "notes": result.notes,
        "figures": result.figures,
        "mixes": mixes,
    }


def picture(visit: Visit) -> Response:
    """One of a job's pictures."""
    figures = {each.name: each for each in load(_finished(visit).result).figures}
    found = figures.get(visit.request.path_params["name"])
    if found is None:
        raise InputError(_text("no_picture"))
    return Response(found.png, media_type="image/png")


def folder(visit: Visit) -> Response:
    """The whole run folder, packed: what the command line would have written."""
    job = _finished(visit)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(job.result.rglob("*")):
            if file.is_file() and not file.is_symlink():
                archive.write(file, f"tandem_{job.kind}/{file.relative_to(job.result)}")
    head = {"Content-Disposition": f'attachment; filename="tandem_{job.kind}.zip"'}
    return Response(packed.getvalue(), media_type="application/zip", headers=head)


def mix(visit: Visit) -> Response:
    """Take up a mix as the policy on the page *Policies*."""
    table = load(_finished(visit).result).tables["front"]
    rows = table[table["mix"] == visit.request.path_params["mix"]]
    if rows.empty:
        raise InputError(_text("no_mix"))
    return RedirectResponse(
        visit.link("/policies", replace(visit.state, levers=_levers_of(dict(rows.iloc[0])))), 303
    )


def _levers_of(row: dict[str, Any]) -> tuple[Choice, ...]:
    """The levers of a mix, as near as the page can set them: from the first month on."""
    found = []
    for kind in LEVERS:
        label = shipped(kind)[0]
        strength = row.get(f"{label}_intensity", 0.0)
        if strength and math.isfinite(strength):
            covered = float(row[f"{label}_coverage"])
            found.append(Choice(kind, strength=float(strength), share=None if covered >= 1 else covered))
    return tuple(found)


def _mixes(visit: Visit, job: Job, result: Result) -> list[tuple[str, str, list[str]]]:
    """Link, levers and numbers of every mix on the front."""
    table, currency = result.tables["front"], str(result.summary["currency"])
    return [
        (
            visit.link(f"/jobs/{job.name}/mix/{row['mix']}"),
            str(row["levers"]),
            [
                _money(row, "cost", currency),
                ranged(*(signed(row[f"leavers_avoided_{key}"]) for key in ("p50", "p5", "p95"))),
                _money(row, "net_value", currency),
                share(row["pays"]),
            ],
        )
        for row in table.to_dict("records")
        if row["mix"] != "status quo" and pd.notna(row["levers"])
    ]


def _money(row: Any, name: str, currency: str) -> str:
    middle, low, high = (row[f"{name}_{key}"] for key in ("p50", "p5", "p95"))
    return money_with_range(middle, low, high, currency)


def _job(visit: Visit) -> Job:
    return visit.held.jobs.get(visit.visitor.folder.name, visit.request.path_params["job"])


def _finished(visit: Visit) -> Job:
    job = _job(visit)
    if job.state != "done":
        raise InputError(_text("not_done"))
    return job
