"""How fast AI tools improve."""
