"""A fitted posterior on disk: draws of every parameter (Parquet) and the account of the fit (JSON).

A posterior belongs to the model that it was fitted with. Its account carries a fingerprint of the register,
the rules and the targets; a posterior with another fingerprint is refused with the command that rebuilds it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from model.draws import Stream, uniforms
from model.errors import InputError
from model.parameters import Values, check_fixed, register

SHIPPED = ("upwork_2025_level", "upwork_2025_ratio", "upwork_2025_both")
_fitted_code = ("rules", "coefficients.py", "person.py", "month.py", "environment.py", "parameters.yaml")


@dataclass(frozen=True)
class Posterior:
    """Draws of every parameter and the account of the fit.

    Attributes
    ----------
    name : as in `posterior=NAME`
    draws : one value for every parameter of the register, for each draw
    account : reading, fit table, diagnostics, fingerprint, versions
    """

    name: str
    draws: tuple[Values, ...]
    account: Mapping[str, Any]

    @property
    def reading(self) -> str:
        """The reading of the survey it was fitted to."""
        return str(self.account["reading"])


def fingerprint(targets_text: str) -> str:
    """Hash of what a posterior depends on: the rules, the register, and the targets."""
    digest = hashlib.sha256(targets_text.encode())
    root = resources.files("model")
    for name in _fitted_code:
        entry = root.joinpath(name)
        files = sorted(entry.iterdir(), key=lambda file: file.name) if entry.is_dir() else [entry]
        for file in files:
            if file.name.endswith((".py", ".yaml")):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def save_posterior(folder: Path, name: str, draws: Sequence[Values], account: Mapping[str, Any]) -> None:
    """Write `NAME.parquet` and `NAME.json` into `folder`, the account last."""
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.table({key: np.array([draw[key] for draw in draws], np.float32) for key in register()})
    partial = folder / f".{name}.parquet"
    pq.write_table(table, partial, compression="zstd")
    partial.replace(folder / f"{name}.parquet")
    text = json.dumps(account, indent=1, ensure_ascii=False) + "\n"
    partial = folder / f".{name}.json"
    partial.write_text(text, encoding="utf-8")
    partial.replace(folder / f"{name}.json")


def load_posterior(name: str, folder: Path | None = None) -> Posterior:
    """A posterior by name: shipped, or from `folder`.

    Raises
    ------
    InputError
        If there is none of that name, or it was fitted with another version of the model or the targets.
    """
    root = resources.files("calibration").joinpath("posteriors") if folder is None else folder
    account_file, draws_file = root.joinpath(f"{name}.json"), root.joinpath(f"{name}.parquet")
    if not account_file.is_file() or not draws_file.is_file():
        raise InputError(
            f"posterior: no posterior '{name}'. Allowed: prior, {', '.join(SHIPPED)}. "
            "Example: posterior=prior"
        )
    account = json.loads(account_file.read_text(encoding="utf-8"))
    if account["fingerprint"] != fingerprint(account["targets"]):
        raise InputError(
            f"posterior: '{name}' was fitted with another version of the model. "
            f"Rebuild it: {account['command']}"
        )
    with draws_file.open("rb") as stream:
        columns = pq.read_table(stream).to_pydict()
    size = len(next(iter(columns.values())))
    draws = tuple({key: float(columns[key][row]) for key in register()} for row in range(size))
    return Posterior(name, draws, account)


def sample_posterior(
    posterior: Posterior, seed: int, draws: int, fixed: Mapping[str, float] | None = None
) -> list[Values]:
    """`draws` parameter sets: rows of the posterior in an order keyed by `seed`, starting over at the end."""
    held = check_fixed(fixed or {})
    size = len(posterior.draws)
    index = np.arange(size, dtype=np.uint32)
    order = np.argsort(uniforms(seed, Stream.PARAMETERS, 1, index, index)[:, 0], kind="stable")
    return [posterior.draws[order[draw % size]] | held for draw in range(draws)]
