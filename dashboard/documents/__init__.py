"""Frames as files that leave: marked, and harmless in a spreadsheet."""

from dashboard.documents.csv import list_as_csv, rejects_as_csv

__all__ = ["list_as_csv", "rejects_as_csv"]
