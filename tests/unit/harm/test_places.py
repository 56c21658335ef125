from harm.allegations import Allegations
from harm.indices import get
from harm.places import by_area
from harm.rules import Rules
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, Cells, frame, row

Line = tuple[str | None, int, int, int]


def areas(*rows: Cells, area: str = "borough", rules: Rules | None = None) -> list[Line]:
    """Area, tenths, allegations, suspects."""
    return by_area(
        Allegations.of(frame(*rows)),
        area,
        rules=rules or Rules(),
        index=get("cchi-2020"),
        as_of=AS_OF,
    ).rows()


def test_an_area_has_its_days_its_allegations_and_its_suspects() -> None:
    rows = [
        row(crime_ref="C1", borough="E2", offence_code=ABH),
        row(crime_ref="C2", borough="E2"),
        row(crime_ref="C3", borough="E2", suspect_id="S2", offence_code=ABH),
        row(crime_ref="C4", borough="E1", offence_code=COERCIVE_CONTROL),
        row(crime_ref="C5", borough="E3", crime_status="cancelled"),
    ]
    assert areas(*rows) == [("E1", 840, 1, 1), ("E2", 18450, 3, 2)]


def test_what_happened_nobody_knows_where_is_an_area_of_its_own_and_last() -> None:
    rows = [row(crime_ref="C1", offence_code=ABH), row(crime_ref="C2", borough="E9")]
    assert areas(*rows) == [("E9", 18250, 1, 1), (None, 100, 1, 1)]


def test_the_area_may_be_any_column() -> None:
    assert areas(row(ward="W1", borough="E1"), area="ward") == [("W1", 18250, 1, 1)]


def test_a_crime_of_several_victims_counts_once_or_once_for_each() -> None:
    rows = [row(borough="E1", victim_id=victim, offence_code=ABH) for victim in ("V1", "V2")]
    assert areas(*rows) == [("E1", 100, 1, 1)]
    assert areas(*rows, rules=Rules(victim_rows="each")) == [("E1", 200, 2, 1)]


def test_days_are_shared_and_decay_as_in_the_ranking() -> None:
    rows = [row(borough="E1"), row(borough="E1", suspect_id="S2")]
    assert areas(*rows) == [("E1", 36500, 2, 2)]
    shared = Rules(co_suspects="equal_share", half_life_days=10)
    assert areas(*rows, rules=shared) == [("E1", 9125, 2, 2)]


def test_those_with_too_few_allegations_to_be_assessed_are_in_their_area() -> None:
    assert areas(row(borough="E1"), rules=Rules(minimum_allegations=5)) == [("E1", 18250, 1, 1)]


def test_where_nothing_counts_there_is_no_area() -> None:
    assert areas(row(borough="E1", crime_status="cancelled")) == []
