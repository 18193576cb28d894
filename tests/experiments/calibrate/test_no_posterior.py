"""What happens when there is no posterior: disagreement, missing libraries, Ctrl-C. Nothing is saved."""

import os
import signal

import numpy as np
import pytest

from tandem.calibration.fit.sampling import NotConvergedError
from tandem.experiments.calibrate.stages import Stages


@pytest.fixture
def quick(monkeypatch):
    """No simulation before the study."""
    monkeypatch.setattr("tandem.calibration.fit.behaviour.behaviour", lambda: [0.5])


def test_chains_that_disagree(tandem, tmp_path, quick, monkeypatch):
    def disagree(*_):
        raise NotConvergedError("the fit did not converge (R-hat 1.200).", ("target_accept", "draws"))

    monkeypatch.setattr("tandem.experiments.calibrate.study.run_study", disagree)
    answer = tandem()
    assert answer.code == 3
    assert "tandem calibrate: no posterior." in answer.err
    assert "R-hat 1.200" in answer.err
    assert "Try: target_accept=0.99 draws=3000;" in answer.err
    assert answer.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("asked", "missing"), [((), "nutpie"), (("crosscheck=true",), "pyabc")])
def test_a_missing_library(asked, missing, tandem, tmp_path, monkeypatch):
    from importlib import util

    find = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda name, *rest: None if name == missing else find(name, *rest))
    answer = tandem(*asked)
    assert answer.code == 3
    assert f"{missing} not installed" in answer.err
    assert "pip install 'tandem-workforce[calibration]'" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_keeps_the_finished_waves(tandem, tmp_path, quick, monkeypatch):
    def interrupted(targets, reading, source, command, settings, diagnostics, work, stages, readings):
        work.keep("first", {"observed": np.zeros((64, 2))})
        stages("second wave", 10)(1)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr("tandem.experiments.calibrate.study.run_study", interrupted)
    answer = tandem()
    assert answer.code == 130
    assert "Interrupted: no posterior was saved. Finished simulations are kept" in answer.err
    assert [path.name for path in tmp_path.glob("outputs/*")] == ["work"]
    assert len(list(tmp_path.glob("outputs/work/*/first.npz"))) == 1


def test_ctrl_c_before_anything_leaves_nothing(tandem, tmp_path, quick, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("tandem.experiments.calibrate.study.run_study", interrupted)
    answer = tandem()
    assert answer.code == 130
    assert "kept" not in answer.err
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_that_a_library_swallows_is_raised_at_the_next_sign_of_progress():
    def samples_less_when_interrupted():
        try:
            os.kill(os.getpid(), signal.SIGINT)
            for _ in range(1_000_000):
                pass
        except KeyboardInterrupt:
            return "half a sample"
        return "not interrupted"

    before, reached = signal.getsignal(signal.SIGINT), []
    with pytest.raises(KeyboardInterrupt), Stages() as stages:
        done = stages("posterior", 1)
        reached.append(samples_less_when_interrupted())
        done(1)
        reached.append("half a sample passed for a whole one")
    assert reached == ["half a sample"]
    assert signal.getsignal(signal.SIGINT) is before


def test_an_error_after_an_interrupt_is_the_interrupt():
    with pytest.raises(KeyboardInterrupt), Stages() as stages:
        stages.interrupted = True
        raise ValueError("half a sample has no R-hat")


def test_one_line_a_stage_off_a_terminal(capsys):
    with Stages() as stages:
        stages("first wave of simulations", 4096)(64)
        stages("posterior", 1)(1)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" s  ")[1] for line in lines] == ["first wave of simulations (4,096)", "posterior"]
    assert list(stages.seconds) == ["first wave of simulations", "posterior"]
