"""A table of an organisation, one row a group: read cell by cell, with every problem told."""
