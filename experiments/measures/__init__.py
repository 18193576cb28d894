"""What is computed from simulated sums: spreads, net value, what an answer would be worth."""
