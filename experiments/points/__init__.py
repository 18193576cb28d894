"""Many configurations, each reduced to a few numbers: what sweeps, sensitivity and discovery stand on."""
