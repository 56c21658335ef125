"""The published figures that the demonstration year is held to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

_INDEPENDENT: Final = "Independent, 18 July 2023"
_VAWG: Final = "Metropolitan Police VAWG data, London Datastore"

#: name, what it says, low, high, source. Days and counts; shares are of 1; gaps in points.
_FIGURES: Final = (
    (
        "suspects_assessed",
        "suspects assessed in a year",
        35_640,
        36_360,
        "36,000 ± 1 %; press, 2023",
    ),
    ("median_days", "median score, days", 0, 11, "Metropolitan Police, 2025"),
    ("top_allegations_each", "top 100: allegations each", 4, 4.5, _INDEPENDENT),
    ("top_days", "top 100: days in all (1,300 to 1,450 years)", 474_500, 529_250, "press, 2023"),
    ("top_victims", "top 100: distinct victims", 180, 220, _INDEPENDENT + " (201)"),
    ("suspects_with_15_victims", "top 100: suspects with 15 victims", 2, 2, _INDEPENDENT),
    ("offence_gap_points", "largest gap of an offence's share", 0, 1, _VAWG + ", 2025"),
    ("borough_gap_points", "largest gap of a borough's share", 0, 0.5, _VAWG + ", 2025"),
    ("same_month_rape", "rape recorded in the month committed", 0.48, 0.54, _VAWG + ", 2023-2025"),
    ("same_month_all", "all recorded in the month committed", 0.78, 0.84, _VAWG + ", 2023-2025"),
    ("new_to_list", "top 100: not in it a year before", 0.5, 1, "press, 2025: most are new"),
)


def published_figures(_: Path) -> pl.DataFrame:
    """`figure`, `meaning`, `low`, `high` (both inclusive), `source`."""
    schema = {
        "figure": pl.String,
        "meaning": pl.String,
        "low": pl.Float64,
        "high": pl.Float64,
        "source": pl.String,
    }
    return pl.DataFrame(_FIGURES, schema=schema, orient="row")
