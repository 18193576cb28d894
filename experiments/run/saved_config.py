"""The configuration that a run folder keeps, from which the run can be repeated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tandem.experiments.wording.catalogue import texts

_text = texts("run.saved_config")


def with_absolute_path(config: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration as it is saved: it finds the organisation's files from any working folder."""
    organisation = dict(config["organisation"])
    for key in ("path", "pulse_survey"):
        path = organisation.get(key)
        if path is not None and str(path) != "example":
            organisation[key] = str(Path(path).absolute())
    return {**config, "organisation": organisation}


def saved_config(config: Mapping[str, Any], command: str) -> str:
    """The text of a run folder's `config.yaml`, which `tandem COMMAND --config-path RUN` reads."""
    from omegaconf import OmegaConf

    content = {"defaults": [f"{command}_schema", "_self_"], **config, "output": None}
    head = _text("head", command=f"tandem {command} --config-path RUN")
    lines = [f"# {line}".rstrip() for line in head.splitlines()]
    return "\n".join(lines) + "\n\n" + OmegaConf.to_yaml(OmegaConf.create(content))
