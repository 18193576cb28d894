"""The same rules for one average worker a group: no individuals, no luck."""
