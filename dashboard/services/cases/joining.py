"""Links two references of whom both have an open case: somebody says which case goes on."""

from __future__ import annotations

from dashboard.access.actions import DECIDE_LINKS, PROPOSE_CASE
from dashboard.errors import CaseRefusedError, TwoCasesError
from dashboard.services.cases.one_person import cases_of, folded_case, going_on
from dashboard.services.cases.writing import write_events
from dashboard.services.gate import check_right
from dashboard.services.linking.decisions import Decided, decide_link, pair_of
from dashboard.services.question import Question


def decide_person(
    question: Question,
    a: str,
    b: str,
    decision: str,
    reason: str,
    *,
    blind: bool = False,
    going: str = "",
) -> Decided:
    """Say whether two references are one person, and which case goes on where both have one.

    The other case rests, and is as it was once the link is taken back: nothing of it is changed but
    that an event says which goes on.

    Args:
        question: on the list that is looked at.
        a: a reference of a suspect or a victim, as it was loaded.
        b: another one.
        decision: `same`, `different` or `unsure`.
        reason: why.
        blind: whether the reviewer was not shown what anybody else said.
        going: the id of the case that goes on; empty: none is named.

    Raises:
        NotAllowedError: the viewer may not decide on links.
        TwoCasesError: both have an open case and none of them is named.
        CaseRefusedError: another case is named.
        LinkError: as for deciding on a link.
    """
    check_right(question, DECIDE_LINKS)
    pair_of(question, a, b)
    cases = _open_cases(question, a) | _open_cases(question, b) if decision == "same" else {}
    if going and going not in cases:
        raise CaseRefusedError(
            f"{going[:60]!r} is no open case of either of the two; leave it out, or name one that "
            f"is."
        )
    if len(cases) > 1 and not going:
        both = " and ".join(f"{case} of {person}" for case, person in sorted(cases.items()))
        raise TwoCasesError(
            f"Both have an open case, {both}, and one person has one: say which goes on, and "
            f"decide again. The other one rests, and is as it was once the link is taken back.",
            cases,
        )
    done = decide_link(question, a, b, decision, reason, blind=blind)
    for case, person in cases.items():
        if len(cases) > 1 and case != going:
            write_events(question, PROPOSE_CASE, person, [("join", {"into": going})])
    return done


def _open_cases(question: Question, reference: str) -> dict[str, str]:
    """The open case of a person that goes on, by its id: under which reference it is kept."""
    found = cases_of(question, reference)
    if not found:
        return {}
    kept = going_on(found)
    return {found[kept][0].case: kept} if folded_case(found[kept]).is_open else {}
