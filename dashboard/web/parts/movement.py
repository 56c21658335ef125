"""What changed between two lists, as tables; and the frozen lists themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.figures.slope import slope
from dashboard.services.listing.frozen_lists import FrozenList, reproduce_list
from dashboard.services.listing.movement import Movement
from dashboard.services.question import Question
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.wording.formats import counted
from dashboard.wording.movement import caused, in_heading_words, reason
from dashboard.wording.removal import in_removed_words
from harm.days import as_days
from harm.movement.attribution import PARTS
from harm.scoring.rules import Rules

#: Short names of the parts of a change.
HEADED: Final = {
    "new": "New",
    "aged_out": "Aged out",
    "reclassified": "Reclassified",
    "status": "Status, facts",
    "minimum": "Minimum",
    "shares": "Shares",
    "links": "Links",
    "rules": "Rules",
    "index": "Index",
}
ROWS_SHOWN: Final = 14


def show_movement(movement: Movement, *, key: str) -> str | None:
    """Show who came and went, everyone's places, and what changed; the reference clicked."""
    opened = [_show_way(movement, way, key=f"{way} {key}") for way in ("entered", "left")]
    st.markdown("## Places on the two lists")
    chart(
        slope(
            movement.people,
            colours(),
            length=max(movement.before.length, movement.after.length),
            names=(f"{movement.before.as_of:%d %b %Y}", f"{movement.after.as_of:%d %b %Y}"),
        ),
        alt="Each suspect's place on the first list, joined to their place on the second; the "
        "tables have the same places.",
        key=f"slope {key}",
    )
    on_both = ["up", "down", "stayed"]
    opened.append(_show_moves(movement, on_both, title="On both lists", key=f"both {key}"))
    return next((reference for reference in opened if reference is not None), None)


def _show_way(movement: Movement, way: str, *, key: str) -> str | None:
    """Show who came on the list, or who went off it, each with the allegation that did it."""
    people = movement.people.filter(pl.col("movement").cast(pl.String) == way)
    _show_heading(way.capitalize(), movement, [way])
    if people.is_empty():
        return None
    place, other = ("after", "before") if way == "entered" else ("before", "after")
    people = people.sort(f"position_{place}")
    rules = movement.before.rules
    column = st.column_config
    return people_table(
        people.select(
            "suspect_id",
            pl.col("suspect_name").fill_null("not recorded"),
            f"position_{place}",
            f"position_{other}",
            as_days(pl.col("tenths_after").fill_null(0)).alias("days"),
            as_days(
                pl.col("tenths_after").fill_null(0) - pl.col("tenths_before").fill_null(0)
            ).alias("change"),
            pl.Series(
                "why", [reason(row, rules) for row in people.iter_rows(named=True)], pl.String
            ),
        ),
        {
            "suspect_name": column.TextColumn("Name", width=170),
            "position_before": column.NumberColumn("Was", width=64, format="localized"),
            "position_after": column.NumberColumn("Is", width=64, format="localized"),
            "days": column.NumberColumn("Days", format="localized", width=80),
            "change": column.NumberColumn("Change", format="localized", width=80),
            "why": column.TextColumn("Why", width=620),
        },
        key=key,
        alt=f"{way.capitalize()}: {counted(people.height, 'suspect')}, with what moved each.",
        most_rows=ROWS_SHOWN,
    )


def _show_heading(title: str, movement: Movement, ways: Sequence[str]) -> None:
    """Head a table with how many it is of, where there is anybody."""
    if heading := in_heading_words(title, movement, ways):
        st.markdown(f"## {heading}")


def _show_moves(movement: Movement, which: Sequence[str], *, title: str, key: str) -> str | None:
    people = movement.people.filter(pl.col("movement").cast(pl.String).is_in(which))
    _show_heading(title, movement, which)
    if people.is_empty():
        return None
    return people_table(
        _shown(people, movement.before.rules),
        _columns(),
        key=key,
        alt=f"{title}: {counted(people.height, 'suspect')}, with both places and what changed.",
        most_rows=ROWS_SHOWN,
    )


def _shown(people: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Only what the table shows; a part that is nothing for everyone has no column."""
    parts = [part for part in PARTS if (people[part] != 0).any()]
    rows = people.iter_rows(named=True)
    days = pl.col("tenths_after").fill_null(0) - pl.col("tenths_before").fill_null(0)
    return people.select(
        "suspect_id",
        pl.col("suspect_name").fill_null("not recorded"),
        "position_before",
        "position_after",
        as_days(pl.col("tenths_before")).alias("before"),
        as_days(pl.col("tenths_after")).alias("after"),
        as_days(days).alias("change"),
        *(as_days(pl.col(part)).alias(part) for part in parts),
        -pl.col("moved_by_own"),
        -pl.col("moved_by_others"),
        pl.Series("why", [caused(row, rules) for row in rows], pl.String),
    )


def _columns() -> dict[str, Any]:
    column = st.column_config

    def days(label: str) -> Any:  # noqa: ANN401 - Streamlit's own dictionary
        return column.NumberColumn(label, format="localized", width=84, help="Days")

    return {
        "suspect_name": column.TextColumn("Name", width=140),
        "position_before": column.NumberColumn("Was", width=60, format="localized"),
        "position_after": column.NumberColumn("Is", width=60, format="localized"),
        "before": days("Days before"),
        "after": days("Days after"),
        "change": days("Change"),
        **{part: days(label) for part, label in HEADED.items()},
        "moved_by_own": column.NumberColumn(
            "Up, own",
            width=76,
            format="localized",
            help="Places up (or down, −) by their own score, had nobody else's changed",
        ),
        "moved_by_others": column.NumberColumn(
            "Up, others",
            width=80,
            format="localized",
            help="Places up (or down, −) since others' scores changed",
        ),
        "why": column.TextColumn("Why", width=250),
    }


def show_lists(question: Question, lists: Sequence[FrozenList]) -> None:
    """Show the frozen lists, and reproduce one where the reader asks for it."""
    st.markdown("## Frozen lists")
    show_table(
        pl.DataFrame(
            [
                (
                    frozen.name,
                    frozen.as_of,
                    frozen.listed,
                    frozen.assessed,
                    frozen.index,
                    frozen.version,
                    frozen.at,
                    frozen.who,
                )
                for frozen in reversed(lists)
            ],
            schema=["list", "as_of", "listed", "assessed", "index", "version", "at", "who"],
            orient="row",
        ),
        {
            "list": st.column_config.TextColumn("List", width=170),
            "as_of": st.column_config.DateColumn("As of", format="D MMM YYYY"),
            "listed": st.column_config.NumberColumn("Listed"),
            "assessed": st.column_config.NumberColumn("Assessed", format="localized"),
            "index": st.column_config.TextColumn("Index"),
            "version": st.column_config.NumberColumn("Data version"),
            "at": st.column_config.DatetimeColumn("Frozen (UTC)", format="D MMM YYYY, HH:mm"),
            "who": st.column_config.TextColumn("By"),
        },
        row_height=None,
        alt="The frozen lists, the newest date first.",
    )
    with st.form("reproduce", border=False):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        name = left.selectbox(
            "Make a list again from the record",
            [frozen.name for frozen in reversed(lists)],
        )
        asked_for = right.form_submit_button("Make it again", width="stretch")
    if asked_for:
        _say_reproduced(question, name)


def _say_reproduced(question: Question, name: str) -> None:
    try:
        reproduction = reproduce_list(question, name)
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return
    if reproduction.identical:
        st.success(
            f"Identical: the record gives the same {reproduction.places:,} places to the byte. "
            f"SHA-256 {escaped(reproduction.frozen.sha256)}."
            f"{escaped(in_removed_words(reproduction.removed))}"
        )
        return
    st.warning(f"It differs in {counted(reproduction.differences.height, 'figure')}.")
    show_table(
        reproduction.differences.head(200),
        {},
        row_height=None,
        alt="Each figure that differs, as it was and as it is; at most 200 of them.",
    )
