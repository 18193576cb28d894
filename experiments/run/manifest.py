"""The manifest of a run: everything needed to say what it was and to repeat it."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Mapping, Sequence
from importlib import metadata, resources
from typing import Any

from tandem.experiments.run.record import Record
from tandem.experiments.settings.places import checkout
from tandem.experiments.simulation.projection import Projection
from tandem.model.numerics.compiled import CACHE
from tandem.model.organisation.profile import Profile
from tandem.model.organisation.reserved import ALL
from tandem.model.organisation.suppression import suppressed_cells
from tandem.model.parameters import register

DISTRIBUTION = "tandem-workforce"
LIBRARIES = (
    "hydra-core", "llvmlite", "matplotlib", "numba", "numpy", "omegaconf", "pandas", "pyarrow", "scipy",
)  # fmt: skip


def manifest(
    config: Mapping[str, Any],
    record: Record,
    projection: Projection,
    min_cell: int,
    posterior: Mapping[str, Any],
) -> dict[str, Any]:
    """What `manifest.json` holds.

    Parameters
    ----------
    config : the configuration as it is saved
    record : how the run came about
    min_cell : groups with fewer people are not shown
    posterior : what the parameters were drawn from (`experiments.simulation.parameter_sets`)
    """
    profile = projection.profile
    return {
        **head(config, record),
        "draws": projection.draws,
        "parameter_sets": len(set(projection.parameter_sets)),
        "runs_per_parameter_set": config["runs_per_parameter_set"],
        "posterior": config["posterior"],
        **posterior,
        "reading": projection.reading,
        "structure": projection.structure,
        "organisation": {**organisation_of(profile), "own_data": dict(projection.own_data)},
        **foot(profile, min_cell, config["parameters"], record.progress.seconds, LIBRARIES),
    }


def head(config: Mapping[str, Any], record: Record) -> dict[str, Any]:
    """What every manifest begins with."""
    return {
        "command": f"tandem {record.command}",
        **record.named(),
        "created": record.began.astimezone().isoformat(timespec="seconds"),
        "overrides": list(record.overrides),
        "config": dict(config),
        "seed": config["seed"],
    }


def organisation_of(profile: Profile) -> dict[str, Any]:
    """Which organisation it was about, with the purpose of an imported one."""
    return {
        "name": profile.name,
        "headcount": profile.headcount,
        "full_time_equivalents": round(profile.full_time_equivalents, 1),
        "groups": len(profile.groups),
        "source": profile.source,
        "data_hash": profile.data_hash,
        **({"purpose": profile.purpose} if profile.purpose else {}),
    }


def foot(
    profile: Profile,
    min_cell: int,
    held: Mapping[str, float],
    timings: Mapping[str, float],
    libraries: Sequence[str],
) -> dict[str, Any]:
    """What every manifest of a simulation ends with: parameters, groups not shown, versions, seconds."""
    return {
        "parameters": {
            "register_sha256": register_hash(),
            "held": dict(held),
            "assumptions": [name for name, entry in register().items() if entry.kind == "assumption"],
        },
        "suppressed_cells": [
            {"department": cell.department, "level": cell.level, "contract": cell.contract}
            for cell in suppressed_cells(profile, min_cell)
        ]
        + [{"department": name, "level": ALL, "contract": ALL} for name in profile.merged_departments],
        **technical(timings, libraries),
    }


def technical(timings: Mapping[str, float], libraries: Sequence[str]) -> dict[str, Any]:
    """Versions of everything, and the seconds of each stage."""
    return {
        "code": code_version(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "libraries": {name: metadata.version(name) for name in libraries},
        "seconds": {stage: round(seconds, 3) for stage, seconds in timings.items()},
    }


def register_hash() -> str:
    """SHA-256 of the parameter register."""
    return hashlib.sha256(
        resources.files("tandem.model").joinpath("parameters.yaml").read_bytes()
    ).hexdigest()


def code_version() -> dict[str, str | bool | None]:
    """Version of the package, hash of the model's source, and commit of the checkout if it is one."""
    commit = _git("rev-parse", "HEAD")
    return {
        "version": metadata.version(DISTRIBUTION),
        "model_source_hash": CACHE.name,
        "commit": commit,
        "changed_since_commit": None if commit is None else bool(_git("status", "--porcelain", "-uno")),
    }


def _git(*arguments: str) -> str | None:
    """What git says about the folder of the code, or None where it is not the root of a checkout."""
    root = checkout()
    if root is None or not (root / ".git").exists():
        return None
    try:
        answer = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True, timeout=5
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()
