"""The questions that shares of respondents answer to."""

from __future__ import annotations

BURNOUT = "'experiencing burnout' (survey of the Upwork Research Institute, 2025)"
