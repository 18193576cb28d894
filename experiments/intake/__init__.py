"""From an HR system's extract to a profile of groups: one step a file, in the order of `steps.py`."""
