"""A suspect's allegations as tables: what counts, how it is scored, and what does not count."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

import polars as pl
import streamlit as st

from dashboard.web.kit.session import the_workspace
from dashboard.web.kit.table import small_table
from dashboard.wording import allegations
from dashboard.wording.bounds import named_cell
from harm.days import days_column
from harm.scoring.texts import texts_of

#: What tells apart, in the heading of a column, what the police judge and what is worked out.
JUDGED: Final = "◇"
WORKED_OUT: Final = "∑"
KEY: Final = (
    f"Plain headings: as the force recorded it. {JUDGED}: how far the police have taken it. "
    f"{WORKED_OUT}: worked out here, from the index and the rules."
)

#: Marks of a score that is not simply the index's own.
DOUBTS: Final = {
    "derived": "**Derived**: the offence is newer than the index; its days are Harmdesk's own "
    "arithmetic, not the index's.",
    "lowest of several": "**Lowest of several**: the code fits several scores and no title "
    "decides, so the lowest is taken.",
}
NO_SCORE: Final = (
    "**No score**: the index does not have the offence, so it adds nothing; that does not make it "
    "slight."
)


def counting_table(rows: pl.DataFrame) -> None:
    """Show what makes up the score: the same figures as the chart."""
    table = rows.select(
        "crime_ref",
        *_report(rows),
        allegations.offence(),
        days_column().alias("days"),
        allegations.shares(rows["tenths"]),
        *_doubts(rows),
        "victim_code",
        allegations.in_words("allegation_status"),
        allegations.in_words("source"),
        "recorded_on",
        "committed_on",
        "delay_days",
        allegations.place(),
    )
    _show(table, alt="Each allegation that counts, with its days; they add up to the score.")
    _say_doubts(table)


def scoring_table(rows: pl.DataFrame) -> None:
    """Show how each offence is scored: the index's own row, and the crimes that it scores."""
    table = (
        rows.group_by("index_title", "starting_point", "guideline", "index_tenths")
        .agg(
            days_column("index_tenths").first().alias("each"),
            pl.len().alias("allegations"),
            days_column("tenths").sum().alias("together"),
            named_cell(pl.col("crime_ref")).alias("crimes"),
        )
        .sort("together", "index_title", descending=[True, False])
        .select(
            "index_title",
            "starting_point",
            pl.col("guideline").replace("", None),
            "each",
            "allegations",
            "together",
            "crimes",
        )
    )
    _show(table, alt="The index's row for each offence, with its days and the crimes it scores.")


def uncounted_table(rows: pl.DataFrame) -> None:
    """Show what the score leaves out, each with its reason."""
    table = rows.select(
        "crime_ref",
        *_report(rows),
        allegations.offence(),
        allegations.reason(),
        "victim_code",
        allegations.in_words("allegation_status"),
        "recorded_on",
        allegations.place(),
    )
    _show(table, alt="Each allegation that does not count, with the reason.")
    if (rows["reason"] == "unmapped").any():
        st.markdown(f":small[{NO_SCORE}]")


def _show(table: pl.DataFrame, *, alt: str) -> None:
    small_table(
        table,
        _columns(doubts="doubt" in table.columns),
        alt=alt,
    )


def _say_doubts(table: pl.DataFrame) -> None:
    known = set(table["doubt"]) if "doubt" in table.columns else set()
    marked = [text for mark, text in DOUBTS.items() if mark in known]
    if marked:
        st.markdown(f":small[{' '.join(marked)}]")


def _doubts(rows: pl.DataFrame) -> list[pl.Expr]:
    """A column for the doubts, where there is one."""
    return [allegations.doubt()] if rows.select(allegations.doubtful().any()).item() else []


def _report(rows: pl.DataFrame) -> list[pl.Series]:
    """The address of each crime's report, where the settings have a template for it."""
    template = the_workspace().settings.crime_link
    if template is None:
        return []
    addresses = texts_of(
        rows["crime_ref"], lambda crime: template.replace("{crime_ref}", quote(crime, safe=""))
    )
    return [addresses.alias("report")]


def _columns(*, doubts: bool) -> dict[str, Any]:
    column = st.column_config
    return {
        "crime_ref": column.TextColumn("Crime", width=92, pinned=True),
        "report": column.LinkColumn("Report", width=54, display_text="open"),
        "offence": column.TextColumn("Offence as recorded", width=156 if doubts else 250),
        "index_title": column.TextColumn(f"{WORKED_OUT} As the index has it", width=330),
        "days": column.NumberColumn(f"{WORKED_OUT} Days", width=62, format="localized"),
        "share": column.TextColumn(f"{WORKED_OUT} Share", width=64, alignment="right"),
        "each": column.NumberColumn(f"{WORKED_OUT} Days each", width=88, format="localized"),
        "together": column.NumberColumn(f"{WORKED_OUT} Together", width=86, format="localized"),
        "allegations": column.NumberColumn(f"{WORKED_OUT} Alleg.", width=70),
        "crimes": column.TextColumn("Crimes", width=210),
        "starting_point": column.TextColumn("Starting point", width=170),
        "guideline": column.LinkColumn("Guideline", width=76, display_text="open"),
        "doubt": column.TextColumn(f"{WORKED_OUT} Doubt", width=106),
        "reason": column.TextColumn(f"{WORKED_OUT} Why it does not count", width=420),
        "victim_code": column.TextColumn("Victim", width=50),
        "allegation_status": column.TextColumn(f"{JUDGED} How far", width=112),
        "source": column.TextColumn("Reported by", width=78),
        "recorded_on": column.DateColumn("Recorded", width=76, format="D MMM YY"),
        "committed_on": column.DateColumn("Committed", width=78, format="D MMM YY"),
        "delay_days": column.NumberColumn(
            f"{WORKED_OUT} Delay", width=62, format="localized", help="Days until it was recorded"
        ),
        "borough": column.TextColumn("Where", width=98),
    }
