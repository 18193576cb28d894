"""What Hydra says about a wrong configuration, in the words of Tandem's other messages."""

from __future__ import annotations

import re
from typing import Any

from hydra.errors import MissingConfigException, OverrideParseException
from omegaconf import DictConfig
from omegaconf.errors import ConfigAttributeError, ConfigKeyError, OmegaConfBaseException

from tandem.experiments.settings.limits import limits_of, nearest, problem
from tandem.experiments.settings.overrides import DOCUMENTS, groups, options_of


def explain(error: Exception, schema: type) -> str:
    """One clear message: which setting is wrong, what is allowed, an example."""
    if isinstance(error, OverrideParseException):
        return _unreadable(error)
    if isinstance(error, MissingConfigException) and error.options:
        return _unknown_option(error)
    cause = error if isinstance(error, OmegaConfBaseException) else error.__cause__
    if isinstance(cause, OmegaConfBaseException) and cause.full_key:
        return _wrong_setting(cause, schema)
    if "Ambiguous value for argument" in str(error):
        return _several_values(str(error))
    if match := re.search(
        r"Could not override '(?P<group>[^']*)'.\s*No match in the defaults list", str(error)
    ):
        return _unknown_group(match["group"])
    return _first_paragraph(str(error))


def _unknown_group(name: str) -> str:
    known = groups()
    return (
        f"{name}: there is no such group of options.{nearest(name, known)} Allowed: {', '.join(known)}; "
        f"example: {known[0]}={options_of(known[0])[0]}"
    )


def _several_values(text: str) -> str:
    found = text.split("'")[1]
    return (
        f"{found}: several values; allowed: one value, or a list in brackets. To run one projection "
        f"for each, add --multirun; example: tandem project --multirun {found}"
    )


def _unreadable(error: OverrideParseException) -> str:
    if "=" not in error.override and not error.override.startswith("~"):
        return (
            f"'{error.override}': this is not a setting. Write key=value or group=option; "
            "examples: months=24, policy=guardrails"
        )
    why = _first_paragraph(error.message)
    if why.startswith("LexerNoViableAltException"):  # what Hydra says of a character outside its grammar
        why = "a character in it cannot be read"
    return (
        f"'{error.override}': {why}. Quote special characters; "
        "examples: months=24, policy.levers.guardrails.departments=[Sales], 'name=\"pilot (north)\"'"
    )


def _unknown_option(error: MissingConfigException) -> str:
    group, _, option = (error.missing_cfg_file or "").rpartition("/")
    options = list(error.options or ())
    group = "report" if group == DOCUMENTS else group
    return (
        f"{group}={option}: there is no such option.{nearest(option, options)} "
        f"Allowed: {', '.join(options)}; example: {group}={options[0]}"
    )


def _wrong_setting(cause: OmegaConfBaseException, schema: type) -> str:
    key = str(cause.full_key)
    limits = limits_of(schema, key)
    unknown = isinstance(cause, ConfigAttributeError | ConfigKeyError)
    if limits is not None and not unknown:
        return problem(key, cause.value, limits)
    if unknown and isinstance(cause.parent_node, DictConfig):
        known = [str(name) for name in cause.parent_node if name != "hydra"]
        message = f"{key}: there is no such setting.{nearest(key.rpartition('.')[2], known)}"
        message += f" The settings here are {', '.join(known)}." if known else ""
        names_are_free = cause.parent_node._metadata.ref_type == dict[str, Any] or not known
        return message + (f" To add one, put + in front; example: +{key}=VALUE" if names_are_free else "")
    return f"{key}: {_first_paragraph(str(cause))}"


def _first_paragraph(text: str) -> str:
    lines = [line.strip() for line in re.split(r"\n\s*\n|\n\s*full_key", text.strip())[0].splitlines()]
    kept = [line for line in lines if line and not line.startswith("See https://")]
    return "; ".join(kept) or "the configuration cannot be read"
