"""How many months pass between a crime and its recording, by group of offences.

The published share recorded in the month committed (81 %) is of all flagged crimes, those outside
the VAWG list included, which are reported soonest; the groups of the list alone give 78 %. The
demonstration is held to the published figure. So in every group but rape, whose own figure is
published, the delayed share is scaled down alike until the whole agrees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from tools.tables.offence_mix import offence_mix

if TYPE_CHECKING:
    from pathlib import Path

_FILE: Final = "mps_vawg_reporting_delay_months_by_crimsec_group_2023-2025.csv"
_RAPE: Final = pl.col("crimsec_group") == "Rape"
_SAME_MONTH: Final = pl.col("months_from") == 0


def reporting_delay(sources: Path) -> pl.DataFrame:
    """One row a group and bin of months.

    `months_to` is null in the open bin of over ten years. `share` is as counted, `drawn_share` as
    the generator draws it; both add up to 1 in each group.
    """
    counts = _counts(sources)
    published = int(counts.filter(_SAME_MONTH)["crimes"].sum()) / int(counts["crimes"].sum())
    mix = offence_mix(sources).group_by("crimsec_group").agg(weight=pl.col("crimes").sum())
    listed = counts.join(mix, on="crimsec_group", how="inner").with_columns(
        share=pl.col("crimes") / pl.col("crimes").sum().over("crimsec_group"),
        weight=pl.col("weight") / mix["weight"].sum(),
    )
    scale = _scale(listed.filter(~_SAME_MONTH), delayed=1 - published)
    scaled = listed.with_columns(
        late=pl.when(_SAME_MONTH)
        .then(0.0)
        .when(_RAPE)
        .then("share")
        .otherwise(scale * pl.col("share"))
    )
    return scaled.select(
        "crimsec_group",
        "months_from",
        "months_to",
        "crimes",
        pl.col("share").round(5),
        drawn_share=pl.when(_SAME_MONTH)
        .then(1 - pl.col("late").sum().over("crimsec_group"))
        .otherwise("late")
        .round(5),
    ).sort("crimsec_group", "months_from")


def _counts(sources: Path) -> pl.DataFrame:
    first, last = r"^(\d+)", r"^(?:\d+-)?(\d+)(?: same month)?$"
    return pl.read_csv(sources / "calibration" / _FILE).select(
        "crimsec_group",
        months_from=pl.col("bin").str.extract(first).cast(pl.Int32),
        months_to=pl.col("bin").str.extract(last).cast(pl.Int32),
        crimes="count",
    )


def _scale(late: pl.DataFrame, *, delayed: float) -> float:
    """The part of the delayed share, outside rape, that makes `delayed` of all crimes so."""
    weighted = pl.col("share") * pl.col("weight")
    rape = late.filter(_RAPE).select(weighted.sum()).item()
    others = late.filter(~_RAPE).select(weighted.sum()).item()
    return float((delayed - rape) / others)
