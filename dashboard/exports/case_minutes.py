"""The minutes of a meeting as PDF: what was decided and said, in the order in which it was."""

from __future__ import annotations

from datetime import date

from dashboard.documents import Report, Section, report_as_pdf
from dashboard.exports.redaction import refuse_aggregates, without_names
from dashboard.services.cases.meeting import Meeting, minutes_of
from dashboard.services.files import WHOLE, Handling, Outgoing, release, take_note
from dashboard.services.identities import known_identities
from dashboard.services.question import Question
from dashboard.wording.formats import day
from dashboard.wording.meeting import (
    MINUTES_ARE,
    MINUTES_HEADINGS,
    in_minutes_words,
    minutes_row,
)
from dashboard.wording.notices import LIMITS, in_data_line, in_taking_words, marking_of
from dashboard.wording.rules import in_rules_words


def minutes_file(
    question: Question, meeting: Meeting, on: date, handling: Handling = WHOLE
) -> bytes:
    """The minutes as PDF; the log has a line for them."""
    return release(question, minutes_outgoing(question, meeting, on, handling))


def minutes_outgoing(
    question: Question, meeting: Meeting, on: date, handling: Handling = WHOLE
) -> Outgoing:
    """The minutes as PDF, before they leave.

    Args:
        question: who takes them.
        meeting: the cases as they stand; those alone whom the viewer may see are in the minutes.
        on: the day of the meeting.
        handling: to whom they go, and with how much of people.

    Raises:
        OutputError: they are to be counts alone.
    """
    refuse_aggregates(handling, "The minutes")
    taking = take_note(question, handling)
    facts, rows = question.facts, minutes_of(meeting.found, on.isoformat())
    report = Report(
        marking=marking_of(question.settings.marking, facts.people),
        provenance=f"{in_data_line(facts)} · list {meeting.found.list or 'none frozen'}",
        taken=in_taking_words(taking),
        on=taking.at.date(),
        title=f"Minutes of the meeting of {day(on)}",
        lead=(
            LIMITS,
            MINUTES_ARE,
            f"Rules {question.rules_id}: {in_rules_words(question.spec.rules)}",
        ),
        sections=(
            Section(
                "What was decided and said",
                in_minutes_words(rows, on),
                MINUTES_HEADINGS if rows else (),
                tuple(minutes_row(case, event) for case, event in rows),
            ),
        ),
    )
    if handling.redaction == "no_names":
        report = without_names(report, known_identities(question))
    return Outgoing(
        report_as_pdf(report),
        f"case minutes of {on:%Y-%m-%d}",
        question.version,
        people=tuple(sorted({case.person for case, _ in rows})),
        taking=taking,
    )
