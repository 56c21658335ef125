"""The rows of areas next to each other: their figures, and the order in which they stand."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.geography import CITY_OF_LONDON
from dashboard.services.places.area_choices import LONDON
from dashboard.services.places.area_harm import AREAS, LAST
from harm.areas import comparison as core
from harm.days import as_days

ROWS: Final = pl.Schema(
    {
        **dict.fromkeys(("code", "name", "within"), pl.String()),
        **{name: dtype for name, dtype in core.COMPARED.items() if name != "area"},
        **dict.fromkeys(("low_days", "high_days"), pl.Float64()),
        "unscored": pl.Int64(),
    }
)
FIGURES: Final = ROWS.names()[4:]
ORDER: Final = ("last", "value", "name", "code")
#: Everything together, as one area.
ALL: Final = pl.DataFrame([(None, None, LONDON, None, None, LAST)], schema=AREAS, orient="row")


def area_rows(compared: pl.DataFrame, areas: pl.DataFrame, placed: pl.DataFrame) -> pl.DataFrame:
    """The areas as `ROWS`, in order; one for what is in none goes where nothing is in it."""
    named = compared.join(areas.drop("people"), on="area", how="left", nulls_equal=True)
    kept = (pl.col("last") == LAST) | pl.col("code").is_not_null() | (pl.col("crimes") > 0)
    return (
        (_as_recorded(named, placed) if "lowest" in placed.columns else named)
        .filter(kept)
        .sort(*ORDER, descending=[name == "value" for name in ORDER], nulls_last=True)
        .select(
            pl.col(name).cast(dtype)
            if name in named.columns or "lowest" in placed.columns
            else pl.lit(None, dtype).alias(name)
            for name, dtype in ROWS.items()
        )
    )


def _as_recorded(named: pl.DataFrame, placed: pl.DataFrame) -> pl.DataFrame:
    """The bounds that categories leave, and nothing where another force records the crimes."""
    lowest, highest = (
        as_days((pl.col("crimes") * pl.col(name)).sum()) for name in ("lowest", "highest")
    )
    bounds = placed.group_by("area").agg(
        pl.col("unscored").sum(), low_days=lowest, high_days=highest
    )
    city = (pl.col("code") == CITY_OF_LONDON) | (pl.col("within") == CITY_OF_LONDON)
    covered = ~city.fill_null(value=False) | (pl.col("crimes") > 0)
    return (
        named.join(bounds, on="area", how="left", nulls_equal=True)
        .with_columns(
            pl.col("low_days", "high_days", "unscored").fill_null(0),
            # Of a recorded crime the category is known, and not its own harm.
            pl.lit(None).alias("largest"),
            pl.lit(None).alias("days_without"),
        )
        .with_columns(pl.when(covered).then(pl.col(name)).alias(name) for name in FIGURES)
    )
