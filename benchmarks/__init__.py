"""The speed that is claimed, measured beside the peers in one run: `python -m benchmarks`."""
