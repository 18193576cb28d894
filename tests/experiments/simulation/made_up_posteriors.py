"""Small posteriors, one a reading, whose draws tell from which of them a parameter set came."""

from pathlib import Path

from tandem.calibration.fit.behaviour import behaviour
from tandem.calibration.fit.emulator import INPUTS
from tandem.calibration.fit.posterior import save_posterior
from tandem.experiments.settings.schema import READINGS
from tandem.model.parameters import Values, sample_prior

DRAWS = 40


def draws_of(reading: str) -> list[Values]:
    """The draws of a made-up posterior."""
    sampled = sample_prior(READINGS.index(reading) + 5, DRAWS)
    return [{name: values[name] for name in INPUTS} for values in sampled]


def save_all(folder: Path, fingerprints: dict[str, list[float]] | None = None) -> None:
    """`pulse_level`, `pulse_ratio` and `pulse_both`; `fingerprints` of other models."""
    for reading in READINGS:
        account = {
            "reading": reading,
            "command": f"tandem calibrate targets=pulse.yaml reading={reading}",
            "behaviour": (fingerprints or {}).get(reading, behaviour()),
        }
        save_posterior(folder, f"pulse_{reading}", draws_of(reading), account)
