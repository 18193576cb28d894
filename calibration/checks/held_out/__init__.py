"""Held-out facts: what the model says of studies that nothing in it was taken from or fitted to."""
