"""Trials behind priors, replayed inside the model: checks of the code, which say nothing about the world."""
