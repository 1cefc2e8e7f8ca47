"""How fast Carrel is, on lists that are made up: `python -m benchmarks.speed`."""
