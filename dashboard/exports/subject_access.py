"""The answer to a person who asks what is kept of them, and notices to who received files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.documents import Report, Section, report_as_pdf
from dashboard.services.data.removal import Erasure, note_notice
from dashboard.services.files import Outgoing, Taking, hand_over, take_note
from dashboard.services.question import Caller
from dashboard.services.removal.receivers import by_holder
from dashboard.services.suspects.subject_access import SubjectAccess
from dashboard.wording.notices import in_taking_words, marking_of
from dashboard.wording.removal import in_notice_words
from dashboard.wording.subject_access import (
    RECEIVED_HEADINGS,
    access_parts,
    in_access_words,
    received_rows,
)


def access_file(caller: Caller, found: SubjectAccess, reason: str) -> bytes:
    """The answer as PDF; the log has a line that it left.

    Args:
        caller: who answers.
        found: what was answered.
        reason: why, as the answer was asked for.

    Raises:
        NotAllowedError: they may take no file.
        RegisterError: the line cannot be written, and nothing leaves.
    """
    taking = take_note(caller)
    report = _report(
        caller,
        taking,
        title=f"What is kept of {found.suspect_id}",
        provenance=f"Version {found.version} of the record, and the log, as of this answer",
        lead=in_access_words(found),
        sections=[Section(*part) for part in access_parts(found)],
    )
    subject = "subject access"
    if found.removed is None:
        subject = f"subject access of {found.suspect_id}"
    as_asked = replace(caller, viewer=replace(caller.viewer, reason=reason))
    people = () if found.removed else (found.suspect_id,)
    content = report_as_pdf(report)
    outgoing = Outgoing(content, subject, found.version, people=people, taking=taking)
    return hand_over(as_asked, outgoing)


def notices(caller: Caller, done: Erasure, reference: str) -> Mapping[str, bytes]:
    """A correction notice as PDF for each who has a file: to whom it went, or whoever took it.

    It has the reference of whoever was erased, since nobody could find them in a file without it.

    Args:
        caller: who erased.
        done: what was erased.
        reference: of whoever was.

    Raises:
        RegisterError: a line of the log cannot be written.
    """
    files = {}
    for who, theirs in by_holder(done.outstanding).items():
        taking = take_note(caller)
        received = received_rows(theirs)
        report = _report(
            caller,
            taking,
            title=f"Correction notice to {who}",
            provenance=f"Erased under line {done.line} of the log",
            lead=in_notice_words(reference, done.line),
            sections=[Section("The files", "As the log has them.", RECEIVED_HEADINGS, received)],
        )
        note_notice(caller, done.line, who)
        files[who] = report_as_pdf(report)
    return files


def _report(
    caller: Caller,
    taking: Taking,
    *,
    title: str,
    provenance: str,
    lead: Sequence[str],
    sections: Sequence[Section],
) -> Report:
    """A report with the marking, and with a note of who took it and when."""
    marking, place = caller.settings.marking, caller.workspace
    return Report(
        marking=marking_of(marking, place.facts.people) if place.has_data() else marking,
        provenance=provenance,
        taken=in_taking_words(taking),
        on=taking.at.date(),
        title=title,
        lead=tuple(lead),
        sections=tuple(sections),
    )
