"""`tandem discover`: where a policy stops working."""
