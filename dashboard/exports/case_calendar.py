"""What is due as a calendar file, with the ids of cases alone: nobody is named in it."""

from __future__ import annotations

from dashboard.documents.calendar import Entry, calendar_as_ics
from dashboard.errors import OutputError
from dashboard.services.cases.meeting import Meeting
from dashboard.services.cases.own_work import is_theirs
from dashboard.services.files import WHOLE, Handling, Outgoing, release, take_note
from dashboard.services.question import Question
from dashboard.wording.cases import NOT_ADVICE, due_words
from dashboard.wording.notices import LIMITS, in_taken_words, provenance
from dashboard.wording.rules import in_rules_words
from harm.cases.clocks import End
from harm.cases.plan import Due


def calendar_file(
    question: Question, meeting: Meeting, owner: str = "", handling: Handling = WHOLE
) -> bytes:
    """What is due as a calendar file; the log has a line for it."""
    return release(question, calendar_outgoing(question, meeting, owner, handling))


def calendar_outgoing(
    question: Question, meeting: Meeting, owner: str = "", handling: Handling = WHOLE
) -> Outgoing:
    """What is due as a calendar file, before it leaves.

    Args:
        question: who takes it.
        meeting: the cases as they stand.
        owner: whose actions and cases alone; empty: everybody's.
        handling: to whom it goes.

    Raises:
        OutputError: it is to be redacted, and names nobody anyway.
    """
    if handling.redaction != "full":
        raise OutputError(
            "The calendar names cases by their ids alone, and has no other form; take it as it is."
        )
    taking = take_note(question, handling)
    entries = [
        _entry(case.id, due, due.ends, f"harmdesk-{case.id}-{due.kind}-{due.key}")
        for case in meeting.found.cases
        for due in case.due
        if due.ends is not None
        and due.standing != "paused"
        and (not owner or is_theirs(due.owner, owner))
    ]
    content = calendar_as_ics(
        entries,
        title="Harmdesk: what is due",
        notes=(
            provenance(question.settings.marking, question.facts),
            f"{in_taken_words(taking)}.",
            f"Rules {question.rules_id}: {in_rules_words(question.spec.rules)}",
            LIMITS,
            NOT_ADVICE,
        ),
        at=taking.at,
    )
    return Outgoing(content, "calendar of cases", question.version, taking=taking)


def _entry(case_id: str, due: Due, ends: End, key: str) -> Entry:
    """An entry; what an action is says a code of ours and no words of anybody."""
    return Entry(key, ends, f"{case_id}: {due_words(due)}", NOT_ADVICE)
