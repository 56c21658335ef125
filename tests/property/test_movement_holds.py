"""What must be true of every movement between two lists, and of every count of defects."""

import polars as pl
from hypothesis import given, settings

from harm.assurance.data_quality import DEFECTS, defects
from harm.movement.movement import MOVEMENTS, compare
from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.scoring.ranking import Ranking
from tests.depth import examples
from tests.property.bridge import frame_of, ranked
from tests.property.strategies import Case, cases

QUICK = settings(max_examples=examples(60))


def rank_at(case: Case) -> Ranking:
    return ranked(case.rows, case.rules, case.as_of)


def moved(before: Ranking, after: Ranking) -> dict[str, int]:
    """How many made each movement."""
    counts = dict.fromkeys(MOVEMENTS, 0)
    answer = compare(before, after)["movement"].cast(pl.String).value_counts()
    return counts | dict(answer.iter_rows())


@QUICK
@given(first=cases(), second=cases())
def test_everyone_assessed_in_either_ranking_is_in_the_movement_once(
    first: Case, second: Case
) -> None:
    before, after = rank_at(first), rank_at(second)
    everyone = {*before.table["suspect_id"], *after.table["suspect_id"]}
    assert sorted(compare(before, after)["suspect_id"]) == sorted(everyone)


@QUICK
@given(first=cases(), second=cases())
def test_a_movement_tells_both_rankings_places_and_scores(first: Case, second: Case) -> None:
    before, after = rank_at(first), rank_at(second)
    answer = compare(before, after)
    for ranking, when in ((before, "before"), (after, "after")):
        places = answer.select("suspect_id", f"position_{when}", f"tenths_{when}").drop_nulls()
        expected = ranking.table.select("suspect_id", "position", "tenths")
        assert sorted(places.rows()) == sorted(expected.rows())


@QUICK
@given(first=cases(), second=cases())
def test_who_entered_less_who_left_is_the_change_of_the_lists_length(
    first: Case, second: Case
) -> None:
    before, after = rank_at(first), rank_at(second)
    counts = moved(before, after)
    assert counts["entered"] - counts["left"] == after.listed.height - before.listed.height
    on_both = counts["up"] + counts["down"] + counts["stayed"]
    assert on_both + counts["entered"] == after.listed.height
    assert on_both + counts["left"] == before.listed.height


@QUICK
@given(first=cases(), second=cases())
def test_the_way_back_is_the_movement_turned_round(first: Case, second: Case) -> None:
    before, after = rank_at(first), rank_at(second)
    there, back = moved(before, after), moved(after, before)
    turned = {"entered": "left", "left": "entered", "up": "down", "down": "up"}
    assert back == {name: there[turned.get(name, name)] for name in MOVEMENTS}


@QUICK
@given(case=cases())
def test_nobody_moves_between_a_ranking_and_itself(case: Case) -> None:
    ranking = rank_at(case)
    counts = moved(ranking, ranking)
    assert counts["stayed"] == ranking.listed.height
    assert counts["off the list"] == ranking.assessed - ranking.listed.height
    assert sum(counts.values()) == ranking.assessed


@QUICK
@given(case=cases())
def test_a_defect_is_in_no_more_rows_than_there_are_and_touches_no_more_places(case: Case) -> None:
    ranking = rank_at(case)
    listed = ranking.listed["suspect"].to_list()
    answer = defects(
        Allegations.of(frame_of(case.rows)),
        listed,
        rules=case.rules,
        index=get_index("cchi-2020"),
        as_of=case.as_of,
    )
    assert answer["defect"].to_list() == list(DEFECTS)
    assert (answer["rows"] <= answer["of"]).all()
    assert (answer["places"] <= answer["rows"]).all()
    assert (answer["places"] <= len(listed)).all()
    assert answer["of"].n_unique() == 1
