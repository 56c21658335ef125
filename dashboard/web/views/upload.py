"""Load data: drop a file, see how it was read and what would change, then add or forget it."""

from __future__ import annotations

import streamlit as st

from dashboard.web.kit.page import page
from dashboard.web.kit.shown_tables import name_subject
from dashboard.web.parts.dry_run import add_or_forget, show_added, show_dry_run, tried
from dashboard.web.parts.load_outcome import show_intake_report
from dashboard.web.parts.newcomers import offer_newcomers
from dashboard.web.parts.upload import (
    change_reading,
    choose_latest,
    drop_file,
    looked_at,
    show_mapping,
    taken,
)

with page() as question:
    st.title("Load data", anchor=False)
    st.markdown(
        "Drop an extract as it is: CSV, XLSX or Parquet. It is read and checked here, and nothing "
        "of it is in the record until you add it."
    )
    show_added(question)
    file = drop_file()
    if file is not None:
        name_subject("a file that is not in the record")
        look = looked_at(question, file)
        if look is not None:
            show_mapping(look)
            change_reading(file, look)
            account = taken(question, file)
            if account is not None:
                choose_latest(file, account)
                show_intake_report(question, account)
                dry_run_result = tried(question, account)
                if dry_run_result is not None:
                    show_dry_run(dry_run_result)
                    offer_newcomers(question, account)
                    add_or_forget(question, account, dry_run_result)
