import hashlib
from typing import get_args

import polars as pl
import pytest

from harm.offences.indices import of_your_own
from harm.scoring.near_cut import Near, near_cut
from harm.scoring.ranking import TABLE, Cut
from harm.scoring.rules import Rules, Ties
from harm.scoring.ties import _by_draw, draw
from tests.unit.harm.build import (
    ABH,
    AS_OF,
    COERCIVE_CONTROL,
    STRANGULATION,
    UNKNOWN,
    Cells,
    days_ago,
    order_of,
    own_index,
    ranked,
    row,
)

TIES_CHOSEN: tuple[Ties, ...] = get_args(Ties)


def crime(suspect: str, code: str = ABH, number: int = 1, **cells: object) -> Cells:
    """A crime that no one else is named in."""
    return row(crime_ref=f"{suspect}-{number}", suspect_id=suspect, offence_code=code, **cells)


def test_a_line_of_the_list_says_what_it_rests_on() -> None:
    rows = [
        crime("S1", victim_id="V1", recorded_on=days_ago(30)),
        crime("S1", COERCIVE_CONTROL, 2, victim_id="V2", recorded_on=days_ago(20)),
        crime("S1", number=3, victim_id="V1"),
        crime("S1", number=3, victim_id="V3"),
        crime("S1", number=4, recorded_on=days_ago(15)),
        crime("S1", UNKNOWN, 5),
        crime("S1", number=6, victim_id="V9", crime_status="cancelled", recorded_on=AS_OF),
    ]
    table = ranked(*rows).table
    assert table.schema == TABLE
    line = table.row(0, named=True)
    del line["suspect"]
    assert line == {
        "position": 1,
        "rank": 1,
        "suspect_id": "S1",
        "tenths": 1140,
        "allegations": 4,
        "victims": 3,
        "most_serious": 840,
        "last_recorded_on": days_ago(10),
        "unmapped": 1,
    }


def test_each_victims_row_is_an_allegation_where_the_rules_say_so() -> None:
    rows = [crime("S1", victim_id=victim) for victim in ("V1", "V2", None)]
    table = ranked(*rows, rules=Rules(victim_rows="each")).table
    assert table.select("tenths", "allegations", "victims").row(0) == (300, 3, 2)


def test_more_days_come_first() -> None:
    assert order_of(crime("S1"), crime("S2", COERCIVE_CONTROL)) == ["S2", "S1"]


#: Pairs of people of equal score, the first of whom goes first, and why.
TIES = {
    "victims": (
        [crime("A", "008/30", n, victim_id=f"V{n}", recorded_on=days_ago(99)) for n in (1, 2)],
        [crime("B", "195/94", victim_id="V1")],
    ),
    "most_serious": (
        [crime("A", "195/94", 1, recorded_on=days_ago(99))],
        [crime("B", "008/30", n) for n in (1, 2)],
    ),
    "last_recorded_on": (
        [crime("A", recorded_on=days_ago(5))],
        [crime("B", recorded_on=days_ago(6))],
    ),
}


@pytest.mark.parametrize("by", TIES)
@pytest.mark.parametrize("names", [("A", "B"), ("B", "A")])
def test_equal_scores_are_ordered_by_victims_then_gravest_then_latest(
    by: str, names: tuple[str, str]
) -> None:
    first, second = (
        [{**one, "suspect_id": name} for one in rows]
        for name, rows in zip(names, TIES[by], strict=True)
    )
    ranking = ranked(*second, *first, rules=Rules(top=1))
    assert ranking.table["suspect_id"].to_list() == list(names)
    assert ranking.table["tenths"].n_unique() == 1
    assert ranking.cut.separated_by == by


def test_what_is_equal_in_all_is_drawn_with_the_seed() -> None:
    names = [f"S{n}" for n in range(20)]
    rows = [crime(name) for name in names]
    for seed in ("harmdesk", "another", ""):
        drawn = sorted(names, key=lambda n: hashlib.sha256((seed + n).encode()).hexdigest())
        assert order_of(*rows, rules=Rules(seed=seed)) == drawn
    assert order_of(*rows) != order_of(*rows, rules=Rules(seed="another"))
    assert ranked(*rows, rules=Rules(top=3)).cut.separated_by == "draw"


def test_the_draw_is_the_sha256_of_seed_and_reference() -> None:
    drawn = draw("harmdesk", pl.Series(["Ée", "N1"]))
    assert drawn == [hashlib.sha256(f"harmdesk{name}".encode()).digest() for name in ("Ée", "N1")]


def test_those_who_tie_and_those_who_do_not_are_one_order() -> None:
    rows = [crime("A", COERCIVE_CONTROL), *(crime(n) for n in "BCD"), crime("E", "105/01")]
    order = order_of(*rows)
    assert (order[0], order[-1]) == ("A", "E")


def test_the_rank_is_by_score_alone_and_leaves_gaps() -> None:
    rows = [crime("A", COERCIVE_CONTROL), crime("B"), crime("C"), crime("D", "105/01")]
    table = ranked(*rows).table
    assert table["position"].to_list() == [1, 2, 3, 4]
    assert table["rank"].to_list() == [1, 2, 2, 4]


def at_cut(top: int, ties: Ties) -> Rules:
    return Rules(top=top, ties=ties, lot_seed="a lot" if ties == "lot" else "")


FIVE = [crime("A", COERCIVE_CONTROL), *(crime(name) for name in "BCD"), crime("E", "105/01")]


@pytest.mark.parametrize(
    ("top", "cut"),
    [
        (1, Cut(1, 840, 1, 1, None, 0)),
        (2, Cut(2, 100, 3, 1, "draw", 1)),
        (3, Cut(3, 100, 3, 2, "draw", 1)),
        (4, Cut(4, 100, 3, 3, None, 1)),
        (5, Cut(5, 10, 1, 1, None, 4)),
        (6, Cut(6, None, 0, 0, None, 0)),
    ],
)
def test_the_cut_says_how_many_share_its_score_and_how_many_are_in(top: int, cut: Cut) -> None:
    ranking = ranked(*FIVE, rules=Rules(top=top))
    assert ranking.cut == cut
    assert ranking.listed.height == min(top, 5)
    assert ranking.listed.equals(ranking.table.head(top))
    assert ranking.assessed == 5


@pytest.mark.parametrize(
    ("top", "all_in", "stop_above"), [(1, 1, 1), (2, 4, 1), (3, 4, 1), (4, 4, 4), (5, 5, 5)]
)
def test_a_choice_at_a_tie_takes_all_of_the_equals_or_none_where_the_cut_would_split_them(
    top: int, all_in: int, stop_above: int
) -> None:
    lengths: dict[Ties, int] = {
        "order": top,
        "all_in": all_in,
        "stop_above": stop_above,
        "lot": top,
    }
    for ties, length in lengths.items():
        ranking = ranked(*FIVE, rules=at_cut(top, ties))
        assert (ranking.length, ranking.listed.height) == (length, length)
        assert ranking.listed.equals(ranking.table.head(length))
        assert ranking.cut.length(ties) == length
        assert ranking.cut.splits == (top in {2, 3})


def test_the_cut_says_what_a_choice_at_a_tie_made_of_it() -> None:
    cuts = {ties: ranked(*FIVE, rules=at_cut(2, ties)).cut for ties in TIES_CHOSEN}
    assert cuts == {
        "order": Cut(2, 100, 3, 1, "draw", 1),
        "all_in": Cut(2, 100, 3, 3, None, 1),
        "stop_above": Cut(2, 100, 3, 0, None, 1),
        "lot": Cut(2, 100, 3, 1, "lot", 1),
    }


@pytest.mark.parametrize("ties", TIES_CHOSEN)
def test_without_a_tie_that_is_split_there_is_nothing_to_choose(ties: Ties) -> None:
    for top in (1, 4, 5, 6):
        chosen, usual = (ranked(*FIVE, rules=at_cut(top, t)) for t in (ties, "order"))
        assert chosen.table.equals(usual.table)
        assert (chosen.cut, chosen.length) == (usual.cut, usual.length)


def test_a_list_that_stops_above_a_tie_of_the_first_has_nobody_on_it() -> None:
    ranking = ranked(crime("A"), crime("B"), rules=Rules(top=1, ties="stop_above"))
    assert (ranking.length, ranking.listed.height) == (0, 0)
    assert ranking.cut == Cut(1, 100, 2, 0, None, 0)


CLOSE_DAYS = ("84", "12", "11", "10", "9", "8.9", "1")
CLOSE = own_index(*((f"900/{n:02}", "", days) for n, days in enumerate(CLOSE_DAYS)))


@pytest.mark.parametrize(
    ("top", "ties", "near"),
    [
        (4, "order", Near(10, 2, 2)),
        (4, "all_in", Near(10, 3, 1)),
        (4, "stop_above", Near(10, 1, 3)),
        (3, "order", Near(10, 2, 2)),
        (7, "order", Near(10, 2, 0)),
        (8, "order", None),
    ],
)
def test_near_the_cut_is_who_is_no_further_than_the_lowest_score_of_the_index(
    top: int, ties: Ties, near: Near | None
) -> None:
    index = of_your_own("close", CLOSE)
    codes = [f"900/{n:02}" for n in (0, 1, 2, 3, 3, 4, 5)]
    rows = [crime(f"S{n}", code) for n, code in enumerate(codes)]
    rules = Rules(definition="all", top=top, ties=ties)
    assert near_cut(ranked(*rows, rules=rules, index=index), index) == near


def test_nobody_is_near_a_cut_by_an_index_that_scores_nothing() -> None:
    index = of_your_own("nothing", own_index(("900/01", "", "0")))
    ranking = ranked(crime("A", "900/01"), rules=Rules(definition="all", top=1), index=index)
    assert ranking.cut.tenths == 0
    assert near_cut(ranking, index) is None


@pytest.mark.parametrize(
    ("codes", "median"),
    [([], 0), ([ABH], 100), ([ABH, COERCIVE_CONTROL], 470), ([ABH, ABH, COERCIVE_CONTROL], 100)],
)
def test_the_median_lies_between_the_middle_two_and_of_nobody_is_0(
    codes: list[str], median: float
) -> None:
    rows = [crime(f"S{number}", code) for number, code in enumerate(codes)]
    nobody_assessed = row(suspect_id="S99", crime_status="cancelled")
    assert ranked(*rows, nobody_assessed).median_tenths == median


def test_a_list_of_nobody_is_empty_and_whole() -> None:
    ranking = ranked(row(suspect_id=None), rules=Rules(top=1))
    assert ranking.table.schema == TABLE
    assert (ranking.assessed, ranking.listed.height, ranking.unmapped.height) == (0, 0, 0)
    assert ranking.cut == Cut(1, None, 0, 0, None, 0)


def test_too_few_allegations_are_not_assessed() -> None:
    rows = [crime("A"), crime("A", number=2), crime("B", COERCIVE_CONTROL)]
    assert order_of(*rows, rules=Rules(minimum_allegations=2)) == ["A"]
    one_crime_two_victims = [crime("C", victim_id=victim) for victim in ("V1", "V2")]
    assert order_of(*one_crime_two_victims, rules=Rules(minimum_allegations=2)) == []
    each = Rules(minimum_allegations=2, victim_rows="each")
    assert order_of(*one_crime_two_victims, rules=each) == ["C"]


def test_a_suspect_of_whom_nothing_is_mapped_is_listed_apart() -> None:
    rows = [
        *(crime("B", UNKNOWN, n) for n in (1, 2)),
        crime("A", UNKNOWN),
        crime("A", number=2, crime_status="cancelled"),
        crime("C", UNKNOWN),
        crime("C", number=2),
        crime("D", UNKNOWN, recorded_on=days_ago(400)),
    ]
    ranking = ranked(*rows)
    assert ranking.unmapped.rows() == [("A", 1), ("B", 2)]
    assert ranking.table.select("suspect_id", "unmapped").rows() == [("C", 1)]


def test_a_suspect_with_too_little_that_counts_is_not_one_of_whom_nothing_is_mapped() -> None:
    rows = [crime("A"), crime("A", UNKNOWN, 2)]
    ranking = ranked(*rows, rules=Rules(minimum_allegations=2))
    assert (ranking.assessed, ranking.unmapped.height) == (0, 0)


def test_a_list_says_what_it_was_made_with() -> None:
    rules = Rules(top=3)
    ranking = ranked(row(), rules=rules)
    assert (ranking.as_of, ranking.rules, ranking.index) == (AS_OF, rules, "cchi-2020")


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [crime(f"S{n}", code) for n in range(6) for code in (ABH, STRANGULATION)]
    for_people = pl.exclude("suspect")
    once = ranked(*rows).table.select(for_people)
    assert once.equals(ranked(*reversed(rows)).table.select(for_people))


def test_a_list_is_named_by_its_rules_its_index_and_its_date() -> None:
    ranking = ranked(crime("A"))
    assert ranking.name == f"{ranking.rules.id} {ranking.index} {ranking.as_of.isoformat()}"


def test_draws_that_begin_alike_are_told_apart_by_the_rest_of_them() -> None:
    alike = b"\xff" * 8
    draws = [alike + b"b", alike + b"a", b"\x00" * 9, alike + b"c", b"\x80" + b"\x00" * 8]
    frame = pl.DataFrame({"block": [1, 1, 1, 0, 1], "draw": draws})
    assert _by_draw(frame).to_list() == [3, 2, 4, 1, 0]
    assert _by_draw(frame[2:]).to_list() == [1, 0, 2]
