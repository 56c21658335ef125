"""How the files that leave the pages of a session are handled: how much of people, and to whom."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.access.actions import TAKE_FILE, TAKE_TABLES
from dashboard.access.policy import has_right
from dashboard.errors import HarmdeskError
from dashboard.services.files import LONGEST_RECIPIENT, REDACTIONS, Handling, Redaction
from dashboard.web.kit.session import the_viewer, the_workspace

#: Where a session keeps both; neither is in an address, since a link must not decide it.
REDACTION: Final = "redaction of files"
RECIPIENT: Final = "recipient of files"
#: How much of people a file has, as it is chosen.
CHOICES: Final[dict[Redaction, str]] = {
    "full": "With names",
    "no_names": "Without names",
    "aggregates": "Counts alone",
}


def choose_handling() -> None:
    """Ask in the sidebar how files leave; nothing is asked of whoever may take none."""
    try:
        viewer, settings = the_viewer(), the_workspace().settings
    except HarmdeskError:  # the page says it
        return
    if not any(has_right(viewer, action) for action in (TAKE_FILE, TAKE_TABLES)):
        return
    needed = settings.recipient == "required"
    with st.sidebar.expander("Files", icon=":material/outbox:", expanded=needed):
        st.selectbox(
            "People in files",
            REDACTIONS,
            format_func=CHOICES.__getitem__,
            key=REDACTION,
            help="Without names: no name, birth or reference; each person has a number of the "
            "file’s own. A file that has no such form is refused.",
        )
        st.text_input(
            "To whom" if needed else "To whom (optional)",
            key=RECIPIENT,
            max_chars=LONGEST_RECIPIENT,
            placeholder="Name and office",
            help="Stands in the file and in its line of the log",
        )


def chosen_handling() -> Handling:
    """What this session chose."""
    state = st.session_state
    return Handling(state.get(REDACTION, "full"), str(state.get(RECIPIENT) or ""))
