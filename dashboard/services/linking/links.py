"""Every pair that was proposed or decided, and how far reviewers agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

import polars as pl

from dashboard.access.actions import SEE_LINKS
from dashboard.errors import LinkError
from dashboard.register import LinkRow
from dashboard.services.gate import about, service
from dashboard.services.linking.goodness import raised_bits
from dashboard.services.linking.register import (
    decisions_key,
    is_compared,
    pairs_found,
    references_in,
)
from dashboard.services.question import Question
from dashboard.services.workspace import reviews_of
from harm.suspects.agreement import Agreement, agreement, is_read_twice
from harm.suspects.persons import Held
from harm.suspects.reviews import Pair, Standing, standings

State = Literal["proposed", "pending", "used", "held", "different", "unsure", "undone"]
Band = Literal["very likely", "likely", "possible", "unlikely"]

STATES: Final[tuple[State, ...]] = get_args(State)
#: Of a bit, as weights are kept.
THOUSANDTHS: Final = 1_000
#: The least weight of each band, in thousandths of a bit.
BANDS: Final[tuple[tuple[Band, int], ...]] = (
    ("very likely", 6_000),
    ("likely", 2_000),
    ("possible", -2_000),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A pair of references, and how it stands.

    Attributes:
        a: the reference that comes first in the alphabet.
        b: the other one.
        weight: of the evidence, in thousandths of a bit; None: it was not weighed.
        band: of the weight; None where there is none. Of a group of names of which too many pairs
            turned out to be two people the upper bands are raised, by `raised`.
        levels: how alike the two are in each comparison, as JSON; None where it was not weighed.
        decision: the word of the last row of the pair.
        state: what came of all its rows.
        who: reviewers who said what the state says; of a proposal, who let the matching run.
        held: why it is not used, where somebody says that they are the same.
        needs_second_reading: whether it is one of those that are read twice, and was read once.
        undoing: whoever wants it undone, where a second reviewer for that is missing.
        raised: by how many thousandths of a bit its upper bands are raised.
    """

    a: str
    b: str
    weight: int | None
    band: Band | None
    levels: str | None
    decision: str
    state: State
    who: tuple[str, ...]
    held: tuple[Held, ...] = ()
    needs_second_reading: bool = False
    undoing: tuple[str, ...] = ()
    raised: int = 0


@dataclass(frozen=True, slots=True)
class LinkList:
    """The pairs, and how far reviewers agree.

    Attributes:
        links: by weight, the heaviest first, then by reference.
        version: of the links; 0: nobody is linked.
        people: the references of each person who has several.
        agreement: of pairs that two reviewers read, the second without knowing of the first.
    """

    links: tuple[Link, ...]
    version: int
    people: tuple[tuple[str, ...], ...]
    agreement: Agreement


def band_of(weight: int | None, raised: int = 0) -> Band | None:
    """The band of a weight in thousandths of a bit; None where there is no weight.

    Args:
        weight: of the evidence.
        raised: how many thousandths more than usual the upper bands ask for.
    """
    if weight is None:
        return None
    more = dict.fromkeys(("very likely", "likely"), raised)
    return next((band for band, least in BANDS if weight >= least + more.get(band, 0)), "unlikely")


def _listing(_: Question, state: str | None = None) -> str:
    if state is not None and state not in STATES:
        raise LinkError(
            f"Links have the states {', '.join(STATES)}, and not {state[:60]!r}; choose one of "
            f"these."
        )
    return "links" if state is None else f"links: {state}"


@service(SEE_LINKS, _listing)
def list_links(question: Question, state: str | None = None) -> LinkList:
    """Every pair that was proposed or decided, but those of anybody who is restricted.

    Args:
        question: on the record as it is now.
        state: only pairs of this state; None: all.

    Raises:
        LinkError: there is no such state.
        RegisterError: they cannot be read.
    """
    register, persons = question.workspace.register, question.store.persons
    rows = register.links()
    by_pair: dict[Pair, list[LinkRow]] = defaultdict(list)
    for row in rows:
        if row.a is not None and row.b is not None:
            by_pair[row.a, row.b].append(row)
    found = standings(reviews_of(rows))
    held: dict[Pair, set[Held]] = defaultdict(set)
    for each in persons.held:
        for pair in each.pairs:
            held[pair] |= {*each.reasons}
    hidden, raised = question.restrictions.people, _raised(question, by_pair)
    links = [
        _link(pair, own, found[pair], held[pair], max(raised.get(each, 0.0) for each in pair))
        for pair, own in by_pair.items()
        if not hidden & {*pair, *map(persons.person_of, pair)}
    ]
    links.sort(key=lambda link: (link.weight is None, -(link.weight or 0), link.a, link.b))
    return LinkList(
        links=tuple(link for link in links if state is None or link.state == state),
        version=persons.version,
        people=tuple(own for own in persons.people if not hidden & {*own}),
        agreement=agreement(_readings(by_pair.values())),
    )


@service(SEE_LINKS, about("pairs that are read twice"))
def second_readings(question: Question) -> tuple[Pair, ...]:
    """The pairs that the viewer is to read as the second reviewer, in order.

    It names no decision: whoever reads a pair a second time does not know of the first.
    """
    rows = [row for row in question.workspace.register.decided_links() if row.a and row.b]
    found, persons = standings(reviews_of(rows)), question.store.persons
    hidden, who = question.restrictions.people, question.viewer.who
    return tuple(
        pair
        for pair, standing in found.items()
        if lacks_second(pair, standing)
        and who not in voices_of(standing)
        and not hidden & {*pair, *map(persons.person_of, pair)}
    )


def _raised(question: Question, by_pair: Mapping[Pair, list[LinkRow]]) -> Mapping[str, float]:
    """By how many bits the bands of each reference are raised, as proposals have it.

    Where nobody was compared in this program it rests on the pairs that the register has, which are
    all that were found where proposals were kept.
    """
    weights = [(*pair, _weight_of(rows)) for pair, rows in by_pair.items()]
    known = [(a, b, weight / THOUSANDTHS) for a, b, weight in weights if weight is not None]
    if not known:
        return {}

    def work() -> Mapping[str, float]:
        schema = {"a": pl.String, "b": pl.String, "weight": pl.Float64}
        pairs = pl.DataFrame(known, schema, orient="row")
        if is_compared(question):
            pairs = pairs_found(question)
        return raised_bits(question, pairs, references_in(question))

    about = ("raised", decisions_key(question), len(known), is_compared(question))
    return question.remember(about, work)


def _weight_of(rows: list[LinkRow]) -> int | None:
    """The weight of a pair, as it was last written down."""
    return next((row.weight for row in reversed(rows) if row.weight is not None), None)


def _link(
    pair: Pair, rows: list[LinkRow], standing: Standing, held: set[Held], raised: float
) -> Link:
    weighed = next((row for row in reversed(rows) if row.weight is not None), None)
    weight, more = _weight_of(rows), round(raised * THOUSANDTHS)
    last = next((row for row in reversed(rows) if row.decision != "proposed"), rows[-1])
    state = _state(standing, last, held)
    return Link(
        a=pair[0],
        b=pair[1],
        weight=weight,
        band=band_of(weight, more),
        levels=None if weighed is None else weighed.levels,
        decision=last.decision,
        state=state,
        who=voices_of(standing) or (last.who,),
        held=tuple(why for why in get_args(Held) if why in held),
        needs_second_reading=lacks_second(pair, standing),
        undoing=standing.undoing,
        raised=more,
    )


def _state(standing: Standing, last: LinkRow, held: set[Held]) -> State:
    match standing.state:
        case "same":
            return "held" if held else "used"
        case "disputed":
            return "held"
        case "pending" | "different" | "unsure" as state:
            return state
    return "undone" if last.decision == "undone" else "proposed"


def voices_of(standing: Standing) -> tuple[str, ...]:
    """Whoever said anything of a pair that was not taken back, in order."""
    return tuple(sorted({*standing.reviewers, *standing.against, *standing.unsure}))


def lacks_second(pair: Pair, standing: Standing) -> bool:
    """Whether a pair is one of those that are read twice, and was read once."""
    return is_read_twice(*pair) and len(voices_of(standing)) == 1


def _readings(pairs: Iterable[list[LinkRow]]) -> list[tuple[str, str]]:
    """What the first and the second reviewer said of each pair that was read blind as well."""
    readings: list[tuple[str, str]] = []
    for rows in pairs:
        reviews = [row for row in rows if row.decision not in {"proposed", "undone"}]
        blind = next((row for row in reviews if row.blind and row.who != reviews[0].who), None)
        if blind is not None:
            readings.append((reviews[0].decision, blind.decision))
    return readings
