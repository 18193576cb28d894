"""Small posteriors, one a reading and structure, whose draws tell from which of them a parameter set came."""

from pathlib import Path

from tandem.calibration.fit.behaviour import behaviour
from tandem.calibration.fit.emulator import inputs_of
from tandem.calibration.fit.posterior import save_posterior
from tandem.experiments.settings.schema import READINGS
from tandem.model.parameters import Values, sample_prior
from tandem.model.structures import BALANCED, STRUCTURES

DRAWS = 40


def draws_of(reading: str, structure: str = BALANCED) -> list[Values]:
    """The draws of a made-up posterior: others for each reading and structure."""
    seed = READINGS.index(reading) + 5 + 10 * list(STRUCTURES).index(structure)
    inputs = inputs_of(structure)
    return [{name: values[name] for name in inputs} for values in sample_prior(seed, DRAWS)]


def save_all(
    folder: Path,
    fingerprints: dict[str, list[float]] | None = None,
    structure: str = BALANCED,
    stem: str = "pulse",
) -> None:
    """`pulse_level`, `pulse_ratio`, `pulse_both` (`pulse_level_relief` …); `fingerprints`: other models."""
    under = "" if structure == BALANCED else f"_{structure}"
    for reading in READINGS:
        account = {
            "reading": reading,
            "structure": structure,
            "command": f"tandem calibrate targets=pulse.yaml reading={reading}",
            "behaviour": (fingerprints or {}).get(reading, behaviour()),
        }
        save_posterior(folder, f"{stem}_{reading}{under}", draws_of(reading, structure), account)
