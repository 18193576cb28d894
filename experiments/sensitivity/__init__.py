"""`tandem sensitivity`: which assumption decides."""
