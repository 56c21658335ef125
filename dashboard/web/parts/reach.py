"""The page of reach: what is asked, the map, and who is within a walk before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import polars as pl
import streamlit as st

from dashboard.analysis.reach.hours import read_moment
from dashboard.analysis.reach.walking import DETOUR, DETOURS
from dashboard.errors import ReachError
from dashboard.figures.reach_map import MARK
from dashboard.geography import (
    CITY_OF_LONDON,
    borough_names,
    wards,
)
from dashboard.geography.counters import first_known, latest_change
from dashboard.services.places.area_choices import LONDON
from dashboard.services.question import Question
from dashboard.services.resources.homes import Group
from dashboard.services.resources.sites import Basis, OwnSites, ReachChoice
from dashboard.services.resources.streets import describe_streets
from dashboard.web.kit.parameters import find_fault, take_choice, take_text, values_of
from dashboard.web.kit.text import escaped
from dashboard.wording.streets import in_no_network_words

#: Where a session keeps which sites it closed on trial, and at which wards it opened one.
CLOSED: Final = "sites closed on trial"
OPENED: Final = "sites opened on trial"
#: The lists of counters that there are, by their name in a link.
LISTS: Final = ("Latest list", "List of 2025")
ALWAYS: Final = "24 hours"
GROUPS: Final[dict[Group, str]] = {
    "residents": "Residents",
    "women_16plus": "Women 16 and over (estimate)",
}
#: Walks, in straight lines, that a page offers.
WALKS: Final = (DETOUR, min(DETOURS), max(DETOURS), 1.0)
#: What walks are measured by, where there is a street network.
BASES: Final[dict[Basis, str]] = {"line": "Straight lines", "streets": "Streets"}
TABS: Final = (
    "Before and after",
    "Promise",
    "Transport",
    "Walks to patches",
    "More hubs",
    "Sites",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader asks of reach.

    Attributes:
        choice: which sites, when, and how far, with what is on trial.
        group: who is counted.
        borough: the code of the borough that is looked at; None: London.
    """

    choice: ReachChoice
    group: Group
    borough: str | None

    @property
    def on_trial(self) -> bool:
        """Whether a site is closed or opened on trial."""
        return bool(self.choice.closed or self.choice.opened)

    @property
    def without_trial(self) -> ReachChoice:
        """The same as things are."""
        return replace(self.choice, closed=frozenset(), opened=())


def has_streets(question: Question) -> bool:
    """Whether there is a street network to walk along; one that cannot be read is said."""
    try:
        return describe_streets(question) is not None
    except ReachError as error:
        st.warning(escaped(str(error)))
        return False


def choose_reach(own: OwnSites | None, *, with_osm: bool, streets: bool) -> Chosen:
    """Ask whose sites, at what time, how far, and who is counted.

    Args:
        own: sites in place of the counters.
        with_osm: whether sites are counted whose place is from OpenStreetMap.
        streets: whether there is a street network to walk along.
    """
    codes = {name: code for code, name in borough_names().items()}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        take_choice("borough", [LONDON, *codes])
        place = st.selectbox(
            "Borough", [LONDON, *codes], key="borough", bind="query-params", width=190
        )
        take_choice("counters", LISTS)
        chosen = st.selectbox(
            "Counters", LISTS, key="counters", bind="query-params", width=150,
            disabled=own is not None,
        )  # fmt: skip
        take_text("at", fits=_fits, usual="")
        at = st.text_input(
            "Open at", key="at", bind="query-params", width=150, placeholder="such as Tue 04:00",
            help="A day and time, such as Tue 04:00, or 24 hours for the sites alone that are "
            "open round the clock. Empty: whenever they are open",
        )  # fmt: skip
        basis = _choose_basis(streets=streets)
        take_choice("detour", WALKS)
        detour = st.selectbox(
            "Walk, in straight lines", WALKS, key="detour", bind="query-params", width=160,
            disabled=basis == "streets",
        )  # fmt: skip
        take_choice("people", list(GROUPS), title=GROUPS.__getitem__)
        group = st.selectbox(
            "Counted", list(GROUPS), format_func=GROUPS.__getitem__, key="people",
            bind="query-params", width=230,
        )  # fmt: skip
    moment, always = _opening(at)
    choice = ReachChoice(
        as_of=latest_change() if chosen == LISTS[0] else first_known(),
        at=moment,
        hours="24" if always else "any",
        detour=float(detour),
        with_osm=with_osm,
        own=own,
        basis=basis,
    )
    return Chosen(choice, group, codes.get(place))


def _choose_basis(*, streets: bool) -> Basis:
    """Ask along what one walks, where there is a street network."""
    if streets:
        take_choice("basis", list(BASES), title=BASES.__getitem__)
        return st.selectbox(
            "Walks along", list(BASES), format_func=BASES.__getitem__, key="basis",
            bind="query-params", width=150,
        )  # fmt: skip
    if BASES["streets"] in values_of("basis"):
        find_fault("basis", in_no_network_words())
    return "line"


def _fits(text: str) -> bool:
    try:
        _read(text)
    except ReachError:
        return False
    return True


def _read(text: str) -> tuple[int | None, bool]:
    if not text.strip():
        return None, False
    if text.strip().lower() in {ALWAYS, "24"}:
        return None, True
    return read_moment(text), False


def _opening(text: str) -> tuple[int | None, bool]:
    """The time that was written, and whether round the clock is meant; a fault is shown."""
    try:
        return _read(text)
    except ReachError as error:
        st.warning(escaped(str(error)))
        return None, False


def try_sites(sites: pl.DataFrame, chosen: Chosen) -> Chosen:
    """Ask which sites are closed, and where one is opened, on trial.

    Args:
        sites: as they are, without any trial.
        chosen: what is asked otherwise.
    """
    names = sites["name"].to_list()
    places = ward_names()
    for slot, known in ((CLOSED, names), (OPENED, [*places])):
        kept = [one for one in st.session_state.get(slot, []) if one in known]
        if kept != st.session_state.get(slot, []):
            st.session_state[slot] = kept
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        closed = st.multiselect(
            "Close on trial", names, key=CLOSED, placeholder="A site, or click one on the map"
        )
        opened = st.multiselect(
            "Open on trial, in the middle of a ward",
            [*places],
            format_func=places.__getitem__,
            key=OPENED,
            placeholder="A ward; on the map of a borough, click one",
        )
    trial = replace(chosen.choice, closed=frozenset(closed), opened=tuple(sorted(map(str, opened))))
    return replace(chosen, choice=trial)


def ward_names() -> dict[str, str]:
    """The wards of the Met, with their borough, by code."""
    named = borough_names()
    rows = wards().sort("borough_code", "name").select("code", "name", "borough_code").iter_rows()
    return {
        code: f"{name} ({named[borough]})" for code, name, borough in rows
        if borough != CITY_OF_LONDON
    }  # fmt: skip


def clicked(code: str, sites: Sequence[str]) -> None:
    """Close the site that was clicked, or let it be open again; or open one in a ward.

    Args:
        code: of the mark or the area that was clicked, as `reach_map` gives it.
        sites: the names of the sites, in the order in which the map was given them.
    """
    state, is_mark = st.session_state, code.startswith(MARK)
    slot, one = (CLOSED, sites[int(code.removeprefix(MARK))]) if is_mark else (OPENED, code)
    if slot == OPENED and code in borough_names():
        state["borough"] = borough_names()[code]
        return
    if slot == OPENED and code not in ward_names():
        return
    kept = list(state.get(slot, []))
    state[slot] = [other for other in kept if other != one] if one in kept else [*kept, one]
