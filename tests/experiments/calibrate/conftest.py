"""The command in this process, in a folder of its own."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tandem.calibration.fit.posterior import save_posterior
from tests.answers import Answer, answer_of
from tests.experiments.calibrate.made_up import NAME, made_up_account, made_up_back_cast, made_up_draws


@pytest.fixture
def tandem(tmp_path, monkeypatch, capsys) -> Callable[..., Answer]:
    """Run `tandem calibrate ARGUMENTS` in the test's folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Answer:
        return answer_of(("calibrate", *arguments), capsys)

    return run


@pytest.fixture
def no_fit(monkeypatch):
    """Stop a calibration whose input was accepted before it computes anything."""
    from tandem.experiments.calibrate import experiment as calibrate
    from tandem.model.errors import InputError

    def stop(*_):
        raise InputError("the input was accepted")

    monkeypatch.setattr(calibrate, "_fit", stop)


@pytest.fixture
def stored(tmp_path: Path, monkeypatch) -> Path:
    """A posterior of a run in the test's folder, of a model that behaves as it did."""
    folder = tmp_path / "outputs" / "calibration" / f"{NAME}_run"
    account = {key: each for key, each in made_up_account().items() if key != "backcast"}
    save_posterior(folder, NAME, made_up_draws(), account)
    monkeypatch.setattr("tandem.calibration.fit.posterior.behaves_alike", lambda _: True)
    rows = made_up_back_cast(np.random.default_rng(1))
    monkeypatch.setattr("tandem.experiments.calibrate.backcast.back_cast_rows", lambda *_: rows)
    return folder
