"""The account of a file: what became of every row, and why."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.exports.rejects_csv import rejects_outgoing
from dashboard.intake import IntakeReport
from dashboard.intake.table_kinds import MEANING
from dashboard.services.data.loading import nearest_offences, unmapped_of
from dashboard.services.question import Question
from dashboard.web.kit.download import download
from dashboard.web.kit.text import escaped
from dashboard.web.parts.quality import table
from dashboard.wording.formats import counted, share
from dashboard.wording.loading import in_codes_words, in_nearest_words, in_rows_words


def show_intake_report(question: Question, account: IntakeReport) -> None:
    """Show what may mislead in a file, and what became of every row."""
    _show_warnings(account)
    st.markdown("### What became of every row")
    st.markdown(escaped(in_rows_words(account)))
    unmapped = unmapped_of(account)
    lacking = int(unmapped["rows"].sum())
    with st.container(border=True, horizontal=True, gap="medium"):
        st.metric("Rows", f"{account.read:,}")
        st.metric("Can be taken", f"{account.taken:,}")
        st.metric("Refused", f"{account.rejected.height:,}")
        st.metric("Duplicates", f"{account.duplicates:,}")
        st.metric("Offence not in the index", f"{lacking:,}")
    st.markdown(f"This is a file of {MEANING[account.shape]}.")
    repairs = [f"{what} ({n:,}): repaired." for what, n in account.repaired.items()]
    codes = in_codes_words(account.codes)
    for line in [*repairs, *account.notes, *([codes] if codes else [])]:
        st.markdown(f"- {escaped(line[0].upper() + line[1:])}")
    if account.dropped:
        names = ", ".join(account.dropped)
        st.markdown(escaped(f"Columns that were not read: {names}."))
    _show_reasons(question, account)
    _show_unmapped(account, unmapped)


def _show_warnings(account: IntakeReport) -> None:
    """Show the warnings above the counts; a sound file has none."""
    if not account.warnings:
        return
    number = len(account.warnings)
    lines = [f"- {escaped(warning.text)}" for warning in account.warnings]
    st.warning(
        f"**{counted(number, 'thing')} to check before this file is added**\n\n" + "\n".join(lines),
        icon=":material/warning:",
    )


def _show_reasons(question: Question, account: IntakeReport) -> None:
    if not account.reasons:
        return
    st.markdown("### Why rows are refused")
    column = st.column_config
    table(
        pl.DataFrame(list(account.reasons.items()), schema=["reason", "rows"], orient="row").select(
            "rows", "reason"
        ),
        {
            "rows": column.NumberColumn("Rows", width=70, format="localized"),
            "reason": column.TextColumn("Reason", width=460),
        },
        alt="Each reason for which rows are refused, and how many have it.",
    )
    download(
        question,
        "Download the refused rows",
        make=lambda: rejects_outgoing(question, account),
        name="harmdesk-refused-rows.csv",
        mime="text/csv",
        help="As they were written, each with its line and every reason: mend and load them again",
    )


def _show_unmapped(account: IntakeReport, unmapped: pl.DataFrame) -> None:
    if unmapped.is_empty():
        return
    st.markdown("### Offences that the index does not score")
    st.markdown(
        "The nearest offences of the index are named, by their words alone; none is applied. If "
        "one is meant, give the rows its code or title before they are loaded."
    )
    near = [in_nearest_words(found) for found in nearest_offences(unmapped)]
    near += [""] * (unmapped.height - len(near))
    shares = [share(n, account.taken) for n in unmapped["rows"]]
    column = st.column_config
    table(
        unmapped.select(
            "rows",
            pl.Series("share", shares, pl.String),
            "offence_code",
            "offence_title",
            pl.Series("nearest", near, pl.String),
        ),
        {
            "rows": column.NumberColumn("Rows", width=70, format="localized"),
            "share": column.TextColumn("Share of rows", width=100, alignment="right"),
            "offence_code": column.TextColumn("Code", width=90),
            "offence_title": column.TextColumn("Offence as recorded", width=260),
            "nearest": column.TextColumn("Nearest in the index", width=520),
        },
        alt="Offences without a score, by how many rows have them.",
    )
