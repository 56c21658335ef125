"""The parts of the borough page: what is compared, and the areas in a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.geography import borough_names
from dashboard.services.places.area_choices import BASES, BYS, LONDON, MEASURES
from dashboard.services.places.areas import Areas
from dashboard.services.places.comparison import own_areas
from dashboard.web.kit.parameters import take_choice, take_switch, values_of
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.wording.areas import in_columns_words

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
#: Of the table, in pixels.
HEIGHT: Final = 420
#: Decimal places of a measure and its limits, where there is not one.
DECIMALS: Final = {"days": 0, "crimes": 0, "share": 4}
#: The measures as a page offers them.
RATES_FIRST: Final = ("per_1000", *(name for name in MEASURES if name != "per_1000"))
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
        closer: whether the map shows it and what surrounds it, and not all of London.
    """

    by: str
    basis: str
    measure: str
    borough: str | None
    closer: bool


def choose_areas(tools: DeltaGenerator) -> Chosen:
    """Ask what is compared: which areas, what is counted there, by what measure.

    Args:
        tools: where it is asked how much of London the map shows, if a borough is looked at.
    """
    if CLICKED in st.session_state:
        st.session_state["borough"] = st.session_state.pop(CLICKED)
    codes = {name: code for code, name in borough_names().items()}
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        take_choice("borough", [LONDON, *codes])
        place = st.selectbox(
            "Borough",
            [LONDON, *codes],
            key="borough",
            bind="query-params",
            label_visibility="collapsed",
            width=190,
        )
        by = _choice("Areas", list(BYS), BY, key="by", width=150)
        known = [option for option in BASES if by != "ward" or option not in NOT_BY_WARD]
        counted = _choice("Counted", known, COUNTED, key="counted", width=290)
        # A map of days is a map of where people live: rates come first.
        measured = [option for option in RATES_FIRST if by != "ward" or option not in NOT_BY_WARD]
        names = {name: words.title for name, words in MEASURES.items()}
        measure = _choice("Measure", measured, names, key="measure", width=370)
    if take_older("closer") is False:
        st.session_state["wide"] = True
    take_switch("wide")
    wide = False
    if place != LONDON:
        with tools:
            wide = st.toggle("Map: all of London", key="wide", bind="query-params")
    return Chosen(by, counted, measure, codes.get(place), place != LONDON and not wide)


def take_older(key: str) -> bool | None:
    """What an older link says for a switch that the page has no more, and take it out of the link.

    Args:
        key: of the switch.

    Returns:
        on or off; None where the link does not say it, or says something else.
    """
    take_switch(key)
    value = {"true": True, "false": False}.get("".join(values_of(key)))
    if value is not None:
        st.query_params.pop(key, None)
    return value


def _choice(label: str, options: list[Any], titles: dict[Any, str], *, key: str, width: int) -> str:
    take_choice(key, options, title=titles.__getitem__)
    chosen = st.selectbox(
        label,
        options,
        format_func=lambda option: titles[option],
        key=key,
        bind="query-params",
        label_visibility="collapsed",
        width=width,
    )
    return str(chosen)


def look_at_clicked(code: str | None, chosen: str | None) -> None:
    """Look at the borough that was clicked, if it is another."""
    if code is not None and code != chosen and code in borough_names():
        st.session_state[CLICKED] = borough_names()[code]
        st.rerun()


def areas_table(areas: Areas, chosen: Chosen) -> str | None:
    """Show the table, most of the measure first, and return the code of the borough clicked."""
    wards, names = areas.by == "ward", areas.by == "borough"
    rows = own_first(areas, chosen)
    key = f"area in {areas.by} {areas.basis} {areas.measure}"
    ends = pl.col("low", "high").round(DECIMALS.get(areas.measure, 1))
    days = [*(["value"] if areas.measure == "days" else []), "days", "days_without"]
    within = pl.col("within").replace_strict(borough_names(), default=None)
    show_table(
        rows.with_columns(
            ends, within, pl.col(days).round(0), pl.col("rate", "shrunk").round(1)
        ).select(
            "name", *(["within"] if wards and chosen.borough is None else []), *_figures(areas)
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


def own_first(areas: Areas, chosen: Chosen) -> pl.DataFrame:
    """The rows of a table: the wards of the borough looked at, or its own row before the others."""
    if chosen.borough is None:
        return areas.rows
    if areas.by == "ward":
        return areas.rows.filter(pl.col("within") == chosen.borough)
    own = pl.col("code").is_in([*own_areas(areas, chosen.borough)]).fill_null(value=False)
    return areas.rows.sort(own, descending=True, maintain_order=True)


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
        column.TextColumn("Area", width=180, pinned=True)
        if clicked_in is None
        else column.ButtonColumn(
            "Borough", width=180, pinned=True, type="tertiary", alignment="left", key=clicked_in
        )
    )
    what = {"days": "Days", "crimes": "Crimes", "share": "Part", "mean": "Days a crime"}
    return {
        "name": name,
        "within": column.TextColumn("Borough", width=120),
        "value": column.ProgressColumn(
            what.get(areas.measure, "Value"),
            width=120,
            format=form,
            min_value=0,
            max_value=float(most or 1),  # type: ignore[arg-type] # a number
        ),
        "rate": _rate_column(areas, rows),
        "shrunk": column.NumberColumn("Smoothed rate", width=110, format="localized"),
        "low": column.NumberColumn("Low", width=80, format=form, help="By chance, 95 %"),
        "high": column.NumberColumn("High", width=80, format=form, help="By chance, 95 %"),
        "crimes": column.NumberColumn("Crimes", width=70, format="localized"),
        "days": column.NumberColumn("Days", width=90, format="localized"),
        "days_without": column.NumberColumn(
            "Excluding largest crime",
            width=150,
            format="localized",
            help="Days of harm without the most serious single crime",
        ),
    }


def _rate_column(areas: Areas, rows: pl.DataFrame) -> Any:  # noqa: ANN401 - as Streamlit has it
    """The rate, with a bar where it is the measure."""
    if areas.measure not in {"per_1000", "per_1000_women"}:
        return st.column_config.NumberColumn("Per 1,000", width=80, format="localized")
    most = rows["rate"].max()
    return st.column_config.ProgressColumn(
        "Per 1,000",
        width=120,
        format="localized",
        min_value=0,
        max_value=float(most or 1),  # type: ignore[arg-type] # a number
    )
