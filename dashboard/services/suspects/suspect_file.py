"""One suspect, and what the record says of them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dashboard.access.actions import FOLLOW_LINK, SEE_SUSPECT
from dashboard.errors import OutOfSightError, UnknownSuspectError
from dashboard.services.gate import about, service
from dashboard.services.question import Question
from dashboard.store.facts import Facts
from dashboard.store.suspects import PARTICULARS
from harm.suspects.explanation import Explanation, Standing, explain


@dataclass(frozen=True)
class SuspectFile:
    """One suspect as a page shows them.

    Attributes:
        explanation: the score, taken apart.
        particulars: name, date of birth, sex, home borough and situation, as last recorded.
        facts: of the data behind it.
        references: all of the person's, that by which they are called first; empty where they
            have only that one.
    """

    explanation: Explanation
    particulars: dict[str, object]
    facts: Facts
    references: tuple[str, ...] = ()


def _known(question: Question, suspect_id: str) -> str:
    """By which reference the log names them: that by which the person is called.

    Raises:
        UnknownSuspectError: as `number_of`.
        OutOfSightError: the same.
    """
    number_of(question, suspect_id)
    return question.store.persons.person_of(suspect_id)


def number_of(question: Question, suspect_id: str) -> int:
    """The number that a suspect has in this version of the record.

    To a viewer who may not see everybody an unknown reference and that of somebody whom they may
    not see are the same, in words and in work.

    Raises:
        UnknownSuspectError: nobody in the data has this reference.
        OutOfSightError: nobody whom the viewer may see has it.
    """
    advice = "check it against the list, where references stand as they were loaded."
    if question.scope is not None:
        called = question.store.persons.person_of(suspect_id)
        theirs = question.seen.filter(pl.col("suspect_id") == called)["suspect"]
        if theirs.is_empty():
            raise OutOfSightError(
                f"The reference {suspect_id[:60]!r} is not among those you may see; {advice}"
            )
        return int(theirs[0])
    number = question.store.suspects.number_of(suspect_id)
    if number is None:
        raise UnknownSuspectError(
            f"No suspect in the data has the reference {suspect_id[:60]!r}; {advice}"
        )
    return number


@service(SEE_SUSPECT, _known)
def suspect_file(question: Question, suspect_id: str) -> SuspectFile:
    """One suspect: why they are where they are.

    Raises:
        UnknownSuspectError: nobody in the data has this reference.
        NotAllowedError: the viewer may not open suspects, or may not see this one.
    """
    return take_apart(question, suspect_id)


def take_apart(question: Question, suspect_id: str) -> SuspectFile:
    """The same for a service that has its own gate.

    Raises:
        UnknownSuspectError: nobody in the data has this reference.
        NotAllowedError: the viewer may not open suspects, or may not see this one.
    """
    store, ranking, number = question.store, question.ranking, number_of(question, suspect_id)
    references = store.persons.references_of(suspect_id)
    suspect_id = references[0]
    particulars = store.suspects.particulars([number])
    placed = ranking.table.filter(pl.col("suspect") == number)["position"]
    explanation = explain(
        store.suspects.crimes_of(suspect_id),
        suspect_id,
        standing=Standing(placed[0] if len(placed) else None, ranking.assessed),
        rules=question.spec.rules,
        index=question.index,
        as_of=ranking.as_of,
        record=store.suspects.record_of(suspect_id),
    )
    return SuspectFile(
        explanation,
        particulars.select(PARTICULARS).row(0, named=True),
        question.facts,
        references if len(references) > 1 else (),
    )


@service(FOLLOW_LINK, about("a link"))
def link_to(question: Question, suspect_id: str) -> str:
    """The token that a link to a suspect has, which names nobody.

    Raises:
        UnknownSuspectError: nobody in the data has this reference.
    """
    number_of(question, suspect_id)
    return question.workspace.register.link(suspect_id)


@service(FOLLOW_LINK, about("a link"))
def linked_reference(question: Question, token: str) -> str | None:
    """The reference that a link's token leads to; None where it leads to nobody here.

    It leads to nobody, too, where the viewer may not see whom it leads to.
    """
    reference = question.workspace.register.linked(token)
    if question.scope is None:
        return reference
    called = question.store.persons.person_of(reference or "")
    known = question.seen["suspect_id"].eq(called).any()
    return reference if known else None
