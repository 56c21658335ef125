"""The parts of the borough page about one borough."""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st

from dashboard.exports.borough_sheet import sheet_outgoing
from dashboard.figures.months import months
from dashboard.services.places.areas import Areas
from dashboard.services.places.trends import YearOnYear
from dashboard.services.question import Question
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.parameters import take_choice
from dashboard.web.kit.table import show_table, small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.areas import in_rate_words
from dashboard.wording.trends import BREAK, in_change_words, offence_words
from harm.days import as_days

#: How many months of a long series the chart has; None: all of it.
SPANS: Final = {"Three years": 36, "Since April 2010": None}


def download_sheet(question: Question, basis: str, code: str) -> None:
    """Offer the borough as a marked file of two pages; the log has a line when it leaves.

    Args:
        question: on the data that is on view.
        basis: what is counted, one of `dashboard.services.places.area_choices.BASES`.
        code: of the borough.
    """
    download(
        question,
        "Borough sheet",
        make=lambda: sheet_outgoing(
            question, basis=basis, borough=code, handling=chosen_handling()
        ),
        name=f"harmdesk-borough-{code}.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        help="Two pages to print: PDF. Counts under 5 are banded in it.",
    )


def neighbours_table(rows: pl.DataFrame, areas: Areas) -> None:
    """Show a borough with its neighbours, the rest of its command unit, and London."""
    column = st.column_config
    first, other = ("crimes", "days") if areas.summed == "crimes" else ("days", "crimes")
    small_table(
        rows.with_columns(pl.col("rate", "shrunk").round(1)).select(
            "name", first, "rate", "shrunk", other, "kind"
        ),
        {
            "name": column.TextColumn("Area", width=134, pinned=True),
            "days": column.NumberColumn("Days", width=90, format="localized"),
            "rate": column.NumberColumn("Per 1,000", width=76, format="localized"),
            "shrunk": column.NumberColumn("Smoothed rate", width=100, format="localized"),
            "crimes": column.NumberColumn("Crimes", width=80, format="localized"),
            "kind": column.TextColumn("Why it is here", width=170),
        },
        alt="The same figures of the borough, its neighbours, its command unit and London.",
    )
    st.markdown(f":small[{escaped(in_rate_words(areas))}]")


def choose_span() -> int | None:
    """Ask how much of a long series is shown: so many months, or all (None)."""
    take_choice("span", list(SPANS))
    chosen = st.selectbox("Months shown", list(SPANS), key="span", bind="query-params", width=200)
    return SPANS[chosen]


def show_months(counts: pl.DataFrame, *, unit: str, key: str, span: int | None = None) -> None:
    """Show what there was by month, with the break of the series.

    Args:
        counts: as from `dashboard.services.places.trends.months_of`.
        unit: `Crimes`, or `Days`, for which a value is tenths.
        key: what tells this chart apart.
        span: how many months, the latest last; None: all.
    """
    if counts.is_empty():
        return
    value = pl.col("value") if unit == "Crimes" else as_days(pl.col("value"))
    rows = (counts if span is None else counts.tail(span)).select("month", value.alias(unit))
    first = rows["month"].min()
    breaks = {month: why for month, why in BREAK.items() if first < month}  # type: ignore[operator]
    chart(
        months(rows, colours(), value=unit, breaks=breaks),
        alt=f"{unit} by the month in which they were recorded; the table below has the figures.",
        key=f"months {key} {rows.height}",
    )
    with st.expander("The same as a table"):
        show_table(
            rows,
            {
                "month": st.column_config.DateColumn("Month", format="MMM YYYY"),
                unit: st.column_config.NumberColumn(format="localized"),
            },
            row_height=None,
            alt=f"{unit} by the month in which they were recorded: the chart's figures.",
        )


def show_change(change: YearOnYear, *, of: str = "") -> None:
    """Say what changed on the year before, and of which offences that is made; it adds up.

    Args:
        change: on the year before.
        of: what tells its table from another on the page, such as `of recorded violence `.
    """
    st.markdown(escaped(in_change_words(change)))
    if change.why_not is not None or not (change.before or change.after):
        return
    column = st.column_config
    names = [
        offence_words(group) if group else f"{groups:,} others"
        for group, groups in change.drivers.select("group", "groups").iter_rows()
    ]
    rows = change.drivers.select("change", pl.Series("group", names, pl.String), "before", "after")
    total = pl.DataFrame(
        [(change.change, "All together", change.before, change.after)],
        schema=rows.schema,
        orient="row",
    )
    figures = pl.col("before", "after", "change")
    small_table(
        pl.concat([rows, total]).with_columns(
            figures if change.measure == "crimes" else as_days(figures)
        ),
        {
            "change": column.NumberColumn("Change", width=90, format="localized"),
            "group": column.TextColumn("Offence", width=710),
            "before": column.NumberColumn("Before", width=110, format="localized"),
            "after": column.NumberColumn("Now", width=110, format="localized"),
        },
        alt=f"The change {of}by offence; it adds up to the change of all together.",
        width="content",
    )
