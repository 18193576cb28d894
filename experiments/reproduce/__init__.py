"""`tandem reproduce`: a finished run, or points of a sweep, once more: the same bit for bit, or not."""
