"""Full-width vectors: where the processor does not slow down for them, and never against the user."""

import numba
import pytest

from tandem.model.numerics import vectors


@pytest.fixture
def processor(monkeypatch):
    """Lets a test say what the user told numba and what the processor has; returns what is compiled for."""

    def told(features: str, by_user: str | None = None, name: str | None = None) -> str | None:
        monkeypatch.setattr(numba.config, "CPU_FEATURES", by_user)
        monkeypatch.setattr(numba.config, "CPU_NAME", name)
        monkeypatch.setattr(vectors, "get_host_cpu_features", lambda: features)
        vectors.use_full_width()
        chosen: str | None = numba.config.CPU_FEATURES
        return chosen

    return told


def test_a_later_processor_uses_all_of_its_width(processor):
    assert processor("+avx2,+avx512vbmi2") == "+avx2,+avx512vbmi2,-prefer-256-bit"


@pytest.mark.parametrize("features", ["+avx2,+avx512f,-avx512vbmi2", "+neon", ""])
def test_others_are_left_alone(processor, features):
    assert processor(features) is None


def test_what_the_user_says_comes_first(processor):
    assert processor("+avx512vbmi2", by_user="+sse2") == "+sse2"
    assert processor("+avx512vbmi2", name="generic") is None
