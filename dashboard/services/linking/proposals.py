"""Which references the matching thinks are one person, and what that would change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.access.actions import DECIDE_LINKS, SEE_LINKS
from dashboard.access.policy import acting_role
from dashboard.analysis.linking.known import score_one
from dashboard.errors import UnknownSuspectError
from dashboard.register.links import Proposal
from dashboard.services.gate import about, service
from dashboard.services.linking.goodness import raise_bands
from dashboard.services.linking.register import known_people, pairs_found, references_in
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from harm.offences import indices
from harm.suspects.merging import merge_pairs

#: Of a bit, as the register keeps a weight.
THOUSANDTHS: Final = 1_000


@dataclass(frozen=True)
class Proposals:
    """Pairs of references that may be one person, those that would change most first.

    Attributes:
        pairs: `a`, `b`, `weight` in bits, `chance`, `band`, `model`, for each comparison its level
            and bits; and what it would change, as `harm.suspects.merging.MERGED`: `tenths_a`,
            `tenths_b`, `tenths`, `before`, `after`, `crosses`, `gained`. First whoever would come
            on the list, then by `gained`, then by weight.
        written: how many of them are new in the register; 0 where they were only looked at.
        people: how many references were compared.
    """

    pairs: pl.DataFrame
    written: int
    people: int


@service(SEE_LINKS, about("pairs that may be one person"))
def see_proposals(question: Question) -> Proposals:
    """The pairs that may be one person, and what each would change; nothing is kept.

    Pairs of anybody whom the viewer may not see, or who is restricted, are left out.
    """
    return _proposals(question)


@service(DECIDE_LINKS, about("proposals of the matching"))
def propose_links(question: Question) -> Proposals:
    """Keep the pairs that may be one person as proposals; nothing is decided by it.

    A pair that was proposed in the same way before is not written again.

    Raises:
        RegisterError: they cannot be written.
    """
    found = _proposals(question)
    rows = [
        Proposal(
            a=row["a"],
            b=row["b"],
            weight=round(row["weight"] * THOUSANDTHS),
            levels=_levels(row),
            model=row["model"],
        )
        for row in found.pairs.sort("a", "b").iter_rows(named=True)
    ]
    acting = question.viewer.acting_as(acting_role(question.viewer, DECIDE_LINKS) or "analyst")
    written = question.workspace.register.propose_links(acting, rows, version=question.version)
    return Proposals(found.pairs, len(written), found.people)


@service(SEE_LINKS, lambda _, suspect_id: f"whom {suspect_id[:60]} may be as well")
def perhaps_same(question: Question, suspect_id: str) -> pl.DataFrame:
    """Whom a reference may be as well, as `find_pairs`, the likeliest first.

    Raises:
        UnknownSuspectError: nobody whom the viewer may see has the reference.
    """
    people = question.visible(references_in(question))
    own = people.filter(pl.col("suspect_id") == suspect_id)
    if own.is_empty():
        raise UnknownSuspectError(
            f"Nobody in the data has the reference {suspect_id[:60]!r}; check it against the list, "
            f"where references stand as they were loaded."
        )
    return _visible(question, score_one(own, known_people(question)))


@service(SEE_LINKS, about("whom new references may be"))
def score_new(question: Question, nominals: pl.DataFrame) -> pl.DataFrame:
    """Whom new references may be, of everybody in the record.

    Args:
        question: on the record before they are loaded.
        nominals: the new references, as `REGISTER`, each once.

    Returns:
        As `score_one`: `a` is new, `b` is known.
    """
    found = score_one(nominals, known_people(question))
    return question.visible(found.rename({"b": "suspect_id"})).rename({"suspect_id": "b"})


def _proposals(question: Question) -> Proposals:
    people = references_in(question)
    pairs = _visible(question, raise_bands(question, pairs_found(question), people))
    together = question.store.persons
    numbers = dict(question.store.suspects.everyone().select("suspect_id", "suspect").iter_rows())
    both = pl.DataFrame(
        {
            side: [numbers.get(together.person_of(ref)) for ref in pairs[side]]
            for side in ("a", "b")
        },
        schema={"a": pl.UInt32, "b": pl.UInt32},
    )
    changes = merge_pairs(
        both,
        in_window(question.store, question.spec.rules, question.as_of),
        question.ranking,
        rules=question.spec.rules,
        index=indices.get(question.spec.index),
        as_of=question.as_of,
    )
    ordered = pl.concat([pairs, changes.drop("a", "b")], how="horizontal").sort(
        *("crosses", "gained", "weight", "a", "b"),
        descending=[True, True, True, False, False],
    )
    return Proposals(ordered, 0, people.height)


def _visible(question: Question, pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of whom the viewer may see both."""
    for side in ("a", "b"):
        pairs = question.visible(pairs.rename({side: "suspect_id"})).rename({"suspect_id": side})
    return pairs


def _levels(row: dict[str, object]) -> str:
    """How alike the two are in each comparison, as JSON."""
    compared = [name.removesuffix("_level") for name in row if name.endswith("_level")]
    levels = {
        name: {"level": row[f"{name}_level"], "bits": row[f"{name}_bits"]} for name in compared
    }
    return json.dumps(levels, sort_keys=True)
