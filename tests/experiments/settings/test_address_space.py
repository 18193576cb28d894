"""A limit of addresses is told before libraries end the process."""

import pytest

from tandem.experiments.settings.address_space import LEAST, address_space_left, check_address_space
from tandem.model.errors import MachineError

resource = pytest.importorskip("resource")


def limited(monkeypatch, limit):
    monkeypatch.setattr(resource, "getrlimit", lambda _: (limit, resource.RLIM_INFINITY))


def test_without_a_limit_nothing_is_said(monkeypatch):
    limited(monkeypatch, resource.RLIM_INFINITY)
    check_address_space()
    assert address_space_left() is None


def test_too_low_a_limit_is_told_with_the_way_out(monkeypatch):
    limited(monkeypatch, LEAST)
    check_address_space()
    limited(monkeypatch, LEAST - 1)
    with pytest.raises(MachineError, match=r"ulimit -v\).*example: ulimit -v 4000000"):
        check_address_space()


def test_what_is_left_is_less_than_the_limit_by_what_is_used(monkeypatch):
    limited(monkeypatch, 10**15)
    left = address_space_left()
    assert left is not None and 10**15 - 10**13 < left < 10**15
    limited(monkeypatch, 1)
    assert address_space_left() == 0
