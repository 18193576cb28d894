"""The fit: simulations, emulator, likelihood, chains and the posterior they leave."""
