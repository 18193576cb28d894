"""The figure of a sensitivity study."""
