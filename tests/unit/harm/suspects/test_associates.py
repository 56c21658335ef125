from harm.suspects.associates import COUNTER, MOST, PEOPLE, Links, links
from tests.unit.harm.build import Cells, days_ago, frame, row


def named(crime: str, suspect: str, victim: str | None = None, **cells: object) -> Cells:
    return row(crime_ref=crime, suspect_id=suspect, victim_id=victim, **cells)


def of_s1(*rows: Cells) -> Links:
    return links(frame(*rows), "S1")


def describe(found: Links) -> list[tuple[object, ...]]:
    return found.people.rows()


def test_nobody_else_is_no_link() -> None:
    found = of_s1(named("C1", "S1", "A"), named("C2", "S9", "B"))
    assert (found.people.height, found.more, found.counter.height) == (0, 0, 0)
    assert (found.people.schema, found.counter.schema) == (PEOPLE, COUNTER)


def test_whoever_is_named_in_the_same_crime_is_one_step_away() -> None:
    found = of_s1(named("C1", "S1"), named("C1", "S2"), named("C2", "S1"), named("C2", "S2"))
    assert describe(found) == [("S2", 1, ["C1", "C2"], [], [])]


def test_whoever_a_victim_accuses_too_is_two_steps_away_and_the_victim_has_a_code() -> None:
    found = of_s1(
        named("C1", "S1", "A", recorded_on=days_ago(9)),
        named("C2", "S1", "B", recorded_on=days_ago(5)),
        named("C3", "S2", "B"),
    )
    assert describe(found) == [("S2", 2, [], ["V2"], [])]


def test_a_victim_of_the_shared_crime_alone_is_no_further_link() -> None:
    found = of_s1(named("C1", "S1", "A"), named("C1", "S2", "A"))
    assert describe(found) == [("S2", 1, ["C1"], [], [])]


def test_whoever_is_named_with_someone_named_with_them_is_linked_through_that_one() -> None:
    found = of_s1(
        named("C1", "S1"),
        named("C1", "S2"),
        named("C2", "S2"),
        named("C2", "S3"),
        named("C3", "S3"),
        named("C3", "S4"),
    )
    assert describe(found) == [("S2", 1, ["C1"], [], []), ("S3", 2, [], [], ["S2"])]


def test_the_nearest_come_first_and_only_so_many() -> None:
    many = [named("C1", f"T{number:02}") for number in range(MOST + 2)]
    found = of_s1(named("C1", "S1"), *many, named("C2", "S1"), named("C2", "T05"))
    assert found.people.height == MOST
    assert found.more == 2
    assert found.people["suspect_id"].head(2).to_list() == ["T05", "T00"]


def test_codes_are_in_the_order_of_their_numbers() -> None:
    own = [named(f"C{n}", "S1", f"A{n:02}", recorded_on=days_ago(50 - n)) for n in range(12)]
    found = of_s1(*own, named("D1", "S2", "A10"), named("D2", "S2", "A01"))
    assert found.people["victims"].to_list() == [["V2", "V11"]]


def test_a_crime_that_does_not_stand_links_nobody() -> None:
    for cells in (
        {"crime_status": "cancelled"},
        {"crime_status": "transferred"},
        {"allegation_status": "acquitted"},
        {"allegation_status": "eliminated"},
    ):
        for mine, others in (({}, cells), (cells, {})):
            found = of_s1(named("C1", "S1", **mine), named("C1", "S2", **others))
            assert found.people.is_empty()


def test_a_crime_that_names_nobody_and_a_victim_not_recorded_link_nobody() -> None:
    found = of_s1(
        named("C1", "S1"),
        row(crime_ref="C1", suspect_id=None),
        named("C2", "S2"),
        named("C3", "S3"),
    )
    assert found.people.is_empty()


def test_a_victim_who_is_accused_by_the_suspect_in_turn_is_a_counter_allegation() -> None:
    found = of_s1(
        named("C1", "S1", "A"),
        named("C2", "A", "S1", offence_title="Wounding", allegation_status="arrested"),
        named("C3", "S2", "S1"),
        named("C4", "S1", "A"),
    )
    assert found.people.is_empty()
    assert found.counter.rows() == [
        ("V1", "C2", "Wounding", days_ago(10), "arrested", ["C1", "C4"])
    ]


def test_each_crime_against_the_suspect_is_reported_with_its_own_victim_earliest_first() -> None:
    found = of_s1(
        named("C1", "S1", "A", recorded_on=days_ago(90)),
        named("C2", "S1", "B", recorded_on=days_ago(80)),
        named("C4", "A", "S1", recorded_on=days_ago(20)),
        named("C3", "B", "S1", recorded_on=days_ago(30)),
        named("C5", "A", "S1", recorded_on=days_ago(20)),
    )
    assert found.counter.select("victim_code", "crime_ref", "own_crimes").rows() == [
        ("V2", "C3", ["C2"]),
        ("V1", "C4", ["C1"]),
        ("V1", "C5", ["C1"]),
    ]


def test_a_counter_allegation_that_does_not_stand_is_none() -> None:
    found = of_s1(named("C1", "S1", "A"), named("C2", "A", "S1", allegation_status="eliminated"))
    assert found.counter.is_empty()
    ended = of_s1(named("C1", "S1", "A", allegation_status="acquitted"), named("C2", "A", "S1"))
    assert ended.counter.is_empty()


def test_an_offence_without_a_title_is_named_by_its_code_and_each_crime_once() -> None:
    found = of_s1(
        named("C1", "S1", "A"), named("C2", "A", "S1"), named("C2", "A", "S1", borough="E09000001")
    )
    assert found.counter["offence"].to_list() == ["019/08"]
    assert found.counter.height == 1
