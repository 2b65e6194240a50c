"""Brumaire: reporting about a leader in crisis, turned into forecasts that can be checked."""

__version__ = "0.1.0"
