"""Job families: how much of the work of a function AI can touch."""
