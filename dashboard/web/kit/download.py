"""The one way in which a file leaves a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from dashboard.errors import HarmdeskError
from dashboard.services.files import Outgoing, check_log, release
from dashboard.services.question import Caller
from dashboard.web.downloads import GATE, Parcel
from dashboard.web.kit.handling import CHOICES, chosen_handling
from dashboard.web.kit.text import escaped
from harm.errors import HarmError

#: Where the server hands files over.
ADDRESS: Final = "/download/"


@st.fragment
def download(
    question: Caller,
    label: str,
    *,
    make: Callable[[], Outgoing | Callable[[], bytes]],
    name: str,
    mime: str,
    icon: str = ":material/download:",
    help: str | None = None,  # noqa: A002 - as Streamlit calls it
) -> None:
    """Offer a file; every file of every page leaves through here.

    It is made when the button is clicked, from what is on view. The browser then fetches it once,
    and the line of the log is written as its bytes are handed over: no line, no bytes. Nothing
    else of the page runs again.

    Where the session takes files without names, the button says so.

    Args:
        question: who takes it, and whose log.
        label: of the button.
        make: makes the file of what is on view, whatever became of the data since; or gives what
            writes the line of the log and then gives the bytes, where they leave in another way.
        name: what the file is called at the reader's.
        mime: what kind of file it is.
        icon: next to the label.
        help: more words about it.
    """
    redaction = chosen_handling().redaction
    left_out = "" if redaction == "full" else f", {escaped(CHOICES[redaction].lower())}"
    if not st.button(f"{label}{left_out}", icon=icon, help=help, width="content"):
        return
    try:
        check_log(question)  # while the reader can still be answered in words
        with st.spinner("Making the file…"):
            made = make()
    except (HarmdeskError, HarmError) as error:
        st.error(escaped(str(error)))
        return
    if isinstance(made, Outgoing):
        parcel = Parcel(partial(release, question, made), made.name or name, mime)
    else:
        parcel = Parcel(made, name, mime)
    # The browser saves what a frame is sent as an attachment; the page stays as it is.
    with st.container(key=f"leaving {label}"):
        st.iframe(f"{ADDRESS}{GATE.keep(parcel)}", width=1, height=1, tab_index=-1, alt=name)
