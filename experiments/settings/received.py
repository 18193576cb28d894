"""Configuration from outside the package, as data: `--config-path`, `--config-dir` and what stands in them.

A run folder or a folder of options may come from anybody, and Hydra's files can do more than hold values:
they name code to run, variables to look up and places to read from. So Hydra never sees such a file. It is
read here, as YAML with plain values (`model.received.plain_yaml`), held against the schema's keys
(`received_checks`), and handed over as the very values that were checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from importlib.resources import files
from pathlib import Path
from typing import Any

from hydra.core.config_store import ConfigStore

from tandem.experiments.settings.known_keys import unknown_in_option, unknown_keys
from tandem.experiments.settings.option_files import POLICY, OptionFile
from tandem.experiments.settings.overrides import SAVED_CONFIG, CommandLine, groups, options_of
from tandem.experiments.settings.received_checks import forbidden, refuse, unknown, wrong_defaults
from tandem.model.errors import InputError
from tandem.model.received.plain_text import cleaned_content
from tandem.model.received.plain_yaml import Document, read_yaml

Options = Mapping[str, Mapping[str, OptionFile]]  # group → name → settings
RUN = "received_configuration"  # the name under which Hydra gets the configuration of a run folder
SHARED = "common"  # what all experiments share, in configs/


@dataclass(frozen=True)
class Received:
    """What a command line names of configuration from outside, checked.

    Attributes
    ----------
    run : the configuration in a run folder, or None
    options : the options in the user's own folder
    """

    run: Mapping[str, Any] | None = None
    options: Options = field(default_factory=dict)

    @property
    def policies(self) -> Mapping[str, OptionFile]:
        """The user's own policies by name, their texts cleaned."""
        own = self.options.get(POLICY, {})
        return {name: OptionFile(cleaned_content(dict(entry)), entry.file) for name, entry in own.items()}

    @contextmanager
    def offered(self) -> Iterator[None]:
        """Let Hydra find all this, as it finds the schemas, until the block ends."""
        store = ConfigStore.instance()
        for group, options in self.options.items():
            for name, content in options.items():
                store.store(group=group, name=name, node=dict(content), provider="own options")
        if self.run is not None:
            store.store(name=RUN, node=dict(self.run), provider="run folder")
        try:
            yield
        finally:
            _take_out(store.repo, self)


def read_received(line: CommandLine, command: str, schema: type) -> Received:
    """Read and check the folders that a command line names.

    Raises
    ------
    InputError
        If a file is no plain YAML, or has anything in it but known settings and options; the message names
        file, line and key.
    """
    options: dict[str, dict[str, OptionFile]] = {}
    if line.options_folder is not None:
        options = read_options(line.options_folder)
    if line.run_file is None:
        return Received(None, options)
    if line.run_file.stem != SAVED_CONFIG:  # a configuration of the user's, with options beside it
        for group, found in read_options(line.run_file.parent).items():
            options[group] = {**options.get(group, {}), **found}
    return Received(read_run(line.run_file, command, schema, options), options)


def read_run(file: Path, command: str, schema: type, own: Options) -> dict[str, Any]:
    """The settings in a file that takes the place of `configs/COMMAND.yaml`.

    Parameters
    ----------
    command : the command it is to be the configuration of
    schema : dataclass with the command's settings
    own : the user's options, which `defaults` may name
    """
    document, content = _settings_in(file)
    other = _made_by(content)
    if other not in (None, command):
        raise InputError(
            f"{file}: this is a configuration of `tandem {other}`; repeat it with that command; "
            f"example: tandem {other} --config-path {file.parent}"
        )
    plain = (f"{command}_schema", command, SHARED, "_self_")
    settings = _without_defaults(content)
    problems = [
        *forbidden(settings),
        *wrong_defaults(content, plain, own),
        *unknown(unknown_keys(schema, settings)),
    ]
    refuse(file, document, (), problems)
    return content


def read_options(folder: Path) -> dict[str, dict[str, OptionFile]]:
    """Every option in a user's own folder, by group and name; folders that are no group are left alone."""
    found: dict[str, dict[str, OptionFile]] = {}
    for group in _all_groups():
        place = folder / group
        for file in sorted(place.glob("*.yaml")) if place.is_dir() else ():
            if not file.name.startswith(".") and file.is_file() and not _ships(group, file):
                found.setdefault(group, {})[file.stem] = _read_option(group, file)
    return found


def _read_option(group: str, file: Path) -> OptionFile:
    document, content = _settings_in(file)
    settings = _without_defaults(content)
    problems = [
        *forbidden(settings),
        *wrong_defaults(content, ("_self_", *options_of(group)), None),
        *unknown(unknown_in_option(group, settings)),
    ]
    refuse(file, document, ("_group_", group.replace("/", ".")), problems)
    return OptionFile(content, f"{group}/{file.name}")


def _ships(group: str, file: Path) -> bool:
    """Whether a file is one of those that ship; another one under the same name would be read by nobody."""
    if file.stem not in options_of(group):
        return False
    if file.read_bytes() == files("tandem.configs").joinpath(group, file.name).read_bytes():
        return True
    raise InputError(
        f"{file}: '{file.stem}' is an option of {group} that ships with Tandem, and this file is another; "
        f"give it a name of its own; example: my_{file.name}"
    )


def _settings_in(file: Path) -> tuple[Document, dict[str, Any]]:
    document = read_yaml(file, dates=False)
    content = {} if document.content is None else document.content
    if not isinstance(content, dict):
        raise InputError(f"{file}: found no settings; allowed: keys with values, as in the files of configs/")
    return document, content


def _made_by(content: Mapping[str, Any]) -> str | None:
    """The command whose schema a configuration names."""
    listed = content.get("defaults")
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, str) and (made := re.fullmatch(r"([a-z]+)_schema", entry)):
            return made[1]
    return None


def _without_defaults(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key != "defaults"}


def _all_groups() -> list[str]:
    """Groups of options, and the groups that hold others."""
    return sorted({part for name in groups() for part in (name, name.rpartition("/")[0]) if part})


def _take_out(store: dict[str, Any], received: Received) -> None:
    """Undo what `offered` put into Hydra's store, a tree of groups; Hydra may have added to it meanwhile."""
    store.pop(f"{RUN}.yaml", None)
    for group, options in received.options.items():
        inner = reduce(lambda tree, part: tree.get(part, {}), group.split("/"), store)
        for name in options:
            inner.pop(f"{name}.yaml", None)
