"""The answer to a person who asks what is kept of them, and notices to who received files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dashboard.documents import Report, Section, report_as_pdf
from dashboard.exports.redaction import refuse_unnamed
from dashboard.services.data.removal import Erasure, note_notice
from dashboard.services.files import WHOLE, Handling, Outgoing, Taking, hand_over, take_note
from dashboard.services.question import Caller
from dashboard.services.removal.receivers import by_holder
from dashboard.services.suspects.subject_access import SubjectAccess
from dashboard.wording.notices import LIMITS, in_taking_words, marking_of
from dashboard.wording.removal import in_notice_words
from dashboard.wording.subject_access import (
    RECEIVED_HEADINGS,
    access_parts,
    in_access_words,
    received_rows,
)


def access_outgoing(caller: Caller, found: SubjectAccess, handling: Handling = WHOLE) -> Outgoing:
    """The answer as PDF; the log has a line when it leaves.

    Args:
        caller: who answers.
        found: what was answered.
        handling: how it leaves.

    Raises:
        OutputError: it is to leave redacted, or to whom it goes is needed and was not said.
    """
    refuse_unnamed(handling, "The answer to a person who asks what is kept of them")
    taking = take_note(caller, handling)
    report = _report(
        caller,
        taking,
        title=f"What is kept of {found.suspect_id}",
        provenance=f"Version {found.version} of the record, and the log, as of this answer",
        lead=(*in_access_words(found), LIMITS),
        sections=[Section(*part) for part in access_parts(found)],
    )
    is_kept = found.removed is None
    return Outgoing(
        report_as_pdf(report),
        f"subject access of {found.suspect_id}" if is_kept else "subject access",
        found.version,
        people=(found.suspect_id,) if is_kept else (),
        taking=taking,
    )


def access_file(
    caller: Caller, found: SubjectAccess, reason: str, handling: Handling = WHOLE
) -> bytes:
    """The answer as PDF; the log has a line that it left.

    Args:
        caller: who answers.
        found: what was answered.
        reason: why, as the answer was asked for.
        handling: how it leaves.

    Raises:
        NotAllowedError: they may take no file.
        OutputError: as `access_outgoing`.
        RegisterError: the line cannot be written, and nothing leaves.
    """
    as_asked = replace(caller, viewer=replace(caller.viewer, reason=reason))
    return hand_over(as_asked, access_outgoing(caller, found, handling))


def notices(caller: Caller, done: Erasure, reference: str) -> Mapping[str, bytes]:
    """A correction notice as PDF for each who has a file: to whom it went, or whoever took it.

    Args:
        caller: who erased.
        done: what was erased.
        reference: of whoever was.

    Raises:
        RegisterError: a line of the log cannot be written.
    """
    return {
        who: prepare_notice(caller, done, reference, who)() for who in by_holder(done.outstanding)
    }


def prepare_notice(caller: Caller, done: Erasure, reference: str, who: str) -> Callable[[], bytes]:
    """What writes the line of the log and then gives a correction notice as PDF.

    It has the reference of whoever was erased, since nobody could find them in a file without it.

    Args:
        caller: who erased.
        done: what was erased.
        reference: of whoever was.
        who: one of those whom `by_holder` names; it goes to them.

    Raises:
        OutputError: their name is too long for a recipient.
    """
    taking = take_note(caller, Handling(recipient=who))
    received = received_rows(by_holder(done.outstanding)[who])
    report = _report(
        caller,
        taking,
        title=f"Correction notice to {who}",
        provenance=f"Erased under line {done.line} of the log",
        lead=in_notice_words(reference, done.line),
        sections=[Section("The files", "As the log has them.", RECEIVED_HEADINGS, received)],
    )
    content = report_as_pdf(report)

    def leave() -> bytes:
        note_notice(caller, done.line, who)
        return content

    return leave


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
