"""Levers: what they change, for whom, when, and what they cost."""
