"""The parts of the borough page about one borough."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl
import streamlit as st

from dashboard import recorded
from dashboard.borough import in_rate_words
from dashboard.figures.months import months
from dashboard.over_time import BREAK, YearOnYear
from dashboard.places import Places
from dashboard.sheets import sheet_file
from dashboard.widgets.chart import chart, colours
from dashboard.widgets.page import Asked
from dashboard.widgets.table import small_table
from dashboard.wording import NOTHING, phrase

#: How many months are drawn.
SHOWN: Final = 36


def download_sheet(asked: Asked, of: str, code: str) -> None:
    """Offer the borough as a marked file of two pages; the log has a line when it leaves."""
    st.download_button(
        "Borough sheet",
        data=lambda: sheet_file(asked.desk, asked.viewer, asked.basis, of=of, borough=code),
        file_name=f"harmdesk-borough-{code}.pdf",
        mime="application/pdf",
        on_click="ignore",
        icon=":material/picture_as_pdf:",
        help="Two pages to print: PDF. Counts under 5 are banded in it.",
    )


def beside_table(rows: pl.DataFrame, told: Places) -> None:
    """Show a borough beside those that border on it, its command unit's others, and London."""
    column = st.column_config
    small_table(
        rows.with_columns(pl.col("rate", "shrunk").round(1)),
        {
            "name": column.TextColumn("Area", width=134, pinned=True),
            "days": column.NumberColumn("Days", width=90, format="localized"),
            "rate": column.NumberColumn("Per 1,000", width=76, format="localized"),
            "shrunk": column.NumberColumn("Steadied", width=90, format="localized"),
            "crimes": column.NumberColumn("Crimes", width=80, format="localized"),
            "kind": column.TextColumn("Why it is here", width=170),
        },
        alt="The same figures of the borough, its neighbours, its command unit and London.",
    )
    st.markdown(f":small[{in_rate_words(told)}]")


def half_table(half: pl.DataFrame) -> None:
    """Show the wards that carry half of a borough's harm."""
    if half.is_empty():
        return
    column = st.column_config
    small_table(
        half.select(
            "name", "days", pl.col("low", "high").round(0), "crimes", pl.col("largest") / 10
        ),
        {
            "name": column.TextColumn("Ward", width=230),
            "days": column.NumberColumn("Days", width=90, format="localized"),
            "low": column.NumberColumn("Low", width=80, format="localized", help="By chance, 95 %"),
            "high": column.NumberColumn("High", width=80, format="localized"),
            "crimes": column.NumberColumn("Crimes", width=80, format="localized"),
            "largest": column.NumberColumn("Gravest crime, days", width=140, format="localized"),
        },
        alt="The wards that carry half of the harm, most first.",
        width="content",
    )


def show_months(code: str | None, as_of: date) -> None:
    """Show recorded crime by month, with the break of the series."""
    counts = recorded.by_month(code, as_of, months=SHOWN)
    if counts.is_empty():
        return
    first = counts["month"].min()
    breaks = {month: why for month, why in BREAK.items() if first < month}  # type: ignore[operator]
    chart(
        months(counts, colours(), breaks=breaks),
        alt="Violence and sexual offences recorded by month; the table below has the figures.",
        key=f"months {code}",
    )
    with st.expander("The same as a table"):
        st.dataframe(counts, hide_index=True, placeholder=NOTHING)


def drivers_table(told: YearOnYear) -> None:
    """Show what a change is made of; it adds up to the whole."""
    if not told.comparable or not told.after:
        return
    column = st.column_config
    names = [
        phrase(group.lower()) if group else f"{groups:,} others"
        for group, groups in told.drivers.select("group", "groups").iter_rows()
    ]
    rows = told.drivers.select(pl.Series("group", [*names], pl.String), "before", "after", "change")
    total = pl.DataFrame(
        [("All together", told.before, told.after, told.after - told.before)],
        schema=rows.schema,
        orient="row",
    )
    small_table(
        pl.concat([rows, total]),
        {
            "group": column.TextColumn("Category", width=300),
            "before": column.NumberColumn("Year before", width=110, format="localized"),
            "after": column.NumberColumn("Year", width=110, format="localized"),
            "change": column.NumberColumn("Change", width=90, format="%+d"),
        },
        alt="The change by category; it adds up to the change of all together.",
        width="content",
    )
