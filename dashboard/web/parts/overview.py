"""The parts of the front page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.geography import borough_names
from dashboard.services.listing.movement import Movement
from dashboard.services.overview import Overview
from dashboard.services.own_borough import (
    answer_own_borough,
    at_large_filter,
    choose_own_borough,
    offered_boroughs,
    own_borough,
)
from dashboard.services.question import Question
from dashboard.services.tiers import Tiers
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.wording.doubts import Doubt
from dashboard.wording.formats import counted
from dashboard.wording.movement import reason
from dashboard.wording.overview import figures, in_trend_words
from dashboard.wording.own_borough import in_own_borough_words
from dashboard.wording.sureness import in_settling_words
from harm.days import as_days

#: So many lines the table of who came and went has at most, and so many of them who came.
LINES: Final = 10
CAME: Final = 6
#: The same where the reader's own borough stands above it, so that all of it is one screen.
LINES_BELOW_BOROUGH: Final = 7
#: The page that each sentence on a borough leads to.
LEADS: Final = {
    "home": "list",
    "at_large": "list",
    "incident": "list",
    "movement": "movement",
    "boroughs": "boroughs",
}


def show_figures(overview: Overview) -> None:
    """Show the key figures of the list."""
    shown = figures(overview)
    if overview.movement is not None:
        shown["New on the list"] = f"{_count(overview, 'entered'):,}"
    with st.container(border=True, horizontal=True, gap="medium"):
        for label, value in shown.items():
            st.metric(escaped(label), escaped(value))


def show_course(overview: Overview) -> None:
    """Say how the list moved over the month-end lists; nothing where there are few."""
    course = in_trend_words(overview)
    if course:
        st.markdown(f":small[{course}]")


def _count(overview: Overview, way: str) -> int:
    if overview.movement is None:
        return 0
    return int((overview.movement.changes["movement"].cast(pl.String) == way).sum())


def choose_borough(question: Question) -> str | None:
    """Ask for the reader's own borough, which is kept for them; its code, None where none is."""
    names = {"": "none"} | offered_boroughs(question)
    kept = own_borough(question) or ""
    st.session_state.setdefault("own borough", kept)
    chosen = st.selectbox(
        "Your borough",
        list(names),
        format_func=lambda code: names[code],
        key="own borough",
        width=220,
        help="Kept for you until you choose another",
    )
    if chosen != kept:
        choose_own_borough(question, chosen or None)
    return chosen or None


def show_borough(
    question: Question, overview: Overview, code: str, leads: Mapping[str, st.Page]
) -> None:
    """Show what there is of the reader's own borough, a sentence each, with where it leads.

    Args:
        question: rules, index and date.
        overview: the front page's answer.
        code: of the borough.
        leads: every page by its name.
    """
    own = ask_once(
        "own borough",
        (question.key, code),
        lambda: answer_own_borough(question, code, overview.movement),
    )
    name = borough_names()[code]
    words = in_own_borough_words(own, overview.ranking)
    query = {
        "home": {"home": [code]},
        "at_large": at_large_filter(code).params,
        "incident": {"incident": [code]},
        "boroughs": {"borough": [name]},
    }
    if not {"home", "incident"} & set(words):
        st.markdown(f"Nobody listed lives in {escaped(name)} or has an allegation there.")
    with st.container(horizontal=True, gap="small"):
        for what, sentence in words.items():
            st.page_link(
                leads[LEADS[what]],
                label=sentence,
                query_params=query.get(what),
            )


def show_changes(movement: Movement, *, key: str, lines: int = LINES) -> str | None:
    """Show who came and who went, at most so many lines, with why; the reference clicked."""
    rows = changed_rows(movement, lines)
    if rows.is_empty():
        return None
    return people_table(
        rows,
        _columns(),
        key=key,
        alt=f"Who came on the list and who left it: {counted(rows.height, 'suspect')}, with why.",
        most_rows=lines,
    )


def changed_rows(movement: Movement, lines: int = LINES) -> pl.DataFrame:
    """At most so many who came or went: those who came by their place, then those who went."""
    people = movement.people
    ways = pl.col("movement").cast(pl.String)
    came = people.filter(ways == "entered").sort("position_after")
    went = people.filter(ways == "left").sort("position_before")
    came_shown = min(came.height, max(CAME, lines - went.height))
    shown = pl.concat([came.head(came_shown), went.head(lines - came_shown)])
    rules = movement.before.rules
    return shown.select(
        "suspect_id",
        pl.col("suspect_name").fill_null("not recorded"),
        pl.when(ways == "entered").then(pl.lit("new")).otherwise(pl.lit("left")).alias("way"),
        pl.coalesce(pl.when(ways == "entered").then("position_after"), "position_before").alias(
            "place"
        ),
        as_days(pl.col("tenths_after").fill_null(0)).alias("days"),
        pl.Series("why", [reason(row, rules) for row in shown.iter_rows(named=True)], pl.String),
    )


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "suspect_name": column.TextColumn("Name", width=150),
        "way": column.TextColumn("Moved", width=56),
        "place": column.NumberColumn("Place", width=56, help="On this list, or on the last one"),
        "days": column.NumberColumn("Days", width=72, format="localized"),
        "why": column.TextColumn("Why", width=640),
    }


def show_verdict(words: str, reservations: list[str]) -> None:
    """Show whether the data is good enough, and what speaks against it."""
    st.markdown("## Can it be relied on?")
    lines = [escaped(words), *(f"- {escaped(line)}" for line in reservations)]
    st.markdown("\n".join([lines[0], "", *lines[1:]]))


def show_tiers(tiers: Tiers | None, sure: st.Page) -> None:
    """Say how many of the listed would stay, and lead to who; nothing where it is not known yet."""
    if tiers is not None:
        st.page_link(sure, label=in_settling_words(tiers.settling))


def show_doubts(doubts: Sequence[Doubt], listing: st.Page, *, listed: int) -> None:
    """Show what is doubtful of how many; nothing where nothing is.

    Args:
        doubts: each with the filter that shows who they are.
        listing: the page of the list, to which they lead.
        listed: how many are listed.
    """
    if not doubts:
        return
    st.markdown(f"## Of the {listed:,} listed")
    with st.container(gap=None):
        for doubt in doubts:
            if doubt.filter:
                st.page_link(listing, label=doubt.words, query_params=dict(doubt.filter))
            else:
                st.markdown(f":small[{doubt.words}]")
