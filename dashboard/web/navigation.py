"""The pages. Each asks a service and shows what comes back; it works nothing out itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.access import actions as act
from dashboard.access.actions import Action
from dashboard.services.gate import check_right
from dashboard.services.linking.reading import link_to_pair
from dashboard.services.listing.order import next_in_order
from dashboard.services.question import Caller, Question
from dashboard.services.suspects.suspect_file import link_to

_HERE: Final = Path(__file__).parent

#: A file of our own: a named icon would be asked of another machine.
ICON: Final = _HERE / "static" / "icon.png"

#: Each page's file, title, named icon and section of the menu, in the menu's order; the first is
#: the default.
PAGES: Final = (
    ("overview", "Overview", "dashboard", ""),
    ("list", "Top 100", "format_list_numbered", "List"),
    ("movement", "Movement", "swap_vert", "List"),
    ("cohorts", "Other cohorts", "call_split", "List"),
    ("sure", "How sure", "balance", "List"),
    ("find", "Search", "search", "People"),
    ("suspect", "Suspect", "person_search", "People"),
    ("compare", "Compare", "compare_arrows", "People"),
    ("duplicates", "Duplicates", "join_inner", "People"),
    ("cases", "Cases", "folder_shared", "Pursue"),
    ("case", "Case", "assignment_ind", "Pursue"),
    ("meeting", "Meeting", "groups", "Pursue"),
    ("work", "My work", "task_alt", "Pursue"),
    ("results", "Results", "query_stats", "Pursue"),
    ("boroughs", "Boroughs", "map", "Places"),
    ("allocation", "Allocation", "conversion_path", "Places"),
    ("reach", "Reach", "directions_walk", "Places"),
    ("quality", "Data quality", "fact_check", "Data"),
    ("upload", "Load data", "upload_file", "Data"),
    ("score", "Score a file", "calculate", "Data"),
    ("subject_access", "Subject access", "contact_page", "Data"),
    ("removal", "Removal", "person_remove", "Data"),
    ("log", "Log", "receipt_long", "About"),
    ("method", "Method", "menu_book", "About"),
)

#: What a page is for: a role that may not do it has no such page.
PAGE_ACTIONS: Final[Mapping[str, Action]] = {
    "overview": act.SEE_MOVEMENT,
    "list": act.SEE_LIST,
    "movement": act.SEE_MOVEMENT,
    "cohorts": act.SEE_COHORTS,
    "sure": act.SEE_LIST,
    "find": act.SEARCH,
    "suspect": act.SEE_SUSPECT,
    "compare": act.SEE_SUSPECT,
    "duplicates": act.SEE_LINKS,
    "cases": act.SEE_CASES,
    "case": act.SEE_CASE,
    "meeting": act.SEE_CASES,
    "work": act.SEE_OWN_WORK,
    "results": act.SEE_REFERENCES,
    "boroughs": act.SEE_AREAS,
    "allocation": act.SEE_AREAS,
    "reach": act.SEE_REACH,
    "quality": act.SEE_QUALITY,
    "upload": act.CHANGE_RECORD,
    "score": act.SCORE_FILE,
    "subject_access": act.ANSWER_ACCESS,
    "removal": act.ERASE,
    "log": act.SEE_LOG,
    "method": act.SEE_SETTINGS,
}

#: The title of the page of the list, while its length is not known.
LIST_TITLE: Final = "Top 100"
#: Where a session keeps which page is shown, and from which page, with which address, the suspect
#: was opened.
SHOWN: Final = "page shown"
CAME_FROM: Final = "came from"


def pages() -> dict[str, st.Page]:
    """Every page by its name, made again for each run.

    `st.navigation` notes on a page that it may run, and `run` takes the note away. A page that two
    sessions shared would be taken from one of them by the other.
    """
    return {
        name: st.Page(
            _HERE / "views" / f"{name}.py",
            title=page_title(title),
            icon=f":material/{icon}:",
            url_path=name,
            default=number == 0,
        )
        for number, (name, title, icon, _) in enumerate(PAGES)
    }


def check_page(caller: Caller, name: str) -> None:
    """Refuse a page that the viewer's role does not have, however it was reached.

    Raises:
        NotAllowedError: it has not.
    """
    check_right(caller, PAGE_ACTIONS[name])


def page_title(title: str) -> str:
    """A page's title; the list's says how long the list is that the reader asks for."""
    length = st.session_state.get("top")
    return f"Top {length:,}" if title == LIST_TITLE and isinstance(length, int) else title


def open_suspect(question: Question, reference: str | None) -> None:
    """Turn to the suspect whose reference was clicked, if one was; the link has a token alone."""
    if reference is not None:
        token = link_to(question, reference)
        here = st.session_state[SHOWN]
        if here != "suspect":
            st.session_state[CAME_FROM] = (here, _settings_of_the_link())
        st.switch_page(pages()["suspect"], query_params={"suspect": token})


def open_case(question: Question, reference: str | None) -> None:
    """Turn to the case of the suspect whose reference was clicked; the link has a token alone."""
    if reference is not None:
        st.switch_page(pages()["case"], query_params={"ref": link_to(question, reference)})


def open_side_by_side(question: Question, a: str, b: str) -> None:
    """Turn to two references side by side; the link has tokens alone."""
    sides = zip(("suspect", "with"), link_to_pair(question, a, b), strict=True)
    st.switch_page(pages()["duplicates"], query_params=dict(sides))


def _settings_of_the_link() -> dict[str, list[str]]:
    """What the address says of the page that is left."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def offer_the_way_back() -> None:
    """Lead back to the page that a suspect was opened from, as it was left."""
    name, settings = st.session_state.get(CAME_FROM, ("list", {}))
    title = next(title for page, title, *_ in PAGES if page == name)
    with st.container(key="the-way-back"):  # a telephone has a key of its own for it
        st.page_link(
            pages()[name],
            label=f"Back to {page_title(title)}",
            icon=":material/arrow_back:",
            query_params=settings,
        )


def offer_to_compare(question: Question, reference: str) -> None:
    """Lead to a comparison of the suspect with the next in the order."""
    if st.button("Compare", icon=":material/compare_arrows:", help="Beside another suspect"):
        near = next_in_order(question, reference)
        sides = {"suspect": reference, "with": near.after or near.before}
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
