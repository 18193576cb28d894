"""Tables of groups as people have them: what a sheet is, what its columns and rows mean, and what must be asked."""
