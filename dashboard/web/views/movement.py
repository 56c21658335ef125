"""Movement: who came on the list, who went off it, and why."""

from __future__ import annotations

import streamlit as st

from dashboard.services.listing.movement import movement
from dashboard.web.kit.frozen_lists import freeze_button
from dashboard.web.kit.page import page
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import open_suspect
from dashboard.web.parts.movement import choose_two, show_lists, show_movement
from dashboard.wording.movement import between, summary

with page() as asked:
    head, keep = st.columns([3, 2], vertical_alignment="bottom")
    head.title("Movement", anchor=False)
    with keep, st.container(horizontal=True, horizontal_alignment="right"):
        freeze_button(asked.desk, asked.viewer, asked.basis)
    lists = asked.desk.register.all_frozen()
    if not lists:
        st.info("No list is frozen yet. Freeze this one, and the next can be held against it.")
    else:
        before, after = choose_two(lists, asked.desk.dated(asked.basis))
        with st.spinner("Comparing the two lists…"):
            told = ask_once(
                "movement",
                (before, after, asked.key),
                lambda: movement(asked.desk, asked.viewer, before, after, now=asked.basis),
            )
        st.markdown(escaped(f"{summary(told.changes)} {between(told)}"))
        opened = show_movement(told, key=f"{before} {after} {asked.key}")
        show_lists(asked, lists)
        open_suspect(asked, opened)
