"""The parts of the page of other cohorts."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.geography import borough_names
from dashboard.services.listing.cohorts import UNDER_18, OtherCohorts, people_under_18
from dashboard.services.question import Question
from dashboard.web.kit.parameters import take_choice
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import show_table
from dashboard.wording.cohorts import TITLES, lane_of
from dashboard.wording.formats import whole_days
from dashboard.wording.offences import short_offence
from harm.scoring.texts import texts_of

ROWS_SHOWN: Final = 12


def choose_lane() -> str:
    """Which lane is looked at; the others are not sent."""
    take_choice("lane", list(TITLES), title=TITLES.__getitem__)
    return st.segmented_control(
        "Lane",
        list(TITLES),
        format_func=lambda lane: TITLES[lane],
        default=next(iter(TITLES)),
        required=True,
        key="lane",
        bind="query-params",
        label_visibility="collapsed",
    )


def people_of_lane(question: Question, cohorts: OtherCohorts, lane: str) -> pl.DataFrame:
    """Who is in a lane; of those under 18 nobody until a reader asks for them, which is logged."""
    if lane != UNDER_18:
        return lane_of(cohorts.people, lane)
    if not cohorts.sizes[lane]:
        return cohorts.people.clear()
    shown = f"under 18 by name {question.key}"
    if not st.session_state.get(shown):
        st.button(
            "Show who they are",
            icon=":material/visibility:",
            help="They are children: they are shown only where you ask, and the log says that "
            "you did",
            on_click=lambda: st.session_state.update({shown: True}),
        )
        return cohorts.people.clear()
    people = ask_once("under 18", question.key, lambda: people_under_18(question))
    return lane_of(people, lane)


def lane_table(people: pl.DataFrame, lane: str, *, key: str) -> str | None:
    """Show who is in a lane; the reference that was clicked, by itself and not by its row."""
    if people.is_empty():
        return None
    placed = people["position"].null_count() == 0
    return people_table(
        _shown(people, placed=placed),
        _columns(float(people["tenths"].max() or 0) / 10),  # type: ignore[arg-type] # a number
        key=key,
        alt=f"{TITLES[lane]}: {people.height:,} suspects with their days, allegations and "
        f"concerns.",
        most_rows=ROWS_SHOWN,
    )


def _shown(people: pl.DataFrame, *, placed: bool) -> pl.DataFrame:
    """Only what the table shows: what is sent to a browser is disclosed."""
    return people.select(
        *(["position"] if placed else []),
        "suspect_id",
        whole_days().alias("days"),
        pl.col("suspect_name").fill_null("not recorded"),
        "allegations",
        "victims",
        "concern",
        texts_of(people["most_serious_offence"], short_offence),
        "last_recorded_on",
        pl.col("suspect_home_borough").replace(borough_names()).fill_null("Unknown"),
    )


def _columns(most: float) -> dict[str, Any]:
    column = st.column_config
    return {
        "position": column.NumberColumn(
            "#", width=50, pinned=True, format="localized", help="Position among those assessed"
        ),
        "suspect_name": column.TextColumn("Name", width=112),
        "days": column.ProgressColumn(
            "Days", width=90, format="localized", min_value=0, max_value=most or 1
        ),
        "allegations": column.NumberColumn("Allegations", width=78, help="Allegations that count"),
        "victims": column.NumberColumn("Victims", width=58, help="Distinct known victims"),
        "concern": column.TextColumn(
            "Concern",
            width=200,
            help="Coercive control, stalking, strangulation, or a repeat victim",
        ),
        "most_serious_offence": column.TextColumn("Most serious", width=206),
        "last_recorded_on": column.DateColumn("Last recorded", width=94, format="D MMM YY"),
        "suspect_home_borough": column.TextColumn("Home", width=98),
    }


def curve_table(points: pl.DataFrame) -> None:
    """Offer the chart's figures as a table."""
    column = st.column_config
    with st.expander("The same as a table"):
        show_table(
            points,
            {
                "suspects": column.NumberColumn(
                    "Suspects",
                    width=90,
                    format="localized",
                    help="The first so many, most harm first",
                ),
                "percent_of_suspects": column.NumberColumn(
                    "Of those assessed", width=130, format="%.2f %%"
                ),
                "days": column.NumberColumn("Days carried", width=120, format="localized"),
                "percent_of_harm": column.NumberColumn("Of the harm", width=110, format="%.2f %%"),
            },
            width="content",
            alt="The curve's points: so many suspects, most harm first, carry so many days.",
        )
