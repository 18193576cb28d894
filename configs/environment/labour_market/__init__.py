"""How easily people find another job."""
