"""Organisation profiles (group-level descriptions) and the synthetic seats drawn from them."""
