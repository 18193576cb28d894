"""Tables of groups as people have them: what a sheet is, what it means, and what must be asked."""
