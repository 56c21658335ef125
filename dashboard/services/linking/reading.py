"""Two records as a reviewer reads them: side by side, without a rank and without ethnicity."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, get_args

import polars as pl

from dashboard.access.actions import FOLLOW_LINK, SEE_LINKS
from dashboard.analysis.linking.known import KnownRegister, score_one
from dashboard.errors import UnknownSuspectError
from dashboard.register import LinkRow
from dashboard.register.links import ordered
from dashboard.services.gate import about, check_right, service
from dashboard.services.linking.decisions import NEXT, pair_of
from dashboard.services.linking.links import lacks_second, voices_of
from dashboard.services.linking.register import is_compared, pairs_found, references_in
from dashboard.services.question import Question
from dashboard.services.workspace import reviews_of
from dashboard.store.persons import Links
from harm.suspects.persons import Held
from harm.suspects.reviews import Pair, Review, Standing, Voice, standings

#: The crimes that a reference is named in: a row for each victim, oldest first. `as_victim`:
#: whether the reference is that of the victim, and not of a suspect.
CRIMES: Final = pl.Schema(
    {
        "recorded_on": pl.Date(),
        "crime_ref": pl.String(),
        "offence_title": pl.String(),
        "victim_id": pl.String(),
        "as_victim": pl.Boolean(),
    }
)
#: Of a bit, as the register keeps a weight.
THOUSANDTHS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded under one reference, as it was loaded.

    Attributes:
        reference: as it was loaded.
        name: as last recorded; None: none is, or it is that of a victim, who has no name here.
        born: date of birth, as last recorded.
        sex: F, M, X or U; None for a victim.
        home: the code of the home borough.
        crimes: as `CRIMES`.
    """

    reference: str
    name: str | None
    born: date | None
    sex: str | None
    home: str | None
    crimes: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Compared:
    """How alike two records are in one thing.

    Attributes:
        what: `name`, `born`, `sex`, `home` or an identifier of the force.
        level: what agrees.
        bits: that it adds to the weight, or takes away.
    """

    what: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Two records, and what was said of them.

    Attributes:
        records: both, in the order of their references.
        weight: of the evidence, in bits; None: the two were not weighed. It is no finding.
        compared: what the weight is made of.
        blind: whether the viewer is the second reader, who is not shown what the first said; all
            below is then empty, but what the two records alone speak for.
        standing: of the pair.
        rows: what was said of it, the first first.
        own: what the viewer says of it.
        held: why the pair is not used, where somebody says that they are the same.
        against: what would keep it from being used, if the viewer said so.
        is_one: whether the two count as one person now, by this pair or by others.
    """

    records: tuple[Recorded, Recorded]
    weight: float | None
    compared: tuple[Compared, ...]
    blind: bool
    standing: Standing = field(default_factory=Standing)
    rows: tuple[LinkRow, ...] = ()
    own: Voice | None = None
    held: tuple[Held, ...] = ()
    against: tuple[Held, ...] = ()
    is_one: bool = False


def _known_pair(question: Question, a: str, b: str) -> Pair:
    """Two references that the viewer may read side by side, in their order.

    Raises:
        LinkError: they are the same one.
        UnknownSuspectError: one of them is nobody's, or of somebody whom they may not see.
    """
    pair = pair_of(question, a, b)
    if question.scope is not None:
        people = references_in(question).filter(pl.col("suspect_id").is_in(pair))
        seen = question.visible(
            people.with_columns(pl.col("suspect_id").replace(dict(question.store.persons.called)))
        )
        if seen.height < people.height:
            raise UnknownSuspectError(
                f"The references {pair[0][:60]!r} and {pair[1][:60]!r} are not both among those "
                f"you may see; check them against the list, where references stand as they were "
                f"loaded."
            )
    return pair


def _named_pair(question: Question, a: str, b: str) -> str:
    return " and ".join(_known_pair(question, a, b))


@service(FOLLOW_LINK, about("a link"))
def link_to_pair(question: Question, a: str, b: str) -> tuple[str, str]:
    """The tokens that a link to two records has, which name nobody, in the order of the two.

    Raises:
        LinkError: they are the same one.
        NotAllowedError: the viewer may not read pairs.
        UnknownSuspectError: one of them is nobody's, or of somebody whom they may not see.
    """
    check_right(question, SEE_LINKS)
    first, second = _known_pair(question, a, b)
    register = question.workspace.register
    return register.link(first), register.link(second)


@service(SEE_LINKS, _named_pair)
def read_pair(question: Question, a: str, b: str) -> Reading:
    """Two records side by side; whoever reads as the second is not shown what the first said.

    Raises:
        LinkError: they are the same one.
        UnknownSuspectError: one of them is nobody's, or of somebody whom the viewer may not see.
        RegisterError: what was decided cannot be read.
    """
    pair = ordered(a, b)
    decided = question.workspace.register.decided_links()
    rows = tuple(row for row in decided if (row.a, row.b) == pair)
    standing = standings(reviews_of(rows)).get(pair, Standing())
    who = question.viewer.who
    weight, compared = _evidence(question, pair)
    blind = lacks_second(pair, standing) and who not in voices_of(standing)
    records = (_recorded(question, pair[0]), _recorded(question, pair[1]))
    if blind:
        against = _against(question, pair, [])
        return Reading(
            records=records, weight=weight, compared=compared, blind=True, against=against
        )
    together = question.store.persons
    held = {why for each in together.held if pair in each.pairs for why in each.reasons}
    return Reading(
        records=records,
        weight=weight,
        compared=compared,
        blind=False,
        standing=standing,
        rows=rows,
        own=_own(standing, who),
        held=_in_order(held),
        against=_against(question, pair, reviews_of(decided)),
        is_one=pair[1] in together.references_of(pair[0]),
    )


def _own(standing: Standing, who: str) -> Voice | None:
    voices: Mapping[Voice, tuple[str, ...]] = {
        "same": standing.reviewers,
        "different": standing.against,
        "unsure": standing.unsure,
    }
    return next((voice for voice, reviewers in voices.items() if who in reviewers), None)


def _in_order(reasons: set[Held]) -> tuple[Held, ...]:
    return tuple(why for why in get_args(Held) if why in reasons)


def _against(question: Question, pair: Pair, reviews: Sequence[Review]) -> tuple[Held, ...]:
    """What would keep a pair from being used, if the viewer said that it is one person."""
    own = Review(
        number=NEXT, a=pair[0], b=pair[1], decision="same", who=question.viewer.who, needs=1
    )
    supposed = Links(version=NEXT, standing=standings([*reviews, own]))
    held = question.workspace.store_at(question.version).linked(supposed).persons.held
    reasons = {why for each in held if pair in each.pairs for why in each.reasons}
    return _in_order(reasons - {"pending"})


def _recorded(question: Question, reference: str) -> Recorded:
    people = references_in(question).filter(pl.col("suspect_id") == reference)
    own: dict[str, Any] = people.row(0, named=True) if people.height else {}
    suspects = question.workspace.store_at(question.version).suspects
    named = suspects.crimes_of(reference).filter(pl.col("suspect_id") == reference)
    harmed = suspects.linked(reference).filter(pl.col("victim_id") == reference)
    rows = [
        frame.with_columns(pl.lit(value).alias("as_victim"))
        for frame, value in ((named, False), (harmed, True))
    ]
    crimes = (
        pl.concat(rows)
        .with_columns(pl.coalesce("offence_title", "offence_code").alias("offence_title"))
        .select(pl.col(name).cast(dtype) for name, dtype in CRIMES.items())
        .unique()
        .sort("recorded_on", "crime_ref", "victim_id", "as_victim", "offence_title")
    )
    return Recorded(
        reference=reference,
        name=own.get("suspect_name"),
        born=own.get("suspect_born"),
        sex=own.get("suspect_sex"),
        home=own.get("suspect_home_borough"),
        crimes=crimes,
    )


def _evidence(question: Question, pair: Pair) -> tuple[float | None, tuple[Compared, ...]]:
    """The weight of a pair, and what it is made of, from what has been worked out already."""
    if is_compared(question):
        of_pair = pl.col("a").eq(pair[0]) & pl.col("b").eq(pair[1])
        return _weighed(pairs_found(question).filter(of_pair))
    store = question.workspace.store_at(question.version)
    known = question.workspace.recall(store, ("known",))
    if isinstance(known, KnownRegister):
        own = references_in(question).filter(pl.col("suspect_id") == pair[0])
        return _weighed(score_one(own, known).filter(pl.col("b") == pair[1]))
    rows = question.workspace.register.links()
    kept = [row for row in rows if (row.a, row.b) == pair and row.weight is not None]
    if not kept or kept[-1].weight is None:
        return None, ()
    levels = json.loads(kept[-1].levels or "{}")
    compared = (Compared(what, one["level"], one["bits"]) for what, one in levels.items())
    return kept[-1].weight / THOUSANDTHS, tuple(compared)


def _weighed(found: pl.DataFrame) -> tuple[float | None, tuple[Compared, ...]]:
    if found.is_empty():
        return None, ()
    row = found.row(0, named=True)
    compared = [name.removesuffix("_level") for name in row if name.endswith("_level")]
    return float(row["weight"]), tuple(
        Compared(what, str(row[f"{what}_level"]), float(row[f"{what}_bits"])) for what in compared
    )
