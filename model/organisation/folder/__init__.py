"""The folder of an imported profile: written, checked and read."""
