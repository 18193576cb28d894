"""The figure of a discovery."""
