"""Speed and memory: `python -m tests.benchmarks.bench` (that is `make bench`) measures them all."""
