"""Hazards and windows fitted to the panel."""
