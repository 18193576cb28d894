"""Compiled arithmetic and keyed draws that are the same on every machine."""
