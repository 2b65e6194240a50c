"""Scores of forecasts and pools of forecasters: pure functions on arrays, one method a file. Nothing is clipped."""
