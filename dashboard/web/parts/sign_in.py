"""Signing in and out on the pages; where a proxy does it, or nobody, there is nothing to press."""

from __future__ import annotations

import streamlit as st

from dashboard.errors import HarmdeskError, NotSignedInError
from dashboard.settings import Settings
from dashboard.web.kit.session import the_caller, the_workspace
from dashboard.web.kit.text import escaped
from dashboard.wording.sign_in import SIGN_IN_FAILED, in_sign_in_words


def admit_reader() -> None:
    """Go on for whoever may be here; everybody else is shown how to sign in or out, and no more."""
    settings = the_workspace().settings
    try:
        the_caller()
    except NotSignedInError:
        _show_sign_in(settings)
        st.stop()
    except HarmdeskError as error:
        st.title("Harmdesk", anchor=False)
        st.error(escaped(str(error)))
        offer_sign_out(settings)
        st.stop()


def offer_sign_out(settings: Settings) -> None:
    """A button that ends the session, where people sign in here and not at a proxy."""
    if settings.oidc_issuer:
        st.button("Sign out", icon=":material/logout:", on_click=st.logout, key="sign out")


def _show_sign_in(settings: Settings) -> None:
    st.title("Harmdesk", anchor=False)
    if st.query_params.get("sign_in") == "refused":
        st.error(SIGN_IN_FAILED)
    st.markdown(in_sign_in_words(settings.session_hours, settings.idle_minutes))
    if settings.oidc_issuer:
        st.button("Sign in", icon=":material/login:", on_click=st.login, key="sign in")
