"""The figures of a calibration: its fit, what the survey informs, and the checks of the inference."""

from tandem.experiments.calibrate.figures.render import HEADLINE, calibration_pictures, draw_calibration

__all__ = ["HEADLINE", "calibration_pictures", "draw_calibration"]
