"""The behavioural model: what an organisation is, and what happens in it in a month."""
