"""From rows of several files to spells: who was there from when to when."""
