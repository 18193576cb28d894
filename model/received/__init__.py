"""What comes from others: files that are read as plain data, and texts that can be printed."""
