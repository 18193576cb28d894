"""Base rates of an organisation: draws of each group's annual voluntary quits, kept beside its profile.

One Parquet file, `base_rates.parquet`, complete or absent: a row a draw and group, the account of the fit in
the file's metadata. It carries the hash of the tables that it was fitted to; after another import it is
fitted again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.model.errors import InputError, unusable
from tandem.model.numerics.draws import Stream, uniforms
from tandem.model.organisation.folder.imported import EXPOSURE, GROUPS, MONTHLY, REASONS, ImportedProfile
from tandem.model.organisation.profile import LARGEST_QUITS, Profile
from tandem.model.received.plain_text import cleaned_content
from tandem.model.whole_file import clear_halves, whole_file

FILE = "base_rates.parquet"
_account_key = b"tandem_base_rates"
_format = 1
_key = ("department", "level", "contract")
_value = "annual_voluntary_quits"


@dataclass(frozen=True)
class BaseRates:
    """Draws of the base rates.

    Attributes
    ----------
    annual : float64 array (draws, groups)
        Voluntary quits a year ÷ headcount (for freelancers: ends of contract), groups in the profile's order.
    account : mapping
        What was fitted: months, exits, convergence, rule for unknown reasons.
    """

    annual: npt.NDArray[np.float64]
    account: Mapping[str, Any]

    def of_groups(self, members: Sequence[Sequence[int]], people: Sequence[int]) -> BaseRates:
        """The rates of groups that each are several of these, weighted by `people` of each of these."""
        annual = [
            np.average(self.annual[:, its], axis=1, weights=np.array(people)[its])
            for its in map(list, members)
        ]
        return replace(self, annual=np.stack(annual, axis=1))

    def row_of(self, seed: int, parameter_set: int) -> int:
        """The draw that goes with a parameter set: all draws in an order keyed by `seed`, then again."""
        return int(_order(seed, len(self.annual))[parameter_set % len(self.annual)])

    def described(self, profile: Profile, row: int) -> Profile:
        """The profile with the quits of one draw."""
        return _with_quits(profile, self.annual[row])

    def described_on_average(self, profile: Profile) -> Profile:
        """The profile with the mean of the draws."""
        return _with_quits(profile, self.annual.mean(axis=0))


def _with_quits(profile: Profile, annual: npt.NDArray[np.float64]) -> Profile:
    groups = tuple(
        replace(group, annual_voluntary_quits=float(quits))
        for group, quits in zip(profile.groups, annual, strict=True)
    )
    return replace(profile, groups=groups)


@cache
def _order(seed: int, draws: int) -> npt.NDArray[np.int64]:
    index = np.arange(draws, dtype=np.uint32)
    return np.argsort(uniforms(seed, Stream.PARAMETERS, 2, index, index)[:, 0], kind="stable")


def source_hash(folder: Path) -> str:
    """SHA-256 of the tables that base rates are fitted to and of the model's parameter register."""
    digest = hashlib.sha256(resources.files("tandem.model").joinpath("parameters.yaml").read_bytes())
    for name in (GROUPS, EXPOSURE, MONTHLY, REASONS):
        file = folder / name
        digest.update(name.encode() + (file.read_bytes() if file.is_file() else b""))
    return digest.hexdigest()


def save_base_rates(folder: Path, profile: Profile, rates: BaseRates) -> None:
    """Write the file into the profile's folder, complete or not at all.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    MachineError
        If the disk is full.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    draws, groups = rates.annual.shape
    named = {
        part: pa.array(np.tile([getattr(group, part) for group in profile.groups], draws)).dictionary_encode()
        for part in _key
    }
    number = np.repeat(np.arange(draws, dtype=np.int32), groups)
    table = pa.table({"draw": number, **named, _value: rates.annual.astype(np.float32).ravel()})
    account = json.dumps({"format": _format, **rates.account}, allow_nan=False)
    table = table.replace_schema_metadata({_account_key: account.encode()})
    clear_halves(folder)
    try:
        with whole_file(folder / FILE) as file:
            pq.write_table(table, file, compression="zstd")
    except OSError as error:
        raise unusable(
            error,
            f"organisation.path: the base rates cannot be kept in '{folder}' ({error.strerror}); make the "
            "folder writable",
        ) from error


def load_base_rates(folder: Path, imported: ImportedProfile) -> BaseRates | None:
    """The base rates kept in a profile's folder; None where there are none, or they belong to other tables.

    Raises
    ------
    InputError
        If the file is damaged.
    """
    file = folder / FILE
    if not file.is_file():
        return None
    import pyarrow as pa
    import pyarrow.parquet as pq

    groups = imported.profile.groups
    try:
        table = pq.read_table(file)
        account = cleaned_content(json.loads(table.schema.metadata[_account_key]))
        if account["format"] != _format or account["source_sha256"] != source_hash(folder):
            return None
        annual = table[_value].to_numpy().astype(np.float64).reshape(-1, len(groups))
        first = table.slice(0, len(groups))
        named = list(zip(*(first[part].to_pylist() for part in _key), strict=True))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, pa.ArrowException) as error:
        raise _damaged(file, str(error)) from error
    if named != [(group.department, group.level, group.contract) for group in groups]:
        raise _damaged(file, "its groups are not the profile's")
    if not annual.size or not ((annual >= 0) & (annual <= LARGEST_QUITS)).all():
        raise _damaged(file, f"a rate is not a number from 0 to {LARGEST_QUITS:g} a year")
    return BaseRates(annual, account)


def _damaged(file: Path, why: str) -> InputError:
    return InputError(f"{file}: the file is damaged ({why}); delete it, it is then fitted again")
