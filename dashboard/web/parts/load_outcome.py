"""The account of a file: what became of every row, and why."""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st

from dashboard.exports.rejects_csv import rejects_outgoing
from dashboard.intake import IntakeReport
from dashboard.intake.table_kinds import MEANING
from dashboard.services.data.loading import nearest_offences, unmapped_of
from dashboard.services.question import Question
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.text import escaped
from dashboard.web.parts.quality import table
from dashboard.wording.formats import counted, share
from dashboard.wording.loading import in_codes_words, in_rows_words
from harm.days import as_days

#: For so many offences without a score, the commonest, the nearest are shown.
FEW: Final = 10


def show_intake_report(question: Question, account: IntakeReport) -> None:
    """Show what may mislead in a file, and what became of every row."""
    show_warnings(account)
    show_rows(question, account)


def show_rows(question: Question, account: IntakeReport) -> None:
    """Show what became of every row of a file, and why."""
    st.markdown("## What became of every row")
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


def show_warnings(account: IntakeReport) -> None:
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
    st.markdown("## Why rows are refused")
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
        make=lambda: rejects_outgoing(question, account, chosen_handling()),
        name="harmdesk-refused-rows.csv",
        mime="text/csv",
        help="As they were written, each with its line and every reason: mend and load them again",
    )


def _show_unmapped(account: IntakeReport, unmapped: pl.DataFrame) -> None:
    if unmapped.is_empty():
        return
    st.markdown("## Offences that the index does not score")
    shares = [share(n, account.taken) for n in unmapped["rows"]]
    column = st.column_config
    table(
        unmapped.select(
            "rows",
            pl.Series("share", shares, pl.String),
            "offence_code",
            "offence_title",
        ),
        {
            "rows": column.NumberColumn("Rows", width=70, format="localized"),
            "share": column.TextColumn("Share of rows", width=100, alignment="right"),
            "offence_code": column.TextColumn("Code", width=90),
            "offence_title": column.TextColumn("Offence as recorded", width=760),
        },
        alt="Offences without a score, by how many rows have them.",
    )
    _show_nearest(unmapped)


def _show_nearest(unmapped: pl.DataFrame) -> None:
    """Show which offences of the index may be meant; none of them is applied."""
    rows = [
        (title or code, near.title, near.tenths)
        for (code, title, _), found in zip(
            unmapped.head(FEW).iter_rows(), nearest_offences(unmapped, most=FEW), strict=True
        )
        for near in found
    ]
    if not rows:
        return
    st.markdown(
        "The nearest offences of the index, by their words alone; none is applied. Once the file "
        "is added, choose on *Data quality* which one is meant, or give the rows its code or title "
        "before."
    )
    column = st.column_config
    near = pl.DataFrame(rows, schema=["offence", "nearest", "tenths"], orient="row")
    table(
        near.select("offence", "nearest", as_days(pl.col("tenths")).alias("days")),
        {
            "offence": column.TextColumn("Offence as recorded", width=220),
            "nearest": column.TextColumn("Nearest in the index", width=720),
            "days": column.NumberColumn("Days", width=80, format="localized"),
        },
        alt="For offences without a score the nearest of the index, with their days.",
    )
