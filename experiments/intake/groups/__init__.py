"""From people to groups that may be kept: counting, merging, hiding."""
