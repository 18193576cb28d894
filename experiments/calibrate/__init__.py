"""`tandem calibrate`: fit the model to a survey, and say what it cannot tell."""
