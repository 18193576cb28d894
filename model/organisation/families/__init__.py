"""Job families: which work a department does, by its name or by what the user states, and what AI can touch of it."""
