"""The pages. Each asks a service and shows what comes back; it works nothing out itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.services.question import Question
from dashboard.services.suspects.suspect_file import link_to, next_in_order

_HERE: Final = Path(__file__).parent

#: A file of our own: a named icon would be asked of another machine.
ICON: Final = _HERE / "static" / "icon.png"

#: Each page's file, title and named icon, as the sidebar has them; the first is the default.
PAGES: Final = (
    ("overview", "Overview", "dashboard"),
    ("list", "Top 100", "format_list_numbered"),
    ("find", "Search", "search"),
    ("beside", "Other cohorts", "call_split"),
    ("movement", "Movement", "swap_vert"),
    ("suspect", "Suspect", "person_search"),
    ("compare", "Compare", "compare_arrows"),
    ("boroughs", "Boroughs", "map"),
    ("quality", "Data quality", "fact_check"),
    ("upload", "Load data", "upload_file"),
    ("score", "Score a file", "calculate"),
    ("method", "Method", "menu_book"),
)


def pages() -> dict[str, st.Page]:
    """Every page by its name, made again for each run.

    `st.navigation` notes on a page that it may run, and `run` takes the note away. A page that two
    sessions shared would be taken from one of them by the other.
    """
    return {
        name: st.Page(
            _HERE / "views" / f"{name}.py",
            title=_title(title),
            icon=f":material/{icon}:",
            url_path=name,
            default=number == 0,
        )
        for number, (name, title, icon) in enumerate(PAGES)
    }


def _title(title: str) -> str:
    """A page's title; the list's says how long the list is that the reader asks for."""
    length = st.session_state.get("top")
    return f"Top {length:,}" if title == PAGES[1][1] and isinstance(length, int) else title


def open_suspect(question: Question, reference: str | None) -> None:
    """Turn to the suspect whose reference was clicked, if one was; the link has a token alone."""
    if reference is not None:
        token = link_to(question, reference)
        st.switch_page(pages()["suspect"], query_params={"suspect": token})


def offer_to_compare(question: Question, reference: str) -> None:
    """Lead to a comparison of the suspect with the next in the order."""
    if st.button("Compare", icon=":material/compare_arrows:", help="Beside another suspect"):
        before, after = next_in_order(question, reference)
        sides = {"suspect": reference, "with": after or before}
        query = {
            side: link_to(question, suspect)
            for side, suspect in sides.items()
            if suspect is not None
        }
        st.switch_page(pages()["compare"], query_params=query)


def offer_their_list(home: str) -> None:
    """Lead to those on the list, and to near misses, whose home is in a borough."""
    with st.container(horizontal=True, gap="small"):
        for show, label in (
            ("listed", "On the list, home here"),
            ("near", "Near misses, home here"),
        ):
            if st.button(label, icon=":material/format_list_numbered:", key=f"{show} of {home}"):
                query = {"home": home} if show == "listed" else {"home": home, "show": show}
                st.switch_page(pages()["list"], query_params=query)
