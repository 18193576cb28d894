"""Workforce as a Mesa model: Mesa's own classes, given the same values, are the oracle."""
