"""What a user may set: keys, types and limits, read from command line and files."""
