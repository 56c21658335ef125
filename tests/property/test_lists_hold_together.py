"""What must be true of every list, whoever is on it."""

from dataclasses import asdict
from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from harm.scoring.rules import Rules, Ties
from tests.depth import examples
from tests.oracle.listing import as_known
from tests.oracle.rules import Row
from tests.property import pools
from tests.property.bridge import ranked, scores
from tests.property.strategies import Case, cases, counting_row, rows, rules

AS_OF = date(2026, 2, 28)
QUICK = settings(max_examples=examples(60))


@QUICK
@given(case=cases(), data=st.data())
def test_shuffling_the_rows_changes_nothing(case: Case, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(case.rows))
    first = ranked(case.rows, case.rules, case.as_of)
    second = ranked(shuffled, case.rules, case.as_of)
    for_people = pl.exclude("suspect")  # a number that means nothing outside its frame
    assert first.table.select(for_people).equals(second.table.select(for_people))
    assert first.unmapped.equals(second.unmapped)
    assert first.cut == second.cut


@QUICK
@given(case=cases(), data=st.data())
def test_a_repeated_row_scores_once_where_a_crime_counts_once(
    case: Case, data: st.DataObject
) -> None:
    once = Rules(**{**asdict(case.rules), "victim_rows": "once"})
    repeated = data.draw(st.lists(st.sampled_from(case.rows))) if case.rows else []
    before = ranked(case.rows, once, case.as_of)
    after = ranked(case.rows + repeated, once, case.as_of)
    scored = pl.exclude("suspect", "unmapped")
    assert before.table.select(scored).equals(after.table.select(scored))


@QUICK
@given(first=rows(AS_OF), second=rows(AS_OF), chosen=rules())
def test_scores_of_separate_crimes_add_up(
    first: list[Row], second: list[Row], chosen: Rules
) -> None:
    everyone = _assessing_everyone(chosen)
    known = as_known([*first, *second])  # a death or a youth that one part tells, both must
    first, second = known[: len(first)], known[len(first) :]
    elsewhere: list[Row] = [{**row, "crime_ref": f"D{row['crime_ref']}"} for row in second]
    apart = [scores(ranked(some, everyone, AS_OF)) for some in (first, elsewhere)]
    together = scores(ranked(first + elsewhere, everyone, AS_OF))
    assert together == {
        suspect: sum(part.get(suspect, 0) for part in apart)
        for suspect in apart[0].keys() | apart[1].keys()
    }


@QUICK
@given(before=rows(AS_OF), added=counting_row(AS_OF), chosen=rules())
def test_one_more_allegation_lowers_nobody_it_names_and_raises_nobody_else(
    before: list[Row], added: Row, chosen: Rules
) -> None:
    earlier = scores(ranked(before, chosen, AS_OF))
    later = scores(ranked([*before, added], chosen, AS_OF))
    named = str(added["suspect_id"])
    assert later.get(named, 0) >= earlier.get(named, 0)
    others = (earlier.keys() | later.keys()) - {named}
    assert all(later.get(other, 0) <= earlier.get(other, 0) for other in others)


@QUICK
@given(before=rows(AS_OF), added=counting_row(AS_OF))
def test_one_more_crime_raises_its_suspect_by_its_days(before: list[Row], added: Row) -> None:
    alone: Row = {**added, "crime_ref": "a crime of its own"}
    named = str(added["suspect_id"])
    before = [
        {**row, "suspect_situation": "at_large", "suspect_born": None}
        if row["suspect_id"] == named
        else row
        for row in before
    ]
    days = scores(ranked([alone], Rules(), AS_OF))[named]
    earlier = scores(ranked(before, Rules(), AS_OF))
    later = scores(ranked([*before, alone], Rules(), AS_OF))
    assert days > 0
    assert later == {**earlier, named: earlier.get(named, 0) + days}


@QUICK
@given(case=cases())
def test_a_shorter_list_is_the_start_of_a_longer_one(case: Case) -> None:
    lists = []
    for top in (1, 2, 3, 4):
        chosen = Rules(**{**asdict(case.rules), "top": top})
        lists.append(ranked(case.rows, chosen, case.as_of).listed["suspect_id"].to_list())
    for shorter, longer in pairwise(lists):
        if case.rules.ties == "lot":  # its places are by lot, and who has one is not
            assert set(shorter) <= set(longer)
        else:
            assert longer[: len(shorter)] == shorter
        assert case.rules.ties != "order" or len(longer) - len(shorter) in (0, 1)


@QUICK
@given(case=cases())
def test_whatever_is_chosen_at_a_tie_nobody_above_the_cut_is_left_off(case: Case) -> None:
    in_order = ranked(case.rows, case.rules.with_ties("order"), case.as_of)
    at_cut, top = in_order.cut.tenths, case.rules.top
    scored = in_order.table["tenths"].to_list()
    level = scored.count(at_cut)
    lengths: dict[Ties, int] = dict.fromkeys(get_args(Ties)[:3], len(scored))
    if at_cut is not None:
        above = sum(score > at_cut for score in scored)
        whole = above + level == top
        lengths = {
            "order": top,
            "all_in": above + level,
            "stop_above": top if whole else above,
        }
    for ties, length in lengths.items():
        ranking = ranked(case.rows, case.rules.with_ties(ties), case.as_of)
        assert ranking.table.equals(in_order.table)
        assert ranking.listed.height == ranking.length == length
        assert ranking.cut.tied_in == ranking.listed["tenths"].to_list().count(at_cut)
        assert ranking.cut.tied == level


@QUICK
@given(
    sharing=st.lists(st.sampled_from("abcde"), min_size=1, unique=True),
    offence=st.sampled_from(pools.COUNTING),
    age=st.integers(0, 364),
    half_life=st.sampled_from((None, 7, 91)),
)
def test_equal_shares_add_up_to_the_whole(
    sharing: list[str], offence: pools.Offence, age: int, half_life: int | None
) -> None:
    def row(suspect: str) -> Row:
        return {
            "crime_ref": "C1",
            "suspect_id": suspect,
            "offence_code": offence[0],
            "offence_title": offence[1],
            "recorded_on": AS_OF - timedelta(days=age),
            "victim_sex": "F",
        }

    full = Rules(half_life_days=half_life)
    equal = Rules(half_life_days=half_life, co_suspects="equal_share")
    whole = scores(ranked([row("a")], full, AS_OF))["a"]
    shares = scores(ranked([row(suspect) for suspect in sharing], equal, AS_OF))
    in_order = [shares[suspect] for suspect in sorted(sharing)]
    assert sum(in_order) == whole
    assert in_order == sorted(in_order, reverse=True)
    assert in_order[0] - in_order[-1] <= 1


def _assessing_everyone(chosen: Rules) -> Rules:
    return Rules(**{**asdict(chosen), "minimum_allegations": 1})


@QUICK
@given(before=rows(AS_OF), named=counting_row(AS_OF), chosen=rules())
def test_one_row_that_tells_of_a_death_keeps_the_person_off_the_list(
    before: list[Row], named: Row, chosen: Rules
) -> None:
    death: Row = {**named, "suspect_situation": "deceased", "recorded_on": date(2020, 1, 1)}
    listed = scores(ranked([*before, named, death], chosen, AS_OF))
    assert str(named["suspect_id"]) not in listed
