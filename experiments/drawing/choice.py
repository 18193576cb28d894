"""Which pictures are wanted."""

from __future__ import annotations

from collections.abc import Container


class Every(Container[str]):
    """Holds every name: all pictures are wanted."""

    def __contains__(self, name: object) -> bool:
        return True


EVERY = Every()


def wanted(figures: str, headline: Container[str]) -> Container[str]:
    """The names that the setting `figures` asks for: none, those that say most, or all."""
    return {"none": (), "headline": headline, "all": EVERY}[figures]
