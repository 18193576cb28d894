"""A small calibration from the command to a report: saved, loadable, and nothing simulated twice."""

import json

import pytest

from tandem.calibration.fit.emulator import INPUTS
from tandem.calibration.fit.posterior import load_posterior
from tests.experiments.calibrate.made_up import made_up_account

# Two findings make a likelihood that is easily sampled; the waves are far too small for use.
PULSE = """
targets:
  burned_out: {wording: 55 % are burned out, n: 180, value: 0.55, quantity: burnout_all, role: fit}
  ai_users: {wording: 45 % use AI, n: 180, value: 0.45, quantity: ai_users, role: check}
"""
SMALL = (
    "targets=pulse.yaml", "first_wave=1024", "second_wave=1024", "people=2000", "draws=1000", "tune=600",
    "predictive_draws=20", "fact_draws=1", "refits=1", "threads=2",
)  # fmt: skip


@pytest.mark.slow
def test_a_small_calibration(tandem, tmp_path, monkeypatch):
    (tmp_path / "pulse.yaml").write_text(PULSE, encoding="utf-8")
    answer = tandem(*SMALL, "output=first")
    assert answer.code == 0, answer.err
    assert "first wave of simulations (1,024)" in answer.err
    use = "tandem project posterior=own posterior.name=pulse posterior.folder=first"
    assert answer.out.splitlines()[-2:] == [f"Use it: {use}", "first"]
    posterior = load_posterior("pulse", tmp_path / "first")
    assert set(posterior.draws[0]) == set(INPUTS)
    account = json.loads((tmp_path / "first" / "pulse.json").read_text(encoding="utf-8"))
    assert account["command"] == "tandem calibrate reading=level " + " ".join(SMALL[:-1])
    # A survey that can be read in one way only has no other readings, and the back-cast is the report's.
    assert set(made_up_account(crosscheck=False)) - {"readings", "backcast"} <= set(account)
    burned = account["fit"][0]
    assert burned["predicted"]["p5"] < 0.6 and burned["predicted"]["p95"] > 0.5

    def never(*_):
        raise AssertionError("simulated again")

    monkeypatch.setattr("tandem.calibration.fit.waves._simulate_one", never)
    again = tandem(*SMALL, "output=second")
    assert again.code == 0, again.err
    draws = [(tmp_path / run / "pulse.parquet").read_bytes() for run in ("first", "second")]
    assert draws[0] == draws[1]

    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert tandem("targets=pulse.yaml", "report=true").code == 2  # its folder is not in outputs/calibration
