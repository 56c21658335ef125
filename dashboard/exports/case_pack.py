"""The pack of a meeting as PDF: its agenda in order, and a page for each case that is taken on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dashboard.documents import Report, Section, report_as_pdf
from dashboard.exports.redaction import refuse_aggregates, without_names
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.meeting import PARTS, Meeting
from dashboard.services.files import WHOLE, Handling, Outgoing, release, take_note
from dashboard.services.identities import known_identities
from dashboard.services.question import Question
from dashboard.wording.cases import (
    AGENDA_HEADINGS,
    DUE_HEADINGS,
    EVENT_HEADINGS,
    NOT_ADVICE,
    PART_TITLES,
    STATES,
    agenda_row,
    due_row,
    event_row,
    in_case_words,
)
from dashboard.wording.formats import counted, day
from dashboard.wording.notices import LIMITS, in_data_line, in_taking_words, marking_of
from dashboard.wording.rules import in_rules_words

#: States of a case that has a page of its own.
OWN_PAGE: Final = frozenset({"in_review", "adopted", "active", "in_custody", "recalled"})


def pack_file(question: Question, meeting: Meeting, handling: Handling = WHOLE) -> bytes:
    """The pack as PDF; the log has a line for it, and for each case in it."""
    return release(question, pack_outgoing(question, meeting, handling))


def pack_outgoing(question: Question, meeting: Meeting, handling: Handling = WHOLE) -> Outgoing:
    """The pack as PDF, before it leaves."""
    refuse_aggregates(handling, "The pack")
    taking = take_note(question, handling)
    facts, pages = question.facts, own_pages(meeting)
    report = Report(
        marking=marking_of(question.settings.marking, facts.people),
        provenance=f"{in_data_line(facts)} · list {meeting.found.list or 'none frozen'}",
        taken=in_taking_words(taking),
        on=taking.at.date(),
        title=title_of(meeting),
        lead=leads_of(question, meeting),
        sections=(*_agenda(meeting), *(part for case in pages for part in _pages(case))),
    )
    if handling.redaction == "no_names":
        report = without_names(report, known_identities(question))
    return Outgoing(
        report_as_pdf(report),
        f"case pack of {meeting.at:%Y-%m-%d}",
        question.version,
        parts=tuple(f"case of {case.person}" for case in pages),
        people=named_in_pack(meeting),
        taking=taking,
    )


def own_pages(meeting: Meeting) -> list[CaseFile]:
    """The cases that have a page of their own."""
    return [case for case in meeting.found.cases if case.state in OWN_PAGE]


def title_of(meeting: Meeting) -> str:
    """What a pack is called."""
    return f"Pack of the meeting, {day(meeting.at.date())}"


def leads_of(question: Question, meeting: Meeting) -> tuple[str, ...]:
    """What a pack says before anything else."""
    return (
        LIMITS,
        NOT_ADVICE,
        (
            f"{counted(len(own_pages(meeting)), 'case')} with a page each. What a meeting says is "
            f"an assessment and no fact. Victims are named by code alone."
        ),
        f"Rules {question.rules_id}: {in_rules_words(question.spec.rules)}",
    )


def named_in_pack(meeting: Meeting) -> tuple[str, ...]:
    """The references of everybody whom a pack names."""
    pages = own_pages(meeting)
    return tuple(
        sorted({item.case.person for item in meeting.items} | {case.person for case in pages})
    )


def _agenda(meeting: Meeting) -> Iterator[Section]:
    for part in PARTS:
        items = meeting.part(part)
        if items:
            rows = tuple(agenda_row(item) for item in items)
            yield Section(PART_TITLES[part], counted(len(items), "line"), AGENDA_HEADINGS, rows)


def _pages(found: CaseFile) -> Iterator[Section]:
    yield Section(
        f"Case of {found.person}: {STATES[found.state]}", in_case_words(found), new_page=True
    )
    if found.due:
        rows = tuple(due_row(due) for due in found.due)
        yield Section("What is due", NOT_ADVICE, DUE_HEADINGS, rows)
    if found.events:
        yield Section(
            "What happened",
            "Oldest first; what is done for victims is not among it.",
            EVENT_HEADINGS,
            tuple(event_row(event) for event in found.events),
        )
