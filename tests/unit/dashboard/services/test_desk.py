"""The desk: named people only for a viewer, a line for each look, and never a stale answer."""

import inspect
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from dashboard.errors import IntakeError, OutputError, StoreError, UnknownSuspectError
from dashboard.services import desk as desk_module
from dashboard.services.basis import Basis
from dashboard.services.desk import Desk
from dashboard.services.places.areas import places_of
from dashboard.settings import Settings
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, loaded, row, written
from tests.unit.harm.build import AS_OF, days_ago

CSV_ROW = {"crime_ref": "C9", "suspect_id": "S9", "offence_code": "019/08"}
CSV_ROW |= {"recorded_on": "2026-04-01", "victim_sex": "F"}


@pytest.fixture
def small(tmp_path: Path) -> Desk:
    return desk_with(
        tmp_path / "data", row(), row(crime_ref="C2", suspect_id="S2", suspect_name="Ann")
    )


def lines(desk: Desk) -> list[tuple[str, str, str, int]]:
    """The log, without what the record that the test begins with has left in it."""
    log = desk.register.log().select("who", "action", "subject", "version").rows()
    return [line for line in log if line[1] != "load_found"]


def test_a_look_at_the_list_leaves_one_line(small: Desk) -> None:
    small.listing(ANALYST, Basis())
    subject = f"{Rules().id} cchi-2020 {days_ago(10)}"
    assert lines(small) == [("an analyst", "list", subject, 1)]
    small.listing(ANALYST, Basis())
    assert len(lines(small)) == 2


def test_a_look_at_a_suspect_leaves_one_line(small: Desk) -> None:
    small.suspect(ANALYST, Basis(), "S2")
    assert lines(small) == [("an analyst", "suspect", "S2", 1)]


def test_a_file_that_leaves_leaves_one_line(small: Desk) -> None:
    listing = small.listing(ANALYST, Basis())
    small.list_file(ANALYST, listing)
    assert [action for _, action, _, _ in lines(small)] == ["list", "file"]


def test_a_load_leaves_a_line_for_each_file(small: Desk, tmp_path: Path) -> None:
    first = written(tmp_path / "first.csv", CSV_ROW)
    second = written(tmp_path / "second.csv", CSV_ROW | {"crime_ref": "C10"})
    small.load(ANALYST, [first, second])
    assert lines(small) == [
        ("an analyst", "load_begun", "first.csv", 1),
        ("an analyst", "load_begun", "second.csv", 1),
        ("an analyst", "load", "first.csv", 2),
        ("an analyst", "load", "second.csv", 3),
    ]


def test_rejected_rows_that_leave_leave_a_line(small: Desk, tmp_path: Path) -> None:
    path = written(
        tmp_path / "next.csv", CSV_ROW, CSV_ROW | {"crime_ref": "C12", "recorded_on": "never"}
    )
    small.load(ANALYST, [path], rejects=tmp_path / "rejects.csv")
    assert [line[1:3] for line in lines(small)] == [
        ("file", "rejects.csv"),
        ("load_begun", "next.csv"),
        ("load", "next.csv"),
    ]
    assert "recorded_on cannot be read" in (tmp_path / "rejects.csv").read_text()


def test_an_unknown_suspect_is_refused_without_a_line(small: Desk) -> None:
    with pytest.raises(UnknownSuspectError, match="'S9'; check it against the list"):
        small.suspect(ANALYST, Basis(), "S9")
    assert lines(small) == []


def test_a_victim_is_no_suspect(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, row(victim_id="V1"))
    with pytest.raises(UnknownSuspectError):
        desk.suspect(ANALYST, Basis(), "V1")


@pytest.mark.parametrize(
    "name", ["listing", "suspect", "find", "beside", "list_file", "load", "demonstrate"]
)
def test_whatever_hands_out_or_takes_in_people_takes_a_viewer(name: str) -> None:
    assert list(inspect.signature(getattr(Desk, name)).parameters)[1] == "viewer"


def test_counts_alone_leave_no_line(small: Desk) -> None:
    places_of(small, Basis())
    assert small.count_suspects() == 2
    assert lines(small) == []


def test_a_desk_without_data_says_so_and_can_load_some(tmp_path: Path) -> None:
    desk = Desk(Settings(data=tmp_path / "data"))
    assert not desk.has_data()
    with pytest.raises(StoreError, match="There is no data"):
        desk.listing(ANALYST, Basis())
    desk.load(ANALYST, [written(tmp_path / "first.csv", CSV_ROW)])
    assert desk.has_data()
    assert desk.listing(ANALYST, Basis()).people["suspect_id"].to_list() == ["S9"]


def test_a_wrong_file_among_several_stops_them_all(small: Desk, tmp_path: Path) -> None:
    good = written(tmp_path / "good.csv", CSV_ROW)
    with pytest.raises(IntakeError, match="There is no file"):
        small.load(ANALYST, [good, tmp_path / "nothing.csv"])
    assert (small.facts.version, lines(small)) == (1, [])


def test_rejects_that_cannot_be_written_stop_the_load(small: Desk, tmp_path: Path) -> None:
    path = written(
        tmp_path / "next.csv", CSV_ROW, CSV_ROW | {"crime_ref": "C12", "recorded_on": "never"}
    )
    with pytest.raises(OutputError, match="cannot be written"):
        small.load(ANALYST, [path], rejects=tmp_path / "no" / "folder.csv")
    assert (small.facts.version, lines(small)) == (1, [])


def test_the_rows_of_a_load_add_up(small: Desk, tmp_path: Path) -> None:
    rows = [CSV_ROW, CSV_ROW, CSV_ROW | {"crime_ref": "C10", "offence_code": "999/98"}]
    receipt = small.load(
        ANALYST,
        [
            written(
                tmp_path / "one.csv", *rows, CSV_ROW | {"crime_ref": "C12", "recorded_on": "never"}
            ),
            written(tmp_path / "two.csv", CSV_ROW, CSV_ROW | {"crime_ref": "C11"}),
        ],
    )
    assert (receipt.accepted, receipt.rejected, receipt.duplicates) == (3, 1, 2)
    assert receipt.rows == 6
    assert (receipt.unmapped, receipt.version) == (1, 3)
    assert receipt.reasons == {"recorded_on cannot be read": 1}


ASKED: dict[str, Callable[[Desk], object]] = {
    "list": lambda desk: desk.listing(ANALYST, Basis()).people["suspect_id"].to_list(),
    "boroughs": lambda desk: places_of(desk, Basis()).rows["crimes"].to_list(),
    "facts": lambda desk: desk.facts,
}


@pytest.mark.parametrize("question", ASKED)
def test_a_load_is_seen_at_the_next_question(small: Desk, question: str) -> None:
    ask = ASKED[question]
    before = ask(small)
    loaded(small.settings.data, row(crime_ref="C3", suspect_id="S3", offence_code="008/06"))
    assert ask(small) != before
    assert ask(small) == ask(Desk(small.settings))


def test_the_same_question_is_answered_once(small: Desk) -> None:
    assert small.ranking(Basis()) is small.ranking(Basis())
    dated = Basis(as_of=small.facts.newest)
    assert small.ranking(dated) is small.ranking(Basis())
    assert small.ranking(Basis(index="ons-css-2020")) is not small.ranking(Basis())


def test_the_oldest_answer_goes_when_there_are_many(
    small: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "ANSWERS_KEPT", 3)
    bases = [Basis(as_of=AS_OF - timedelta(days=day)) for day in range(4)]
    desk = Desk(small.settings)
    first, *_, last = [desk.ranking(basis) for basis in bases]
    assert len(desk._answers) == 3
    assert desk.ranking(bases[-1]) is last
    again = desk.ranking(bases[0])
    assert again is not first
    assert again.table.equals(first.table)


def test_a_list_as_of_an_earlier_day_knows_nothing_of_later_ones(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path, row(recorded_on=days_ago(20)), row(crime_ref="C2", recorded_on=days_ago(5))
    )
    listing = desk.listing(ANALYST, Basis(as_of=days_ago(20)))
    assert listing.ranking.table["allegations"].to_list() == [1]


def test_someone_with_nothing_that_counts_has_a_page_and_no_position(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path, row(), row(crime_ref="C2", suspect_id="S2", crime_status="cancelled")
    )
    explanation = desk.suspect(ANALYST, Basis(), "S2").explanation
    assert (explanation.standing.position, explanation.tenths) == (None, 0)
    assert "Has no score" in explanation.sentence


def test_what_a_page_says_of_a_person_is_what_was_recorded_last(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path,
        row(recorded_on=days_ago(9), suspect_name="Old"),
        row(crime_ref="C2", recorded_on=days_ago(3), suspect_name="New"),
    )
    assert desk.suspect(ANALYST, Basis(), "S1").particulars["suspect_name"] == "New"
    assert desk.listing(ANALYST, Basis()).people["suspect_name"].to_list() == ["New"]


@pytest.mark.parametrize("odd", ["<script>alert(1)</script>", "=HYPERLINK(1)", "../../x", "O'Neil"])
def test_odd_words_come_out_of_the_desk_as_they_went_in(tmp_path: Path, odd: str) -> None:
    path = written(
        tmp_path / "odd.csv", CSV_ROW | {"suspect_id": odd, "suspect_name": odd, "crime_ref": odd}
    )
    desk = Desk(Settings(data=tmp_path / "data"))
    desk.load(ANALYST, [path])
    assert desk.listing(ANALYST, Basis()).people["suspect_name"].to_list() == [odd]
    explanation = desk.suspect(ANALYST, Basis(), odd).explanation
    assert explanation.rows.select(pl.col("crime_ref", "suspect_id")).rows() == [(odd, odd)]
