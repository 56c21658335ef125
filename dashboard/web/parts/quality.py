"""The parts of the data quality page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.services.data.quality import DataQuality, DiskUse
from dashboard.services.data.retention import Review
from dashboard.services.quality_trend import defect_trend
from dashboard.services.question import Question
from dashboard.services.ranking_spec import RankingSpec
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.style import ROW_HEIGHT
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.wording.doubts import Doubt
from dashboard.wording.formats import counted, megabytes
from dashboard.wording.quality import defects_by_month, scored_counts

TALLEST: Final = ROW_HEIGHT * 15 + 3
#: So many warnings are shown, those of the latest loads.
WARNINGS_SHOWN: Final = 20


def table(frame: pl.DataFrame, columns: dict[str, Any], *, alt: str) -> None:
    """Show a table as tall as it is, up to a page's half."""
    height = min(ROW_HEIGHT * (frame.height + 1) + 3, TALLEST)
    show_table(frame, columns, width="content", height=height, alt=alt)


def show_defects(defects: pl.DataFrame, *, listed: int) -> None:
    """Show each defect, how often it occurs, and how many listed suspects it touches."""
    column = st.column_config
    table(
        defects,
        {
            "mark": column.TextColumn("Mark", width=72),
            "defect": column.TextColumn("Doubt", width=212),
            "places": column.NumberColumn(
                "Listed",
                width=62,
                format="localized",
                help=f"Of the {listed:,} listed, how many have at least one such allegation",
            ),
            "rows": column.NumberColumn("Allegations", width=90, format="localized"),
            "share": column.TextColumn("Share", width=76, alignment="right"),
            "effect": column.TextColumn("Effect", width=520),
        },
        alt="Each doubt, with how many allegations have it and how many listed suspects.",
    )


def show_defects_of(doubts: Sequence[Doubt], listing: st.Page) -> None:
    """Lead from each count to the list of those people."""
    if doubts:
        st.markdown("Who they are, on the list:")
        with st.container(horizontal=True, gap="small"):
            for doubt in doubts:
                st.page_link(listing, label=doubt.words, query_params=dict(doubt.filter))


def show_trend(question: Question) -> None:
    """Offer how many of the listed each doubt touched at the latest month-ends."""
    expander = st.expander("At each month’s end", key="defects by month", on_change="rerun")
    if not expander.open:  # it is worked out when somebody looks
        return
    with expander, st.spinner("Ranking the month-ends as they were known then…"):
        trend = ask_once("defect trend", question.key, lambda: defect_trend(question))
        by_month = defects_by_month(trend)
        st.markdown(
            "How many of the listed each doubt touched, at the end of each month as the record was "
            "known then, and on the date of this list."
        )
        column = st.column_config
        dates = by_month.columns[1:]
        table(
            by_month,
            {"defect": column.TextColumn("Doubt", width=216, pinned=True)}
            | {date: column.NumberColumn(date, width=62) for date in dates},
            alt="Each doubt, with how many of the listed it touched at each month’s end.",
        )


def show_months(months: pl.DataFrame) -> None:
    """Offer the chart's figures as a table."""
    column = st.column_config
    with st.expander("The same as a table"):
        table(
            months,
            {
                "month": column.DateColumn("Month", width=110, format="MMM YYYY"),
                "rows": column.NumberColumn("Rows", width=90, format="localized"),
                "named": column.NumberColumn("Naming a suspect", width=130, format="localized"),
                "note": column.TextColumn("Note", width=260),
            },
            alt="Rows recorded in each month, and how many of them name a suspect.",
        )


def show_unscored(quality: DataQuality) -> None:
    """Show the offences that the index does not have."""
    st.markdown("## Offences that the index does not score")
    if quality.unscored.is_empty():
        st.markdown("There are none among the allegations behind this list.")
        return
    column = st.column_config
    table(
        quality.unscored.select("rows", "offence_code", "offence_title"),
        {
            "rows": column.NumberColumn("Allegations", width=90, format="localized"),
            "offence_code": column.TextColumn("Code", width=90),
            "offence_title": column.TextColumn("Offence as recorded", width=850),
        },
        alt="Offences without a score, by how many allegations have them.",
    )


def show_counts(quality: DataQuality, basis: RankingSpec) -> None:
    """Show the counts of crimes that were loaded, which no list rests on."""
    if quality.counted.is_empty():
        return
    column = st.column_config
    st.markdown("## Counts of crimes (they name nobody, and change no list)")
    table(
        scored_counts(quality.counted, basis.index),
        {
            "source": column.TextColumn("Source", width=210),
            "category": column.TextColumn("Category", width=290),
            "crimes": column.NumberColumn("Crimes", width=90, format="localized"),
            "areas": column.NumberColumn("Areas", width=70, format="localized"),
            "first": column.DateColumn("From", width=84, format="MMM YY"),
            "last": column.DateColumn("To", width=84, format="MMM YY"),
            "days": column.NumberColumn("Days each", width=84, format="localized"),
            "range": column.TextColumn("In the index", width=230),
        },
        alt="Counts of crimes by source and category, and what the index says of each category.",
    )


def show_warnings(warnings: pl.DataFrame) -> None:
    """Show what was doubtful in the files as they were loaded; nothing where nothing was."""
    if warnings.is_empty():
        return
    st.markdown("## Warnings of the files that were loaded")
    lines = [
        f"- **{escaped(f'Version {version}, {file}')}**: {escaped(text)}"
        for version, file, text in warnings.head(WARNINGS_SHOWN)
        .select("version", "file", "text")
        .iter_rows()
    ]
    more = warnings.height - len(lines)
    lines += [f"- and {more:,} of earlier loads"] if more else []
    st.markdown("\n".join(lines))


def show_versions(versions: pl.DataFrame, reviews: Sequence[Review], disk: DiskUse) -> None:
    """Show every load and withdrawal, the latest first, and the room that their files take."""
    column = st.column_config
    st.markdown(
        f"{counted(versions.height, 'version')} in {counted(disk.files, 'file')}, which take "
        f"{megabytes(disk.size)} with the register; the newest holds every version, and "
        f"{disk.kept:,} at most are kept. Times are UTC."
    )
    what = (
        pl.when(pl.col("reason").is_not_null())
        .then(pl.format("{}: {}", "file", "reason"))
        .when(pl.col("withdrawn_by").is_not_null())
        .then(pl.format("{}, withdrawn by version {}", "file", "withdrawn_by"))
        .otherwise("file")
    )
    by_version = {item.name: item.review_on for item in reviews}
    review_on = [by_version.get(f"version {number}") for number in versions["version"]]
    table(
        versions.with_columns(pl.Series("review_on", review_on, pl.Date), file=what)
        .sort("version", descending=True)
        .drop("reason", "withdrawn_by", "warnings"),
        {
            "version": column.NumberColumn("Version", width=64),
            "known_on": column.DateColumn("Known on", width=96, format="D MMM YYYY"),
            "loaded_at": column.DatetimeColumn("Loaded", width=122, format="D MMM YY, HH:mm"),
            "file": column.TextColumn("File, withdrawal or choice", width=196),
            "shape": column.TextColumn("Holds", width=88),
            "rows_read": column.NumberColumn("Rows", width=72, format="localized"),
            "accepted": column.NumberColumn("Accepted", width=76, format="localized"),
            "rejected": column.NumberColumn("Rejected", width=72, format="localized"),
            "duplicates": column.NumberColumn("Known already", width=104, format="localized"),
            "superseded": column.NumberColumn("Replaced", width=74, format="localized"),
            "review_on": column.DateColumn(
                "Review by",
                width=96,
                format="D MMM YYYY",
                help="Until when it can be used without a decision to keep it longer",
            ),
        },
        alt="Every load and withdrawal, with what became of its rows.",
    )
