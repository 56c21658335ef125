"""The hand-out of a meeting, in one click; and whose profiles are in it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.exports.handout import handout_outgoing
from dashboard.services.files import Outgoing
from dashboard.services.handout import MOST_PROFILES, answer_handout
from dashboard.services.listing.ranked_list import RankedList
from dashboard.services.question import Question
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling

#: Of a longer list so many can be chosen here; of anybody else their own page has the profile.
MOST_OFFERED: Final = 200


def offer_handout(question: Question, listing: RankedList) -> None:
    """Offer the list, what changed and some profiles as one marked file to print.

    Args:
        question: on the list.
        listing: whom the page shows; they can be chosen for a profile.
    """
    chosen: list[str] = st.session_state.get(_key(question), [])

    def make() -> Outgoing:
        handling = chosen_handling()
        alone = handling.redaction == "aggregates"
        return handout_outgoing(
            question, answer_handout(question, chosen, counts_alone=alone), handling
        )

    download(
        question,
        "Meeting hand-out",
        make=make,
        name=f"harmdesk-handout-{listing.ranking.as_of:%Y-%m-%d}.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        help="PDF: the whole list, who is new and who left, what is doubtful, and a profile of "
        "each who is new, or of those chosen under Profiles",
    )
    _choose_profiles(question, listing)


def _choose_profiles(question: Question, listing: RankedList) -> None:
    """Ask whose profiles are in the hand-out."""
    people = listing.people.head(MOST_OFFERED)
    names = {
        suspect: f"{position:,} {name or 'not recorded'} ({suspect})"
        for position, suspect, name in people.select(
            "position", "suspect_id", "suspect_name"
        ).iter_rows()
    }
    with st.popover("Profiles", icon=":material/checklist:"):
        st.multiselect(
            "Profiles in the hand-out",
            list(names),
            format_func=names.__getitem__,
            key=_key(question),
            max_selections=MOST_PROFILES,
            placeholder="Those who are new",
            help=f"At most {MOST_PROFILES}. Without a choice: those who are new since the last "
            f"month’s end.",
        )
        if listing.people.height > MOST_OFFERED:
            st.markdown(f":small[The first {MOST_OFFERED:,} of those shown can be chosen here.]")


def _key(question: Question) -> str:
    return f"profiles of {question.key}"
