"""Whom a written reference means where several forces have it: the reader chooses the force."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from dashboard.errors import AmbiguousReferenceError
from dashboard.web.kit.text import escaped
from dashboard.wording.forces import in_whose_words

Found = TypeVar("Found")


def choose_force_of(find: Callable[[str | None], Found], *, key: str) -> Found | None:
    """Whatever a written reference leads to; where several forces have it, of the one chosen.

    The choice is there only where it is needed, and has only the forces that the refusal names:
    those that have the reference, of whom the viewer may see.

    Args:
        find: finds it, of a force or, with None, of whichever has it.
        key: what names the field in which the reference was written.

    Returns:
        None until a force is chosen.

    Raises:
        HarmdeskError: whatever `find` raises but for an ambiguous reference.
    """
    try:
        return find(None)
    except AmbiguousReferenceError as error:
        st.warning(escaped(in_whose_words(error.reference, error.forces)))
        force = st.selectbox(
            "Force",
            error.forces,
            index=None,
            placeholder="Choose the force",
            key=f"force of {key} {error.reference}",
            width=320,
        )
    return None if force is None else find(force)
