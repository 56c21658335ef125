import pytest

from harm.offences.indices import get
from harm.record.allegations import Allegations
from harm.scoring.rules import Rules
from harm.suspects.list_line import PARTS, profile
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, UNKNOWN, Cells, days_ago, frame, row

Lines = dict[str, tuple[str, list[int]]]


def profiled(*rows: Cells, rules: Rules | None = None, only: list[str] | None = None) -> Lines:
    """Each suspect's gravest offence, and their days in twelve parts of the window."""
    allegations = Allegations.of(frame(*rows))
    numbers = {name: number for number, name in allegations.suspects.collect().iter_rows()}
    query = [number for name, number in numbers.items() if only is None or name in only]
    answer = profile(
        allegations, query, rules=rules or Rules(), index=get("cchi-2020"), as_of=AS_OF
    )
    names = {number: name for name, number in numbers.items()}
    return {
        names[one["suspect"]]: (one["most_serious_offence"], one["by_part"])
        for one in answer.iter_rows(named=True)
    }


def parts_of(**days: int) -> list[int]:
    """Twelve parts of which the named ones (`p0` is the oldest) have these tenths."""
    return [days.get(f"p{number}", 0) for number in range(PARTS)]


@pytest.mark.parametrize(
    ("age", "part"), [(0, 11), (30, 11), (31, 10), (182, 6), (183, 5), (334, 1), (335, 0), (364, 0)]
)
def test_the_window_is_cut_into_twelve_parts_oldest_first(age: int, part: int) -> None:
    answer = profiled(row(offence_code=ABH, recorded_on=days_ago(age)))
    assert answer["S1"][1] == parts_of(**{f"p{part}": 100})


def test_the_parts_are_of_the_rules_window() -> None:
    rows = [row(recorded_on=days_ago(age), crime_ref=f"C{age}") for age in (0, 59, 30)]
    _, parts = profiled(*rows, rules=Rules(window_days=60))["S1"]
    assert parts == parts_of(p0=18250, p5=18250, p11=18250)


def test_the_gravest_offence_is_named_as_the_index_words_it() -> None:
    rows = [row(offence_code=ABH), row(crime_ref="C2"), row(crime_ref="C3", offence_code=UNKNOWN)]
    assert profiled(*rows)["S1"][0] == "Rape of a female aged 16 or over"


def test_of_equally_grave_offences_the_latest_is_named() -> None:
    for older, newer, title in (
        ("008/30", "008/71", "Disclose private sexual photographs and films with intent to cause"),
        ("008/71", "008/30", "Harassment - Putting people in fear of violence"),
    ):
        rows = [
            row(offence_code=older, recorded_on=days_ago(9)),
            row(offence_code=newer, crime_ref="C2", recorded_on=days_ago(8)),
        ]
        assert profiled(*rows)["S1"][0].startswith(title)


def test_a_crime_is_in_the_part_of_the_row_that_carries_it() -> None:
    rows = [
        row(victim_id="V1", offence_code=COERCIVE_CONTROL, recorded_on=days_ago(200)),
        row(victim_id="V2", offence_code=ABH),
    ]
    assert profiled(*rows)["S1"][1] == parts_of(p5=840)
    each = profiled(*rows, rules=Rules(victim_rows="each"))
    assert each["S1"][1] == parts_of(p5=840, p11=100)


def test_only_those_asked_for_with_a_score_are_reported() -> None:
    rows = [row(), row(suspect_id="S2"), row(suspect_id="S3", crime_status="cancelled")]
    assert set(profiled(*rows)) == {"S1", "S2"}
    assert set(profiled(*rows, only=["S2", "S3"])) == {"S2"}
    assert profiled(*rows, only=[]) == {}


def test_days_are_shared_with_those_not_asked_for() -> None:
    rows = [row(), row(suspect_id="S2")]
    answer = profiled(*rows, rules=Rules(co_suspects="equal_share"), only=["S2"])
    assert answer == {"S2": ("Rape of a female aged 16 or over", parts_of(p11=9125))}
