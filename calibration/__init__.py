"""Evidence of the model's numbers, and later their fit to the survey."""
