"""Movement: who came on the list, who went off it, and why."""

from __future__ import annotations

import streamlit as st

from dashboard.exports.table_counts import movement_counts
from dashboard.services.listing.counted_people import count_later_list
from dashboard.services.listing.frozen_lists import frozen_lists
from dashboard.services.listing.movement import list_movement
from dashboard.web.kit.frozen_lists import freeze_button
from dashboard.web.kit.page import page
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.shown_tables import note_counts
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import open_suspect
from dashboard.web.parts.movement import show_lists, show_movement
from dashboard.web.parts.movement_choice import choose_two
from dashboard.wording.movement import between, in_restricted_words, summary
from dashboard.wording.roles import in_counts_words

with page() as question:
    head, keep = st.columns([3, 2], vertical_alignment="bottom")
    head.title("Movement", anchor=False)
    with keep, st.container(horizontal=True, horizontal_alignment="right"):
        freeze_button(question)
    lists = frozen_lists(question)
    chosen = choose_two(lists, question.facts, question.as_of)
    with st.spinner("Comparing the two lists…"):
        movement = ask_once(
            "movement",
            (chosen, question.key),
            lambda: list_movement(
                question,
                chosen.before,
                chosen.after,
                now=question.dated,
                as_known_today=chosen.as_known_today,
            ),
        )
    st.markdown(escaped(f"{summary(movement.changes, movement.before.rules)} {between(movement)}"))
    if (counts := in_counts_words(question)) is not None:
        restricted = in_restricted_words(movement)
        st.markdown(f":small[{escaped(f'{counts} {restricted}'.strip())}]")
    opened = show_movement(movement, key=f"{chosen} {question.key}")
    if lists:
        show_lists(question, lists)
    note_counts(
        lambda: movement_counts(
            movement,
            count_later_list(
                question,
                chosen.before,
                chosen.after,
                now=question.dated,
                as_known_today=chosen.as_known_today,
            ),
        )
    )
    open_suspect(question, opened)
