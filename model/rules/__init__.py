"""What one worker does in a month: one mechanism a file, in the order of `model/engine/tiles.py`.

Every rule is a pure scalar function of numbers in, numbers out. `c` holds the coefficients (from the
parameter register) and `m` the conditions of the month in the worker's department. Flags are 0 or 1.
"""
