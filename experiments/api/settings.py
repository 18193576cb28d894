"""From keyword arguments to a checked configuration: the words are those of `configs/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

from tandem.experiments.settings.composition import composition
from tandem.experiments.settings.limits import nearest
from tandem.experiments.settings.option_files import settled
from tandem.experiments.settings.overrides import DOCUMENTS, WITH_DOCUMENTS, groups, options_of
from tandem.model.errors import InputError
from tandem.model.organisation.configuration import EXAMPLES

TABLES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm")  # endings of an organisation's table


class Configured(Protocol):
    """A command, as far as its configuration goes."""

    @property
    def name(self) -> str:
        """As typed after `tandem`; also of its configuration in `configs/`."""

    @property
    def register(self) -> Callable[[], None]:
        """Lets Hydra find the schema."""


def composed(command: Configured, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration of a command with a user's settings, in plain containers.

    Parameters
    ----------
    command : whose `configs/COMMAND.yaml` is the start
    settings : by name, as in `months=24`; where the name is a group of options, a text chooses one of them
        (`policy="guardrails"`, `environment={"ai_progress": "plateau"}`) and a dictionary sets values.
        `organisation` may be the path of a table or of an imported profile. Texts are taken literally.

    Raises
    ------
    InputError
        If an option does not exist. Names and ranges of settings are checked by `command.choices_of`.
    """
    command.register()
    chosen: dict[str, str] = {}
    told = _with_organisation(settings)
    if command.name in WITH_DOCUMENTS and isinstance(told.get("report"), str):
        chosen[f"{DOCUMENTS}@report"] = told.pop("report")
        _check_option(DOCUMENTS, chosen[f"{DOCUMENTS}@report"])
    values = dict(_told_apart(told, "", chosen))
    merged = _merged(composition(command.name, chosen), values)
    posterior = values.get("posterior")
    if isinstance(posterior, Mapping) and "reading" in posterior and "reading" not in values:
        merged["reading"] = posterior["reading"]  # as `reading: ${posterior.reading}` in configs/common.yaml
    if isinstance(posterior, Mapping) and posterior.get("kind", "mixture") != "mixture":
        merged["posterior"] = {**merged["posterior"], "weights": posterior.get("weights", {})}
    return settled(merged, {})


def _with_organisation(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings, a path as organisation being the table or the profile that it names."""
    organisation, options = settings.get("organisation"), options_of("organisation")
    plain = cast("dict[str, Any]", _plain(settings))
    if organisation is None or organisation in options or isinstance(organisation, Mapping):
        return plain
    if not isinstance(organisation, str | Path):
        raise InputError(
            f"organisation: found {organisation!r}; allowed: an option ({', '.join(options)}), a dictionary, "
            "or the path of a table or profile; example: organisation='my_organisation.csv'"
        )
    path = Path(organisation)
    is_table = organisation in EXAMPLES or (path.suffix.lower() in TABLES and path.is_file())
    if not (is_table or path.is_dir()):
        raise InputError(
            f"organisation: there is no file, folder or option '{organisation}'."
            f"{nearest(str(organisation), options)} Allowed: {', '.join(options)}, or the path of a table "
            f"({', '.join(TABLES)}) or of a profile; example: organisation='my_organisation.csv'"
        )
    kind = "table" if is_table else "profile"
    return {**plain, "organisation": kind, "organisation.path": str(path)}


def _plain(value: Any) -> Any:
    """Containers of plain values: paths as texts, tuples as lists."""
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return str(value) if isinstance(value, Path) else value


def _told_apart(settings: Mapping[str, Any], above: str, chosen: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Values by key; options of groups go into `chosen`."""
    known = groups()
    inner: dict[str, Any] = {}
    for key, value in settings.items():
        name, _, rest = str(key).partition(".")
        if rest:
            inner.setdefault(name, {})[rest] = value
            continue
        group = f"{above}{name}"
        if isinstance(value, str) and group in known:
            _check_option(group, value)
            chosen[group] = value
        elif isinstance(value, Mapping) and any(f"{each}/".startswith(f"{group}/") for each in known):
            found = dict(_told_apart(value, f"{group}/", chosen))
            if found or not value:
                yield name, found
        else:
            yield name, value
    for name, found in inner.items():
        yield name, dict(_told_apart(found, f"{above}{name}/", chosen))


def _check_option(group: str, option: str) -> None:
    known = options_of(group)
    if option not in known:
        raise InputError(
            f"{group.replace('/', '.')}={option}: there is no such option.{nearest(option, known)} "
            f"Allowed: {', '.join(known)}; example: {group.rpartition('/')[2]}='{known[0]}'"
        )


def _merged(content: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values over the composition; a policy, weights and what a user names freely replace what was there."""
    merged = dict(content)
    for key, value in values.items():
        before = merged.get(key)
        whole = key in ("policy", "levers", "policies", "weights")
        both = isinstance(value, Mapping) and isinstance(before, Mapping) and not whole
        merged[key] = _merged(dict(cast("Mapping[str, Any]", before)), value) if both else value
    return merged


def policy_of(policy: str | Mapping[str, Any] | Sequence[Any]) -> str | dict[str, Any]:
    """A policy as a comparison takes it: the name of one that ships, or its name and levers."""
    if isinstance(policy, str):
        _check_option("policy", policy)
        return policy
    if isinstance(policy, Mapping):
        return cast("dict[str, Any]", _plain({"name": "own policy", **policy}))
    raise InputError(
        f"policy: found {policy!r}; allowed: the name of a policy, or a dictionary with name and levers; "
        "example: policy={'name': 'mine', 'levers': {'care': {'kind': 'workload_guardrails', 'start': 1}}}"
    )
