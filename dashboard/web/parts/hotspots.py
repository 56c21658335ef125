"""The part of the borough page about wards: which carry half of the harm, and which stand out."""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st

from dashboard.figures.hotspot_map import SHADES, spots_map
from dashboard.geography import ward_outlines
from dashboard.services.places.areas import Areas, NoWards
from dashboard.services.places.comparison import half_of, own_force
from dashboard.services.places.hotspots import find_hotspots
from dashboard.services.question import Question
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.table import small_table
from dashboard.web.kit.text import escaped
from dashboard.web.parts.areas import Chosen
from dashboard.wording.areas import NO_WARDS, OWN_FORCE, in_half_words, name_of, rate_unit
from dashboard.wording.hotspots import (
    SHOWS,
    SHOWS_NOT,
    in_half_names,
    in_hotspot_words,
    in_own_spots_words,
    in_spot_names,
)

SMALLER: Final = (
    "Smaller areas, such as census areas (LSOAs), are not looked at: recorded crime is published "
    "by ward, and the record has no smaller place."
)


def show_wards(question: Question, wards: Areas | NoWards, chosen: Chosen) -> None:
    """Show which wards carry half of a borough's harm, and which stand out in it or in London.

    Args:
        question: rules, index and date.
        wards: the wards, or why there are none.
        chosen: what the reader looks at.
    """
    if isinstance(wards, NoWards):
        st.markdown(escaped(NO_WARDS[wards]))
        return
    if chosen.borough is not None:
        if own_force(wards, chosen.borough):
            st.markdown(OWN_FORCE)
        else:
            half = half_of(wards, chosen.borough)
            st.markdown(escaped(in_half_names(half)))
            st.markdown("## Wards that carry half of it")
            st.markdown(escaped(in_half_words(half, wards, chosen.borough)))
            _half_table(half)
    _show_spots(question, chosen)


def _half_table(half: pl.DataFrame) -> None:
    """Show the wards that carry half of a borough's harm."""
    if half.is_empty():
        return
    column = st.column_config
    small_table(
        half.select(
            "name",
            pl.col("days", "low", "high").round(0),
            "crimes",
            *([] if half["largest"].is_null().all() else [(pl.col("largest") / 10).round(0)]),
        ),
        {
            "name": column.TextColumn("Ward", width=230),
            "days": column.NumberColumn("Days", width=90, format="localized"),
            "low": column.NumberColumn("Low", width=80, format="localized", help="By chance, 95 %"),
            "high": column.NumberColumn("High", width=80, format="localized"),
            "crimes": column.NumberColumn("Crimes", width=80, format="localized"),
            "largest": column.NumberColumn("Most serious, days", width=140, format="localized"),
        },
        alt="The wards that carry half of the harm, most first.",
        width="content",
    )


def _show_spots(question: Question, chosen: Chosen) -> None:
    """Show which wards stand out among all of London's; of a borough its own."""
    with st.spinner("Looking which wards stand out…"):
        found = find_hotspots(question, of=chosen.basis, measure=chosen.measure)
    shapes = ward_outlines(*([] if chosen.borough is None else [chosen.borough]))
    codes = [feature["id"] for feature in shapes["features"]]
    wards = found.table.filter(pl.col("code").is_in(codes))
    marked = wards.filter(pl.col("spot").is_in([spot for spot in SHADES if spot]))
    names = escaped(in_spot_names(marked))
    if chosen.borough is None:  # where these are is all that the reader asks
        st.markdown(names)
    st.markdown("## Wards that stand out with their neighbours")
    if chosen.borough is not None:
        st.markdown(escaped(in_own_spots_words(wards, name_of(chosen.borough))))
        if not marked.is_empty():
            st.markdown(names)
    st.markdown(escaped(in_hotspot_words(found)))
    if marked.is_empty():  # a map of nothing says no more than the sentence
        st.markdown(f":small[{escaped(SHOWS)}]")
        st.markdown(f":small[{escaped(SHOWS_NOT)} {SMALLER}]")
        return
    left, right = st.columns([5, 7])
    with left:
        chart(
            spots_map(wards, shapes, colours()),
            alt="Map of wards: high, low or neither, each with its neighbours; the table has those "
            "that are high or low.",
            key=f"spots {found.name} {len(codes)}",
        )
    with right:
        _table(marked, rate_unit(found.areas.measure))
        st.markdown(f":small[{escaped(SHOWS)}]")
        st.markdown(f":small[{escaped(SHOWS_NOT)} {SMALLER}]")


def _table(marked: pl.DataFrame, unit: str) -> None:
    column = st.column_config
    lasting = not marked["spot_without"].is_null().all()
    small_table(
        marked.select(
            "name",
            "borough",
            "spot",
            pl.col("rate").round(1),
            *([pl.col("spot_without").replace("", "neither")] if lasting else []),
        ),
        {
            "name": column.TextColumn("Ward", width=170),
            "borough": column.TextColumn("Borough", width=110),
            "spot": column.TextColumn("With its neighbours", width=116),
            "rate": column.NumberColumn(
                "Its own rate", format="localized", width=84, help=escaped(unit)
            ),
            "spot_without": column.TextColumn(
                "Excluding largest crime",
                width=98,
                help="What it would be without the most serious single crime of every ward",
            ),
        },
        alt="The wards that stand out as high or low with their neighbours.",
    )
