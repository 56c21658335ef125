"""The parts of the borough page: areas compared on a map, in a table and in a funnel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.figures.choropleth import HEIGHT, Scale, area_map
from dashboard.figures.funnel import funnel_figure
from dashboard.geography import (
    bcu_outlines,
    borough_names,
    box_around,
    neighbours_of,
    outlines,
    ward_outlines,
)
from dashboard.services.places.area_choices import BASES, BYS, LONDON, MEASURES
from dashboard.services.places.areas import Areas
from dashboard.services.places.comparison import FunnelComparison, own_areas
from dashboard.services.places.map_scale import map_top, map_values
from dashboard.services.question import Question
from dashboard.web.kit.chart import chart, clickable, colours
from dashboard.web.kit.parameters import take_choice, take_switch
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.wording.areas import (
    in_areas_title,
    in_columns_words,
    in_funnel_words,
    map_unit,
    rate_unit,
)

#: A widget's value can be set only before it is drawn: a click is remembered until then.
CLICKED: Final = "borough that was clicked"
BY: Final = {"borough": "Boroughs", "bcu": "Command units", "ward": "Wards"}
#: A short name of each basis; the sentence below the controls has it in full.
COUNTED: Final = {
    "named": "Named suspects, where it happened",
    "home": "Named suspects, where they live",
    "crimes": "All crimes, named or not",
    "recorded": "Recorded crime (real)",
}
#: Decimal places of a measure and its limits, where there is not one.
DECIMALS: Final = {"days": 0, "crimes": 0, "share": 4}
#: Bases and measures that are not known by ward.
NOT_BY_WARD: Final = ("home", "per_1000_women")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader wants to see of places.

    Attributes:
        by: the kind of area.
        basis: what is counted.
        measure: what the areas are compared by.
        borough: the code of the borough that is looked at; None: London.
        closer: whether the map shows only it and its neighbours.
    """

    by: str
    basis: str
    measure: str
    borough: str | None
    closer: bool

    @property
    def near(self) -> list[str]:
        """The boroughs that border on it."""
        return [] if self.borough is None else neighbours_of(self.borough)["code"].to_list()

    @property
    def seen(self) -> list[str]:
        """The boroughs whose wards are shown; none: all."""
        own = [] if self.borough is None else [self.borough]
        return [*own, *self.near] if self.closer else own


def choose_areas() -> Chosen:
    """Ask what is compared: which areas, what is counted there, by what measure."""
    if CLICKED in st.session_state:
        st.session_state["borough"] = st.session_state.pop(CLICKED)
    codes = {name: code for code, name in borough_names().items()}
    with st.container(horizontal=True):
        by = _choice("Areas", list(BYS), BY, key="by", width=140)
        known = [option for option in BASES if by != "ward" or option not in NOT_BY_WARD]
        counted = _choice("Counted", known, COUNTED, key="counted", width=290)
        measured = [option for option in MEASURES if by != "ward" or option not in NOT_BY_WARD]
        names = {name: words.title for name, words in MEASURES.items()}
        measure = _choice("Measure", measured, names, key="measure", width=350)
        take_choice("borough", [LONDON, *codes])
        place = st.selectbox(
            "Borough",
            [LONDON, *codes],
            key="borough",
            bind="query-params",
            width=190,
        )
    take_switch("closer")
    closer = st.toggle(
        "Map: the borough with its neighbours",
        key="closer",
        bind="query-params",
        disabled=place == LONDON,
    )
    return Chosen(by, counted, measure, codes.get(place), closer and place != LONDON)


def _choice(label: str, options: list[Any], titles: dict[Any, str], *, key: str, width: int) -> str:
    take_choice(key, options, title=titles.__getitem__)
    chosen = st.selectbox(
        label,
        options,
        format_func=lambda option: titles[option],
        key=key,
        bind="query-params",
        width=width,
    )
    return str(chosen)


def look_at_clicked(code: str | None, chosen: str | None) -> None:
    """Look at the borough that was clicked, if it is another."""
    if code is not None and code != chosen and code in borough_names():
        st.session_state[CLICKED] = borough_names()[code]
        st.rerun()


def areas_map(question: Question, areas: Areas, chosen: Chosen) -> None:
    """Show the map; a click turns to that borough, or to a clicked ward's."""
    shapes = _outlines(areas, chosen)
    codes = {feature["id"] for feature in shapes["features"]}
    own = own_areas(areas, chosen.borough)
    wards = areas.by == "ward"
    within = dict(areas.rows.select("code", "within").iter_rows())

    def look_at(code: str) -> None:
        name = borough_names().get(str(within.get(code)) if wards else code)
        if name is not None:
            st.session_state["borough"] = name

    clickable(
        area_map(
            map_values(areas).filter(pl.col("code").is_in(codes)),
            shapes,
            scale=Scale(map_unit(areas), map_top(question, areas)),
            own=() if wards else own,
            # Where neighbours are in sight, outlines set a borough's wards apart from theirs.
            near=chosen.near if not wards else own if chosen.closer else (),
            box=box_around(*chosen.seen) if chosen.closer and not wards else None,
            colours=colours(),
        ),
        alt=f"Map of London by {in_areas_title(areas).lower()}; the table next to it has the same "
        "figures.",
        key=f"map {areas.by} {len(codes)}",
        on_click=look_at,
    )


def _outlines(areas: Areas, chosen: Chosen) -> dict[str, Any]:
    if areas.by == "ward":
        return ward_outlines(*chosen.seen)
    return bcu_outlines() if areas.by == "bcu" else outlines()


def areas_table(areas: Areas, chosen: Chosen) -> str | None:
    """Show the table, most of the measure first, and return the code of the borough clicked."""
    rows = areas.rows
    wards, names = areas.by == "ward", areas.by == "borough"
    if wards and chosen.seen:
        rows = rows.filter(pl.col("within").is_in(chosen.seen))
    key = f"area in {areas.by} {areas.basis} {areas.measure}"
    whole = pl.col("low", "high").round(DECIMALS.get(areas.measure, 1))
    within = pl.col("within").replace_strict(borough_names(), default=None)
    show_table(
        rows.with_columns(whole, within, pl.col("rate", "shrunk").round(1)).select(
            "name", *(["within"] if wards and len(chosen.seen) != 1 else []), *_figures(areas)
        ),
        _columns(areas, rows, clicked_in=key if names else None),
        key=f"table of {key}",
        height=HEIGHT,
        alt="The areas with the same figures as the map."
        + (" A name opens the borough." if names else ""),
    )
    st.markdown(f":small[{escaped(in_columns_words(areas))}]")
    click = st.session_state.get(key) if names else None
    if click is None:
        return None
    code = rows.filter(pl.col("name") == click["label"])["code"]
    return None if code.is_empty() or code[0] is None else str(code[0])


def _figures(areas: Areas) -> list[str]:
    """The columns of the table: the measure first, and no column that repeats it."""
    rated = areas.measure in {"per_1000", "per_1000_women"}
    left = {
        "value": rated,
        "crimes": areas.measure == "crimes",
        "rate": areas.measure in {"share", "mean"},
        "shrunk": areas.measure in {"share", "mean"},
        "low": areas.measure == "mean",
        "high": areas.measure == "mean",
        "days": areas.measure in {"days", "crimes"},
        # A recorded crime has a known category, but no harm of its own.
        "days_without": areas.measure == "crimes" or BASES[areas.basis].real,
    }
    return [name for name, leave in left.items() if not leave]


def _columns(areas: Areas, rows: pl.DataFrame, *, clicked_in: str | None) -> dict[str, Any]:
    column = st.column_config
    most = rows["value"].max()
    form = "percent" if areas.measure == "share" else "localized"
    name = (
        column.TextColumn("Area", width=136, pinned=True)
        if clicked_in is None
        else column.ButtonColumn(
            "Borough", width=120, pinned=True, type="tertiary", alignment="left", key=clicked_in
        )
    )
    what = {"days": "Days", "crimes": "Crimes", "share": "Part", "mean": "Days a crime"}
    return {
        "name": name,
        "within": column.TextColumn("Borough", width=120),
        "value": column.ProgressColumn(
            what.get(areas.measure, "Value"),
            width=96,
            format=form,
            min_value=0,
            max_value=float(most or 1),  # type: ignore[arg-type] # a number
        ),
        "rate": column.NumberColumn("Per 1,000", width=66, format="localized"),
        "shrunk": column.NumberColumn("Smoothed rate", width=96, format="localized"),
        "low": column.NumberColumn("Low", width=62, format=form, help="By chance, 95 %"),
        "high": column.NumberColumn("High", width=62, format=form, help="By chance, 95 %"),
        "crimes": column.NumberColumn("Crimes", width=56, format="localized"),
        "days": column.NumberColumn("Days", width=72, format="localized"),
        "days_without": column.NumberColumn(
            "Excluding largest crime",
            width=150,
            format="localized",
            help="Days of harm without the most serious single crime",
        ),
    }


def show_funnel(fair: FunnelComparison, own: frozenset[str]) -> None:
    """Show each area's rate with the limits of chance."""
    chart(
        funnel_figure(
            fair.areas,
            fair.lines,
            colours(),
            rate=fair.rate,
            unit=rate_unit(fair.measure),
            own=own,
        ),
        alt="Each area's rate by how many live there, with the limits that chance alone would "
        "seldom pass; the table has the same rates.",
        key=f"funnel {fair.name}",
    )
    st.markdown(f":small[{escaped(in_funnel_words(fair))}]")
    with st.expander("The same as a table"):
        show_table(
            fair.areas.select(
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
