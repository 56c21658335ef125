"""A ranking as bytes: the same for the same list, and every difference reported."""

from harm.scoring.ranking_csv import (
    LINES,
    closed_up,
    differences,
    fingerprint,
    read,
    removed_places,
    without_people,
    written,
)
from tests.unit.harm.build import ABH, COERCIVE_CONTROL, UNKNOWN, ranked, row

ROWS = [
    row(crime_ref="C1", suspect_id="S1"),
    row(crime_ref="C2", suspect_id='S"2,', offence_code=ABH),
    row(crime_ref="C3", suspect_id="S3", offence_code=UNKNOWN),
]


def test_a_ranking_is_read_as_it_was_written() -> None:
    ranking = ranked(*ROWS)
    lines = read(written(ranking))
    assert lines.schema == LINES
    assert lines["suspect_id"].to_list() == ["S1", 'S"2,', "S3"]
    assert lines.filter(lines["position"].is_not_null()).equals(ranking.table.select(*LINES))
    assert lines.row(2, named=True)["unmapped"] == 1


def test_the_order_of_the_rows_changes_no_byte() -> None:
    shuffled = ROWS[::-1]
    assert written(ranked(*shuffled)) == written(ranked(*ROWS))


def test_the_bytes_are_pinned_so_that_each_machine_gives_the_same() -> None:
    assert written(ranked(ROWS[0])) == (
        b"position,rank,suspect_id,tenths,allegations,victims,most_serious,last_recorded_on,"
        b"unmapped\n1,1,S1,18250,1,0,18250,2026-03-21,0\n"
    )


def test_an_empty_ranking_has_a_line_of_names_and_no_other() -> None:
    assert read(written(ranked(row(victim_sex="M")))).is_empty()


def test_the_same_ranking_has_no_differences() -> None:
    content = written(ranked(*ROWS))
    assert differences(content, content).is_empty()
    assert fingerprint(content) == fingerprint(written(ranked(*ROWS)))


def test_each_difference_is_reported_for_each_suspect() -> None:
    then = written(ranked(ROWS[0], ROWS[1]))
    now = written(
        ranked(row(crime_ref="C1", suspect_id="S1", offence_code=COERCIVE_CONTROL), ROWS[2])
    )
    assert differences(then, now).rows() == [
        ('S"2,', "suspect", "present", None),
        ("S1", "tenths", "18250", "840"),
        ("S1", "most_serious", "18250", "840"),
        ("S3", "suspect", None, "present"),
    ]


def test_a_score_that_is_gone_is_reported_figure_by_figure() -> None:
    then = written(ranked(ROWS[0]))
    now = written(ranked(row(crime_ref="C1", suspect_id="S1", offence_code=UNKNOWN)))
    answer = {
        what: (before, after) for _, what, before, after in differences(then, now).iter_rows()
    }
    assert answer["position"] == ("1", None)
    assert answer["tenths"] == ("18250", None)
    assert answer["unmapped"] == ("0", "1")


def test_a_place_that_is_removed_keeps_its_days_and_nothing_of_the_person() -> None:
    whole = written(ranked(*ROWS))
    left = read(without_people(whole, ["S1", "nobody"]))
    assert left["suspect_id"].to_list() == [None, 'S"2,', "S3"]
    assert left.row(0) == (1, 1, None, 18250, None, None, None, None, None)
    assert left["tenths"].sum() == read(whole)["tenths"].sum()
    assert left.slice(1).equals(read(whole).slice(1))


def test_somebody_without_a_score_has_no_place_to_keep() -> None:
    left = read(without_people(written(ranked(*ROWS)), ["S3"]))
    assert left["suspect_id"].to_list() == ["S1", 'S"2,']


def test_a_ranking_without_the_person_is_the_same_bytes() -> None:
    whole = written(ranked(*ROWS))
    assert without_people(whole, ["S9"]) == whole == closed_up(whole)


def test_closed_up_it_is_the_ranking_as_if_they_had_never_been_recorded() -> None:
    level = row(crime_ref="C4", suspect_id="S4")
    whole = written(ranked(*ROWS, level))
    first = str(read(whole)["suspect_id"][0])
    others = [own for own in (*ROWS, level) if own["suspect_id"] != first]
    assert closed_up(without_people(whole, [first])) == written(ranked(*others))
    twice = without_people(without_people(whole, ["S1"]), ["S4"])
    assert (removed_places(whole), removed_places(twice)) == (0, 2)
    assert closed_up(twice) == written(ranked(*ROWS[1:]))
