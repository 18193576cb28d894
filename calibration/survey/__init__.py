"""The survey: findings, questions and what simulated respondents would have answered."""
