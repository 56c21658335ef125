"""The list as a table, and as a file."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.exports.list_csv import list_outgoing, list_stem
from dashboard.geography import borough_names
from dashboard.services.listing.movement import Since
from dashboard.services.listing.order import Order, in_order
from dashboard.services.listing.ranked_list import RankedList
from dashboard.services.question import Question
from dashboard.services.tiers import Tiers
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.wording.filters import in_shown_words
from dashboard.wording.formats import SITUATION, counted, whole_days
from dashboard.wording.listing import ListWords
from dashboard.wording.movement import moved, since_title, summary
from dashboard.wording.offences import short_offence
from dashboard.wording.tiers import in_meaning_words, with_tiers
from harm.days import as_days, percent_column
from harm.scoring.texts import texts_of

ROWS_SHOWN: Final = 20
#: From here a position needs a wider column.
WIDE_FROM: Final = 1_000


def list_figures(words: ListWords) -> None:
    """Show the key figures of the list."""
    with st.container(border=True, horizontal=True, gap="medium"):
        for label, value in words.figures.items():
            st.metric(escaped(label), escaped(value))


def list_words(words: ListWords, earlier: Since | None) -> None:
    """Say where the list is cut, and who came and went since the last frozen one like it.

    On a telephone the style puts these words below the table.
    """
    with st.container(key="below-where-narrow"):
        st.markdown(f":small[{words.cut}]")
        if earlier is not None:
            moves = escaped(summary(earlier.changes, earlier.rules))
            st.markdown(
                f":small[**{since_title(earlier)}**: {moves} *Movement* has each change of score.]"
            )


def list_table(
    listing: RankedList, earlier: Since | None, tiers: Tiers | None, order: Order, *, key: str
) -> str | None:
    """Show who is on the list, or whom else a filter shows, in an order.

    Args:
        listing: who.
        earlier: what changed since the last frozen list; None: there is none.
        tiers: how sure the places are; None: that is not known yet.
        order: of the rows.
        key: what names the table.

    Returns:
        The reference that was clicked, by itself and not by its row.
    """
    people = listing.people
    if people.is_empty():
        return None
    return people_table(
        table_rows(in_order(people, order), earlier, tiers),
        _columns(listing, narrow=earlier is not None, tiered=tiers is not None),
        key=key,
        alt=f"The list: {counted(people.height, 'suspect')} by days of alleged harm, most first. "
        f"{in_shown_words(listing)}".strip(),
        most_rows=ROWS_SHOWN,
    )


def table_rows(
    people: pl.DataFrame, earlier: Since | None = None, tiers: Tiers | None = None
) -> pl.DataFrame:
    """Only what the table shows: what is sent to a browser is disclosed."""
    if earlier is not None:
        moves = moved(earlier.changes)
        people = people.join(moves, on="suspect_id", how="left", maintain_order="left")
    return with_tiers(people, tiers).select(
        "position",
        "suspect_id",
        pl.col("suspect_name").fill_null("not recorded"),
        whole_days().alias("days"),
        *(["moved"] if earlier is not None else []),
        "allegations",
        "victims",
        percent_column("no_further_action", "tenths").alias("no_further_action"),
        pl.col("by_part").list.eval(as_days(pl.element())).alias("by_part"),
        texts_of(people["most_serious_offence"], short_offence),
        "last_recorded_on",
        pl.col("suspect_home_borough").replace(borough_names()).fill_null("Unknown"),
        pl.col("suspect_situation").cast(pl.String).replace(SITUATION),
        *(["tier"] if tiers is not None else []),
    )


def _columns(listing: RankedList, *, narrow: bool, tiered: bool) -> dict[str, Any]:
    column = st.column_config
    most = int(listing.ranking.table["tenths"][0])
    far = int(listing.people["position"][-1]) >= WIDE_FROM
    return {
        "position": column.NumberColumn("#", width=60 if far else 36, pinned=True),
        "moved": column.TextColumn("Moved", width=52, help="Places since the last frozen list"),
        "suspect_name": column.TextColumn("Name", width=146),
        "days": column.ProgressColumn(
            "Days",
            width=98 if narrow else 108,
            format="localized",
            min_value=0,
            max_value=most / 10,
        ),
        "allegations": column.NumberColumn(
            "Alleg." if tiered else "Allegations",
            width=50 if tiered else 76,
            help="Allegations that count",
        ),
        "victims": column.NumberColumn("Victims", width=56, help="Distinct known victims"),
        "no_further_action": column.NumberColumn(
            "NFA",
            width=46,
            format="%d %%",
            help="Share of the days from allegations that ended in no further action",
        ),
        "by_part": column.BarChartColumn(
            "By month",
            width=54 if narrow else 70,
            y_min=0,
            y_max=_most_of_a_part(listing.people),
            help="Days recorded, oldest twelfth of the window first; one scale for all",
        ),
        "most_serious_offence": column.TextColumn(
            "Most serious", width=(178 if narrow else 206) - (40 if tiered else 0)
        ),
        "last_recorded_on": column.DateColumn(
            "Recorded", width=68, format="D MMM YY", help="The latest allegation"
        ),
        "suspect_home_borough": column.TextColumn("Home", width=102 if tiered else 112),
        "suspect_situation": column.TextColumn("Situation", width=66),
        "tier": column.TextColumn(
            "Sure", width=76, help=f"Once the record has settled: {in_meaning_words()}"
        ),
    }


def _most_of_a_part(people: pl.DataFrame) -> float:
    """The most days of a twelfth of the window, of all who are shown."""
    most = people["by_part"].list.max().max()
    return max(int(most), 1) / 10 if isinstance(most, int) else 1


def unmapped_table(listing: RankedList) -> None:
    """Show apart whoever has no score, since every allegation's offence is not in the index."""
    unmapped = listing.unmapped
    if unmapped.is_empty():
        return
    who = counted(unmapped.height, "suspect")
    label = f"{who} without a score: none of their offences is in the index"
    expander = st.expander(label, key="without a score", on_change="rerun")
    if not expander.open:  # what is not looked at is not sent
        return
    with expander:
        show_table(
            unmapped,
            {
                "suspect_id": st.column_config.TextColumn("Suspect"),
                "unmapped": st.column_config.NumberColumn("Allegations not in the index"),
            },
            width="content",
            row_height=None,
            alt="Suspects whose every allegation is of an offence that the index does not have.",
        )


def download_list(question: Question, listing: RankedList) -> None:
    """Offer the list as marked files; the log has a line when it leaves."""
    download(
        question,
        "Download CSV",
        make=lambda: list_outgoing(question, listing, chosen_handling()),
        name=f"{list_stem(listing)}.zip",
        mime="application/zip",
        help="The list as a CSV file, and a text with what it rests on: both in a ZIP archive",
    )
