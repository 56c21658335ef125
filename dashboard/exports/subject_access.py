"""The answer to a person who asks what is kept of them, and notices to who received files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.documents import Report, Section, report_as_pdf
from dashboard.services.data.removal import Erasure, note_notice
from dashboard.services.files import Outgoing, hand_over, take_note
from dashboard.services.question import Caller
from dashboard.services.removal.receivers import by_holder
from dashboard.services.suspects.subject_access import SubjectAccess
from dashboard.wording.notices import PEOPLE, in_taking_words
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
    report = Report(
        marking=_marking(caller),
        provenance=f"Version {found.version} of the record, and the log, as of this answer",
        taken=in_taking_words(taking),
        on=taking.at.date(),
        title=f"What is kept of {found.suspect_id}",
        lead=tuple(in_access_words(found)),
        sections=tuple(Section(*part) for part in access_parts(found)),
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
        report = Report(
            marking=_marking(caller),
            provenance=f"Erased under line {done.line} of the log",
            taken=in_taking_words(taking),
            on=taking.at.date(),
            title=f"Correction notice to {who}",
            lead=tuple(in_notice_words(reference, done.line)),
            sections=(
                Section(
                    "The files",
                    "As the log has them.",
                    RECEIVED_HEADINGS,
                    received_rows(theirs),
                ),
            ),
        )
        note_notice(caller, done.line, who)
        files[who] = report_as_pdf(report)
    return files


def _marking(caller: Caller) -> str:
    people = PEOPLE[caller.workspace.facts.people] if caller.workspace.has_data() else ""
    return " · ".join(filter(None, (caller.settings.marking, people)))
