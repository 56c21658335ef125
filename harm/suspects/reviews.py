"""What reviewers said of pairs of references, and how each pair stands after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Voice = Literal["same", "different", "unsure"]
Decision = Literal["proposed", "same", "different", "unsure", "undone"]
State = Literal["open", "pending", "same", "different", "unsure", "disputed"]

#: Two references, the one that comes first in the alphabet first.
Pair = tuple[str, str]

#: Reviewers who settle what speaks against a pair, by saying the same of it.
SETTLES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What somebody said of two references.

    Attributes:
        number: later is higher.
        a: the reference that comes first in the alphabet.
        b: the other one.
        decision: what they said; `undone` takes back what was said of the pair until then.
        who: the reviewer.
        needs: how many reviewers must say so before it is used.
    """

    number: int
    a: str
    b: str
    decision: Decision
    who: str
    needs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a pair stands after everything that was said of it.

    Attributes:
        state: of the pair; `open` where nothing was said, or all of it was undone.
        reviewers: whoever says that they are the same.
        against: whoever says that they are different.
        unsure: whoever cannot say.
        undoing: whoever wants it undone, where a second reviewer for that is missing.
    """

    state: State = "open"
    reviewers: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    undoing: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether two different reviewers say the same, whatever speaks against the pair."""
        return self.state == "same" and len(self.reviewers) >= SETTLES


def standings(reviews: Iterable[Review]) -> dict[Pair, Standing]:
    """How each pair stands, whatever the order in which the rows come.

    Args:
        reviews: every row; proposals change nothing.
    """
    pairs: dict[Pair, Voices] = defaultdict(Voices)
    for row in sorted(reviews, key=lambda row: row.number):
        pairs[row.a, row.b].hear(row)
    return {pair: pairs[pair].standing() for pair in sorted(pairs)}


@dataclass(slots=True)
class Voices:
    """What each reviewer said last of one pair, since it was last undone."""

    latest: dict[str, Review] = field(default_factory=dict)
    undoing: dict[str, int] = field(default_factory=dict)

    def hear(self, row: Review) -> None:
        """Take in the next row."""
        if row.decision == "undone":
            self.undoing[row.who] = row.needs
            if len(self.undoing) >= max(self.undoing.values()):
                self.latest, self.undoing = {}, {}
        elif row.decision != "proposed":
            self.latest[row.who] = row
            self.undoing = {}

    def standing(self) -> Standing:
        """How the pair stands now."""
        by = {
            decision: tuple(sorted(w for w, row in self.latest.items() if row.decision == decision))
            for decision in ("same", "different", "unsure")
        }
        return Standing(
            state=self._state(by),
            reviewers=by["same"],
            against=by["different"],
            unsure=by["unsure"],
            undoing=tuple(sorted(self.undoing)),
        )

    def _state(self, by: Mapping[str, tuple[str, ...]]) -> State:
        if by["same"] and by["different"]:
            return "disputed"
        if by["same"]:
            needs = max(self.latest[who].needs for who in by["same"])
            return "same" if len(by["same"]) >= needs else "pending"
        if by["different"]:
            return "different"
        return "unsure" if by["unsure"] else "open"
