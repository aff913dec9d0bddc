"""Measures the map alone: ``python -m bench.map``."""

from bench.map.report import report

if __name__ == "__main__":
    print(report())
