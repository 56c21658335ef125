"""A suspect's record as the reader supposes it: in this session alone, and never in the record.

What is chosen is named by the crime's reference, not by a row's place, so that no choice can pass
to another allegation when the table changes; and by the suspect, so that none passes to another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

import polars as pl
import streamlit as st

from dashboard.services.question import Question
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects import stability as service
from dashboard.services.suspects.stability import WhatIf
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.web.kit.page import telling
from dashboard.web.kit.ranking_spec import DEFINITION
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.shown_tables import forget_table
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.wording.bounds import MOST_CHOICES, match_choices
from dashboard.wording.stability import in_what_if_words, on_the_list
from harm.days import in_days, spoken
from harm.offences import indices
from harm.stability.what_if import Place, Scenario

MARK: Final = ":violet-badge[WHAT IF · not in the record]"

#: What the table of both places is called, also in a file.
PLACES: Final = "What if, not in the record: position and days as recorded, and as they would be."
#: The offences of an index that came with Harmdesk are all offered; a larger index is searched.
MOST_OFFENCES: Final = 1_000


@st.fragment
def offer_what_if(question: Question, file: SuspectFile) -> None:
    """Ask what to suppose, and show where they would then be placed; nothing else runs again."""
    forget_table(PLACES)
    with telling():
        supposed, on = suppose(question, file)
        if supposed.crimes or on != question.spec:
            show_what_if(what_if(question, file, supposed, on))


def suppose(question: Question, file: SuspectFile) -> tuple[Scenario, RankingSpec]:
    """Ask what to suppose: of the record, and of what the list rests on."""
    keys = left_out, changed, offence, *others = _keys(question, file)
    crimes = _offered(
        _crimes(file),
        "allegations",
        key=f"search crimes {changed}",
        keep=[*st.session_state.get(left_out, []), st.session_state.get(changed)],
    )
    without = st.multiselect(
        "Leave out", list(crimes), format_func=crimes.__getitem__, key=left_out, placeholder="None"
    )
    first, second = st.columns(2)
    crime = first.selectbox(
        "Change the offence of",
        list(crimes),
        index=None,
        format_func=crimes.__getitem__,
        key=changed,
        placeholder="No allegation",
    )
    offences = _offences(question.spec.index)
    with second:
        labels = _offered(
            pl.DataFrame({"name": [*offences]}, schema={"name": pl.String}).select(
                "name", label="name", searched="name"
            ),
            "offences",
            key=f"search {offence}",
            keep=[st.session_state.get(offence)],
            most=MOST_OFFENCES,
        )
    to = second.selectbox(
        "To",
        list(labels),
        index=None,
        key=offence,
        placeholder="Search the index’s offences",
    )
    basis = _another_basis(question, file, others)
    st.button("Reset", on_click=_reset, args=(keys,))
    named = () if crime is None or to is None else ((crime, *offences[to]),)
    return Scenario(frozenset(without), named), basis


def _another_basis(question: Question, file: SuspectFile, keys: Sequence[str]) -> RankingSpec:
    """Ask for another date, index or definition: the list's own until the reader chooses."""
    basis, facts = question.spec, file.facts
    as_of, index, definition = keys
    columns = st.columns(3)
    dated = columns[0].date_input(
        "As of another date",
        value=None,
        min_value=min(facts.oldest + timedelta(days=1), facts.newest),
        max_value=facts.newest + timedelta(days=basis.rules.window_days),
        format="DD/MM/YYYY",
        key=as_of,
    )
    by = columns[1].selectbox(
        "By another index",
        [name for name in indices.names() if name != basis.index],
        index=None,
        format_func=lambda name: indices.get(name).title,
        key=index,
        placeholder=f"As the list: {indices.get(basis.index).title}",
    )
    under = columns[2].selectbox(
        "Under another definition",
        [name for name in DEFINITION if name != basis.rules.definition],
        index=None,
        format_func=DEFINITION.__getitem__,
        key=definition,
        placeholder=f"As the list: {DEFINITION[basis.rules.definition]}",
    )
    rules = replace(basis.rules, definition=under) if under else basis.rules
    return replace(basis, as_of=dated or basis.as_of, index=by or basis.index, rules=rules)


def what_if(question: Question, file: SuspectFile, supposed: Scenario, on: RankingSpec) -> WhatIf:
    """Where they would be placed; a line of the log for each that is supposed."""
    suspect_id = file.explanation.suspect_id
    return ask_once(
        "what if",
        (question.key, suspect_id, supposed, on),
        lambda: service.what_if(question, file, supposed, on=on),
    )


def show_what_if(answer: WhatIf) -> None:
    """Show the two places side by side, each named in words."""
    st.markdown(f"{MARK} {escaped(in_what_if_words(answer))}")
    rows = [_row("As recorded", answer.real), _row("What if", answer.then)]
    column = st.column_config
    show_table(
        pl.DataFrame(rows),
        {
            "record": column.TextColumn("Record", width=110),
            "position": column.NumberColumn("Position", width=80, format="localized"),
            "days": column.NumberColumn("Days", width=80, format="localized"),
            "list": column.TextColumn("List", width=100),
        },
        width="content",
        row_height=None,
        alt=PLACES,
    )


def _row(record: str, place: Place) -> dict[str, object]:
    return {
        "record": record,
        "position": place.position,
        "days": in_days(place.tenths),
        "list": on_the_list(place),
    }


def _offered(
    choices: pl.DataFrame,
    things: str,
    *,
    key: str,
    keep: Sequence[str | None],
    most: int = MOST_CHOICES,
) -> dict[str, str]:
    """What is offered to choose from: all, or what the reader searches for where that is long.

    Args:
        choices: as for `match_choices`.
        things: what they are.
        key: of the field in which the reader searches.
        keep: what is chosen already, and stays on offer.
        most: how many are offered at once.
    """
    if choices.height > most:
        text = st.text_input(
            f"Search {choices.height:,} {things}",
            key=key,
            placeholder="Words of the offence, a reference or a date",
            help=f"Every word must be in it; at most {most:,} are offered below",
        )
        chosen = [name for name in keep if name is not None]
        choices = match_choices(choices, text, keep=chosen, most=most)
    return dict(choices.select("name", "label").iter_rows())


def _crimes(file: SuspectFile) -> pl.DataFrame:
    """Every crime of the suspect, latest first, in words that no rule or index changes."""
    offence = pl.coalesce("offence_title", "offence_code", pl.lit("offence not recorded"))
    on = pl.col("recorded_on")
    label = pl.format("{} · {} · {}", "crime_ref", offence, on.dt.to_string("%d %b %y"))
    dates = on.dt.to_string("%Y-%m-%d %d/%m/%Y %-d %B %Y")
    rows = file.explanation.rows.sort("recorded_on", "crime_ref", descending=[True, False])
    return rows.unique("crime_ref", keep="first", maintain_order=True).select(
        name="crime_ref", label=label, searched=pl.format("{} {}", label, dates)
    )


def _offences(name: str) -> dict[str, tuple[str, str]]:
    """The offences of an index, in words with their days: each one's code and title."""
    columns = ("urn", "classification", "title", "tenths")
    entries = indices.get(name).entries.sort("title", "urn").select(columns)
    return {
        " · ".join(filter(None, (title, classified or urn, f"{spoken(tenths)} days"))): (
            urn or classified,
            title,
        )
        for urn, classified, title, tenths in entries.iter_rows()
    }


def _keys(question: Question, file: SuspectFile) -> tuple[str, ...]:
    """The names of the choices: of this suspect and this version alone.

    What the list rests on is in the names of those whose choices it changes.
    """
    index, definition = question.spec.index, question.spec.rules.definition
    about = f"{file.facts.identity} {file.explanation.suspect_id}"
    return (
        f"left out {about}",
        f"changed {about}",
        f"offence {index} {about}",
        f"dated {about}",
        f"other index than {index} {about}",
        f"other definition than {definition} {about}",
    )


def _reset(keys: Sequence[str]) -> None:
    left_out, *others = keys
    st.session_state[left_out] = []
    for key in others:
        st.session_state[key] = None
