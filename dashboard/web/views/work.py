"""My work: what the reader owns in cases, what is due of it, and a calendar of it."""

from __future__ import annotations

import streamlit as st

from dashboard.services.cases.answer import cases_key
from dashboard.services.cases.meeting import usual_day
from dashboard.services.cases.own_work import own_work
from dashboard.web.kit.page import page
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import open_case
from dashboard.web.parts.meeting import the_board
from dashboard.web.parts.work import offer_calendar, show_due_work, show_own_cases
from dashboard.wording.cases import NOT_ADVICE
from dashboard.wording.formats import day
from dashboard.wording.own_work import in_work_words

with page() as question:
    st.title("My work", anchor=False)
    on = usual_day(question)
    meeting = the_board(question, on)
    who = question.viewer.who
    work = own_work(meeting.found.cases, who)
    st.markdown(escaped(f"{in_work_words(work, who)} As of {day(on)}."))
    key = f"{question.key} {cases_key(question)} {on}"
    names = meeting.names
    opened = show_due_work(work, names, key=key)
    opened = show_own_cases("Cases that you own", work.owned, names, key=key) or opened
    cared = show_own_cases("Where you look after a victim", work.looks_after, names, key=key)
    opened = cared or opened
    if work.due:
        offer_calendar(question, meeting)
    st.markdown(f":small[{NOT_ADVICE}]")
    open_case(question, opened)
