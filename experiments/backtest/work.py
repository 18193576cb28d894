"""Unfinished work of a back-test: the finished origins' draws, so that an interrupted one goes on."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from tandem.experiments.backtest.plan import FloatArray
from tandem.experiments.backtest.schema import BacktestChoices
from tandem.experiments.run.folder import OUTPUTS, config_hash
from tandem.model.numerics.compiled import CACHE

WORK = OUTPUTS / "backtest" / "work"


def work_folder(choices: BacktestChoices, source: str) -> Path:
    """Folder of the finished origins; another one for whatever would make others of them.

    Parameters
    ----------
    source : hash of the profile's tables
    """
    text = json.dumps([config_hash(asdict(choices)), source, CACHE.name])
    return WORK / hashlib.sha256(text.encode()).hexdigest()[:16]


def kept_forecast(folder: Path, month: str) -> FloatArray | None:
    """The draws of the origin `month` (YYYY-MM), if they are there and whole."""
    try:
        with np.load(folder / f"{month}.npz") as content:
            return np.asarray(content["leavers"], dtype=np.float64)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def keep_forecast(folder: Path, month: str, leavers: FloatArray) -> None:
    """Keep the draws of an origin, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{month}.npz"
    np.savez_compressed(partial, leavers=leavers.astype(np.float32))
    partial.replace(folder / f"{month}.npz")


def discard(folder: Path) -> None:
    """Forget unfinished work."""
    shutil.rmtree(folder, ignore_errors=True)
