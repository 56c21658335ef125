"""What every page owes its reader: marking, data date, rules; and the limits of use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.errors import DeskError
from dashboard.services.basis import Basis
from dashboard.services.desk import Desk
from dashboard.web.kit.basis import choose_basis
from dashboard.web.kit.frozen_lists import choose_past, say_past
from dashboard.web.kit.parameters import find_unused, link_faults
from dashboard.web.kit.session import the_desk, the_viewer
from dashboard.web.kit.text import escaped
from dashboard.wording.formats import day
from dashboard.wording.notices import LIMITS, PEOPLE
from harm.errors import HarmError
from harm.offences import indices


@dataclass(frozen=True)
class Asked:
    """What a view works with: whom it asks, for whom, and on which basis."""

    desk: Desk
    viewer: Viewer
    basis: Basis

    @property
    def key(self) -> tuple[object, ...]:
        """What names the answers: rules, index and date, and which version of the data it is."""
        return (self.desk.facts.identity, self.basis)

    @property
    def lists(self) -> tuple[object, ...]:
        """What names an answer that also rests on which lists are frozen."""
        return (self.key, len(self.desk.register.all_frozen()))


def ask_in_sidebar() -> None:
    """Ask for the basis before a page runs.

    What the sidebar asks belongs to no page, and so outlives a change of page, also in the
    browser's history.
    """
    with suppress(DeskError):  # the page says it
        desk = the_desk()
        st.session_state["basis"] = choose_past(desk) or choose_basis(desk.facts)


@contextmanager
def telling() -> Iterator[None]:
    """Say in one sentence what is wrong, and stop there."""
    try:
        yield
    except (DeskError, HarmError) as error:
        st.error(escaped(str(error)))
        st.stop()


@contextmanager
def page() -> Iterator[Asked]:
    """The frame of a page; what is wrong is said in it, in one sentence.

    Yields:
        whom to ask, and what about.
    """
    desk = the_desk()
    with telling():
        basis = st.session_state.get("basis", Basis())  # where there is no data, there is none
        facts = desk.as_known(basis).facts
        marking = [desk.settings.marking, PEOPLE[facts.people]]
        said = " · ".join(
            f"**{escaped(part)}**" if not n else escaped(part)
            for n, part in enumerate(marking)
            if part
        )
        st.markdown(f"{said} · data to {day(facts.newest)}, version {facts.version:d}")
        say_past()
        head = st.empty()
        asked = Asked(desk, the_viewer(), basis)
        try:
            yield asked
            find_unused()
        finally:
            if faults := link_faults():
                head.warning(escaped(faults))
        st.divider()
        index = indices.get(asked.basis.index)
        told = (
            f"{asked.basis.rules.describe()} Index: {index.title} ({index.edition}). {index.caveat}"
        )
        st.markdown(f":small[{escaped(told)} **{LIMITS}**]")
