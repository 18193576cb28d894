"""The configuration that a run folder keeps, from which the run can be repeated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tandem.experiments.wording.catalogue import texts
from tandem.model.organisation.configuration import EXAMPLES

_text = texts("run.saved_config")


def with_absolute_path(config: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration as it is saved: it finds the user's files from any working folder."""
    organisation = dict(config["organisation"])
    for key in ("path", "pulse_survey", "families"):
        path = organisation.get(key)
        if isinstance(path, str | Path) and str(path) not in EXAMPLES:
            organisation[key] = str(Path(path).absolute())
    if isinstance(organisation.get("plan"), str) and organisation["plan"] != "none":
        organisation["plan"] = str(Path(organisation["plan"]).absolute())
    report = dict(config.get("report") or {})
    if report.get("template"):
        report["template"] = str(Path(report["template"]).absolute())
    return {**config, "organisation": organisation, **({"report": report} if report else {})}


def saved_config(config: Mapping[str, Any], command: str) -> str:
    """The text of a run folder's `config.yaml`, which `tandem COMMAND --config-path RUN` reads."""
    from omegaconf import OmegaConf

    content = {"defaults": [f"{command}_schema", "_self_"], **config, "output": None}
    head = _text("head", command=f"tandem {command} --config-path RUN")
    lines = [f"# {line}".rstrip() for line in head.splitlines()]
    return "\n".join(lines) + "\n\n" + OmegaConf.to_yaml(OmegaConf.create(content))
