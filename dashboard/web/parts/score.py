"""A scored file on its page: who is on its list, what each row adds, and one suspect.

What is shown here is in no record; it belongs to this session alone and goes with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.exports.scored_file_csv import scored_list_outgoing, scored_rows_outgoing
from dashboard.intake import IntakeReport
from dashboard.services.question import Question
from dashboard.services.scored_file import Scope, ScoredFile, score_file, scored_suspect
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.web.parts.allegations import KEY, counting_table, uncounted_table
from dashboard.web.parts.dry_run import SCRATCH
from dashboard.web.parts.suspect import show_charts, show_stability
from dashboard.web.parts.upload import choices_of
from dashboard.wording.explanation import in_explanation_words
from dashboard.wording.formats import counted
from dashboard.wording.scored_file import reason_cell
from dashboard.wording.suspect import identity_line
from harm.days import days_column

#: So many rows of a table are seen without scrolling.
ROWS_SHOWN: Final = 10
#: So many references are offered to be opened; any other is written.
MOST_OFFERED: Final = 200


def choose_scope(question: Question) -> Scope:
    """Ask whether the file is scored alone or together with the record."""
    if question.limits is not None:  # the record would be shown of people out of sight
        return "alone"
    together = st.toggle(
        "Together with the record",
        key="score with the record",
        help="Off: the file alone. On: as the list would be if the file were added",
    )
    return "with_record" if together else "alone"


def score_once(question: Question, account: IntakeReport, scope: Scope) -> ScoredFile | None:
    """The file, scored once in a session; what keeps it from being scored is shown."""
    spec = question.spec
    if spec.version is not None and scope == "with_record":
        st.info("It is scored with the record as it is now, not as the chosen list knew it.")
    try:
        with st.spinner("Scoring every row…", show_time=True):
            return ask_once(
                "score",
                (question.key, question.workspace.facts.identity, *_named(account), scope),
                lambda: score_file(
                    question, account, replace(spec, version=None, known_on=None), scope
                ),
            )
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return None


def _named(account: IntakeReport) -> tuple[object, ...]:
    """What names a file and how it was read."""
    choices = choices_of(account.sha256)
    return (account.sha256, account.mapping, account.reading, choices.where, choices.latest)


def _key(scored: ScoredFile) -> str:
    return f"{scored.scope} {scored.question.key}"


def people_tables(scored: ScoredFile) -> str | None:
    """Show the list and, with the record, first where the people of the file would be on it.

    Returns:
        The reference that was clicked; None where none was.
    """
    people = scored.people
    if people.is_empty():
        st.info("Nobody is assessed: no row of the file counts. The table below says why.")
        return None
    clicked = None
    if scored.scope == "with_record":
        st.markdown(f"## {SCRATCH} Where the people of the file would be")
        clicked = _people_table(
            people.filter(pl.col("rows_in_file") > 0), scored, what="people of the file"
        )
    st.markdown(f"## {SCRATCH} The list")
    return _people_table(people.filter("listed"), scored, what="list") or clicked


def _people_table(people: pl.DataFrame, scored: ScoredFile, *, what: str) -> str | None:
    if people.is_empty():
        st.markdown("Nobody.")
        return None
    more = scored.matching - scored.people.height
    if more and what != "list":
        st.markdown(f"The first {people.height:,}; {more:,} more are in the table of the rows.")
    return people_table(
        people.select(
            "position",
            "suspect_id",
            pl.col("suspect_name").fill_null("not recorded"),
            days_column().alias("days"),
            "allegations",
            "victims",
            "most_serious_offence",
            "last_recorded_on",
            "rows_in_file",
            *([_place()] if what != "list" else []),
        ),
        _people_columns(wide=what == "list"),
        key=f"scored {what} {_key(scored)}",
        alt=f"The {what}: {counted(people.height, 'suspect')} by days of alleged harm, most first.",
        most_rows=ROWS_SHOWN,
    )


def _place() -> pl.Expr:
    return pl.when("listed").then(pl.lit("on it")).otherwise(pl.lit("off it")).alias("list")


def _people_columns(*, wide: bool) -> dict[str, Any]:
    column = st.column_config
    return {
        "position": column.NumberColumn("#", width=60, pinned=True, format="localized"),
        "suspect_name": column.TextColumn("Name", width=140),
        "days": column.NumberColumn("Days", width=76, format="localized"),
        "allegations": column.NumberColumn("Allegations", width=84, help="Allegations that count"),
        "victims": column.NumberColumn("Victims", width=62, help="Distinct known victims"),
        "most_serious_offence": column.TextColumn("Most serious", width=340 if wide else 270),
        "last_recorded_on": column.DateColumn("Last recorded", width=96, format="D MMM YY"),
        "rows_in_file": column.NumberColumn("Rows in file", width=84, format="localized"),
        "list": column.TextColumn("The list", width=66),
    }


def rows_table(scored: ScoredFile) -> None:
    """Show what each row adds, and why where it adds nothing."""
    rows = scored.rows
    st.markdown(f"## {SCRATCH} What each row adds")
    column = st.column_config
    show_table(
        rows.select(
            "line",
            pl.col("suspect_id").fill_null("nobody named"),
            "suspect_name",
            "crime_ref",
            pl.coalesce("offence_title", "offence_code").alias("offence"),
            "recorded_on",
            days_column().alias("days"),
            reason_cell(),
        ),
        {
            "line": column.NumberColumn("Line", width=60, pinned=True, format="localized"),
            "suspect_id": column.TextColumn("Suspect", width=100),
            "suspect_name": column.TextColumn("Name", width=140),
            "crime_ref": column.TextColumn("Crime", width=100),
            "offence": column.TextColumn("Offence as recorded", width=270),
            "recorded_on": column.DateColumn("Recorded", width=84, format="D MMM YY"),
            "days": column.NumberColumn("Days", width=76, format="localized"),
            "why": column.TextColumn("Counts, or why not", width=330),
        },
        key=f"scored rows {_key(scored)}",
        alt=f"{counted(rows.height, 'row')} of the file by line, each with the days that it adds, "
        f"or why it adds none.",
    )


def download_scored(question: Question, scored: ScoredFile) -> None:
    """Offer the list and the rows as marked files; the log has a line when one leaves."""
    stem = f"harmdesk-scored-{scored.ranking.as_of:%Y-%m-%d}"
    download(
        question,
        "Download the list",
        make=lambda: scored_list_outgoing(question, scored, chosen_handling()),
        name=f"{stem}-list.csv",
        mime="text/csv",
    )
    download(
        question,
        "Download the rows",
        make=lambda: scored_rows_outgoing(question, scored, chosen_handling()),
        name=f"{stem}-rows.csv",
        mime="text/csv",
    )


def choose_suspect(scored: ScoredFile, clicked: str | None) -> str | None:
    """The suspect who was clicked, or chosen by reference here; None where nobody was.

    The people of the file are offered first, those who are not assessed after those who are.
    """
    slot = f"scored suspect {_key(scored)}"
    if clicked is not None:
        st.session_state[slot] = clicked
    theirs = scored.people.sort(pl.col("rows_in_file") == 0, maintain_order=True)["suspect_id"]
    named = scored.people.filter(pl.col("rows_in_file") > 0).height
    offered = dict.fromkeys([*theirs.head(named), *scored.references, *theirs])
    return st.selectbox(
        "Open a suspect",
        list(offered)[:MOST_OFFERED],
        index=None,
        placeholder="A reference of the file or the list",
        accept_new_options=True,
        key=slot,
    )


def show_suspect(question: Question, scored: ScoredFile, reference: str) -> None:
    """Show one suspect by the rows that were scored: why, the charts and the allegations."""
    key = f"{_key(scored)} {reference}"
    try:
        opened = ask_once(
            "scored suspect", key, lambda: scored_suspect(question, scored, reference)
        )
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return
    file = opened.file
    explanation = file.explanation
    st.header(f"{SCRATCH} {escaped(reference)}", anchor=False)
    st.markdown(escaped(identity_line(file)))
    st.markdown(f"**{escaped(in_explanation_words(explanation))}**")
    show_charts(file, opened.stability, key=f"scored {key}")
    uncounted = explanation.rows.filter(~explanation.rows["counts"])
    if explanation.counting.height:
        st.markdown("### Allegations that count")
        st.markdown(f":small[{KEY}]")
        counting_table(explanation.counting)
    if uncounted.height:
        st.markdown("### What does not count, and why")
        uncounted_table(uncounted)
    if explanation.counting.height:
        st.markdown("### How solid is it")
        show_stability(opened.stability)
