"""What Hydra composes of the files that ship, in plain containers, wherever it is asked for."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, cast

from hydra import compose, initialize_config_module
from hydra.core.global_hydra import GlobalHydra
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

_one_at_a_time = threading.Lock()  # Hydra's composition is the process's own, and requests come in threads


def composition(command: str, chosen: Mapping[str, str]) -> dict[str, Any]:
    """The configuration of a command with options chosen by group; its schema must be registered.

    A composition of the caller's own is left as it was.
    """
    overrides = [f"{group}={option}" for group, option in chosen.items()]
    with _one_at_a_time:
        found, lenient = _composed(command, overrides)
    try:
        return cast("dict[str, Any]", OmegaConf.to_container(found, resolve=True))
    except OmegaConfBaseException:
        return cast("dict[str, Any]", lenient)


def _composed(command: str, overrides: list[str]) -> tuple[DictConfig, Any]:
    """The composition, and in plain containers with its references as they are."""
    before = GlobalHydra.instance().hydra
    GlobalHydra.instance().hydra = None
    try:
        with initialize_config_module("tandem.configs", version_base="1.3"):
            found = compose(command, overrides=overrides)
            lenient = OmegaConf.to_container(found, resolve=False)
            OmegaConf.set_struct(found, False)
            return found, lenient
    finally:
        GlobalHydra.instance().hydra = before
