"""One suspect, and what the record says of them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dashboard.access.actions import SEE_REFERENCES, SEE_SUSPECT
from dashboard.errors import NotAllowedError, UnknownSuspectError
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
    """

    explanation: Explanation
    particulars: dict[str, object]
    facts: Facts


def _known(question: Question, suspect_id: str) -> str:
    number_of(question, suspect_id)
    return suspect_id


def number_of(question: Question, suspect_id: str) -> int:
    """The number that a suspect has in this version of the record.

    Raises:
        UnknownSuspectError: nobody in the data has this reference.
    """
    number = question.store.suspects.number_of(suspect_id)
    if number is None:
        raise UnknownSuspectError(
            f"No suspect in the data has the reference {suspect_id[:60]!r}; check it against the "
            f"list, where references stand as they were loaded."
        )
    return number


@service(SEE_SUSPECT, _known)
def suspect_file(question: Question, suspect_id: str) -> SuspectFile:
    """One suspect: why they are where they are.

    Raises:
        UnknownSuspectError: nobody in the data has this reference.
        NotAllowedError: the viewer may not see them.
    """
    return take_apart(question, suspect_id)


def take_apart(question: Question, suspect_id: str) -> SuspectFile:
    """The same for a service that has its own gate.

    Raises:
        UnknownSuspectError: nobody in the data has this reference.
        NotAllowedError: the viewer may not see them.
    """
    store, ranking, number = question.store, question.ranking, number_of(question, suspect_id)
    particulars = store.suspects.particulars([number])
    if question.visible(particulars).is_empty():
        raise NotAllowedError(f"The suspect {suspect_id[:60]!r} is not among those you may see.")
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
        explanation, particulars.select(PARTICULARS).row(0, named=True), question.facts
    )


@service(SEE_REFERENCES, about("a link"))
def link_to(question: Question, suspect_id: str) -> str:
    """The token that a link to a suspect has, which names nobody.

    Raises:
        UnknownSuspectError: nobody in the data has this reference.
    """
    number_of(question, suspect_id)
    return question.workspace.register.link(suspect_id)


@service(SEE_REFERENCES, about("a link"))
def linked_reference(question: Question, token: str) -> str | None:
    """The reference that a link's token leads to; None where it leads to nobody here."""
    return question.workspace.register.linked(token)
