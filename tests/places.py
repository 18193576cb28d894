"""Where the checkout is, for tests that read its files."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"  # development data; a test that needs it skips where it is not
