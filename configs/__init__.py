"""Every choice a user can make: one group of options a folder."""
