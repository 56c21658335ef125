"""What is supposed gives what ranking the changed record again gives; so with what few take off."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from harm.offences.indices import get as get_index
from harm.record.allegations import complete
from harm.scoring.ranking import Ranking
from harm.scoring.rules import Rules
from harm.stability.fragility import fragility
from harm.stability.pieces import MOST
from harm.stability.what_if import Scenario, place, what_if
from tests.depth import examples
from tests.oracle.rules import Row
from tests.property import pools
from tests.property.bridge import INDICES, frame_of, ranked
from tests.property.strategies import rows, rules


@dataclass(frozen=True)
class Case:
    """A record, whose it is that is supposed to be another, and what a list rests on."""

    rows: list[Row]
    suspect: str
    rules: Rules
    as_of: date
    index: str

    def ranked(self, rows: list[Row] | None = None) -> Ranking:
        index = get_index(self.index)
        return ranked(self.rows if rows is None else rows, self.rules, self.as_of, index)

    @property
    def crimes(self) -> pl.DataFrame:
        """What is asked for: no more than the rows that the places may depend on."""
        named = {row["crime_ref"] for row in self.rows if row["suspect_id"] == self.suspect}
        if self.rules.co_suspects == "equal_share":
            beside = {row["suspect_id"] for row in self.rows if row["crime_ref"] in named} - {None}
            named = {row["crime_ref"] for row in self.rows if row["suspect_id"] in beside}
        return complete(frame_of([row for row in self.rows if row["crime_ref"] in named]))

    @property
    def record(self) -> pl.DataFrame:
        """What is known of death and youth of everyone."""
        known = ("suspect_id", "suspect_situation", "suspect_born")
        return complete(frame_of(self.rows)).select(known)

    def without(self, crimes: Collection[object]) -> list[Row]:
        """The record in which the suspect is not named in some crimes."""
        return [
            row
            for row in self.rows
            if row["suspect_id"] != self.suspect or row["crime_ref"] not in crimes
        ]


def like_row(as_of: date) -> st.SearchStrategy[Row]:
    """A row that counts and is much like the others, in one of many crimes."""
    return st.fixed_dictionaries(
        {
            "crime_ref": st.sampled_from([f"C{number}" for number in range(7)]),
            "suspect_id": st.sampled_from(["S9", "S9", "S9", "S10", "s1"]),
            "offence_code": st.sampled_from(["019/08", "019/08", "008/67"]),
            "victim_id": st.sampled_from(["V1", "V2", "V3", None]),
            "victim_sex": st.just("F"),
            "recorded_on": st.sampled_from([as_of - timedelta(days=age) for age in (0, 1, 90)]),
        }
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    chosen = draw(rules() | st.builds(Rules, top=st.integers(1, 3)))
    as_of = draw(st.sampled_from(pools.AS_OF))
    record = draw(rows(as_of, chosen.window_days) | st.lists(like_row(as_of), max_size=16))
    suspect = draw(st.sampled_from([one for one in pools.SUSPECTS if one]))
    return Case(record, suspect, chosen, as_of, draw(st.sampled_from(INDICES)))


@st.composite
def changes(draw: st.DrawFn) -> Scenario:
    crime = st.sampled_from(pools.CRIMES)
    offences = st.tuples(crime, st.sampled_from(pools.OFFENCES)).map(lambda one: (one[0], *one[1]))
    return Scenario(
        left_out=draw(st.frozensets(crime, max_size=3)),
        offences=tuple(draw(st.lists(offences, max_size=2, unique_by=lambda one: one[0]))),
    )


def changed(case: Case, supposed: Scenario) -> list[Row]:
    named = {crime: offence for crime, *offence in supposed.offences}
    answer = [dict(row) for row in case.without(supposed.left_out)]
    for row in answer:
        if row["suspect_id"] == case.suspect and row["crime_ref"] in named:
            row["offence_code"], row["offence_title"] = named[str(row["crime_ref"])]
    return list(answer)


@settings(max_examples=examples(250))
@given(case=cases(), supposed=changes(), with_record=st.booleans())
def test_what_is_supposed_gives_the_place_that_the_changed_record_gives(
    *, case: Case, supposed: Scenario, with_record: bool
) -> None:
    found = what_if(
        case.ranked(),
        case.crimes,
        case.suspect,
        supposed,
        index=get_index(case.index),
        record=case.record if with_record or case.rules.co_suspects == "equal_share" else None,
    )
    assert found == place(case.ranked(changed(case, supposed)), case.suspect)


@settings(max_examples=examples(200))
@given(cases())
def test_the_fewest_that_take_somebody_off_and_all_that_alone_do_are_those_that_trying_all_finds(
    case: Case,
) -> None:
    ranking = case.ranked()
    found = fragility(
        ranking, case.crimes, case.suspect, index=get_index(case.index), record=case.record
    )
    if not place(ranking, case.suspect).listed:
        assert (found.changes, found.crimes) == (0, ())
        return
    named = sorted(
        {str(row["crime_ref"]) for row in case.rows if row["suspect_id"] == case.suspect}
    )
    fewest = next(
        (
            size
            for size in range(1, MOST + 1)
            if any(takes_off(case, removed) for removed in combinations(named, size))
        ),
        None,
    )
    assert found.changes == fewest
    assert len(found.crimes) == (fewest or 0)
    assert fewest is None or takes_off(case, found.crimes)
    alone = {crime for crime in named if takes_off(case, [crime])}
    assert {single.crime_ref for single in found.singles} == alone
    assert len(found.singles) == len(alone)
    assert [single.tenths for single in found.singles] == sorted(
        (single.tenths for single in found.singles), reverse=True
    )
    assert found.crimes[:1] == tuple(single.crime_ref for single in found.singles)[:1] or not alone


def takes_off(case: Case, removed: Collection[str]) -> bool:
    return not place(case.ranked(case.without(removed)), case.suspect).listed
