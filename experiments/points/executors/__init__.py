"""What shares out batches of points: this process, a pool of processes, or a Ray cluster."""
