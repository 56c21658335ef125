"""What must be true of the lanes next to every list, and of every concentration."""

from dataclasses import asdict
from itertools import pairwise

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.scoring.cohorts import APART, LANES, lanes, sizes
from harm.scoring.concentration import concentration
from harm.scoring.rules import Rules
from tests import oracle
from tests.depth import examples
from tests.oracle.rules import Row
from tests.property.bridge import frame_of, oracle_rules, ranked
from tests.property.strategies import Case, cases

QUICK = settings(max_examples=examples(60))
FOR_PEOPLE = pl.exclude("suspect")  # a number that means nothing outside its frame


def beside(case: Case) -> pl.DataFrame:
    return lanes(
        Allegations.of(frame_of(case.rows)),
        ranked(case.rows, case.rules, case.as_of),
        index=get_index("cchi-2020"),
    )


def grown_and_alive(rows: list[Row]) -> list[Row]:
    """The same rows if nobody had died and nobody were young."""
    alive = {"deceased": "unknown"}
    return [
        {
            **row,
            "suspect_born": None,
            "suspect_situation": alive.get(
                str(row.get("suspect_situation")), row.get("suspect_situation")
            ),
        }
        for row in rows
    ]


@QUICK
@given(case=cases())
def test_assessed_is_listed_and_lanes_and_below_the_cut(case: Case) -> None:
    ranking, answer = ranked(case.rows, case.rules, case.as_of), beside(case)
    counts = sizes(answer)
    assert sum(counts.values()) == answer.height
    assert counts["listed"] == ranking.listed.height
    assert ranking.assessed == sum(n for lane, n in counts.items() if lane not in APART)
    assert answer["suspect_id"].n_unique() == answer.height
    assert not set(answer["suspect_id"]) & set(ranking.unmapped["suspect_id"])


@QUICK
@given(case=cases())
def test_everyone_is_there_whom_the_oracle_scores_if_nobody_had_died_or_were_young(
    case: Case,
) -> None:
    expected = oracle.rank(grown_and_alive(case.rows), oracle_rules(case.rules), case.as_of)
    answer = beside(case)
    assert sorted(answer["suspect_id"]) == sorted(place.suspect_id for place in expected.places)
    would_have = {place.suspect_id: place for place in expected.places}
    for one in answer.filter(pl.col("lane").is_in(APART)).to_dicts():
        place = would_have[one["suspect_id"]]
        assert (one["tenths"], one["allegations"]) == (place.tenths, place.allegations)
        assert (one["victims"], one["most_serious"]) == (place.victims, place.most_serious)
        assert one["last_recorded_on"] == place.last_recorded_on
        assert one["position"] is None


@QUICK
@given(case=cases())
def test_the_assessed_have_their_place_and_score_of_the_ranking(case: Case) -> None:
    columns = ("position", "suspect_id", "tenths", "allegations", "victims", "most_serious")
    answer = beside(case).drop_nulls("position").sort("position")
    assert answer.select(columns).equals(
        ranked(case.rows, case.rules, case.as_of).table.select(columns)
    )


@QUICK
@given(case=cases())
def test_a_longer_list_takes_from_the_lanes_and_changes_no_other(case: Case) -> None:
    longer = Case(case.rows, Rules(**{**asdict(case.rules), "top": case.rules.top + 1}), case.as_of)
    before, after = (
        dict(beside(one).select("suspect_id", "lane").iter_rows()) for one in (case, longer)
    )
    moved = {suspect for suspect, lane in after.items() if lane != before[suspect]}
    assert before.keys() == after.keys()
    assert all(after[suspect] == "listed" for suspect in moved)


@QUICK
@given(case=cases(), data=st.data())
def test_shuffling_the_rows_changes_no_lane(case: Case, data: st.DataObject) -> None:
    shuffled = Case(data.draw(st.permutations(case.rows)), case.rules, case.as_of)
    assert beside(case).select(FOR_PEOPLE).equals(beside(shuffled).select(FOR_PEOPLE))


@QUICK
@given(case=cases())
def test_the_lanes_stand_in_their_order(case: Case) -> None:
    order = [list(LANES).index(lane) for lane in beside(case)["lane"]]
    assert order == sorted(order)


@QUICK
@given(case=cases())
def test_the_curve_rises_ever_slower_and_ends_at_everything(case: Case) -> None:
    ranking = ranked(case.rows, case.rules, case.as_of)
    answer = concentration(ranking)
    scores = ranking.table["tenths"].to_list()
    assert answer.tenths == sum(scores)
    assert answer.listed_tenths == sum(scores[: ranking.length])
    if not answer.tenths:
        assert answer.needed is None
        return
    points = answer.curve.rows()
    assert points[0] == (0, 0, 0.0, 0.0)
    assert points[-1] == (len(scores), sum(scores), 1.0, 1.0)
    assert all(tenths == sum(scores[:suspects]) for suspects, tenths, _, _ in points)
    assert all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(points))
    assert all(harm >= suspects - 1e-12 for _, _, suspects, harm in points)
    assert answer.needed is not None
    assert (
        5 * sum(scores[: answer.needed]) >= 4 * sum(scores) > 5 * sum(scores[: answer.needed - 1])
    )
