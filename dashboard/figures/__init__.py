"""Frames as Plotly figures, one module a figure. Nothing here knows the store or the screen."""
