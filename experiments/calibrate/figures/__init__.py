"""The figures of a calibration: its fit, what the survey informs, and the checks of the inference."""

from tandem.experiments.calibrate.figures.render import draw_calibration

__all__ = ["draw_calibration"]
