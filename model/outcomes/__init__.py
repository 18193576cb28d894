"""What is counted every month, and the measures that follow."""
