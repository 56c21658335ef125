"""The parts of the borough page that are drawn: the map and the chart of ranges of chance."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.figures.chance_ranges import ranges_figure
from dashboard.figures.choropleth import MapNames, Scale, area_map
from dashboard.figures.funnel import LABELLED, funnel_figure
from dashboard.figures.map_labels import Box, framed
from dashboard.geography import (
    bcu_outlines,
    borough_names,
    box_around,
    outlines,
    ward_outlines,
)
from dashboard.geography.label_points import label_points
from dashboard.services.places.areas import Areas
from dashboard.services.places.comparison import FunnelComparison, own_areas
from dashboard.services.places.map_scale import map_top, map_values, rounded_up
from dashboard.services.question import Question
from dashboard.web.kit.chart import chart, clickable, colours
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.web.parts.areas import Chosen
from dashboard.wording.areas import in_areas_title, in_funnel_words, map_unit, rate_unit
from dashboard.wording.places import in_ranges_words, map_lines

#: The part of all wards whose values a map tells apart.
MOST_WARDS: Final = 0.98


def areas_map(question: Question, areas: Areas, chosen: Chosen) -> None:
    """Show the map; a click turns to that borough, or to a clicked ward's."""
    shapes = _outlines(areas, chosen)
    codes = {feature["id"] for feature in shapes["features"]}
    wards = areas.by == "ward"
    own = () if wards else own_areas(areas, chosen.borough)
    within = dict(areas.rows.select("code", "within").iter_rows())
    values = map_values(areas).filter(pl.col("code").is_in(codes))
    scale = _scale(question, areas, values, chosen)
    view = _view(chosen, wards=wards)

    def look_at(code: str) -> None:
        name = borough_names().get(str(within.get(code)) if wards else code)
        if name is not None:
            st.session_state["borough"] = name

    known = values.drop_nulls("value").sort("value")["code"]
    clickable(
        area_map(
            values.join(map_lines(areas), on="code", how="left", maintain_order="left"),
            shapes,
            scale=scale,
            own=own,
            box=view,
            names=None
            if view is None or values.height > LABELLED
            else MapNames(label_points(shapes), view, {*own} or {*known.head(1), *known.tail(1)}),
            colours=colours(),
        ),
        alt=f"Map of London by {in_areas_title(areas).lower()}; the table below has the same "
        "figures.",
        key=f"map {areas.by} {len(codes)}",
        on_click=look_at,
    )


def _view(chosen: Chosen, *, wards: bool) -> Box | None:
    """What part of the world the map shows: a borough's wards, it in the middle, or London."""
    if chosen.borough is not None and wards:
        return box_around(chosen.borough)
    if chosen.borough is not None and chosen.closer:
        own = box_around(chosen.borough)
        return None if own is None else framed(own)
    return box_around(*borough_names())


def _scale(question: Question, areas: Areas, values: pl.DataFrame, chosen: Chosen) -> Scale:
    """What shades mean: of wards by what the map shows, else whatever the date.

    A few wards of the West End have several times the rate of all others, which would leave these
    without a shade: on a map of all wards the darkest shade begins below them.
    """
    known = values["value"].drop_nulls()
    unit = map_unit(areas)
    if areas.by != "ward" or known.is_empty():
        return Scale(unit, map_top(question, areas))
    reached = float(known.quantile(1 if chosen.borough else MOST_WARDS) or 0)
    top = rounded_up(reached)
    more = float(known.max() or 0) > top  # type: ignore[arg-type] # a number
    return Scale(f"{unit}; darkest: {top:,.6g} or more" if more else unit, top)


def _outlines(areas: Areas, chosen: Chosen) -> dict[str, Any]:
    if areas.by == "ward":
        return ward_outlines(*([] if chosen.borough is None else [chosen.borough]))
    return bcu_outlines() if areas.by == "bcu" else outlines()


def show_ranges(fair: FunnelComparison, areas: Areas, chosen: Chosen) -> None:
    """Show each area's rate with the range of chance; very many areas by how many live there."""
    shown = compared_areas(fair, areas, chosen)
    own = own_areas(areas, chosen.borough)
    unit = rate_unit(fair.measure)
    if shown.height > LABELLED:
        figure = funnel_figure(
            fair.areas, fair.lines, colours(), rate=fair.rate, unit=unit, own=own
        )
        alt = "Each area's rate by how many live there, with the limits of chance"
    else:
        own = own if areas.by != "ward" else frozenset()
        figure = ranges_figure(shown, colours(), rate=fair.rate, unit=unit, own=own)
        alt = "Each area's rate, and the range in which chance alone would leave it"
    chart(
        figure,
        alt=f"{alt}; the table below has the same rates.",
        key=f"ranges {fair.name} {shown.height}",
    )


def in_reading_words(fair: FunnelComparison, areas: Areas, chosen: Chosen) -> str:
    """How to read the chart that `show_ranges` shows."""
    many = compared_areas(fair, areas, chosen).height > LABELLED
    return in_funnel_words(fair) if many else in_ranges_words(areas)


def compared_areas(fair: FunnelComparison, areas: Areas, chosen: Chosen) -> pl.DataFrame:
    """The areas of a comparison that are shown: of a borough's wards no others."""
    if areas.by == "ward" and chosen.borough is not None:
        return fair.areas.filter(pl.col("within") == chosen.borough)
    return fair.areas


def ranges_table(fair: FunnelComparison, areas: Areas, chosen: Chosen) -> None:
    """Show the figures of the chart of ranges, to the digit."""
    with st.expander("The chart as a table"):
        st.markdown(f":small[{escaped(in_funnel_words(fair))}]")
        show_table(
            compared_areas(fair, areas, chosen).select(
                "name",
                "people",
                "rate",
                "low_95",
                "high_95",
                "low_998",
                "high_998",
                pl.col("outside").cast(pl.String),
            ),
            {
                "name": st.column_config.TextColumn("Area"),
                "people": st.column_config.NumberColumn("Residents", format="localized"),
                **{
                    name: st.column_config.NumberColumn(title, format="%.1f")
                    for name, title in (
                        ("rate", "Rate"),
                        ("low_95", "Low, 95 %"),
                        ("high_95", "High, 95 %"),
                        ("low_998", "Low, 99.8 %"),
                        ("high_998", "High, 99.8 %"),
                    )
                },
                "outside": st.column_config.TextColumn("Against the limits"),
            },
            row_height=None,
            alt="Each area's rate, and the limits that chance alone would seldom pass.",
        )
