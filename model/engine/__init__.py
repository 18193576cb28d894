"""The engine: months of a population in tiles of columns."""
