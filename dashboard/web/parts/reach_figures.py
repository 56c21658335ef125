"""The page of reach: its map and its tables."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.exports.reach_csv import reach_outgoing, reach_stem
from dashboard.figures.choropleth import Scale
from dashboard.figures.reach_map import reach_map
from dashboard.geography import borough_names, box_around, outlines, ward_outlines
from dashboard.services.places.map_scale import rounded_up
from dashboard.services.question import Question
from dashboard.services.resources.reach import Reach, ReachChange
from dashboard.web.kit.chart import clickable, colours
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.web.parts.reach import Chosen, clicked
from dashboard.wording.reach import KEPT, in_choice_walk_words, percent

#: Of a table, in pixels.
HEIGHT: Final = 430


def show_map(reach: Reach, chosen: Chosen) -> None:
    """Show the shares on a map: of boroughs, or of the wards of the one that is looked at.

    Args:
        reach: by borough, or of a borough by ward.
        chosen: what is asked.
    """
    code = chosen.borough
    rows = reach.rows if code is None else reach.rows.filter(pl.col("within") == code)
    within, walk = pl.col("within_20"), in_choice_walk_words(reach.choice)
    values = rows.select(
        "code", "name", value=pl.when(pl.col("residents") > 0).then(
            (100 * within / pl.col("residents")).round(1))
    )  # fmt: skip
    if reach.streets is not None:
        values = values.with_columns(unknown=rows["within_20"].is_null())
    grey = "; grey where it is not known" if rows["within_20"].null_count() else ""
    lines = [[row["name"], _within(row), walk] for row in rows.iter_rows(named=True)]
    top = rounded_up(float(values["value"].max() or 1))  # type: ignore[arg-type] # a number
    box = box_around(code) if code else box_around(*borough_names())
    near = reach.sites if code is None else reach.sites.filter(_in_box(box))
    clickable(
        reach_map(
            values.with_columns(pl.Series("words", lines)),
            near,
            outlines() if code is None else ward_outlines(code),
            scale=Scale(f"% within 20 minutes' walk<br>{walk}", top),
            own=frozenset(),
            box=box,
            colours=colours(),
        ),
        alt=f"Map of the share of residents within 20 minutes' walk, {walk}, with "
        f"{near.height} sites{grey}; the tables below have the same figures.",
        key=f"reach map {code} {near.height}",
        on_click=partial(clicked, sites=near["name"].to_list()),
    )


def _within(row: dict[str, Any]) -> str:
    if row["within_20"] is None:
        return (
            f"{row['low']:,} to {row['high']:,} of {row['residents']:,} within 20 minutes: of the "
            f"others it is not known"
        )
    return f"{row['within_20']:,} of {row['residents']:,} within 20 minutes"


def _in_box(box: tuple[float, float, float, float] | None) -> pl.Expr:
    west, south, east, north = box or (-180.0, -90.0, 180.0, 90.0)
    return pl.col("lon").is_between(west, east) & pl.col("lat").is_between(south, north)


def areas_table(reach: Reach, *, name: str) -> None:
    """Show how many are within each walk, by area.

    Args:
        reach: the answer, or the part of it that is looked at.
        name: what an area is called.
    """
    kept = dict(reach.promises.select("code", "kept").iter_rows())
    boroughs = reach.level == "borough"
    promise = pl.col("code").replace_strict(
        {code: KEPT[value] for code, value in kept.items()}, default=None, return_dtype=pl.String
    )
    share, low, high = (
        [percent(*pair) for pair in reach.rows.select(part, "residents").iter_rows()]
        for part in ("within_20", "low", "high")
    )
    walk = in_choice_walk_words(reach.choice)
    show_table(
        reach.rows.with_columns(
            pl.Series("share", share, dtype=pl.Float64),
            pl.Series("share_low", low, dtype=pl.Float64),
            pl.Series("share_high", high, dtype=pl.Float64),
            pl.col("mean_minutes").round(0),
            promise=promise,
        ).select(
            "name",
            "share",
            "share_low",
            "share_high",
            *(["promise"] if boroughs else []),
            "within_15",
            "within_20",
            "within_30",
            "residents",
            "mean_minutes",
            *(["across"] if reach.streets is None else []),
        ),
        _columns(name, walk, on_streets=reach.streets is not None),
        key=f"reach by {reach.level} {name} {reach.rows.height}",
        height=HEIGHT,
        alt=f"Residents within 15, 20 and 30 minutes' walk, {walk}, by {name.lower()}.",
    )


def _columns(name: str, walk: str, *, on_streets: bool) -> dict[str, Any]:
    column = st.column_config
    number: dict[str, Any] = {"width": 84, "format": "localized"}
    ends = ("Known to be within", "With those of whom it is not known")
    low, high = ends if on_streets else ("At 1.4 times", "At 1.2 times")
    return {
        "name": column.TextColumn(name, width=170, pinned=True),
        "share": column.NumberColumn("≤ 20 min, %", width=90, format="%.1f", help=escaped(walk)),
        "share_low": column.NumberColumn("Low, %", width=70, format="%.1f", help=low),
        "share_high": column.NumberColumn("High, %", width=70, format="%.1f", help=high),
        "promise": column.TextColumn("24 h promise", width=90),
        **{
            f"within_{limit}": column.NumberColumn(
                f"≤ {limit} min", help=escaped(f"Within {limit} minutes, {walk}"), **number
            )
            for limit in (15, 20, 30)
        },
        "residents": column.NumberColumn("Residents", **number),
        "mean_minutes": column.NumberColumn("Mean, min", help=escaped(walk), **number),
        "across": column.NumberColumn(
            "Across the river", width=110, format="localized",
            help="Within 20 minutes by a straight line that crosses the Thames",
        ),
    }  # fmt: skip


def promises_table(reach: Reach) -> None:
    """Show in which boroughs a site is open round the clock, those without one first."""
    column = st.column_config
    number: dict[str, Any] = {"width": 130, "format": "localized"}
    words = {value: KEPT[value] for value in (True, False)}
    kept = pl.col("kept").replace_strict(words, default=KEPT[None], return_dtype=pl.String)
    show_table(
        reach.promises.sort("kept", "name", nulls_last=True).select(
            "name", "counters", "round_the_clock", promise=kept
        ),
        {
            "name": column.TextColumn("Borough", width=190, pinned=True),
            "counters": column.NumberColumn("Sites", **number),
            "round_the_clock": column.NumberColumn("Open round the clock", **number),
            "promise": column.TextColumn("One open round the clock", width=190),
        },
        key="reach promises",
        height=HEIGHT,
        width="content",
        alt="Boroughs, with how many sites they have, and how many are open round the clock.",
    )


def change_table(change: ReachChange) -> None:
    """Show who loses and who gains, by ward, those who lose most first."""
    column = st.column_config
    rows = change.rows.filter((pl.col("lost") > 0) | (pl.col("gained") > 0))
    if rows.is_empty():
        return
    walk = in_choice_walk_words(change.after.choice)
    named = pl.col("within").replace_strict(borough_names(), default=None)
    number: dict[str, Any] = {"width": 90, "format": "localized"}
    show_table(
        rows.select(
            "name", named.alias("borough"), "lost", "gained", "before", "after", "residents"
        ),
        {
            "name": column.TextColumn("Ward", width=200, pinned=True),
            "borough": column.TextColumn("Borough", width=160),
            "lost": column.NumberColumn(
                "Lose", help=escaped(f"Are not within it any more, {walk}"), **number
            ),
            "gained": column.NumberColumn("Gain", **number),
            "before": column.NumberColumn("Before", **number),
            "after": column.NumberColumn("After", **number),
            "residents": column.NumberColumn("Residents", **number),
        },
        key=f"reach change {rows.height} {change.total['lost'][0]}",
        height=HEIGHT,
        alt=f"Wards whose residents fall out of or come within {change.minutes} minutes' walk, "
        f"{walk}, those who lose most first.",
    )


def sites_table(reach: Reach) -> None:
    """Show the sites, with their hours, how they were placed, and what that asks for."""
    column = st.column_config
    named = pl.col("borough_code").replace_strict(borough_names(), default=None)
    show_table(
        reach.sites.select(
            "name", named.alias("borough"), pl.col("hours").fill_null("not known"), "state",
            "placed_by", "attribution",
        ),
        {
            "name": column.TextColumn("Site", width=190, pinned=True),
            "borough": column.TextColumn("Borough", width=150),
            "hours": column.TextColumn("Hours", width=290),
            "state": column.TextColumn("Counted as", width=110),
            "placed_by": column.TextColumn("Placed by", width=130),
            "attribution": column.TextColumn("Attribution", width=250),
        },
        key=f"reach sites {reach.sites.height}",
        height=HEIGHT,
        alt="The sites, their hours then, whether they are counted, and how they were placed.",
    )  # fmt: skip


def download_reach(question: Question, reach: Reach) -> None:
    """Offer the figures as CSV files; the log has a line when they leave."""
    download(
        question,
        "Download the figures",
        make=lambda: reach_outgoing(question, reach, chosen_handling()),
        name=f"{reach_stem(reach)}.zip",
        mime="application/zip",
    )
