"""A fitted posterior on disk: draws of the fitted parameters (Parquet) and the account of the fit (JSON).

A posterior belongs to the model that it was fitted with: its account carries a fingerprint of the model's
behaviour, and a posterior whose model has changed is refused with the command that rebuilds it. Parameters
that the survey cannot inform are not stored; they are drawn from their priors.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tandem.calibration.fit.behaviour import behaves_alike
from tandem.calibration.fit.emulator import inputs_of
from tandem.model.errors import InputError
from tandem.model.numerics.draws import Stream, uniforms
from tandem.model.parameters import RETIRED, Values, check_fixed, register, sample_prior
from tandem.model.received.plain_text import cleaned_content
from tandem.model.structures import BALANCED, STRUCTURES
from tandem.model.whole_file import clear_halves, whole_file

_largest_account = 16 << 20  # bytes: a hundred times that of a posterior that ships
READINGS = ("level", "ratio", "both")


def shipped_name(reading: str, structure: str = BALANCED) -> str:
    """Name of the posterior that ships for a reading of the survey and a causal structure."""
    return f"upwork_2025_{reading}" + ("" if structure == BALANCED else f"_{structure}")


SHIPPED = tuple(shipped_name(reading, structure) for structure in STRUCTURES for reading in READINGS)


@dataclass(frozen=True)
class Posterior:
    """Draws of the fitted parameters and the account of the fit.

    Attributes
    ----------
    name : as in `posterior=NAME`
    draws : values of the fitted parameters, one mapping a draw
    account : reading, fit table, diagnostics, fingerprint, versions
    """

    name: str
    draws: tuple[Values, ...]
    account: Mapping[str, Any]

    @property
    def reading(self) -> str:
        """The reading of the survey it was fitted to."""
        return str(self.account["reading"])

    @property
    def structure(self) -> str:
        """The causal structure that it was fitted under."""
        return str(self.account.get("structure", BALANCED))


def save_posterior(folder: Path, name: str, draws: Sequence[Values], account: Mapping[str, Any]) -> None:
    """Write `NAME.parquet` and `NAME.json` into `folder`, each complete or not at all, the account last."""
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.table({key: np.array([draw[key] for draw in draws], np.float32) for key in draws[0]})
    clear_halves(folder)
    with whole_file(folder / f"{name}.parquet") as file:
        pq.write_table(table, file, compression="zstd")
    text = json.dumps(account, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    with whole_file(folder / f"{name}.json") as file:
        file.write_text(text, encoding="utf-8")


def reading_of(name: str, folder: Path | None = None) -> str:
    """The reading of the survey that a posterior was fitted under, without loading its draws.

    Raises
    ------
    InputError
        If there is no posterior of that name.
    """
    return labels_of(name, folder)[0]


def labels_of(name: str, folder: Path | None = None) -> tuple[str, str]:
    """Reading of the survey and causal structure that a posterior was fitted under; its draws stay unread.

    Raises
    ------
    InputError
        If there is no posterior of that name, or its account cannot be read.
    """
    account_file, _ = _files(name, folder)
    try:
        account = _account_in(account_file)
        return str(account["reading"]), _known_structure(account.get("structure", BALANCED))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _unreadable(name, error) from error


def is_there(name: str, folder: Path | None = None) -> bool:
    """Whether there is a posterior of that name: shipped, or in `folder`."""
    return all(file.is_file() for file in _places(name, folder))


def content_hash(name: str, folder: Path | None = None) -> str:
    """SHA-256 of a posterior's files.

    Raises
    ------
    InputError
        If there is no posterior of that name.
    """
    return hashlib.sha256(b"".join(file.read_bytes() for file in _files(name, folder))).hexdigest()


def _places(name: str, folder: Path | None) -> tuple[Traversable, Traversable]:
    root = resources.files("tandem.calibration").joinpath("posteriors") if folder is None else folder
    return root.joinpath(f"{name}.json"), root.joinpath(f"{name}.parquet")


def _files(name: str, folder: Path | None) -> tuple[Traversable, Traversable]:
    account_file, draws_file = _places(name, folder)
    if not account_file.is_file() or not draws_file.is_file():
        place = "" if folder is None else f" in '{folder}'"
        raise InputError(
            f"posterior: there is no posterior '{name}'{place}; allowed: prior, upwork_2025, "
            f"{', '.join(map(shipped_name, READINGS))}, or one of your own; example: posterior=prior"
        )
    return account_file, draws_file


def _account_in(file: Traversable) -> Any:
    """The account as plain data, its texts cleaned; whoever made it may be a stranger."""
    with file.open("rb") as stream:
        content = stream.read(_largest_account + 1)
    if len(content) > _largest_account:
        raise ValueError(f"its account has more than {_largest_account >> 20} MB")
    return cleaned_content(json.loads(content))


def _plain_command(command: Any) -> str:
    """The command that rebuilds a posterior, if it is `tandem calibrate` and nothing more to a shell."""
    try:
        words = shlex.split(str(command))
    except ValueError:
        words = []
    plain = words[:2] == ["tandem", "calibrate"] and shlex.join(words) == command
    return str(command) if plain else "tandem calibrate"


def _unreadable(name: str, error: Exception) -> InputError:
    return InputError(f"posterior: '{name}' cannot be read ({error}); rebuild it: tandem calibrate")


def load_posterior(name: str, folder: Path | None = None) -> Posterior:
    """A posterior by name: shipped, or from `folder`.

    Raises
    ------
    InputError
        If there is none of that name, it cannot be read, or the model no longer behaves as it did.
    """
    account_file, draws_file = _files(name, folder)
    try:
        account = _account_in(account_file)
        with draws_file.open("rb") as stream:
            columns = pq.ParquetFile(stream).read().to_pydict()
        fingerprint = [float(value) for value in account["behaviour"]]
        account["command"] = _plain_command(account["command"])
        account["structure"] = _known_structure(account.get("structure", BALANCED))
        str(account["reading"])
        draws = _checked_draws(columns, inputs_of(account["structure"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, pa.ArrowException) as error:
        raise _unreadable(name, error) from error
    if not behaves_alike(fingerprint):
        raise InputError(
            f"posterior: '{name}' was fitted with a model that behaved differently; rebuild it: "
            f"{account['command']}"
        )
    return Posterior(name, draws, account)


def _known_structure(found: Any) -> str:
    if not isinstance(found, str) or found not in STRUCTURES:
        raise ValueError(f"it names a structure that is none of {', '.join(STRUCTURES)}")
    return found


def _checked_draws(columns: Mapping[str, Sequence[Any]], inputs: Sequence[str]) -> tuple[Values, ...]:
    """One mapping a draw; `ValueError` for an unknown or lacking parameter, no draws, values out of range."""
    size = len(next(iter(columns.values()), ()))
    if size == 0:
        raise ValueError("it has no draws")
    gone = [name for name in columns if name in RETIRED]
    if gone:
        raise ValueError(f"version 0.1 made it: the model has no {', '.join(gone)} any more")
    lacking = [name for name in inputs if name not in columns]
    if lacking:
        raise ValueError(f"it has no draws of {', '.join(lacking)}")
    for name, values in columns.items():
        if name not in register():
            raise ValueError(f"the model has no parameter '{name}'")
        low, high = register()[name].low, register()[name].high
        slack = 1e-5 * (high - low)  # draws are stored in single precision
        if not all(isinstance(value, float) and low - slack <= value <= high + slack for value in values):
            raise ValueError(f"a value of '{name}' is not a number from {low:g} to {high:g}")
    return tuple({name: float(columns[name][row]) for name in columns} for row in range(size))


def sample_posterior(
    posterior: Posterior, seed: int, draws: int, fixed: Mapping[str, float] | None = None
) -> list[Values]:
    """`draws` parameter sets: fitted ones from the posterior, the others from their priors.

    The posterior's draws are taken in an order keyed by `seed`, starting over at the end. Parameters in
    `fixed` keep their value, and so do those that the posterior's structure holds.

    Raises
    ------
    InputError
        If `fixed` names an unknown parameter or a value outside its range.
    """
    held = check_fixed({**STRUCTURES[posterior.structure].fixed, **(fixed or {})})
    size = len(posterior.draws)
    index = np.arange(size, dtype=np.uint32)
    order = np.argsort(uniforms(seed, Stream.PARAMETERS, 1, index, index)[:, 0], kind="stable")
    prior = sample_prior(seed, draws, held)
    return [values | posterior.draws[order[draw % size]] | held for draw, values in enumerate(prior)]
