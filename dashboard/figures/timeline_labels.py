"""Which marks of a timeline are labelled with their days, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import polars as pl

#: More labels than these would cover each other, and so would those of small marks.
LABELLED: Final = 8
LEAST_LABELLED: Final = 0.1
#: The part of the window that a label takes.
ROOM: Final = 0.1


def legible_marks(marks: pl.DataFrame, most: int, window: tuple[date, date]) -> set[str]:
    """The crimes whose marks have room for a label.

    Args:
        marks: those drawn one by one, as `harm.suspects.timeline.MARKS`.
        most: the tenths of a day of the largest of them.
        window: its first and its last day.

    Returns:
        Their references; at most `LABELLED`.
    """
    large = marks.filter("counts", pl.col("tenths") >= most * LEAST_LABELLED)
    largest = set(large.top_k(LABELLED, by="tenths")["crime_ref"])
    rows = marks.to_dicts()
    return {row["crime_ref"] for row in rows if _is_legible(row, rows, largest, window)}


def above(on: date, window: tuple[date, date]) -> str:
    """Where above a mark its label crosses neither edge of the window."""
    room = (window[1] - window[0]) * ROOM / 2
    if window[1] - on < room:
        return "top left"
    return "top right" if on - window[0] < room else "top center"


def beside(on: date, window: tuple[date, date]) -> str:
    """On which side of a mark its label has room."""
    return "middle left" if window[1] - on < (window[1] - window[0]) / 3 else "middle right"


def _is_legible(
    row: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    largest: set[str],
    window: tuple[date, date],
) -> bool:
    """Whether a mark is labelled with its days: a large one, with no other mark in the way."""
    room = (window[1] - window[0]) * ROOM
    others = (
        other for other in rows if other is not row and other["victim_code"] == row["victim_code"]
    )
    return (
        bool(row["counts"])
        and row["crime_ref"] in largest
        and all(abs(other["recorded_on"] - row["recorded_on"]) > room for other in others)
    )
