"""What holds a fit to account: predictive checks, cross-check, simulated data, held-out facts, replays."""
