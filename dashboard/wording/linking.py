"""Which references are one person, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dashboard.services.linking.decisions import Decided
from dashboard.services.linking.links import LinkList
from dashboard.wording.formats import counted
from harm.suspects.persons import MOST, YEARS, Held

#: Why a link is not used, as the end of a sentence.
HELD: Final[Mapping[Held, str]] = {
    "pending": "a second reviewer has not said so yet",
    "disputed": "two reviewers say the opposite of this pair",
    "contradiction": "two of the references are said to be different people",
    "cluster": f"more than {MOST} references would be one person",
    "sexes": "different sexes are recorded of them",
    "births": f"dates of birth more than {YEARS} years apart are recorded of them",
    "bridge": "this pair alone joins two groups of references",
}
#: What settles each of these.
SETTLED: Final = (
    "It is used once it is settled: by a second reviewer who says the same, or by undoing what is "
    "wrong."
)


def in_held_words(reasons: Sequence[Held]) -> str:
    """Why a pair is not used; empty where nothing speaks against it."""
    return "; ".join(HELD[reason] for reason in reasons)


def in_decided_words(done: Decided) -> str:
    """What became of a decision, in a few sentences."""
    row, standing = done.row, done.standing
    pair = f"{row.a} and {row.b}"
    if row.decision == "undone":
        if done.waits:
            return (
                f"The link of {pair} is to be undone. That brings somebody on the list or off it, "
                f"and a second reviewer is missing: it stays in use until somebody else undoes it "
                f"too."
            )
        return f"What was decided of {pair} is undone; they count as they did before."
    if row.decision == "different":
        begin = f"{pair} are kept as different people."
    elif row.decision == "unsure":
        begin = f"Nothing is changed of {pair}: {row.who} cannot say."
    elif done.waits:
        return (
            f"{pair} are to be one person. That brings somebody on the list or off it, and a "
            f"second reviewer is missing: it is not used until somebody else says the same."
        )
    elif done.references:
        first, *others = done.references
        return f"{first} and {', '.join(others)} count as one person, called {first}."
    else:
        begin = f"{pair} are said to be the same person."
    if done.held and standing.state in {"same", "disputed"}:
        return f"{begin} It is not used: {in_held_words(done.held)}. {SETTLED}"
    return begin


def in_links_words(found: LinkList) -> str:
    """How many pairs there are, how many people have several references, and how far two agree."""
    people = counted(len(found.people), "person", "people")
    words = f"{counted(len(found.links), 'pair')}; {people} with several references."
    both = found.agreement
    if not both.pairs:
        return words
    kappa = "not known" if both.kappa is None else f"{both.kappa / 1000:.2f}"
    return (
        f"{words} Read twice: {counted(both.pairs, 'pair')}, {both.agreed:,} with the same word; "
        f"Cohen's kappa {kappa}."
    )
