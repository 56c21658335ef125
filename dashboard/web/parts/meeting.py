"""The meeting: its day, its board, and the minutes and the pack that come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import polars as pl
import streamlit as st

from dashboard.access.actions import TAKE_FILE
from dashboard.exports.case_minutes import minutes_outgoing
from dashboard.exports.case_pack import pack_outgoing
from dashboard.exports.case_slides import slides_outgoing
from dashboard.services.cases.answer import cases_key
from dashboard.services.cases.meeting import (
    PARTS,
    Item,
    Meeting,
    answer_meeting,
    minutes_of,
    moment_on,
    usual_day,
)
from dashboard.services.gate import may
from dashboard.services.question import Question
from dashboard.services.suspects.suspect_file import link_to
from dashboard.web.kit.download import download
from dashboard.web.kit.handling import chosen_handling
from dashboard.web.kit.people_table import people_table
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.table import show_table
from dashboard.web.kit.text import escaped
from dashboard.wording.cases import NOT_ADVICE, PART_TITLES, agenda_row
from dashboard.wording.formats import counted
from dashboard.wording.meeting import (
    MINUTES_ARE,
    MINUTES_HEADINGS,
    in_minutes_words,
    in_owner_words,
    minutes_row,
)

#: Where a session keeps the day of its meeting and the part of the agenda that it looks at: the
#: controls themselves are forgotten when another page is opened.
DAY: Final = "day of the meeting"
PART: Final = "part of the agenda"
EVERYTHING: Final = "everything"
#: What a link calls the person whom the meeting has before it.
SHOWN: Final = "suspect"
MOST_ROWS: Final = 15
POWERPOINT: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def choose_day(question: Question) -> date:
    """Ask of which day the meeting is; what is due is shown as of that day."""
    kept = st.session_state.get(DAY) or usual_day(question)
    chosen = st.date_input(
        "Meeting of",
        value=kept,
        format="DD/MM/YYYY",
        width=160,
        key="meeting of",
        help="What is due is as of this day, and decisions are minuted under it",
    )
    st.session_state[DAY] = chosen
    return chosen


def the_board(question: Question, on: date) -> Meeting:
    """What is before the meeting of a day, asked once until something is written in a case."""
    moment = moment_on(on)
    key = (question.key, cases_key(question), moment.replace(minute=0, second=0, microsecond=0))
    return ask_once("meeting", key, lambda: answer_meeting(question, moment))


def the_walk(question: Question, on: date) -> Meeting:
    """The agenda as it stood when the walk began, so that nobody is passed over in it."""
    return ask_once("walk", (question.key, on), lambda: the_board(question, on))


def end_walk() -> None:
    """Let the next walk begin with the agenda as it stands then."""
    st.session_state.pop("answer to walk", None)


def walked(meeting: Meeting, part: str) -> tuple[str, ...]:
    """Whom a walk leads to, each once: those of a part of the agenda, or everybody on it."""
    return tuple(dict.fromkeys(item.case.person for item in items_of(meeting, part)))


def items_of(meeting: Meeting, part: str) -> tuple[Item, ...]:
    """The lines of a part of the agenda, or all of them."""
    return tuple(item for item in meeting.items if part in {EVERYTHING, item.part})


def chosen_part() -> str:
    """The part of the agenda that this session looks at."""
    return str(st.session_state.get(PART, EVERYTHING))


def choose_part(meeting: Meeting) -> str:
    """Ask which part of the agenda is shown; each has its count, and none is empty."""
    counts: dict[str, int] = {EVERYTHING: len(meeting.items)}
    counts |= {part: len(meeting.part(part)) for part in PARTS if meeting.part(part)}
    kept = chosen_part()
    chosen = st.pills(
        "Agenda",
        list(counts),
        default=kept if kept in counts else EVERYTHING,
        required=True,
        format_func=lambda part: f"{_title(part)} {counts[part]:,}",
        key=f"agenda {'-'.join(counts)}",
    )
    st.session_state[PART] = chosen
    return str(chosen)


def _title(part: str) -> str:
    return next((title for known, title in PART_TITLES.items() if known == part), "Everything")


def show_board(question: Question, meeting: Meeting, part: str) -> None:
    """Show a part of the agenda and lead to one person of it, the first or the one chosen."""
    if words := in_owner_words(meeting):
        st.markdown(escaped(words))
    items = items_of(meeting, part)
    st.button(
        "Go through them one at a time",
        icon=":material/directions_walk:",
        type="primary",
        shortcut="W",
        help="The first person of this part of the agenda; N and P lead on and back",
        on_click=show_person,
        args=(question, items[0].case.person),
    )
    column = st.column_config
    chosen = people_table(
        agenda_frame(items, meeting.names),
        {
            "name": column.TextColumn("Name", width=150),
            "part": column.TextColumn("Agenda", width=190),
            "state": column.TextColumn("State", width=96),
            "owner": column.TextColumn("Owner", width=120),
            "due": column.TextColumn("Due", width=230),
            "what": column.TextColumn("What", width=420),
        },
        key=f"agenda {part} {question.key} {cases_key(question)} {meeting.at}",
        alt=f"The agenda of the meeting: {counted(len(items), 'line')}.",
        most_rows=MOST_ROWS,
    )
    st.markdown(f":small[{NOT_ADVICE}]")
    if chosen is not None:
        show_person(question, chosen)
        st.rerun()


def show_person(question: Question, person: str | None) -> None:
    """Turn to one person of the agenda, or back to the board; the link has a token alone."""
    if person is None:
        st.query_params.pop(SHOWN, None)
        end_walk()
    else:
        st.query_params[SHOWN] = link_to(question, person)


def agenda_frame(items: Sequence[Item], names: Mapping[str, str]) -> pl.DataFrame:
    """Lines of the agenda as a table; what people are called is by reference."""
    columns = ("suspect_id", "name", "part", "state", "owner", "due", "what")
    rows = [
        (person, names.get(person) or None, PART_TITLES[item.part], *rest)
        for item in items
        for person, *rest in (agenda_row(item),)
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def show_minutes(meeting: Meeting, on: date) -> None:
    """Show what was decided and said on the day of the meeting."""
    rows = minutes_of(meeting.found, on.isoformat())
    st.markdown("## Minutes")
    st.markdown(escaped(f"{in_minutes_words(rows, on)} {MINUTES_ARE if rows else ''}".strip()))
    if rows:
        show_table(
            pl.DataFrame(
                [minutes_row(case, event) for case, event in rows],
                schema=dict.fromkeys(MINUTES_HEADINGS, pl.String),
                orient="row",
            ),
            {name: st.column_config.TextColumn(name) for name in MINUTES_HEADINGS},
            alt="What was decided and said at this meeting, oldest first.",
        )


def offer_files(question: Question, meeting: Meeting, on: date) -> None:
    """Offer the pack and the minutes as marked files; the log has a line of each, and to whom."""
    if not may(question, TAKE_FILE):
        return
    with st.container(horizontal=True, gap="small"):
        download(
            question,
            "Pack",
            make=lambda: pack_outgoing(question, meeting, chosen_handling()),
            name=f"harmdesk-pack-{on:%Y-%m-%d}.pdf",
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            help="PDF: the agenda, and a page for each case; to whom it goes is under Files in "
            "the sidebar",
        )
        download(
            question,
            "Slides",
            make=lambda: slides_outgoing(question, meeting, chosen_handling()),
            name=f"harmdesk-pack-{on:%Y-%m-%d}.pptx",
            mime=POWERPOINT,
            icon=":material/slideshow:",
            help="The pack as PowerPoint: a slide for each case, with charts that can be edited",
        )
        download(
            question,
            "Minutes",
            make=lambda: minutes_outgoing(question, meeting, on, chosen_handling()),
            name=f"harmdesk-minutes-{on:%Y-%m-%d}.pdf",
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            help="PDF: what was decided and said on this day",
        )
