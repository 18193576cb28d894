"""The dashboard: Tandem in a browser, served on this machine and nowhere else unless a token is set."""
