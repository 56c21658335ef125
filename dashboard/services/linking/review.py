"""Pairs that may be one person: which are to be reviewed, in which order, and which are decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

import polars as pl

from dashboard.services.linking.links import (
    Link,
    LinkList,
    lacks_second,
    list_links,
    second_readings,
    voices_of,
)
from dashboard.services.linking.proposals import THOUSANDTHS, perhaps_same, see_proposals
from dashboard.services.linking.register import is_compared, references_in
from dashboard.services.question import Question
from harm.days import TENTHS
from harm.suspects.reviews import Pair

#: Why a pair is to be reviewed: nobody has decided it; somebody could not say; one reviewer said
#: so, or wants it undone, and a second is missing; or it is read twice, and the second reader is
#: not shown what the first said.
Asks = Literal["open", "unsure", "pending", "undoing", "second reading"]

#: The pairs to be reviewed. What would change is empty where nobody has been compared yet, and of
#: a second reading, since it would tell what the first reader said.
QUEUE: Final = pl.Schema(
    {
        "a": pl.String(),
        "b": pl.String(),
        "asks": pl.Enum(get_args(Asks)),
        "weight": pl.Float64(),
        "band": pl.String(),
        "tenths_a": TENTHS(),
        "tenths_b": TENTHS(),
        "tenths": TENTHS(),
        "before": pl.UInt32(),
        "after": pl.UInt32(),
        "crosses": pl.Boolean(),
    }
)
_CHANGES: Final = ("tenths_a", "tenths_b", "tenths", "before", "after", "crosses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is to be reviewed, and what was decided.

    Attributes:
        queue: as `QUEUE`: first whoever would come on the list, then by the days gained, then by
            weight; then pairs that were decided or kept without being found, then second readings.
        decided: the other pairs, the heaviest first; none that the viewer is to read blind.
        links: every pair that was proposed or decided.
        people: how many references were compared; None: nobody was, so that the queue has only
            what was kept.
    """

    queue: pl.DataFrame
    decided: tuple[Link, ...]
    links: LinkList
    people: int | None


def answer_review(question: Question) -> Review:
    """What is to be reviewed, and what was decided; it compares nobody again.

    Raises:
        NotAllowedError: the viewer may not see pairs.
        RegisterError: what was decided cannot be read.
    """
    links = list_links(question)
    blind = frozenset(second_readings(question))
    found = see_proposals(question) if is_compared(question) else None
    states = {(link.a, link.b): link for link in links.links}
    pairs = QUEUE.to_frame() if found is None else found.pairs
    known = {(a, b) for a, b in pairs.select("a", "b").iter_rows()}
    others = [link for pair, link in states.items() if pair not in known]
    kept = pl.DataFrame(
        [
            (link.a, link.b, None if link.weight is None else link.weight / THOUSANDTHS, link.band)
            for link in others
        ],
        {name: QUEUE[name] for name in ("a", "b", "weight", "band")},
        orient="row",
    )
    every = pl.concat(
        [pairs.select(name for name in QUEUE.names() if name in pairs.columns), kept],
        how="diagonal",
    )
    asked = {pair: _asks(question.viewer.who, pair, states, blind) for pair in {*known, *states}}
    asks = [asked[a, b] for a, b in every.select("a", "b").iter_rows()]
    queue = every.with_columns(pl.Series("asks", asks, QUEUE["asks"])).filter(
        pl.col("asks").is_not_null()
    )
    is_open = pl.col("asks") != "second reading"
    queue = queue.with_columns(pl.when(is_open).then(pl.col(*_CHANGES))).select(
        pl.col(name).cast(dtype) for name, dtype in QUEUE.items()
    )
    return Review(
        queue=pl.concat([queue.filter(is_open), queue.filter(~is_open).sort("a", "b")]),
        decided=tuple(
            link for pair, link in states.items() if pair not in blind and _is_decided(link)
        ),
        links=links,
        people=None if found is None else found.people,
    )


def _asks(who: str, pair: Pair, states: Mapping[Pair, Link], blind: frozenset[Pair]) -> Asks | None:
    """What a pair asks of a reviewer; None: nothing."""
    if pair in blind:
        return "second reading"
    link = states.get(pair)
    if link is None or link.state in {"proposed", "undone"}:
        return "open"
    if link.undoing:
        return None if who in link.undoing else "undoing"
    if link.state in {"pending", "unsure"} and who not in link.who:
        return "pending" if link.state == "pending" else "unsure"
    return None


def _is_decided(link: Link) -> bool:
    return link.state not in {"proposed", "undone"}


def perhaps_also(question: Question, suspect_id: str) -> pl.DataFrame:
    """Whom a suspect may be as well, under each of their references, the likeliest first.

    Pairs that were decided to be different people are left out, but those that the viewer is to
    read without knowing of that.

    Returns:
        `own`, the suspect's reference; `other`, with `suspect_name`; `band` and `chance`.

    Raises:
        NotAllowedError: the viewer may not see pairs.
        UnknownSuspectError: nobody whom the viewer may see has the reference.
    """
    own = question.store.persons.references_of(suspect_id)
    found = pl.concat([perhaps_same(question, reference) for reference in own])
    standing, who = question.workspace.links().standing, question.viewer.who
    apart = [
        pair
        for pair, each in standing.items()
        if each.state == "different" and (who in voices_of(each) or not lacks_second(pair, each))
    ]
    ordered = found.with_columns(
        first=pl.min_horizontal("a", "b"), second=pl.max_horizontal("a", "b")
    )
    decided = pl.DataFrame(apart, {"first": pl.String, "second": pl.String}, orient="row")
    others = ordered.join(decided, on=["first", "second"], how="anti").filter(
        ~pl.col("b").is_in(own)
    )
    names = references_in(question).select(other="suspect_id", suspect_name="suspect_name")
    return (
        others.sort("weight", "a", "b", descending=[True, False, False])
        .unique("b", keep="first", maintain_order=True)
        .select("band", "chance", own="a", other="b")
        .join(names, on="other", how="left", maintain_order="left")
        .select("own", "other", "suspect_name", "band", "chance")
    )
