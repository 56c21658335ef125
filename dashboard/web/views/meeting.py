"""Meeting: what is before it, one person at a time, decided and minuted as it is said."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.kit.people_table import linked_suspect
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import open_case, open_suspect
from dashboard.web.parts.meeting import (
    choose_day,
    choose_part,
    chosen_part,
    items_of,
    offer_files,
    show_board,
    show_minutes,
    the_board,
    the_walk,
    walked,
)
from dashboard.web.parts.meeting_person import (
    ask_decision,
    open_person,
    show_person_before,
    show_steps,
)
from dashboard.wording.formats import day
from dashboard.wording.meeting import NOTHING_UP, in_meeting_words

with page() as question:
    st.title("Meeting", anchor=False)
    person = linked_suspect(question, "suspect")
    on = choose_day(question)
    name_subject(day(on))
    if person is None:
        board = the_board(question, on)
        st.markdown(escaped(in_meeting_words(board, on)))
        if board.items:
            show_board(question, board, choose_part(board))
        elif board.found.list:
            st.info(NOTHING_UP)
        show_minutes(board, on)
        offer_files(question, board, on)
    else:
        walk = the_walk(question, on)
        order = walked(walk, chosen_part())
        place = f"{order.index(person) + 1} of {len(order)}" if person in order else ""
        asked = show_steps(question, order, person)
        ready = open_person(question, person, on)
        items = [item for item in items_of(walk, "everything") if item.case.person == person]
        show_person_before(ready, items, place)
        ask_decision(question, ready, on)
        open_suspect(question, person if asked == "suspect" else None)
        open_case(question, person if asked == "case" else None)
