from harm.movement.movement import MOVEMENT, MOVEMENTS, compare
from harm.scoring.ranking import Ranking
from harm.scoring.rules import Rules
from tests.unit.harm.build import ABH, COERCIVE_CONTROL, Cells, ranked, row

TWO = Rules(top=2)
#: Offences by what they carry in tenths of a day.
CODES = {18250: None, 840: COERCIVE_CONTROL, 100: ABH}

Line = tuple[str, int | None, int | None, int | None, int | None, str]


def listed(rules: Rules = TWO, **tenths: int) -> Ranking:
    """A ranking of these suspects, each with one allegation of so many tenths of a day."""
    return ranked(*(alleged(suspect, each) for suspect, each in tenths.items()), rules=rules)


def alleged(suspect: str, tenths: int) -> Cells:
    code = CODES[tenths]
    cells = {} if code is None else {"offence_code": code}
    return row(crime_ref=f"C of {suspect}", suspect_id=suspect, **cells)


def moves(before: Ranking | None, after: Ranking | None) -> list[Line]:
    return compare(before, after).rows()


def test_everyone_has_a_line_with_both_places_and_both_scores() -> None:
    before = listed(Ann=18250, Ben=840, Cem=100)
    after = listed(Aaron=100, Ben=18250, Cem=840)
    assert moves(before, after) == [
        ("Ben", 2, 1, 840, 18250, "up"),
        ("Cem", 3, 2, 100, 840, "entered"),
        ("Aaron", None, 3, None, 100, "off the list"),
        ("Ann", 1, None, 18250, None, "left"),
    ]


def test_who_is_overtaken_on_the_list_goes_down_and_whoever_is_pushed_off_it_leaves() -> None:
    before, after = listed(Ann=840, Ben=100), listed(Ann=840, Ben=100, Cem=18250)
    assert moves(before, after) == [
        ("Cem", None, 1, None, 18250, "entered"),
        ("Ann", 1, 2, 840, 840, "down"),
        ("Ben", 2, 3, 100, 100, "left"),
    ]


def test_another_score_at_the_same_place_is_no_move() -> None:
    assert moves(listed(Ann=840), listed(Ann=18250)) == [("Ann", 1, 1, 840, 18250, "stayed")]


def test_another_place_off_the_list_is_no_move() -> None:
    one = Rules(top=1)
    before, after = listed(one, A=18250, B=840, C=100), listed(one, A=18250, C=840, D=100)
    assert moves(before, after) == [
        ("A", 1, 1, 18250, 18250, "stayed"),
        ("C", 3, 2, 100, 840, "off the list"),
        ("D", None, 3, None, 100, "off the list"),
        ("B", 2, None, 840, None, "off the list"),
    ]


def test_each_list_is_as_long_as_its_own_rules_say() -> None:
    same = {"A": 18250, "B": 840, "C": 100}
    lengthened = moves(listed(Rules(top=1), **same), listed(Rules(top=3), **same))
    assert [line[-1] for line in lengthened] == ["stayed", "entered", "entered"]
    shortened = moves(listed(Rules(top=3), **same), listed(Rules(top=1), **same))
    assert [line[-1] for line in shortened] == ["stayed", "left", "left"]


def test_where_nobody_was_ranked_before_all_that_are_listed_enter() -> None:
    assert moves(None, listed(A=18250, B=840, C=100)) == [
        ("A", None, 1, None, 18250, "entered"),
        ("B", None, 2, None, 840, "entered"),
        ("C", None, 3, None, 100, "off the list"),
    ]


def test_where_nobody_is_ranked_after_all_that_were_listed_leave() -> None:
    assert moves(listed(A=18250, B=840, C=100), None) == [
        ("A", 1, None, 18250, None, "left"),
        ("B", 2, None, 840, None, "left"),
        ("C", 3, None, 100, None, "off the list"),
    ]


def test_a_ranking_of_nobody_is_as_none() -> None:
    nobody = ranked(row(crime_status="cancelled"))
    somebody = listed(A=840)
    assert moves(nobody, somebody) == moves(None, somebody)
    assert moves(somebody, nobody) == moves(somebody, None)


def test_a_movement_has_its_columns_whoever_is_in_it() -> None:
    for before, after in ((None, None), (None, listed(A=840)), (listed(A=840), listed(A=100))):
        assert dict(compare(before, after).schema) == MOVEMENT
    assert compare(None, None).is_empty()


def test_suspects_are_known_by_their_reference_and_not_by_their_number() -> None:
    before, after = listed(Z=18250), listed(A=840, Z=18250)
    assert before.table["suspect"].to_list() != after.table["suspect"].to_list()[:1]
    assert moves(before, after)[0] == ("Z", 1, 1, 18250, 18250, "stayed")


def test_each_movement_has_its_word() -> None:
    assert MOVEMENTS == ("entered", "left", "up", "down", "stayed", "off the list")
