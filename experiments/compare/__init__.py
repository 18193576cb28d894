"""`tandem compare`: policies side by side on the same luck."""
