"""What a user types after `tandem project`, put into the form that Hydra expects.

- `environment.ai_progress=steady` chooses an option like `environment/ai_progress=steady` does: wherever the
  dotted name is a group of options, a plain value is an option.
- `parameters.NAME=value` holds a parameter and `policy.levers.LABEL.KEY=value` sets a lever, with no `++` in
  front.
- Paths and names may hold any character without being quoted twice.
- Options (`--multirun`, `--config-dir FOLDER`) may stand anywhere between the settings.
- `--config-path RUN` repeats a finished run: its `config.yaml` is the configuration.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tandem.model.errors import InputError

# Nothing of Hydra's own is written: a run folder is Tandem's.
HYDRA_SETTINGS = (
    "hydra.run.dir=.",
    "hydra.sweep.subdir=.",
    "hydra.output_subdir=null",
    "hydra/job_logging=disabled",
    "hydra/hydra_logging=disabled",
)
SAVED_CONFIG = "config"  # name, without .yaml, of the configuration in a run folder

_with_value = (
    "--package",
    "-p",
    "--config-path",
    "-cp",
    "--config-name",
    "-cn",
    "--config-dir",
    "-cd",
    "--cfg",
    "-c",
)
_free_text = (
    "organisation.path",
    "organisation.pulse_survey",
    "organisation.sheet",
    "organisation.name",
    "output",
    "name",
    "targets",
)
_not_a_name = re.compile(r"[\d.+-][\w.+-]*|null|true|false", re.IGNORECASE)
_bare_free_text = re.compile(r"[\w./-]+")


@dataclass(frozen=True)
class CommandLine:
    """Arguments in Hydra's order.

    Attributes
    ----------
    options : options with their values
    overrides : settings, as the user meant them
    """

    options: tuple[str, ...]
    overrides: tuple[str, ...]

    def value(self, *names: str) -> str | None:
        """Value of the option with one of these names, if given."""
        for place, option in enumerate(self.options):
            if option in names:
                return self.options[place + 1] if place + 1 < len(self.options) else None
        return None

    @property
    def multirun(self) -> bool:
        """Whether several runs are asked for."""
        return not {"--multirun", "-m"}.isdisjoint(self.options)


def read_arguments(arguments: Sequence[str]) -> CommandLine:
    """Tell options from settings, and put the settings into Hydra's form.

    Raises
    ------
    InputError
        If `--config-path` or `--config-dir` names no folder, or an option is chosen for a finished run.
    """
    options, overrides = _split(arguments)
    line = CommandLine(tuple(options), tuple(overrides))
    folder = line.value("--config-dir", "-cd")
    if folder is not None and not Path(folder).is_dir():
        raise InputError(f"--config-dir: there is no folder '{folder}'; example: --config-dir my_options")
    settings = tuple(_in_hydras_form(item, folder, line.multirun) for item in overrides)
    options, extra = _from_run_folder(line, options)
    return CommandLine(tuple(options), (*HYDRA_SETTINGS, *extra, *settings))


def group_of(name: str, folder: str | None = None) -> str | None:
    """The group of options (`environment/ai_progress`) that a dotted or slashed name means, if there is one.

    `folder` is the user's own folder of options.
    """
    path = name.replace(".", "/")
    if not re.fullmatch(r"\w+(/\w+)*", path):
        return None
    homes = [files("tandem.configs"), *([Path(folder)] if folder else [])]
    return path if any(home.joinpath(path).is_dir() for home in homes) else None


def groups(above: str = "") -> list[str]:
    """All groups of options that ship, as `environment/ai_progress`."""
    found = []
    for entry in sorted(files("tandem.configs").joinpath(above).iterdir(), key=lambda entry: entry.name):
        name = f"{above}/{entry.name}".strip("/")
        if entry.is_dir() and not entry.name.startswith("_") and entry.name != "hydra":
            found += ([name] if options_of(name) else []) + groups(name)
    return found


def options_of(group: str) -> list[str]:
    """The options of a group that ship."""
    entries = files("tandem.configs").joinpath(group).iterdir()
    return sorted(entry.name.removesuffix(".yaml") for entry in entries if entry.name.endswith(".yaml"))


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    options: list[str] = []
    overrides: list[str] = []
    waiting = False
    for item in arguments:
        if waiting or item.startswith("-"):
            name, equals, value = item.partition("=")
            split = equals and not waiting and name in _with_value
            options.extend([name, value] if split else [item])
            waiting = not waiting and item in _with_value
        elif options and options[-1] in ("--info", "-i") and "=" not in item:
            options.append(item)
        else:
            overrides.append(item)
    return options, overrides


def _in_hydras_form(item: str, folder: str | None, multirun: bool) -> str:
    key, equals, value = item.partition("=")
    if not equals:
        return item
    if not value.startswith("{") and (group := group_of(key, folder)):
        return f"{group}='{value}'" if _not_a_name.fullmatch(value) else f"{group}={value}"
    if key.startswith(("parameters.", "policy.levers.")):  # keys that the file need not have
        return f"++{item}"
    if key in _free_text and not multirun:
        return f"{key}={_quoted(value)}"
    return item


def _quoted(value: str) -> str:
    """A text that Hydra takes literally, unless the user quoted it or it needs no quotes."""
    if value == "" or _bare_free_text.fullmatch(value) or value[0] in "'\"$":
        return value
    escaped = re.sub(r"(\\*)(\"|$)", lambda m: m[1] * 2 + ("\\" if m[2] else "") + m[2], value)
    return f'"{escaped}"'


def _from_run_folder(line: CommandLine, options: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Options with an absolute path and a name, and the settings needed, when a run folder is named."""
    folder = line.value("--config-path", "-cp")
    if folder is None or "://" in folder:
        return options, ()
    name = line.value("--config-name", "-cn")
    path = Path(folder).absolute()
    if not (path / f"{name or SAVED_CONFIG}.yaml").is_file():
        raise InputError(
            f"--config-path: there is no file {name or SAVED_CONFIG}.yaml in '{folder}'; name the folder "
            "of a finished run; example: --config-path outputs/RUN"
        )
    if name is None:
        _refuse_options(line.overrides)
    place = next(i for i, option in enumerate(options) if option in ("--config-path", "-cp"))
    named = [] if name else ["--config-name", SAVED_CONFIG]
    options = [*options[: place + 1], str(path), *options[place + 2 :], *named]
    return options, ("hydra.searchpath=[pkg://tandem.configs]",)


def _refuse_options(overrides: Sequence[str]) -> None:
    """Options cannot be chosen in a finished run's configuration: its values would mix with the option's."""
    for item in overrides:
        key, _, value = item.partition("=")
        if group_of(key.lstrip("+~")) and not value.startswith("{"):
            raise InputError(
                f"{item}: a finished run has values and no options to choose; allowed: values; "
                "examples: months=24, environment.labour_market.quit_ratio=1.2. "
                "Choose options in a new projection, without --config-path"
            )
