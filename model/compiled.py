"""How Tandem compiles its rules: one decorator each for scalar rules and for loops over columns.

`rule` functions are pure scalar functions that are inlined into the loops that call them; their plain
Python body stays reachable as `.py_func`, which is how the tests run the same rules uncompiled.
`column_loop` functions release the GIL and are cached on disk. No fast-math flag is set anywhere:
results are bit-identical whatever the vector width, the tile size or the number of threads.
"""

from __future__ import annotations

import numba

rule = numba.njit(forceinline=True, error_model="numpy")
column_loop = numba.njit(cache=True, nogil=True, error_model="numpy")
