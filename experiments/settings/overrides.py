"""What a user types after `tandem project`, put into the form that Hydra expects.

- `environment.ai_progress=steady` chooses an option like `environment/ai_progress=steady` does: wherever the
  dotted name is a group of options, a plain value is an option.
- `parameters.NAME=value` holds a parameter, `policy.levers.LABEL.KEY=value` sets a lever and
  `organisation.in_place.PROGRAMME=value` says who has a programme already, with no `++` in front.
- Paths and names may hold any character without being quoted twice.
- A file or folder by itself is the organisation: `client.xlsx` is `organisation.path=client.xlsx`.
- Options (`--multirun`, `--config-dir FOLDER`) may stand anywhere between the settings.
- `--config-path RUN` repeats a finished run: its `config.yaml` is the configuration. Neither this folder nor
  that of `--config-dir` is shown to Hydra, which gets what `experiments.settings.received` has read of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from hydra.core.override_parser.overrides_parser import OverridesParser

from tandem.experiments.settings.limits import nearest
from tandem.experiments.settings.organisation_file import OPEN_KEYS, settings_of, with_organisation
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

_run, _name, _folder = ("--config-path", "-cp"), ("--config-name", "-cn"), ("--config-dir", "-cd")
_with_value = ("--package", "-p", "--cfg", "-c", *_run, *_name, *_folder)
_without_value = (
    "--help",
    "-h",
    "--multirun",
    "-m",
    "--run",
    "-r",
    "--resolve",
    "--info",
    "-i",
    "--shell-completion",
    "-sc",
)
OPTIONS = (*_with_value, *_without_value)
_free_text = (
    "organisation.path", "organisation.pulse_survey", "organisation.families", "organisation.sheet",
    "organisation.name", "output", "name", "scenario", "targets", "store", "file",
)  # fmt: skip
_worded_answers = tuple(
    f"organisation.answers.{name}"
    for name in (
        "department",
        "level",
        "contract",
        "headcount",
        "mean_salary",
        "employee",
        "freelancer",
        "executive",
    )
)
_not_a_name = re.compile(r"[\d.+-][\w.+-]*|null|true|false", re.IGNORECASE)
_path_like = re.compile(r"\.\.|(^|[\[\s,'\"])[/\\]")
_file_name = re.compile(r"\w[\w .()-]*")
_bare_free_text = re.compile(r"[\w./-]+")


@dataclass(frozen=True)
class CommandLine:
    """Arguments in Hydra's order.

    Attributes
    ----------
    options : options with their values, but for those that name folders
    overrides : settings, as the user meant them
    run_file : the configuration of a finished run that is to be repeated
    options_folder : the user's own folder of options
    help_of_all : whether help is asked for every setting, not only for those that people use
    """

    options: tuple[str, ...]
    overrides: tuple[str, ...]
    run_file: Path | None = None
    options_folder: Path | None = None
    help_of_all: bool = False


def read_arguments(arguments: Sequence[str], organisation: bool = False) -> CommandLine:
    """Tell options from settings, and put the settings into Hydra's form.

    With `organisation` a file or folder that stands by itself is the organisation.

    Raises
    ------
    InputError
        If there is no such option, `--config-path` or `--config-dir` names no folder, an option is chosen for
        a finished run, or a setting reaches into Hydra's own.
    """
    options, overrides = _split(arguments)
    help_of_all = _asks_for_all(options)
    folder, run, name = (_taken(options, spellings) for spellings in (_folder, _run, _name))
    if folder is not None and not _is_folder(folder):
        raise InputError(f"--config-dir: there is no folder '{folder}'; example: --config-dir my_options")
    file = _run_file(run if run is not None else folder if name is not None else None, name)
    if name is None and file is not None:
        _refuse_options(overrides)
    alone = None
    if organisation:
        overrides, alone = with_organisation(overrides, run is not None)
    multirun = not {"--multirun", "-m"}.isdisjoint(options)
    settings = tuple(in_hydras_form(item, multirun) for item in overrides)
    if alone is not None:
        kind, path = settings_of(alone)
        settings = (f"organisation={kind}", f"organisation.path={_quoted(path)}", *settings)
    _refuse_reach(settings)
    return CommandLine(
        tuple(options),
        (*HYDRA_SETTINGS, *settings),
        file,
        None if folder is None else Path(folder),
        help_of_all,
    )


def group_of(name: str) -> str | None:
    """The group of options (`environment/ai_progress`) that a dotted or slashed name means, if any."""
    path = name.replace(".", "/")
    if not re.fullmatch(r"\w+(/\w+)*", path):
        return None
    return path if files("tandem.configs").joinpath(path).is_dir() else None


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
            if not waiting:
                _check_option(name)
            split = equals and not waiting and name in _with_value
            options.extend([name, value] if split else [item])
            waiting = not waiting and item in _with_value
        elif options and options[-1] in ("--info", "-i") and "=" not in item:
            options.append(item)
        else:
            overrides.append(item)
    return options, overrides


def _asks_for_all(options: list[str]) -> bool:
    """Whether `--help=all` is among the options, which becomes `--help`."""
    asked = [place for place, option in enumerate(options) if option.startswith(("--help=", "-h="))]
    for place in asked:
        if options[place].partition("=")[2] != "all":
            raise InputError(
                f"{options[place]}: allowed: --help, or --help=all for every setting; example: --help=all"
            )
        options[place] = "--help"
    return bool(asked)


def _check_option(name: str) -> None:
    if name not in OPTIONS:  # Hydra has more: one of them reads a pickle
        shown = [option for option in OPTIONS if option.startswith("--") and option != "--shell-completion"]
        raise InputError(
            f"{name}: there is no such option.{nearest(name, shown)} Allowed: {', '.join(shown)}; "
            "example: --multirun"
        )


def _taken(options: list[str], spellings: Sequence[str]) -> str | None:
    """The value of an option, which is taken out of the list; the last one counts."""
    value = None
    while places := [place for place, option in enumerate(options) if option in spellings]:
        if places[0] + 1 == len(options):
            raise InputError(f"{options[places[0]]}: it names nothing; example: {spellings[0]} my_folder")
        _, value = options.pop(places[0]), options.pop(places[0])
    return value


def in_hydras_form(item: str, multirun: bool) -> str:
    """One setting as Hydra expects it; with `multirun` a free text may be several."""
    key, equals, value = item.partition("=")
    if not equals:
        return item
    if not value.startswith("{") and (group := group_of(key)):
        return f"{group}='{value}'" if _not_a_name.fullmatch(value) else f"{group}={value}"
    if key in OPEN_KEYS or key.startswith(
        ("parameters.", "policy.levers.", "organisation.answers.", *(f"{name}." for name in OPEN_KEYS))
    ):  # keys that the file need not have
        if key in _worded_answers and not value.startswith("["):
            return f"++{key}={_quoted(value)}"
        return f"++{item}"
    is_mapping = key == "organisation.families" and value.startswith("{")
    if key in _free_text and not multirun and not is_mapping:
        return f"{key}={_quoted(value)}"
    return item


def _quoted(value: str) -> str:
    """A text that Hydra takes literally, unless the user quoted it or it needs no quotes."""
    if value == "" or _bare_free_text.fullmatch(value) or value[0] in "'\"$":
        return value
    escaped = re.sub(r"(\\*)(\"|$)", lambda m: m[1] * 2 + ("\\" if m[2] else "") + m[2], value)
    return f'"{escaped}"'


def _run_file(folder: str | None, name: str | None) -> Path | None:
    """The file with the configuration that a run folder's, and perhaps its own, name means."""
    if folder is None:
        if name is not None:
            raise InputError(
                "--config-name: it names a file in the folder of --config-path; "
                "example: --config-path my_configs --config-name pilot"
            )
        return None
    stem = (name or SAVED_CONFIG).removesuffix(".yaml")
    if not _file_name.fullmatch(stem):
        raise InputError(
            f"--config-name: found '{name}'; allowed: the name of a file in the folder, without .yaml"
        )
    if "://" in folder or not _is_folder(folder) or not (Path(folder) / f"{stem}.yaml").is_file():
        raise InputError(
            f"--config-path: there is no file {stem}.yaml in '{folder}'; name the folder "
            "of a finished run; example: --config-path outputs/RUN"
        )
    return Path(folder) / f"{stem}.yaml"


def _is_folder(name: str) -> bool:
    return "\0" not in name and Path(name).is_dir()


def _refuse_reach(settings: Sequence[str]) -> None:
    """Refuse settings of Hydra's own, settings that are moved elsewhere, and options from other places."""
    for override in OverridesParser.create().parse_overrides(list(settings)):
        typed, key = str(override.input_line), override.key_or_group
        value = typed.partition("=")[2]
        if re.split("[./]", key)[0] == "hydra":
            raise InputError(
                f"{typed}: this is a setting of Hydra, with which Tandem composes the configuration and runs "
                "jobs one after the other (Hydra's basic launcher); allowed: settings of the command, which "
                "--help lists; example: months=24"
            )
        if override.package is not None:
            raise InputError(
                f"{typed}: '@' would move settings elsewhere; allowed: GROUP=OPTION; example: policy=training"
            )
        if group_of(key) and not value.startswith("{") and _path_like.search(value):
            raise InputError(
                f"{typed}: an option has a name, not a path; your own stand in a folder: --config-dir FOLDER "
                "reads FOLDER/policy/NAME.yaml; example: policy=training"
            )


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
