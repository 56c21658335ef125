"""The one workspace of this server, who looks at it, and what each session asked already."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings

Answer = TypeVar("Answer")


@st.cache_resource(show_spinner=False)
def the_workspace() -> Workspace:
    """The workspace that every session of this server asks."""
    return Workspace(Settings())


def the_viewer() -> Viewer:
    """Who is looking: the server listens on this machine alone, so whoever runs it."""
    return Viewer.here()


def ask_once(what: str, key: object, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question that this session asked before, if it is the same one.

    A page runs again at every touch; a person looks once. So the log has a line a look.

    Args:
        what: what is question, such as `list`; only its latest answer is kept.
        key: everything that the answer depends on, the data version among it.
        ask: asks a service.
    """
    slot = f"answer to {what}"
    if slot not in st.session_state or st.session_state[slot][0] != key:
        st.session_state[slot] = (key, ask())
    answer: Answer = st.session_state[slot][1]
    return answer
