"""Being asked to end (SIGTERM) is like Ctrl-C: one line, nothing half-written."""

import signal
import subprocess
import sys

import pytest

from tandem.experiments.run.stopping import TERMINATED, Terminated, stoppable, told
from tests.experiments.project.test_interrupt import SAYS_WHEN


@pytest.mark.slow
def test_a_terminated_command_clears_up(tmp_path):
    command = [sys.executable, "-c", SAYS_WHEN, "project", "draws=2000", "organisation.headcount=500"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "simulating\n"
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert process.returncode == TERMINATED == 143
    assert "Stopped: nothing was written." in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_what_clears_up_after_ctrl_c_clears_up_after_sigterm():
    before = signal.getsignal(signal.SIGTERM)
    cleared = []
    with pytest.raises(KeyboardInterrupt) as caught, stoppable():
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            cleared.append("half a folder")
    assert cleared == ["half a folder"]
    assert isinstance(caught.value, Terminated)
    assert told(caught.value, "x")[0] == 143
    assert told(KeyboardInterrupt(), "x")[0] == 130
    assert signal.getsignal(signal.SIGTERM) is before
