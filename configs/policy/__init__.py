"""What the organisation does: dated levers."""
