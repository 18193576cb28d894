"""What holds a fit to account: predictive checks, cross-check, simulation-based calibration, held-out facts."""
