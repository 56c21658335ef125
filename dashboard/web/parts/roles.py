"""Who is here and in which role; on a demonstration, the choice of one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.access.policy import FEWEST_LETTERS
from dashboard.access.viewer import ROLES, Role, Viewer
from dashboard.geography import borough_names
from dashboard.services.viewers import mode_of
from dashboard.web.kit.session import (
    BOROUGH_CHOSEN,
    REASON_WRITTEN,
    ROLE_CHOSEN,
    USUAL_BOROUGH,
    the_viewer,
    the_workspace,
)
from dashboard.web.kit.text import escaped
from dashboard.web.parts.sign_in import offer_sign_out
from dashboard.wording.roles import ROLE_TITLES, ROLES_SEE, in_viewer_words, no_more_roles

#: Where a session keeps that it was a demonstration once.
WAS_DEMONSTRATION: Final = "was a demonstration"
#: What outlives a change of role: everything else that a session has was seen in another role.
KEPT: Final = (ROLE_CHOSEN, BOROUGH_CHOSEN)


def show_viewer() -> None:
    """Say who is here and as what; offer another role where one may be chosen."""
    viewer, settings = the_viewer(), the_workspace().settings
    if settings.signs_in:
        st.markdown(f":small[{escaped(in_viewer_words(viewer))}]")
        offer_sign_out(settings)
    elif mode_of(the_workspace()) == "demonstration":
        st.session_state[WAS_DEMONSTRATION] = True
        _choose_role(viewer)
    elif st.session_state.get(WAS_DEMONSTRATION):
        st.info(escaped(no_more_roles(viewer)))
    else:
        st.markdown(f":small[{escaped(in_viewer_words(viewer))}]")
    if "auditor" in viewer.roles and "analyst" not in viewer.roles:
        st.text_input(
            "Your reason to look at people",
            key=REASON_WRITTEN,
            max_chars=200,
            autocomplete="off",
            help=f"{FEWEST_LETTERS} letters or more; the log keeps it with each look. Without one "
            f"you see the log and nobody by name.",
        )


def _choose_role(viewer: Viewer) -> None:
    st.session_state.setdefault(ROLE_CHOSEN, viewer.role)
    role: Role = st.selectbox(
        "See the demonstration as",
        ROLES,
        format_func=ROLE_TITLES.__getitem__,
        key=ROLE_CHOSEN,
        persist_state="session",
        on_change=_begin_anew,
        help=ROLES_SEE,
    )
    if role != "supervisor":
        return
    names = dict(sorted(borough_names().items(), key=lambda pair: pair[1]))
    own = next(iter(sorted(viewer.boroughs)), USUAL_BOROUGH)
    st.session_state.setdefault(BOROUGH_CHOSEN, own)
    st.selectbox(
        "of the borough",
        list(names),
        format_func=names.__getitem__,
        key=BOROUGH_CHOSEN,
        persist_state="session",
        on_change=_begin_anew,
    )


def _begin_anew() -> None:
    """Forget all that the session has seen in the role before."""
    kept = {key: st.session_state[key] for key in KEPT if key in st.session_state}
    st.session_state.clear()
    st.session_state.update(kept)
