"""The parts of a suspect's page."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.answers import Solidity, SuspectFile
from dashboard.errors import UnknownSuspectError
from dashboard.geography import borough_names
from dashboard.solid import dated_places, in_clock_words, in_fragility_words
from dashboard.widgets.desk import ask_once
from dashboard.widgets.page import Asked
from dashboard.widgets.style import ROW_HEIGHT
from dashboard.widgets.text import escaped
from dashboard.wording import NOTHING, SITUATION, day, phrase
from harm.days import days_column
from harm.eligibility import REASONS
from harm.explanation import share

SEX: Final = {"F": "female", "M": "male", "X": "other", "U": "sex not recorded"}


def choose_suspect(asked: Asked) -> str | None:
    """The suspect of the link, or of the reference that was written."""
    with st.form("find", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        written = st.text_input("Reference", placeholder="such as N1234567", width=240)
        submitted = st.form_submit_button("Open")
    if submitted and written.strip():
        try:  # an unknown reference is said to be so before any link to it is made
            asked.desk.check_known(written.strip())
        except UnknownSuspectError as error:
            st.error(escaped(str(error)))
            return None
        st.query_params["suspect"] = asked.desk.register.link(written.strip())
    token = st.query_params.get("suspect")
    if token is None:
        return None
    linked = asked.desk.register.linked(token)
    if linked is None:
        st.warning("This link leads to nobody here: it was cut short, or made on another desk.")
    return linked


def look_at(asked: Asked, suspect_id: str) -> SuspectFile:
    """The suspect's file; a line of the log the first time that it is opened."""
    return ask_once(
        "suspect",
        (asked.key, suspect_id),
        lambda: asked.desk.suspect(asked.viewer, asked.basis, suspect_id),
    )


def solidity_of(asked: Asked, suspect_id: str) -> Solidity:
    """How solid the suspect's place is, worked out once in a session."""
    return ask_once(
        "solidity",
        (asked.key, suspect_id),
        lambda: asked.desk.solidity(asked.viewer, asked.basis, suspect_id),
    )


def show_solidity(solidity: Solidity) -> None:
    """Say how few allegations hold the place, and show where it goes as time passes."""
    words = (in_fragility_words(solidity), in_clock_words(solidity))
    st.markdown(escaped(" ".join(words)))
    column = st.column_config
    st.dataframe(
        dated_places(solidity),
        hide_index=True,
        width="content",
        placeholder=NOTHING,
        row_height=ROW_HEIGHT,
        height="content",
        column_config={
            "date": column.DateColumn("As of", width=84, format="D MMM YY"),
            "position": column.NumberColumn("Position", width=76, format="localized"),
            "days": column.NumberColumn("Days", width=66, format="localized"),
            "what": column.TextColumn("What happens", width=230),
            "list": column.TextColumn("List", width=96),
        },
        alt="Position and days 30 days before and after the list, and when each of the largest "
        "allegations leaves the window.",
    )


def recognised_by(file: SuspectFile) -> str:
    """Name, date of birth, sex, home and situation in one line, as Markdown-safe text."""
    facts = file.particulars
    born = facts["suspect_born"]
    home = facts["suspect_home_borough"]
    parts = [
        str(facts["suspect_name"] or "Name not recorded"),
        f"born {day(born)}" if born else "date of birth not recorded",  # type: ignore[arg-type] # a date
        SEX[str(facts["suspect_sex"])],
        f"home in {borough_names().get(str(home), 'an unknown borough')}",
        SITUATION[str(facts["suspect_situation"])].lower(),
    ]
    return escaped(" · ".join(parts))


def counting_table(rows: pl.DataFrame) -> None:
    """Show what makes up the score: the same figures as the chart."""
    score = int(rows["tenths"].sum())
    table = rows.select(
        "crime_ref",
        _offence(),
        days_column().alias("days"),
        pl.Series("share", [share(tenths, score) for tenths in rows["tenths"]], pl.String),
        _doubt(),
        "starting_point",
        pl.col("guideline").replace("", None),
        "victim_code",
        _words("allegation_status"),
        _words("source"),
        "recorded_on",
        "committed_on",
        _borough(),
        "index_title",
    )
    st.dataframe(
        table,
        hide_index=True,
        placeholder=NOTHING,
        row_height=ROW_HEIGHT,
        height="content",
        column_config=_columns(),
        alt="Each allegation that counts, with its days; they add up to the score.",
    )
    marked = [text for mark, text in DOUBTS.items() if mark in set(table["doubt"])]
    if marked:
        st.markdown(f":small[{' '.join(marked)}]")


def uncounted_table(rows: pl.DataFrame) -> None:
    """Show what the score leaves out, each with its reason."""
    table = rows.select(
        "crime_ref",
        _offence(),
        pl.col("reason").cast(pl.String).replace_strict(REASONS).alias("reason"),
        "victim_code",
        _words("allegation_status"),
        "recorded_on",
        _borough(),
    )
    st.dataframe(
        table,
        hide_index=True,
        placeholder=NOTHING,
        row_height=ROW_HEIGHT,
        height="content",
        column_config=_columns(),
        alt="Each allegation that does not count, with the reason.",
    )


#: Marks of a score that is not simply the index's own.
DOUBTS: Final = {
    "derived": "**Derived**: the offence is newer than the index; its days are Harmdesk's own "
    "arithmetic, not the index's.",
    "lowest of several": "**Lowest of several**: the code fits several scores and no title "
    "decides, so the lowest is taken.",
}


def _doubt() -> pl.Expr:
    return (
        pl.when("derived")
        .then(pl.lit("derived"))
        .when("ambiguous")
        .then(pl.lit("lowest of several"))
        .otherwise(pl.lit(""))
        .alias("doubt")
    )


def _offence() -> pl.Expr:
    return pl.coalesce("offence_title", "offence_code").alias("offence")


def _words(column: str) -> pl.Expr:
    values = pl.col(column).cast(pl.String)
    return values.map_elements(phrase, return_dtype=pl.String).fill_null("Not recorded")


def _borough() -> pl.Expr:
    return pl.col("borough").replace(borough_names()).fill_null("Unknown place")


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "crime_ref": column.TextColumn("Crime", width=96, pinned=True),
        "offence": column.TextColumn("Offence as recorded", width=220),
        "index_title": column.TextColumn("As the index has it", width=200),
        "days": column.NumberColumn("Days", width=66, format="localized"),
        "share": column.TextColumn("Share", width=76, alignment="right"),
        "starting_point": column.TextColumn("Starting point", width=136),
        "guideline": column.LinkColumn("Guideline", width=76, display_text="open"),
        "doubt": column.TextColumn("Doubt", width=104),
        "reason": column.TextColumn("Why it does not count", width=360),
        "victim_code": column.TextColumn("Victim", width=54),
        "allegation_status": column.TextColumn("How far", width=104),
        "source": column.TextColumn("Reported by", width=90),
        "recorded_on": column.DateColumn("Recorded", width=84, format="D MMM YY"),
        "committed_on": column.DateColumn("Committed", width=84, format="D MMM YY"),
        "borough": column.TextColumn("Where", width=130),
    }
