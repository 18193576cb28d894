"""From settings to simulated sums: organisation, parameter sets, paired runs."""
