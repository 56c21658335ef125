"""The parts of the borough page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.boroughs import MEASURES
from dashboard.figures.borough_map import HEIGHT
from dashboard.geography import borough_names
from dashboard.widgets.style import ROW_HEIGHT
from dashboard.wording import NOTHING
from harm.days import spoken
from harm.explanation import share


@dataclass(frozen=True, slots=True)
class BoroughWords:
    """A borough in words."""

    title: str
    sentence: str


LONDON: Final = "London"
#: A widget's value can be set only before it is drawn: a click is remembered until then.
CLICKED: Final = "borough that was clicked"


def choose_measure() -> str:
    """What the map is coloured by."""
    return st.selectbox(
        "Measure",
        list(MEASURES),
        format_func=lambda name: MEASURES[name].title,
        key="measure",
        bind="query-params",
        width=420,
    )


def choose_borough() -> str | None:
    """The code of the borough that is looked at; None is all of London."""
    if CLICKED in st.session_state:
        st.session_state["borough"] = st.session_state.pop(CLICKED)
    codes = {name: code for code, name in borough_names().items()}
    name = st.selectbox("Borough", [LONDON, *codes], key="borough", bind="query-params", width=260)
    return codes.get(name)


def look_at_clicked(code: str | None, chosen: str | None) -> None:
    """Look at the borough that was clicked, if it is another."""
    if code is not None and code != chosen:
        st.session_state[CLICKED] = borough_names()[code]
        st.rerun()


def borough_table(table: pl.DataFrame, measure: str) -> str | None:
    """Show the table, most of the measure first; the code of the borough that was clicked."""
    ordered = table.sort(measure, "name", descending=[True, False], nulls_last=True)
    clicked = f"borough in {measure}"
    others = (name for name in ("days", "allegations", "crimes") if name != measure)
    st.dataframe(
        ordered.select("name", measure, *others),
        key=f"borough table {measure}",
        hide_index=True,
        placeholder=NOTHING,
        height=HEIGHT,
        row_height=ROW_HEIGHT,
        column_config=_columns(measure, ordered[measure].max(), clicked),
        alt="The boroughs with the same figures as the map. A name opens the borough.",
    )
    click = st.session_state.get(clicked)
    if click is None:
        return None
    code = ordered.filter(pl.col("name") == click["label"])["code"][0]
    return None if code is None else str(code)


def _columns(measure: str, most: Any, clicked: str) -> dict[str, Any]:  # noqa: ANN401 - a cell
    column = st.column_config
    shown = {
        "name": column.ButtonColumn(
            "Borough", width=158, pinned=True, type="tertiary", alignment="left", key=clicked
        ),
        "days": column.NumberColumn("Days alleged", width=96, format="localized"),
        "allegations": column.NumberColumn("Allegations", width=84, format="localized"),
        "crimes": column.NumberColumn("Recorded (real)", width=104, format="localized"),
        "days_per_1000_women": column.NumberColumn("Days per 1,000", format="%.1f"),
    }
    form = "%.1f" if MEASURES[measure].decimals else "localized"
    shown[measure] = column.ProgressColumn(
        MEASURES[measure].unit.capitalize(),
        width=160,
        format=form,
        min_value=0,
        max_value=float(most or 1),
    )
    return shown


def in_words(table: pl.DataFrame, code: str | None, months: tuple[date, date]) -> BoroughWords:
    """A borough, or London, in two sentences, each figure labelled."""
    chosen = table if code is None else table.filter(pl.col("code") == code)
    days, allegations, crimes = (chosen[name].sum() for name in ("days", "allegations", "crimes"))
    first, last = months
    name = "London" if code is None else str(chosen["name"][0])
    of_london = (
        ""
        if code is None
        else f" ({share(round(days * 10), round(table['days'].sum() * 10))} of London’s)"
    )
    return BoroughWords(
        title=name,
        sentence=(
            f"Alleged in the window: **{spoken(round(days * 10))} days** of harm{of_london} from "
            f"**{allegations:,}** allegations that count. Recorded crime, real, {first:%B %Y} to "
            f"{last:%B %Y}: **{crimes:,}** crimes of violence and sexual "
            f"offences against people of every sex and age. The two are not to be set against "
            f"each other."
        ),
    )
