"""The tabs of the borough page, of which only the one that is looked at is worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.geography.recorded_crime import months_to
from dashboard.services.places.areas import Areas
from dashboard.services.places.comparison import FunnelComparison, neighbour_figures
from dashboard.services.places.listed_suspects import count_listed, listed_suspects
from dashboard.services.places.monthly import count_by_month, violent_months
from dashboard.services.places.offence_mix import mix_of_offences
from dashboard.services.places.trends import compare_years, year_on_year
from dashboard.services.question import Question
from dashboard.web.kit.parameters import take_choice, values_of
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import show_table, small_table
from dashboard.web.kit.text import escaped
from dashboard.web.parts.area_figures import ranges_table
from dashboard.web.parts.areas import Chosen, areas_table, take_older
from dashboard.web.parts.borough import (
    SPANS,
    choose_span,
    neighbours_table,
    show_change,
    show_months,
)
from dashboard.wording.areas import in_area_words, in_months_words, name_of, unit_of
from dashboard.wording.places import in_harming_words, in_living_words, in_mix_words, offence_rows
from dashboard.wording.roles import SMALL_COUNTS, SMALL_MONTHS
from dashboard.wording.trends import SETTLING
from harm.days import as_days

TABS: Final = ("Compare", "Wards", "Over time", "Suspects", "Crimes", "Reach", "Allocation")
#: So many offences have a line of their own.
OFFENCES: Final = 12
#: So many suspects are seen without scrolling.
SEEN: Final = 10


def choose_tab() -> tuple[str, DeltaGenerator]:
    """Ask which tab is looked at; a link that asks for wards that stand out leads to wards.

    Returns:
        its name, and where its body goes.
    """
    if take_older("spots") and not values_of("tab"):
        st.session_state["tab"] = "Wards"
    take_choice("tab", TABS)
    take_choice("span", list(SPANS))  # also where its tab is not looked at
    tabs = st.tabs(TABS, key="tab", on_change="rerun", bind="query-params")
    return next(
        ((name, tab) for name, tab in zip(TABS, tabs, strict=True) if tab.open), (TABS[0], tabs[0])
    )


def show_compare(areas: Areas, whole: Areas, fair: FunnelComparison | None, chosen: Chosen) -> str:
    """Show the areas in a table, and a borough next to its neighbours.

    Args:
        areas: the areas of the kind that is compared.
        whole: the boroughs.
        fair: the areas with the limits of chance.
        chosen: what the reader looks at.

    Returns:
        the code of the borough that was clicked; empty where none was.
    """
    code = chosen.borough
    clicked = areas_table(areas, chosen)
    if fair is not None:
        ranges_table(fair, areas, chosen)
    if code is not None:
        st.markdown("## With its neighbours and its command unit")
        st.markdown(in_area_words(whole, code, None))
        neighbours_table(neighbour_figures(whole, code), whole)
    return clicked or ""


def show_over_time(question: Question, areas: Areas, code: str | None) -> None:
    """Show what changed on the year before, and what there was by month."""
    of, measure = areas.basis, areas.summed
    st.markdown("## Compared with the year before")
    show_change(compare_years(question, of=of, measure=measure, code=code))
    if of != "recorded":
        st.markdown(f":small[{SETTLING}]")
    st.markdown("## Month by month")
    span = choose_span()
    st.markdown(f"**{escaped(unit_of(areas))}.** {escaped(in_months_words(areas))}")
    counted_months = count_by_month(question, of=of, measure=measure, code=code)
    if counted_months["value"].has_nulls():
        st.markdown(f":small[{SMALL_MONTHS}]")
    show_months(
        counted_months,
        unit=unit_of(areas),
        key=f"{of} {code}",
        span=span,
    )
    st.markdown("## Recorded violence and sexual offences (real)")
    show_change(year_on_year(code, months_to(areas.as_of)), of="of recorded violence ")
    counts = violent_months(code, areas.as_of)
    show_months(counts, unit="Crimes", key=f"violence {code}", span=span)


def show_suspects(
    question: Question, code: str, *, lead_home: Callable[[str], None]
) -> tuple[str | None, Mapping[str, str]]:
    """Show who of the listed is alleged to have harmed here, and who lives here.

    Args:
        question: rules, index and date.
        code: of the borough.
        lead_home: offers the list of those whose home is in a borough.

    Returns:
        the reference that was clicked, and the query of the list that was asked for.
    """
    suspects = ask_once(
        "listed of a borough",
        (question.key, code),
        lambda: listed_suspects(question, code),
    )
    name = name_of(code)
    query: dict[str, str] = {}
    left, right = st.columns(2)
    with left:
        st.markdown("## Alleged to have harmed here")
        st.markdown(escaped(in_harming_words(suspects, name)))
        first = _people(
            suspects.harming,
            key=f"harming {question.key} {code}",
            who=f"alleged to have harmed in {name}",
        )
        if st.button("On the list, harm here", icon=":material/format_list_numbered:"):
            query = {"incident": code}
    with right:
        st.markdown("## Living here")
        st.markdown(escaped(in_living_words(suspects, name)))
        second = _people(
            suspects.living, key=f"living {question.key} {code}", who=f"living in {name}"
        )
        lead_home(code)
    return first or second, query


def _people(people: pl.DataFrame, *, key: str, who: str) -> str | None:
    if people.is_empty():
        return None
    column = st.column_config
    return people_table(
        people.select(
            *("position", "suspect_id"),
            pl.col("suspect_name").fill_null("not recorded"),
            as_days(pl.col("tenths_here")).round(0).alias("days_here"),
            as_days(pl.col("tenths")).round(0).alias("days"),
            "allegations_here",
        ),
        {
            "position": column.NumberColumn("#", width=40, pinned=True),
            "suspect_name": column.TextColumn("Name", width=130),
            "days_here": column.NumberColumn("Days here", width=76, format="localized"),
            "days": column.NumberColumn("Of all", width=70, format="localized"),
            "allegations_here": column.NumberColumn(
                "Allegations", width=86, help="That count, here"
            ),
        },
        key=key,
        alt=f"Suspects of the list {who}, with the days that they carry there.",
        most_rows=SEEN,
    )


def show_listed_counts(question: Question) -> None:
    """Show how many of the listed live in each borough, and are alleged to have harmed there."""
    st.markdown(
        "Choose a borough to see who they are. Somebody alleged to have harmed in several boroughs "
        "is counted in each."
    )
    if question.limits is not None:
        st.markdown(f":small[{SMALL_COUNTS}]")
    counts = count_listed(question)
    column = st.column_config
    show_table(
        counts.select("name", "harming", "living"),
        {
            "name": column.TextColumn("Borough", width=200, pinned=True),
            "harming": column.NumberColumn("Listed, alleged to have harmed here", width=240),
            "living": column.NumberColumn("Listed, living here", width=160),
        },
        alt="How many of the listed live in each borough, and are alleged to have harmed there.",
        width="content",
    )


def show_crimes(question: Question, areas: Areas, code: str | None) -> None:
    """Show of which offences the harm of a place is made, next to London's."""
    mix = mix_of_offences(question, of=areas.basis, code=code)
    st.markdown(escaped(in_mix_words(mix, name_of(code))))
    if not mix["crimes"].sum():
        return
    rows = pl.DataFrame(offence_rows(mix, OFFENCES), schema=mix.schema)
    parts = {"share": "tenths", "london_share": "london_tenths"}
    column = st.column_config
    small_table(
        rows.select(
            *("offence", "crimes"),
            as_days(pl.col("tenths")).alias("days"),
            *(
                (pl.col(part) / max(int(mix[part].sum()), 1)).round(3).alias(name)
                for name, part in list(parts.items())[: 1 if code is None else 2]
            ),
        ),
        {
            "offence": column.TextColumn("Offence", width=590),
            "crimes": column.NumberColumn("Crimes", width=90, format="localized"),
            "days": column.NumberColumn("Days", width=110, format="localized"),
            "share": column.NumberColumn("Part of the days", width=120, format="percent"),
            "london_share": column.NumberColumn("In all London", width=120, format="percent"),
        },
        alt="The offences with most days, the others together, and all together: they add up.",
        width="content",
    )
