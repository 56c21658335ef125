"""Score a file: what its rows come to, alone or with the record, and nothing of it kept."""

from __future__ import annotations

import streamlit as st

from dashboard.access.actions import CHANGE_RECORD
from dashboard.services.gate import may
from dashboard.web.kit.page import page
from dashboard.web.navigation import pages
from dashboard.web.parts.load_outcome import show_rows, show_warnings
from dashboard.web.parts.score import (
    choose_scope,
    choose_suspect,
    download_scored,
    people_tables,
    rows_table,
    score_once,
    show_suspect,
)
from dashboard.web.parts.upload import (
    change_reading,
    choose_latest,
    drop_file,
    forget,
    looked_at,
    show_mapping,
    taken,
)
from dashboard.wording.scored_file import in_scored_words

with page() as question:
    st.title("Score a file", anchor=False)
    st.markdown(
        "Drop a file as it is: CSV, XLSX or Parquet. Each of its rows is scored, and nothing of it "
        "is kept: not in the record, nor in a list or a link. To add a file is another step, on "
        "*Load data*."
    )
    file = drop_file()
    look = None if file is None else looked_at(question, file)
    account = None
    if file is not None and look is not None:
        scope = choose_scope(question)
        account = taken(question, file)
        if account is not None:
            choose_latest(file, account)
            show_warnings(account)
            scored = score_once(question, account, scope)
            if scored is not None:
                st.markdown(in_scored_words(scored))
                with st.container(
                    horizontal=True, vertical_alignment="center", gap="small", key="side-by-side"
                ):
                    download_scored(question, scored)
                    st.button("Forget this file", on_click=forget)
                    if may(question, CHANGE_RECORD):
                        st.page_link(pages()["upload"], label="Load data, to add it")
                clicked = people_tables(scored)
                rows_table(scored)
                chosen = choose_suspect(scored, clicked)
                if chosen is not None:
                    show_suspect(question, scored, chosen)
        st.header("The file", anchor=False)
        show_mapping(look)
        change_reading(file, look)
        if account is not None:
            show_rows(question, account)
