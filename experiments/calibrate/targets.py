"""What `targets=` names: the survey that ships, a file of proportions, or a file of respondents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tandem.calibration.survey.context import Context, load_context, upwork_2025_context
from tandem.calibration.survey.contradictions import contradictions
from tandem.calibration.survey.respondents import targets_from_respondents
from tandem.calibration.survey.targets import READINGS, Target, for_reading, load_targets, upwork_2025
from tandem.model.errors import InputError
from tandem.model.structures import BALANCED

SHIPPED_TARGETS = "upwork_2025"


@dataclass(frozen=True)
class Survey:
    """A survey's targets.

    Attributes
    ----------
    source : as the account names it
    stem : what a posterior of it is called
    targets : under all readings
    context : findings that are no targets
    """

    source: str
    stem: str
    targets: tuple[Target, ...]
    context: tuple[Context, ...] = ()

    @property
    def ships(self) -> bool:
        """Whether it is the survey that ships."""
        return self.source == SHIPPED_TARGETS

    def name_of(self, reading: str, structure: str = BALANCED) -> str:
        """Name of the posterior; structures are told apart, and readings with different targets."""
        alike = all(target.readings == READINGS for target in self.targets)
        name = self.stem if alike else f"{self.stem}_{reading}"
        return name if structure == BALANCED else f"{name}_{structure}"

    def under(self, reading: str) -> tuple[Target, ...]:
        """The targets of a reading.

        Raises
        ------
        InputError
            If none of them is to be fitted.
        """
        chosen = tuple(target for target in for_reading(self.targets, reading) if target.role != "context")
        if not any(target.role == "fit" for target in chosen):
            raise InputError(
                f"{self.source}: no target of role 'fit' applies under reading={reading}; "
                "give at least one target `role: fit`"
            )
        return chosen

    def set_aside(self, reading: str) -> list[str]:
        """Contradictions with fitted targets that the reading leaves out, which is why it does."""
        under = {target.name for target in self.under(reading)}
        return [
            str(each)
            for each in contradictions(self.targets)
            if each.both_fitted and not {each.ratio.name, each.overall.name} <= under
        ]

    def readings(self) -> dict[str, tuple[Target, ...]]:
        """The targets of each reading, if readings differ in what they fit (otherwise none)."""
        found = {reading: for_reading(self.targets, reading) for reading in READINGS}
        return found if len({_fitted_names(targets) for targets in found.values()}) > 1 else {}


def _fitted_names(targets: tuple[Target, ...]) -> frozenset[str]:
    return frozenset(target.name for target in targets if target.role == "fit")


def read_survey(named: str) -> Survey:
    """The survey that the setting `targets` names.

    Raises
    ------
    InputError
        If there is no such file, or something in it is wrong; naming entry and rule.
    """
    if named == SHIPPED_TARGETS:
        return Survey(SHIPPED_TARGETS, SHIPPED_TARGETS, upwork_2025(), upwork_2025_context())
    path = Path(named)
    suffix = path.suffix.lower()
    if suffix not in (".yaml", ".yml", ".csv", ".xlsx"):
        raise InputError(
            f"targets: found '{named}'; allowed: {SHIPPED_TARGETS}, or a file that ends in .yaml "
            "(proportions "
            "with n) or .csv (one row a respondent); example: targets=pulse.yaml"
        )
    if not path.is_file():
        raise InputError(f"targets: there is no file '{named}'; example: targets=pulse.yaml")
    if suffix in (".csv", ".xlsx"):
        return Survey(path.name, path.stem, targets_from_respondents(path))
    targets, context = _load(path)
    return Survey(path.name, path.stem, targets, context)


def _load(path: Path) -> tuple[tuple[Target, ...], tuple[Context, ...]]:
    """Targets and context of a YAML file; dates that are none, and nests without end, are no YAML either."""
    try:
        return load_targets(path), load_context(path)
    except InputError:
        raise
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{path}: is not YAML ({error}). Example: calibration/targets/upwork_2025.yaml"
        ) from error
