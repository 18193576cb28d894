"""Base quit rates of an organisation, fitted to its own history of leavers.

`history` lays the tables of an imported profile out as counts, `regression` fits them, `rates` holds and
keeps the result. `docs/own-data.md` says what is fitted and why.
"""
