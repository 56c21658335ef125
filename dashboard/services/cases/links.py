"""Which case a link leads to, and how an opened suspect's case stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dashboard.access.actions import FOLLOW_LINK, SEE_CASE
from dashboard.errors import UnknownSuspectError
from dashboard.services.cases.case_file import kept_case
from dashboard.services.cases.one_person import is_among, kept_under
from dashboard.services.cases.opening import newest_listed
from dashboard.services.cases.people import CASE_ID, person_of
from dashboard.services.gate import about, may, service
from dashboard.services.question import Question
from dashboard.services.suspects.suspect_file import SuspectFile, linked_reference


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """How the case of a suspect stands, in short.

    Attributes:
        state: where; empty: they have no case.
        since: when it came to that; None: they have no case.
        owner: who owns it; empty: nobody.
        is_listed: whether they are on the newest frozen list.
    """

    state: str
    since: datetime | None
    owner: str
    is_listed: bool


@service(FOLLOW_LINK, about("a link"))
def linked_case(question: Question, ref: str) -> str | None:
    """The suspect whose case a link leads to; None where it leads to nobody here.

    It leads to nobody, too, where the viewer may not see whom it leads to.

    Args:
        question: who asks.
        ref: the token of a suspect, or the id of a case: both say nothing about anybody.
    """
    found = linked_reference(question, ref)
    if found is not None or not ref.startswith(CASE_ID):
        return found
    try:
        person = person_of(question, ref)
    except UnknownSuspectError:
        return None
    return None if person == ref else person


def case_standing(question: Question, file: SuspectFile) -> CaseStanding | None:
    """How the case of an opened suspect stands; None where the viewer may not see cases.

    Args:
        question: who asks.
        file: the suspect, opened: that they may see them, and that the log has a line.

    Raises:
        RegisterError: the register cannot be read.
    """
    if not may(question, SEE_CASE):
        return None
    person = kept_under(question, file.explanation.suspect_id)
    case = kept_case(question, person).case
    is_listed = is_among(question, person, newest_listed(question)[1])
    if case is None:
        return CaseStanding("", None, "", is_listed)
    return CaseStanding(case.state, case.since, case.owner, is_listed)
