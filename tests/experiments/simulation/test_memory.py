"""How much memory is free: the tightest of the limits that are known."""

import os
from pathlib import Path

from tandem.experiments.simulation import memory
from tandem.experiments.simulation.memory import bytes_free


def test_here_some_is_free():
    free = bytes_free()
    assert free is not None and 10**8 < free < 10**14


def test_the_tightest_limit_counts(monkeypatch):
    monkeypatch.setattr(memory, "_machine_free", lambda: 8)
    monkeypatch.setattr(memory, "_container_limit", lambda: None)
    monkeypatch.setattr(memory, "address_space_left", lambda: None)
    assert bytes_free() == 8
    monkeypatch.setattr(memory, "_container_limit", lambda: 5)
    assert bytes_free() == 5
    monkeypatch.setattr(memory, "address_space_left", lambda: 0)
    assert bytes_free() == 0


def test_a_system_that_says_nothing_refuses_nothing(monkeypatch):
    def unreadable(*_, **__):
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", unreadable)
    monkeypatch.setattr(memory, "address_space_left", lambda: None)
    monkeypatch.delattr(os, "sysconf")  # as on Windows
    assert bytes_free() is None
