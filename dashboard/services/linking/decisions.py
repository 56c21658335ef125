"""What a reviewer decides of two references, and what takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, get_args

from dashboard.access.actions import DECIDE_LINKS
from dashboard.access.policy import acting_role
from dashboard.errors import LinkError, UnknownSuspectError
from dashboard.register import LinkRow
from dashboard.register.links import ordered
from dashboard.services.gate import service
from dashboard.services.question import Question
from dashboard.services.ranking import rank_at
from dashboard.services.workspace import reviews_of
from dashboard.store import Store
from dashboard.store.persons import Links
from harm.suspects.persons import Held
from harm.suspects.reviews import Pair, Review, Standing, Voice, standings

#: What a reviewer may say of two references.
DECISIONS: Final[tuple[Voice, ...]] = get_args(Voice)
#: How long a reason may be.
MOST_LETTERS: Final = 500
#: Reviewers that it needs where somebody would come on the list or go off it.
TWO: Final = 2
#: Stands after every row, to try what a decision would change.
NEXT: Final = 2**62


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a decision.

    Attributes:
        row: as it is kept.
        standing: of the pair after it.
        moves: whether it brings somebody on the list or off it, or would.
        waits: whether it is not used until a second reviewer says the same.
        held: why the pair is not used nevertheless; empty where it is, or need not be.
        references: of the person whom the pair belongs to now; empty where it is not used.
    """

    row: LinkRow
    standing: Standing
    moves: bool
    waits: bool
    held: tuple[Held, ...]
    references: tuple[str, ...]


def pair_of(question: Question, a: str, b: str) -> Pair:
    """Two references that may be decided on, in their order.

    Raises:
        LinkError: they are the same one.
        UnknownSuspectError: one of them is nobody's in the data, or is restricted.
    """
    if a == b:
        raise LinkError(
            f"A link is between two references, and {a[:60]!r} was given twice; name the other one."
        )
    hidden = question.restrictions.people
    known = question.store.suspects.named_or_harmed([a, b])
    for reference in (a, b):
        if reference not in known or question.store.persons.person_of(reference) in hidden:
            raise UnknownSuspectError(
                f"Nobody in the data has the reference {reference[:60]!r}; check it against the "
                f"list, where references stand as they were loaded."
            )
    return ordered(a, b)


def _decided(
    question: Question, a: str, b: str, decision: str, reason: str, *, blind: bool = False
) -> str:
    """Which pair it is about; refused here, before anything is done."""
    del blind
    _voice(decision)
    _check_reason(reason)
    pair = pair_of(question, a, b)
    who = question.viewer.who
    latest = _latest(question, pair, who)
    if latest is not None and latest.decision == decision:
        standing = _standing(question, pair)
        other = (
            "a second reviewer must say so too, and that is somebody else"
            if standing.state == "pending"
            else "undo what was decided first, or say something else"
        )
        raise LinkError(
            f"{who} has already decided that {pair[0][:60]!r} and {pair[1][:60]!r} are "
            f"{decision!r}; {other}."
        )
    return f"{pair[0]} and {pair[1]}"


@service(DECIDE_LINKS, _decided)
def decide_link(
    question: Question, a: str, b: str, decision: str, reason: str, *, blind: bool = False
) -> Decided:
    """Say whether two references are the same person; the row and its line are written together.

    Where it would bring somebody on the list of the question or off it, it is used once a second
    reviewer, who is somebody else, says the same.

    Args:
        question: on the list that is looked at.
        a: a reference of a suspect or a victim, as it was loaded.
        b: another one.
        decision: `same`, `different` or `unsure`.
        reason: why.
        blind: whether the reviewer was not shown what anybody else said.

    Raises:
        LinkError: the decision is none of the three, there is no reason, both references are the
            same one, or this reviewer has said so already.
        UnknownSuspectError: nobody in the data has one of them.
        RegisterError: it cannot be written.
    """
    pair, voice = ordered(a, b), _voice(decision)
    moves = voice == "same" and _moves(question, pair, voice)
    row = question.workspace.register.decide_link(
        question.viewer.acting_as(acting_role(question.viewer, DECIDE_LINKS) or "analyst"),
        *pair,
        voice,
        reason.strip(),
        needs=TWO if moves else 1,
        blind=blind,
        version=question.version,
    )
    return _outcome(question, pair, row, moves=moves)


def _undone(question: Question, a: str, b: str, reason: str) -> str:
    """Which pair it is about; refused here, before anything is done."""
    _check_reason(reason)
    pair = ordered(a, b)
    found = _standing(question, pair)
    if found.state == "open":
        raise LinkError(
            f"Nothing is decided of {pair[0][:60]!r} and {pair[1][:60]!r}, so that there is "
            f"nothing to undo; what is decided stands under Decided on the page Duplicates, and "
            f"in `harmdesk link list`."
        )
    if question.viewer.who in found.undoing:
        raise LinkError(
            f"{question.viewer.who} has already undone the link of {pair[0][:60]!r} and "
            f"{pair[1][:60]!r}; a second reviewer must say so too, and that is somebody else."
        )
    return f"{pair[0]} and {pair[1]}"


@service(DECIDE_LINKS, _undone)
def undo_link(question: Question, a: str, b: str, reason: str) -> Decided:
    """Take back what was decided of two references; the list is then as it was before.

    Where that brings somebody on the list or off it, it needs two reviewers as well.

    Raises:
        LinkError: there is no reason, nothing is decided of the two, or this reviewer has undone
            it already.
        RegisterError: it cannot be written.
    """
    pair = ordered(a, b)
    in_use = _standing(question, pair).state == "same"
    moves = in_use and _moves(question, pair, "undone")
    row = question.workspace.register.undo_link(
        question.viewer.acting_as(acting_role(question.viewer, DECIDE_LINKS) or "analyst"),
        *pair,
        reason.strip(),
        needs=TWO if moves else 1,
        version=question.version,
    )
    return _outcome(question, pair, row, moves=moves)


def _voice(decision: str) -> Voice:
    found = next((voice for voice in DECISIONS if voice == decision), None)
    if found is None:
        raise LinkError(
            f"A decision is one of {', '.join(DECISIONS)}, and not {decision[:60]!r}; choose one "
            f"of these."
        )
    return found


def _check_reason(reason: str) -> None:
    if not any(letter.isalnum() for letter in reason) or len(reason.strip()) > MOST_LETTERS:
        raise LinkError(
            f"A decision on a link needs a reason of at most {MOST_LETTERS} letters, which is kept "
            f"with it; write one."
        )


def _reviews(question: Question) -> Sequence[Review]:
    return reviews_of(question.workspace.register.decided_links())


def _standing(question: Question, pair: Pair) -> Standing:
    own = [row for row in _reviews(question) if (row.a, row.b) == pair]
    return standings(own).get(pair, Standing())


def _latest(question: Question, pair: Pair, who: str) -> Review | None:
    """What a reviewer said last of a pair, since it was last undone by as many as it needs."""
    standing = _standing(question, pair)
    voices = {*standing.reviewers, *standing.against, *standing.unsure}
    own = [row for row in _reviews(question) if (row.a, row.b, row.who) == (*pair, who)]
    return own[-1] if own and who in voices else None


def _moves(question: Question, pair: Pair, decision: str) -> bool:
    """Whether somebody would come on the question's list or go off it."""
    reviews = list(_reviews(question))
    if decision == "undone":
        supposed = [row for row in reviews if (row.a, row.b) != pair]
    else:
        own = Review(number=NEXT, a=pair[0], b=pair[1], decision="same", who="", needs=1)
        others = [
            replace(row, needs=1) if (row.a, row.b) == pair else row
            for row in reviews
            if (row.a, row.b) != pair or row.decision != "different"
        ]
        supposed = [*others, own]
    store = question.workspace.store_at(question.spec.version)
    there = store.linked(Links(version=NEXT, standing=standings(supposed)))
    here = store.linked(question.workspace.links())
    return _listed(here, here, there, question) != _listed(there, here, there, question)


def _listed(store: Store, here: Store, there: Store, question: Question) -> frozenset[str]:
    """Who is on a list, by the reference that they would have with all links of both."""
    with store.reading():
        listed = rank_at(store, question.dated).listed["suspect_id"]
    return frozenset(
        here.persons.person_of(there.persons.person_of(here.persons.person_of(reference)))
        for reference in listed
    )


def _outcome(question: Question, pair: Pair, row: LinkRow, *, moves: bool) -> Decided:
    links = question.workspace.links()
    found = links.standing.get(pair, Standing())
    together = question.workspace.store_at(question.spec.version).linked(links).persons
    held = {why for each in together.held if pair in each.pairs for why in each.reasons}
    own = together.references_of(pair[0])
    return Decided(
        row=row,
        standing=found,
        moves=moves,
        waits=found.state == "pending" or bool(found.undoing),
        held=tuple(why for why in get_args(Held) if why in held and why != "pending"),
        references=own if pair[1] in own else (),
    )
