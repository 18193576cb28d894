"""The command in this process, in a folder of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tandem.calibration.fit.posterior import save_posterior
from tests.answers import Answer, answer_of
from tests.experiments.calibrate.made_up import NAME, made_up_account, made_up_draws


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
    save_posterior(folder, NAME, made_up_draws(), made_up_account())
    monkeypatch.setattr("tandem.calibration.fit.posterior.behaves_alike", lambda _: True)
    return folder
