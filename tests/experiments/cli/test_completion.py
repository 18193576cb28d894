"""Tab completion: what is offered, and that bash gets it."""

import os
import shutil
import subprocess
import sys

import pytest

from tandem.experiments.completion import completions
from tests.places import REPOSITORY

OFFERED = {
    "tandem ": {"project", "parameters", "completion", "example-table"},
    "tandem pro": {"project"},
    "tandem project environment.": {"environment.ai_progress=", "environment.labour_market="},
    "tandem project environment.ai_progress=": {
        f"environment.ai_progress={option}" for option in ("plateau", "steady", "agents_surge")
    },
    "tandem project environment/ai_progress=a": {"environment/ai_progress=agents_surge"},
    "tandem project months=24 pol": {"policy=", "policy."},
    "tandem project policy=": {"policy=status_quo", "policy=guardrails", "policy=layoff_example"},
    "tandem project policy=guardrails policy.levers.guardrails.": {"policy.levers.guardrails.intensity="},
    "tandem project reading=": {"reading=level", "reading=ratio", "reading=both", "reading=mixed"},
    "tandem project posterior=": {"posterior=upwork_2025", "posterior=upwork_2025_level", "posterior=own"},
    "tandem project posterior.kind=": {f"posterior.kind={kind}" for kind in ("prior", "fitted", "mixture")},
    "tandem project posterior.weights.": {
        f"posterior.weights.{reading}=" for reading in ("level", "ratio", "both")
    },
    "tandem project mon": {"months="},
    "tandem project --m": {"--multirun"},
    "tandem project --multirun organisation=": {"organisation=default", "organisation=table"},
}  # fmt: skip


@pytest.mark.parametrize("line", OFFERED)
def test_what_is_offered(line):
    offered = completions(line)
    assert set(offered) >= OFFERED[line]
    word = "" if line.endswith(" ") else line.split()[-1]
    assert all(entry.startswith(word) for entry in offered)
    assert not [entry for entry in offered if entry.startswith("hydra")]


@pytest.mark.parametrize(
    "line", ["tandem project no_such_", "tandem projekt x", "tandem parameters x", "tandem project '["]
)
def test_nothing_is_offered_for_the_unknown(line):
    assert completions(line) == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_with_the_tabulator_key(tmp_path):
    tandem = tmp_path / "tandem"
    tandem.write_text(
        f"#!/bin/sh\nexec {sys.executable} -c "
        "'import sys; from tandem.experiments.cli import main; sys.exit(main(sys.argv[1:]))' \"$@\"\n"
    )
    tandem.chmod(0o755)
    line = "tandem project environment.ai_progress=a"
    script = (
        'eval "$(tandem completion bash)"\n'
        f'COMP_LINE="{line}" COMP_POINT={len(line)} COMP_CWORD=2\nCOMP_WORDS=({line})\n'
        '_tandem_completion\necho "${COMPREPLY[@]}"\ncomplete -p tandem\n'
    )
    paths = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(REPOSITORY),
    }
    answer = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, check=True, env={**os.environ, **paths}
    )
    assert answer.stdout.splitlines()[0] == "environment.ai_progress=agents_surge"
    assert "_tandem_completion tandem" in answer.stdout.splitlines()[1]
