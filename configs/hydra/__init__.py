"""Settings of Hydra, the library that composes the configuration."""
