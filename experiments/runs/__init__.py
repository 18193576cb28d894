"""`tandem runs`: what there is, filtered and compared."""
