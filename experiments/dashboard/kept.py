"""What has been simulated and is kept: the last few sessions and outlooks, so that memory stays bounded.

An organisation of a visitor's own is named by the folder of his upload, which no other visitor's name leads
to; what ships is shared by all, and holds nothing of anybody.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tandem.experiments.api.session import Answer, Session
from tandem.experiments.api.settings import composed
from tandem.experiments.dashboard.settings import QUICK
from tandem.experiments.project.command import COMMAND
from tandem.experiments.simulation.organisation import organisation_of
from tandem.model.organisation.profile import Profile

MOST_SESSIONS, MOST_OUTLOOKS = 6, 12
KEPT_BYTES = 200_000_000  # of the starts of one session (a choice about computing)


@dataclass
class _Entry:
    lock: threading.Lock = field(default_factory=threading.Lock)
    value: Any = None


class Kept[Value]:
    """The values that were asked for last, each made once, however many ask at the same time.

    Parameters
    ----------
    most : how many are kept
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._entries: OrderedDict[str, _Entry] = OrderedDict()

    def get(self, key: str, make: Callable[[], Value]) -> Value:
        """The value of a key; it is made if it is not there. What fails is not kept."""
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)
        with entry.lock:
            if entry.value is None:
                entry.value = make()
        value: Value = entry.value
        return value

    def forget(self, part: str) -> None:
        """Drop every value whose key has `part` in it."""
        with self._lock:
            for key in [key for key in self._entries if part in key]:
                del self._entries[key]

    def __len__(self) -> int:
        return len(self._entries)


class Sessions:
    """Sessions by their settings. One answer is computed at a time: several would wait for each other."""

    def __init__(self) -> None:
        self._kept: Kept[Session] = Kept(MOST_SESSIONS)
        self._read: Kept[Profile] = Kept(MOST_OUTLOOKS)
        self._one_at_a_time = threading.Lock()

    def session(self, settings: Mapping[str, Any], draws: int = QUICK) -> Session:
        """The session of an organisation in a world."""
        made = {**settings, "draws": draws}
        return self._kept.get(key_of(settings, draws), lambda: Session(**made, kept_bytes=KEPT_BYTES))

    def profile(self, settings: Mapping[str, Any]) -> Profile:
        """The organisation as it was described, which takes no simulation to know."""
        organisation = {key: value for key, value in settings.items() if key.startswith("organisation")}

        def read() -> Profile:
            config = composed(COMMAND, organisation)
            return organisation_of(config["organisation"], str(config["start"])).profile

        return self._read.get(key_of(organisation, 0), read)

    def answer(self, settings: Mapping[str, Any], policy: Mapping[str, Any], draws: int) -> Answer:
        """What a policy does in so many draws."""
        session = self.session(settings, draws)
        with self._one_at_a_time:
            answer = session.answer(policy)
            _ = answer.break_even, session.status_quo
        return answer

    def forget(self, part: str) -> None:
        """Drop the sessions of an upload."""
        self._kept.forget(part)
        self._read.forget(part)


def key_of(settings: Mapping[str, Any], draws: int) -> str:
    """What tells one from another."""
    return json.dumps([settings, draws], sort_keys=True, default=str)
