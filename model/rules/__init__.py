"""What one worker does in a month: one mechanism a file, in the order of `model/engine/tiles.py`.

Every rule is a pure scalar function of numbers in, numbers out. `c` holds the coefficients, which follow from
the parameter register (`coefficients.py`), and `m` the conditions of the month as the worker meets it
(`environment.py`). Flags are 0 or 1.
"""
