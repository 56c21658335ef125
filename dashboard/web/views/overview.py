"""Overview: what changed since the last month's end, and what the list can be trusted for."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.services.overview import answer_overview
from dashboard.services.tiers import overview_tiers
from dashboard.web.kit.page import lists_key, page
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import open_suspect, pages
from dashboard.web.parts.corrections import lead_to_corrections
from dashboard.web.parts.overview import (
    LINES,
    LINES_BELOW_BOROUGH,
    choose_borough,
    show_borough,
    show_changes,
    show_course,
    show_doubts,
    show_figures,
    show_tiers,
    show_verdict,
)
from dashboard.web.parts.retention import show_due
from dashboard.web.parts.work import show_own_due
from dashboard.wording.overview import in_change_words, standing_doubts, title, verdict
from dashboard.wording.roles import in_counts_words

with page() as question:
    show_due(question)
    show_own_due(question, pages()["work"])
    with st.spinner("Comparing with the last month’s end…"):
        answer = ask_once("overview", lists_key(question), lambda: answer_overview(question))
    head, choice = st.columns([3, 1], vertical_alignment="bottom")
    head.title(escaped(title(answer)), anchor=False)
    with choice:
        borough = choose_borough(question)
    st.markdown(in_change_words(answer))
    show_figures(answer)
    if borough is not None:
        show_borough(question, answer, borough, pages())
    opened = None
    if answer.movement is not None:
        opened = show_changes(
            answer.movement,
            key=f"overview {question.key} {borough}",
            lines=LINES if borough is None else LINES_BELOW_BOROUGH,
        )
    if (counts := in_counts_words(question)) is not None:
        st.markdown(f":small[{escaped(counts)}]")
    with st.container(horizontal=True, gap="medium"):
        st.page_link(pages()["movement"], label="Everyone who came, went or moved")
        st.page_link(pages()["list"], label="The whole list")
        st.page_link(pages()["quality"], label="Data quality")
    trust, rests = st.columns(2, gap="medium")
    with trust:
        show_verdict(*verdict(answer, today=date.today()))  # noqa: DTZ011 - a local day
        show_tiers(overview_tiers(question, answer), pages()["sure"])
    with rests:
        show_doubts(
            standing_doubts(answer),
            pages()["list"],
            listed=answer.quality.standing.listed,
        )
        lead_to_corrections(question, pages()["quality"])
    show_course(answer)
    open_suspect(question, opened)
