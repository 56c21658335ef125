"""The places of many, each without some allegations, are those of one what-if after another."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings

from harm.assurance.grounds import DOUBTFUL, PARTS, carried, divided, resting_on
from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.stability.what_if import Scenario, what_if
from harm.stability.without import places_without
from tests.depth import examples
from tests.property.bridge import frame_of
from tests.property.test_whatif import Case, cases


def kinds_of(case: Case) -> tuple[Allegations, pl.DataFrame]:
    """The record, and what everyone assessed carries from each crime."""
    known = Allegations.of(frame_of(case.rows))
    ranking = case.ranked()
    found = carried(
        known,
        ranking.table["suspect"],
        rules=ranking.rules,
        index=get_index(case.index),
        as_of=ranking.as_of,
        also=[pl.col("crime_ref").first()],
    )
    return known, found


@settings(max_examples=examples(200))
@given(case=cases())
def test_the_parts_of_each_kind_sum_to_every_score(case: Case) -> None:
    ranking = case.ranked()
    _, found = kinds_of(case)
    parts = divided(found)
    scores = dict(ranking.table.select("suspect", "tenths").iter_rows())
    counts = dict(ranking.table.select("suspect", "allegations").iter_rows())
    for kind in PARTS:
        sums = parts.filter(pl.col("kind") == kind).group_by("suspect")
        assert dict(sums.agg(pl.col("tenths").sum()).iter_rows()) == scores
        assert dict(sums.agg(pl.col("allegations").sum()).iter_rows()) == counts


@settings(max_examples=examples(200))
@given(case=cases())
def test_the_whole_list_at_once_is_every_suspect_one_by_one(case: Case) -> None:
    ranking = case.ranked()
    known, found = kinds_of(case)
    index = get_index(case.index)
    odd = found.filter(pl.col("crime") % 2 == 1).select("suspect", "crime")
    for rows in (odd, *(resting_on(found, ground) for ground in DOUBTFUL)):
        places = places_without(known, ranking, rows, index=index)
        assert places["suspect"].to_list() == sorted(set(rows["suspect"]))
        for suspect, position, tenths, listed in places.iter_rows():
            reference = ranking.table.filter(suspect=suspect)["suspect_id"].item()
            crimes = found.join(rows, on=["suspect", "crime"], how="semi").filter(suspect=suspect)
            own = Case(case.rows, reference, case.rules, case.as_of, case.index)
            alone = what_if(
                ranking,
                own.crimes,
                reference,
                Scenario(left_out=frozenset(crimes["crime_ref"])),
                index=index,
                record=own.record,
            )
            assert (position, tenths, listed) == (alone.position, alone.tenths, alone.listed)
