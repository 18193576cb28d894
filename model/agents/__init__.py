"""The Mesa face: workers as agents over the columns of the engine."""
