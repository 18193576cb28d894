"""What a user runs: commands, projections, their figures and run folders."""
