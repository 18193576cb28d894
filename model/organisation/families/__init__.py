"""Job families: which work a department does, by its name or as stated, and what AI can touch of it."""
