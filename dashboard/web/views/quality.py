"""Data quality: how old and how whole the data is, and how many places of the list that touches."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.access.actions import CHANGE_RECORD
from dashboard.figures.months import months
from dashboard.services.data.quality import data_quality, disk_use
from dashboard.services.data.retention import list_reviews
from dashboard.services.gate import may
from dashboard.web.kit.chart import chart, colours
from dashboard.web.kit.page import page
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.text import escaped
from dashboard.web.navigation import pages
from dashboard.web.parts.corrections import show_corrections
from dashboard.web.parts.grounds import show_grounds
from dashboard.web.parts.offence_choices import offer_choice, show_choices
from dashboard.web.parts.overview import show_doubts, show_verdict
from dashboard.web.parts.quality import (
    show_counts,
    show_defects,
    show_defects_of,
    show_months,
    show_trend,
    show_unscored,
    show_versions,
    show_warnings,
)
from dashboard.web.parts.retention import show_reviews
from dashboard.web.parts.withdrawal import offer_withdrawal
from dashboard.wording.doubts import defect_doubts, ground_doubts
from dashboard.wording.grounds import ground_tables
from dashboard.wording.quality import (
    BREAKS,
    MARKS_KEY,
    defect_table,
    in_quality_words,
    monthly,
)
from dashboard.wording.verdict import in_rule_words, verdict_on

with page() as question:
    quality = ask_once("quality", question.key, lambda: data_quality(question))
    words = in_quality_words(quality)
    st.title("Data quality", anchor=False)
    st.markdown(words.sentence)
    with st.container(border=True, horizontal=True, gap="medium"):
        for label, value in words.figures.items():
            st.metric(escaped(label), escaped(value))
    trust, rests = st.columns(2, gap="medium")
    with trust:
        show_verdict(*verdict_on(quality, today=date.today()))  # noqa: DTZ011 - a local day
        st.markdown(f":small[{in_rule_words()}]")
    with rests:
        show_doubts(
            ground_doubts(quality.standing), pages()["list"], listed=quality.standing.listed
        )
    if quality.standing.listed:
        st.markdown("## What the days of the listed rest on")
        show_grounds(ground_tables(quality.divided))
    st.markdown("## What is doubtful or missing, and what it touches")
    st.markdown(f":small[{MARKS_KEY}]")
    show_defects(defect_table(quality), listed=quality.ranking.listed.height)
    show_defects_of(defect_doubts(quality), pages()["list"])
    show_trend(question)
    st.markdown("## Rows recorded by month")
    by_month = monthly(quality.months)
    st.markdown(escaped(words.months))
    if by_month.height > 1:
        chart(
            months(by_month, colours(), value="rows", breaks=BREAKS),
            alt="Rows of the record by the month in which they were recorded; the table below has "
            "the figures.",
            key=f"rows by month {question.key}",
        )
    show_months(by_month)
    show_unscored(quality)
    changes = may(question, CHANGE_RECORD)
    if changes:
        offer_choice(question, quality)
    show_choices(question, quality)
    show_counts(quality, question.spec)
    show_warnings(quality.warnings)
    show_corrections(question)
    show_reviews(question)
    st.markdown("## What was loaded")
    show_versions(quality.versions, list_reviews(question), disk_use(question))
    if changes:
        offer_withdrawal(question, quality.versions)
