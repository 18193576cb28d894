"""`tandem sweep`: many configurations, one data set."""
