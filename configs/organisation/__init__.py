"""Organisations to choose from: `default`, or `table` for your own."""
