"""Notices to who has files that named somebody on a record that was wrong."""

from __future__ import annotations

from dataclasses import replace

from dashboard.documents import Report, Section, report_as_pdf
from dashboard.exports.redaction import refuse_unnamed
from dashboard.services.corrections import Correction, of_holder
from dashboard.services.files import WHOLE, Handling, Outgoing, take_note
from dashboard.services.question import Question
from dashboard.wording.corrections import in_correction_notice_words
from dashboard.wording.notices import LIMITS, in_taking_words, marking_of
from dashboard.wording.subject_access import RECEIVED_HEADINGS, received_rows


def notice_outgoing(
    question: Question, found: tuple[Correction, ...], holder: str, handling: Handling = WHOLE
) -> Outgoing:
    """A notice as PDF to somebody who has files; the log has a line when it leaves.

    Args:
        question: who writes it.
        found: whose record was wrong, with the files that named them then.
        holder: one of those that `services.corrections.holders_of` names; it goes to them.
        handling: how it leaves.

    Raises:
        OutputError: it is to leave redacted.
    """
    refuse_unnamed(handling, "A correction notice")
    theirs = of_holder(found, holder)
    taking = take_note(question, replace(handling, recipient=holder))
    files = {received.line: received for own in theirs for received in own.received}
    report = Report(
        marking=marking_of(question.settings.marking, question.facts.people),
        provenance=f"The record as of version {question.version}",
        taken=in_taking_words(taking),
        on=taking.at.date(),
        title=f"Correction notice to {holder}",
        lead=(*in_correction_notice_words(theirs), LIMITS),
        sections=(
            Section(
                "The files",
                "As the log has them.",
                RECEIVED_HEADINGS,
                received_rows(tuple(files[line] for line in sorted(files))),
            ),
        ),
    )
    return Outgoing(
        report_as_pdf(report),
        "correction notice",
        question.version,
        people=tuple(own.suspect_id for own in theirs),
        taking=taking,
    )
