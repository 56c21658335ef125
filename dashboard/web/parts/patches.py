"""The parts of the page of reach about a reader's own files, walks to patches, and more hubs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.access.actions import READ_FILE
from dashboard.errors import HarmdeskError
from dashboard.intake import File, of_upload
from dashboard.services.gate import may
from dashboard.services.question import Question
from dashboard.services.resources.more_sites import find_more_sites
from dashboard.services.resources.own_places import OwnPlaces
from dashboard.services.resources.own_sites import as_sites, read_sites
from dashboard.services.resources.patches import Patches, patches_of, read_bases
from dashboard.services.resources.sites import OwnSites, ReachChoice
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import show_table, small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.patches import (
    BUILDINGS,
    CENTRES,
    in_missing_words,
    in_more_words,
    in_patch_source_words,
    in_patch_words,
)
from dashboard.wording.reach import fault_words, in_file_words, in_walk_words

#: How many more hubs are looked for unless a reader says otherwise: the Met has spoken of 40.
USUAL_HUBS: Final = 40
MOST_HUBS: Final = 100
HEIGHT: Final = 430


def drop_sites(question: Question) -> tuple[OwnSites | None, bool]:
    """Ask whose sites are meant.

    Returns:
        the reader's own in place of the counters, if they gave any; and whether sites are counted
        whose place is from OpenStreetMap.
    """
    with st.expander("Sites of your own, or fewer"):
        with_osm = st.toggle(
            "Places from OpenStreetMap",
            value=True,
            key="with osm",
            help="Off: sites are left out whose place is from OpenStreetMap (ODbL)",
        )
        places = _dropped(
            question,
            "sites",
            "A table with a column *name*, one of *hours*, and *lat* and *lon*, or *easting* and "
            "*northing*; *borough* is checked where it is given. Without coordinates a site is not "
            "placed.",
            read_sites,
        )
    return None if places is None else as_sites(places), with_osm


def _dropped(
    question: Question, what: str, asked: str, read: Callable[[Question, File], OwnPlaces]
) -> OwnPlaces | None:
    """The rows of a file that is dropped here; what is wrong is shown."""
    if not may(question, READ_FILE):
        st.markdown("Your role reads no files.")
        return None
    st.markdown(asked)
    dropped = st.file_uploader(f"A file of {what}", key=f"file of {what}")
    if dropped is None:
        return None
    try:
        file = of_upload(dropped.name, dropped.getvalue())
        places = ask_once(f"file of {what}", file.sha256, lambda: read(question, file))
    except HarmdeskError as error:
        st.error(escaped(str(error)))
        return None
    st.markdown(escaped(in_file_words(places)))
    refused_table(places.refused, what)
    return places


def refused_table(refused: pl.DataFrame, what: str) -> None:
    """Show the rows of a file that were not taken, and why."""
    if refused.is_empty():
        return
    column = st.column_config
    why = [fault_words(fault) for fault in refused["fault"]]
    show_table(
        refused.select("line", "name", pl.Series("why", why)),
        {
            "line": column.NumberColumn("Line", width=60, format="localized"),
            "name": column.TextColumn("Name", width=160),
            "why": column.TextColumn("Refused, since", width=520),
        },
        key=f"refused {what}",
        alt=f"Rows of the file of {what} that are refused, and why.",
    )


def show_patches(question: Question, choice: ReachChoice) -> None:
    """Show how long officers walk to their patch, from the premises or from a reader's bases."""
    with st.expander("Bases and wards of your own"):
        bases = _dropped(
            question,
            "bases",
            "A table with columns *base*, *ward* (name or code of May 2024), and *lat* and *lon*, "
            "or *easting* and *northing*; a base has a row for each of its wards.",
            read_bases,
        )
    patches = patches_of(question, bases, detour=choice.detour, with_osm=choice.with_osm)
    if patches.origin == "premises":
        st.markdown(f"**{BUILDINGS}**")
    st.markdown(escaped(in_patch_words(patches)))
    st.markdown(escaped(in_missing_words(patches)))
    if bases is not None:
        refused_table(patches.refused, "bases and their wards")
    _patches_table(patches)
    st.markdown(f":small[{escaped(in_patch_source_words(patches))}]")


def _patches_table(patches: Patches) -> None:
    column = st.column_config
    walk = in_walk_words(patches.detour)
    minutes = ("nearest", "mean", "farthest")
    show_table(
        patches.rows.select(
            "name", "borough", "base", *(pl.col(name).round(0) for name in minutes), "residents",
            "attribution",
        ),
        {
            "name": column.TextColumn("Ward", width=190, pinned=True),
            "borough": column.TextColumn("Borough", width=150),
            "base": column.TextColumn(
                "Building" if patches.origin == "premises" else "Base", width=150
            ),
            **{
                name: column.NumberColumn(
                    f"{name.capitalize()}, min", width=96, format="localized", help=escaped(walk)
                )
                for name in minutes
            },
            "residents": column.NumberColumn("Residents", width=84, format="localized"),
            "attribution": column.TextColumn("Attribution", width=230),
        },
        key=f"patches {patches.origin} {patches.rows.height}",
        height=HEIGHT,
        alt=f"Minutes' walk from each base to its ward, {walk}, the longest on average first.",
    )  # fmt: skip


def show_more_hubs(question: Question, choice: ReachChoice) -> None:
    """Ask how many more hubs there might be, and show where they would reach most."""
    st.markdown(CENTRES)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        count = st.number_input(
            "More hubs", min_value=1, max_value=MOST_HUBS, value=USUAL_HUBS, step=1, key="hubs"
        )
        key = (choice, int(count))
        if st.button("Find where they reach most", help="Takes a few seconds"):
            st.session_state["hubs looked for"] = key
    if st.session_state.get("hubs looked for") != key:
        return
    with st.spinner("Looking where they reach most…"):
        more = ask_once("more hubs", key, lambda: find_more_sites(question, choice, int(count)))
    st.markdown(escaped(in_more_words(more)))
    column = st.column_config
    number: dict[str, Any] = {"width": 110, "format": "localized"}
    left, right = st.columns(2)
    with left:
        st.markdown("## One at a time, by hand")
        show_table(
            more.steps.select("step", "name", "borough", "added", "total"),
            {
                "step": column.NumberColumn("#", width=50),
                "name": column.TextColumn("Ward", width=180),
                "borough": column.TextColumn("Borough", width=150),
                "added": column.NumberColumn("Adds", **number),
                "total": column.NumberColumn("In all", **number),
            },
            key=f"hubs by hand {more.count}",
            height=HEIGHT,
            alt="Wards in the order in which each adds most residents within reach.",
        )
    with right:
        st.markdown("## All together" if more.proven else "## The same, in order of code")
        small_table(
            more.best.select("name", "borough"),
            {
                "name": column.TextColumn("Ward", width=220),
                "borough": column.TextColumn("Borough", width=180),
            },
            alt="Wards that together reach most residents, in no order.",
        )
