"""The parts of the page that says how sure a list is."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.services.listing.sureness import Sureness
from dashboard.web.kit.parameters import take_choice
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.table import small_table
from dashboard.wording.sureness import (
    AFTER_LIMITS,
    SETTLING_LIMITS,
    TIERS,
    TURNOVER_LIMITS,
    TURNOVER_NAMES,
    after_table,
    backtest_table,
    in_after_words,
    in_backtest_words,
    in_error_words,
    in_settling_words,
    in_turnover_words,
    in_unseen_words,
    scores_table,
    settled_table,
)

#: The parts as a reader chooses among them.
PARTS: Final = ("Once settled", "Back-test", "Under other choices", "Past lists")
ROWS_SHOWN: Final = 14
#: How wide a column of names is at least and at most, and a letter of it, in pixels.
NAME_WIDTH: Final = 180
MOST_NAME_WIDTH: Final = 320
LETTER: Final = 7
#: Of those who are not listed, whoever is on so many of 100 drawn lists is shown.
MAY_COME: Final = 5


def choose_part() -> str:
    """Which part is looked at; the others are not sent."""
    take_choice("sure", list(PARTS))
    return st.segmented_control(
        "Part",
        list(PARTS),
        default=PARTS[0],
        required=True,
        key="sure",
        bind="query-params",
        label_visibility="collapsed",
    )


def show_part(part: str, found: Sureness, *, key: str) -> str | None:
    """Show a part on how the record settles.

    Args:
        part: of the first two `PARTS`.
        found: the answer.
        key: what names its tables.

    Returns:
        The reference that was clicked; None where none was.
    """
    if part == PARTS[1]:
        _show_backtest(found)
        return None
    return _show_settled(found, key=key)


def show_turnover(past: pl.DataFrame, after: pl.DataFrame) -> None:
    """Show how many of past lists are on later ones, and what came after, as levels."""
    st.markdown(in_turnover_words(past))
    st.markdown(TURNOVER_LIMITS)
    if past.is_empty():
        return
    column = st.column_config
    later = {
        f"after_{months}": column.NumberColumn(name[:1].upper() + name[1:], width=130)
        for months, name in TURNOVER_NAMES.items()
    }
    small_table(
        past,
        {
            "as_of": column.DateColumn("List of", width=110, format="D MMM YYYY"),
            "listed": column.NumberColumn("Listed", width=80),
            "new": column.NumberColumn("New that month", width=120),
            **later,
        },
        alt="Each past list with how many of its names are on the lists after it.",
        width="content",
    )
    _show_after(after)


def _show_after(after: pl.DataFrame) -> None:
    """What the people of past lists were named in afterwards."""
    st.markdown("## What came after")
    st.markdown(in_after_words(after))
    st.markdown(f":small[{AFTER_LIMITS}]")
    if after.is_empty():
        return
    column = st.column_config
    small_table(
        after_table(after),
        {
            "group": column.TextColumn("Who", width=130),
            "within": column.TextColumn("Within", width=80),
            "lists": column.NumberColumn("Lists", width=60),
            "people": column.NumberColumn("At large", width=80, format="localized"),
            "again": column.NumberColumn("Named again, of 100", width=150),
            "days": column.NumberColumn(
                "Days per 1,000 person-days",
                width=190,
                format="localized",
                help="Days of harm alleged, at large",
            ),
        },
        alt="The listed and the next as many: how many were named again, and the days alleged.",
        width="content",
    )


def _show_settled(found: Sureness, *, key: str) -> str | None:
    """Who would still be listed once the record has settled."""
    st.markdown(f"{in_settling_words(found.settling)} {in_unseen_words(found.settling)}")
    st.markdown(f":small[{SETTLING_LIMITS}]")
    st.markdown(in_error_words(found.settling))
    if found.settling.settled is None:
        return None
    st.markdown("## On the list, least sure first")
    assessed = found.settling.ranking.assessed
    meanings = "; ".join(f"*{name}* {meaning}" for name, meaning in TIERS.values())
    st.markdown(
        f"{meanings}. A position is for filing; the column *Between positions* says where it may "
        f"end up."
    )
    listed = settled_table(found.people.filter("listed"), assessed=assessed)
    opened = people_table(
        listed,
        _settled_columns(found.people),
        key=f"settled {key}",
        alt="The listed with how many of 100 settled lists they are on, fewest first.",
        most_rows=ROWS_SHOWN,
    )
    coming = found.people.filter(~pl.col("listed"), pl.col("p_stay") * 100 >= MAY_COME)
    if coming.is_empty():
        return opened
    st.markdown("## Not on the list, and may be")
    other = people_table(
        settled_table(coming, assessed=assessed).reverse(),
        _settled_columns(found.people),
        key=f"coming {key}",
        alt="Those below the list with how many of 100 settled lists they are on, most first.",
        most_rows=ROWS_SHOWN,
    )
    return opened or other


def _name_width(people: pl.DataFrame) -> int:
    """As much as the longest name needs, in pixels."""
    longest = people["suspect_name"].str.len_chars().max()
    letters = longest if isinstance(longest, int) else 0
    return min(max(NAME_WIDTH, LETTER * letters + 18), MOST_NAME_WIDTH)


def _settled_columns(people: pl.DataFrame) -> dict[str, Any]:
    column = st.column_config
    return {
        # With the reference these two are what a telephone shows without scrolling.
        "tier": column.TextColumn("Tier", width=86),
        "suspect_name": column.TextColumn("Name", width=_name_width(people)),
        "position": column.NumberColumn("#", width=60, format="localized", help="Position now"),
        "of_100": column.ProgressColumn(
            "Of 100 lists",
            width=130,
            format="%d",
            min_value=0,
            max_value=100,
            help="Of 100 settled lists, how many have them; never all or none unless it is so",
        ),
        "between": column.TextColumn(
            "Between positions", width=140, help="Where they are in 90 of 100 settled lists"
        ),
        "in_words": column.TextColumn("Of the alternatives", width=130),
    }


def _show_backtest(found: Sureness) -> None:
    """Whether what was said of past lists turned out right."""
    tried = found.settling.backtest
    st.markdown(in_backtest_words(tried))
    if tried is None:
        return
    column = st.column_config
    small_table(
        backtest_table(tried),
        {
            "band": column.TextColumn("Said to stay", width=110),
            "said": column.NumberColumn("Said on average", width=120, format="%.0f %%"),
            "seen": column.NumberColumn("Stayed", width=90, format="%.0f %%"),
            "between": column.TextColumn(
                "Margin",
                width=100,
                help="Of 100 ways of drawing people and lists again, where 90 lie; never narrower "
                "than were each person one trial",
            ),
            "n": column.NumberColumn("Places", width=80, format="localized"),
            "people": column.NumberColumn("People", width=80, format="localized"),
        },
        alt="What was said of past lists, by how sure it was, against how many stayed.",
        width="content",
    )
    st.markdown("How far each way of saying it was from what happened; less is better.")
    small_table(
        scores_table(tried),
        {
            "saying": column.TextColumn("Saying", width=210),
            "brier": column.NumberColumn("Brier score", width=100, format="%.4f"),
            "log": column.NumberColumn("Log score", width=90, format="%.3f"),
        },
        alt="Two scores of what is said here and of two plain sayings.",
        width="content",
    )
