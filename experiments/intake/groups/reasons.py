"""Reasons of leaving, veiled: nobody's reason can be read off a figure, or off two profiles one leaver apart.

That somebody left is known to every colleague; whether it was their own wish is not. Therefore the number of
exits of a cell is exact, but two of its leavers, chosen by lot, are given a reason drawn from those of all
leavers with the same kind of contract (post-randomisation: Gouweleeuw et al. 1998, "Post randomisation for
statistical disclosure control", Journal of Official Statistics 14:463-478). In a cell with one or two leavers
the reason then says nothing about them; in a cell with sixty it changes next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tandem.experiments.intake.groups.rounding import keyed_generator

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

REDRAWN = 2  # leavers a cell (assumption)


def veil_reasons(exits: Counts, shares: Floats, cells: Sequence[object], key: bytes) -> Counts:
    """Exits by reason with two leavers of each cell redrawn.

    Parameters
    ----------
    exits : int64 array of shape (cells, reasons)
    shares : float64 array of shape (cells, reasons)
        Reasons of all comparable leavers; each row adds to 1.
    cells : sequence
        What each cell is; with its exits and the key it decides the lot.
    key : bytes
        Secret of this computer.

    Returns
    -------
    int64 array of shape (cells, reasons)
        Each row has the same sum as before.
    """
    veiled = exits.copy()
    for place in np.flatnonzero(exits.sum(axis=1)).tolist():
        lot = keyed_generator(key, "reason", cells[place], exits[place].tolist())
        count = min(REDRAWN, int(exits[place].sum()))
        veiled[place] -= lot.multivariate_hypergeometric(exits[place], count)
        drawn = np.searchsorted(np.cumsum(shares[place])[:-1], lot.random(count), side="right")
        np.add.at(veiled[place], drawn, 1)
    return veiled


def reason_shares(exits: Counts) -> Floats:
    """Shares of reasons among leavers, in steps of five per cent; exits of shape (…, reasons).

    Coarse, so that one more leaver does not show in them; where nobody left, all is unknown.
    """
    total = exits.sum(axis=-1, keepdims=True)
    shares = np.where(total > 0, exits / np.maximum(total, 1), [0.0, 0.0, 1.0])
    rough = np.where((shares > 0) & (shares < 1), np.clip(np.round(shares * 20), 1, 19), shares * 20)
    return np.asarray(rough / rough.sum(axis=-1, keepdims=True))
