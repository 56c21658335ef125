"""The parts of the borough page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.boroughs import MEASURES
from harm.days import spoken
from harm.explanation import share

ROW_HEIGHT: Final = 32
MAP_HEIGHT: Final = 520


@dataclass(frozen=True, slots=True)
class BoroughWords:
    """A borough in words."""

    title: str
    sentence: str


def borough_table(table: pl.DataFrame, measure: str) -> str | None:
    """Show the table, most of the measure first; the code of the borough that was clicked."""
    ordered = table.sort(measure, "name", descending=[True, False], nulls_last=True)
    clicked = f"borough in {measure}"
    others = (name for name in ("days", "allegations", "crimes") if name != measure)
    st.dataframe(
        ordered.select("name", measure, *others),
        key=f"borough table {measure}",
        hide_index=True,
        height=MAP_HEIGHT,
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


def in_words(table: pl.DataFrame, code: str | None) -> BoroughWords:
    """A borough, or London, in two sentences, each figure labelled."""
    chosen = table if code is None else table.filter(pl.col("code") == code)
    days, allegations, crimes = (chosen[name].sum() for name in ("days", "allegations", "crimes"))
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
            f"**{allegations:,}** allegations that count. Recorded crime, real, in the twelve "
            f"months to the date of the list: **{crimes:,}** crimes of violence and sexual "
            f"offences against people of every sex and age. The two are not to be set against "
            f"each other."
        ),
    )
