"""`tandem import`: from an extract of an HR system to a profile of groups."""
