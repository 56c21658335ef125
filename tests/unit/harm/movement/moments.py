"""Lists of two records of the same people, and what changed from one to the other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from harm.movement.attribution import PARTS, Moment, changes
from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from tests.unit.harm.build import AS_OF, Cells, frame

TWO = Rules(top=2)


def numbered_alike(*records: Sequence[Cells]) -> list[Allegations]:
    """Several records of the same people, numbered as one store numbers them."""
    whole = Allegations.of(pl.concat([frame(*record) for record in records], how="diagonal"))
    rows = whole.rows.collect()
    numbered, begins = [], 0
    for record in records:
        numbered.append(replace(whole, rows=rows.slice(begins, len(record)).lazy()))
        begins += len(record)
    return numbered


def moment(
    allegations: Allegations,
    *,
    as_of: date = AS_OF,
    rules: Rules = TWO,
    index: str = "cchi-2020",
) -> Moment:
    """The list of a record, and what it rests on."""
    found = get_index(index)
    ranking = rank(allegations, rules=rules, index=found, as_of=as_of)
    return Moment(ranking, allegations, found)


def by_suspect(before: Moment, after: Moment) -> dict[str, dict[str, Any]]:
    """Each suspect's change, as `attribution.CHANGE`."""
    return {change["suspect_id"]: change for change in changes(before, after).iter_rows(named=True)}


def parts(before: Moment, after: Moment) -> dict[str, dict[str, object]]:
    """The parts that are not nothing, of each suspect."""
    return {
        suspect: {part: change[part] for part in PARTS if change[part]}
        for suspect, change in by_suspect(before, after).items()
    }
