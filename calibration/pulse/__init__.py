"""An organisation's own pulse survey: shares by department that its burnout, intention and clarity must show.

`survey` reads the file, `levels` finds the shift of each department that makes the model show them.
"""
