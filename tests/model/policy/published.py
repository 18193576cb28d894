"""Parameters of a site that is like those of the studies and where nobody has any programme yet."""

from __future__ import annotations

from tandem.model.parameters import central_values, register

#: Published effects arrive as they stand, for everybody, and do not overlap.
AS_PUBLISHED = central_values() | {
    "transport": 1.0,
    "overlap": 0.0,
    **{name: 0.0 for name in register() if name.startswith(("in_place_", "site_"))},
}
