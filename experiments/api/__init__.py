"""Tandem from Python: the experiments as functions with the configuration's own words, results as tables.

`tandem.py` hands these names on; the documentation is docs/python.md.
"""
