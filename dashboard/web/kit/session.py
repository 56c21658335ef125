"""The one workspace of this server, who looks at it, and what each session asked already."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

import streamlit as st

from dashboard.access.signed_in import read_written
from dashboard.access.viewer import Viewer
from dashboard.errors import NotAllowedError, NotSignedInError
from dashboard.services.question import Caller
from dashboard.services.review import this_day
from dashboard.services.viewers import AT, as_role, mode_of, viewer_of
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings

Answer = TypeVar("Answer")

#: Where a session keeps the role and the borough that it chose on a demonstration, and the reason
#: that an auditor wrote; none of them is in an address.
ROLE_CHOSEN: Final = "role chosen"
BOROUGH_CHOSEN: Final = "borough of the role chosen"
REASON_WRITTEN: Final = "reason written"
#: Whose supervisor somebody is on a demonstration until they choose: Croydon's.
USUAL_BOROUGH: Final = "E09000008"


@st.cache_resource(show_spinner=False)
def the_workspace() -> Workspace:
    """The workspace that every session of this server asks."""
    return Workspace(Settings())


def the_viewer() -> Viewer:
    """Who is looking: whoever signed in; where nobody signs in, whoever runs the server.

    On a demonstration it is in the role that this session chose, which no other session shares.

    Raises:
        NotSignedInError: people sign in here, and this session's reader has not.
        NotAllowedError: they have no role, or the account that runs the server has none.
    """
    workspace, state = the_workspace(), st.session_state
    viewer = _signed_in() if workspace.settings.signs_in else _of_this_machine(workspace)
    return replace(viewer, reason=str(state.get(REASON_WRITTEN, "")).strip())


def _signed_in() -> Viewer:
    """Who opened this session's websocket, as the server found out before it took it."""
    viewer, refusal = st.user.get("viewer"), st.user.get("refusal")
    if viewer:
        return read_written(str(viewer))
    if refusal:
        raise NotAllowedError(base64.urlsafe_b64decode(str(refusal)).decode())
    raise NotSignedInError("Nobody has signed in here, or not lately; sign in to go on.")


def _of_this_machine(workspace: Workspace) -> Viewer:
    """Whoever runs the server, which then listens on this machine alone."""
    viewer, state = viewer_of(workspace), st.session_state
    chosen = state.get(ROLE_CHOSEN)
    if not chosen or mode_of(workspace) != "demonstration":
        return viewer
    borough = state.get(BOROUGH_CHOSEN, next(iter(sorted(viewer.boroughs)), USUAL_BOROUGH))
    return as_role(viewer, f"{chosen}{AT}{borough}" if chosen == "supervisor" else chosen)


def the_caller() -> Caller:
    """Who asks, and of what, also where there is no data."""
    return Caller(the_workspace(), the_viewer())


def ask_once(what: str, key: object, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question that this session asked before, if it is the same one.

    A page runs again at every touch; a person looks once. So the log has a line a look.

    Args:
        what: what is question, such as `list`; only its latest answer is kept.
        key: everything that the answer depends on but who asks, the data version among it.
        ask: asks a service.
    """
    # What is due for review changes at midnight, also for who leaves a page open.
    slot, key = f"answer to {what}", (the_viewer(), this_day(), key)
    if slot not in st.session_state or st.session_state[slot][0] != key:
        st.session_state[slot] = (key, ask())
    answer: Answer = st.session_state[slot][1]
    return answer
