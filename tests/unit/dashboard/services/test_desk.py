"""The desk: named people only for a viewer, a line for each look, and never a stale answer."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from dashboard.errors import IntakeError, OutputError, StoreError, UnknownSuspectError
from dashboard.exports.list_csv import list_outgoing
from dashboard.exports.rejects_csv import load_files
from dashboard.services import workspace as workspace_module
from dashboard.services.demonstration import count_suspects
from dashboard.services.files import hand_over
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.places.areas import compare_areas
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.explanation import in_explanation_words
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, loaded, row, suspect_at, written
from tests.unit.harm.build import AS_OF, days_ago

CSV_ROW = {"crime_ref": "C9", "suspect_id": "S9", "offence_code": "019/08"}
CSV_ROW |= {"recorded_on": "2026-04-01", "victim_sex": "F"}


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    return desk_with(
        tmp_path / "data", row(), row(crime_ref="C2", suspect_id="S2", suspect_name="Ann")
    )


def lines(desk: Workspace) -> list[tuple[str, str, str, int]]:
    """The log, without what the record that the test begins with has left in it."""
    log = desk.register.log().select("who", "action", "subject", "version").rows()
    return [line for line in log if line[1] != "load_found"]


def test_a_look_at_the_list_leaves_one_line(small: Workspace) -> None:
    ranked_list(ask(small, ANALYST, RankingSpec()))
    subject = f"{Rules().id} cchi-2020 {days_ago(10)}"
    assert lines(small) == [("an analyst", "list", subject, 1)]
    ranked_list(ask(small, ANALYST, RankingSpec()))
    assert len(lines(small)) == 2


def test_a_look_at_a_suspect_leaves_one_line(small: Workspace) -> None:
    suspect_at(small, ANALYST, RankingSpec(), "S2")
    assert lines(small) == [("an analyst", "suspect", "S2", 1)]


def test_a_file_that_leaves_leaves_one_line(small: Workspace) -> None:
    listing = ranked_list(ask(small, ANALYST, RankingSpec()))
    hand_over(Caller(small, ANALYST), list_outgoing(Caller(small, ANALYST), listing))
    assert [action for _, action, _, _ in lines(small)] == ["list", "file"]


def test_a_load_leaves_a_line_for_each_file(small: Workspace, tmp_path: Path) -> None:
    first = written(tmp_path / "first.csv", CSV_ROW)
    second = written(tmp_path / "second.csv", CSV_ROW | {"crime_ref": "C10"})
    load_files(Caller(small, ANALYST), [first, second])
    assert lines(small) == [
        ("an analyst", "load_begun", "first.csv", 1),
        ("an analyst", "load_begun", "second.csv", 1),
        ("an analyst", "load", "first.csv", 2),
        ("an analyst", "load", "second.csv", 3),
    ]


def test_rejected_rows_that_leave_leave_a_line(small: Workspace, tmp_path: Path) -> None:
    path = written(
        tmp_path / "next.csv", CSV_ROW, CSV_ROW | {"crime_ref": "C12", "recorded_on": "never"}
    )
    load_files(Caller(small, ANALYST), [path], rejects=tmp_path / "rejects.csv")
    assert [line[1:3] for line in lines(small)] == [
        ("file", "rejects.csv"),
        ("load_begun", "next.csv"),
        ("load", "next.csv"),
    ]
    assert "recorded_on cannot be read" in (tmp_path / "rejects.csv").read_text()


def test_an_unknown_suspect_is_refused_without_a_line(small: Workspace) -> None:
    with pytest.raises(UnknownSuspectError, match="'S9'; check it against the list"):
        suspect_at(small, ANALYST, RankingSpec(), "S9")
    assert lines(small) == []


def test_a_victim_is_no_suspect(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, row(victim_id="V1"))
    with pytest.raises(UnknownSuspectError):
        suspect_at(desk, ANALYST, RankingSpec(), "V1")


def test_counts_alone_leave_no_line(small: Workspace) -> None:
    compare_areas(ask(small, ANALYST, RankingSpec()))
    assert count_suspects(Caller(small, ANALYST)) == 2
    assert lines(small) == []


def test_a_desk_without_data_says_so_and_can_load_some(tmp_path: Path) -> None:
    desk = Workspace(Settings(data=tmp_path / "data"))
    assert not desk.has_data()
    with pytest.raises(StoreError, match="There is no data"):
        ranked_list(ask(desk, ANALYST, RankingSpec()))
    load_files(Caller(desk, ANALYST), [written(tmp_path / "first.csv", CSV_ROW)])
    assert desk.has_data()
    assert ranked_list(ask(desk, ANALYST, RankingSpec())).people["suspect_id"].to_list() == ["S9"]


def test_a_wrong_file_among_several_stops_them_all(small: Workspace, tmp_path: Path) -> None:
    good = written(tmp_path / "good.csv", CSV_ROW)
    with pytest.raises(IntakeError, match="There is no file"):
        load_files(Caller(small, ANALYST), [good, tmp_path / "nothing.csv"])
    assert (small.facts.version, lines(small)) == (1, [])


def test_rejects_that_cannot_be_written_stop_the_load(small: Workspace, tmp_path: Path) -> None:
    path = written(
        tmp_path / "next.csv", CSV_ROW, CSV_ROW | {"crime_ref": "C12", "recorded_on": "never"}
    )
    with pytest.raises(OutputError, match="cannot be written"):
        load_files(Caller(small, ANALYST), [path], rejects=tmp_path / "no" / "folder.csv")
    assert (small.facts.version, lines(small)) == (1, [])


def test_the_rows_of_a_load_add_up(small: Workspace, tmp_path: Path) -> None:
    rows = [CSV_ROW, CSV_ROW, CSV_ROW | {"crime_ref": "C10", "offence_code": "999/98"}]
    receipt = load_files(
        Caller(small, ANALYST),
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


ASKED: dict[str, Callable[[Workspace], object]] = {
    "list": lambda desk: (
        ranked_list(ask(desk, ANALYST, RankingSpec())).people["suspect_id"].to_list()
    ),
    "boroughs": lambda desk: (
        compare_areas(ask(desk, ANALYST, RankingSpec())).rows["crimes"].to_list()
    ),
    "facts": lambda desk: desk.facts,
}


@pytest.mark.parametrize("question", ASKED)
def test_a_load_is_seen_at_the_next_question(small: Workspace, question: str) -> None:
    ask = ASKED[question]
    before = ask(small)
    loaded(small.settings.data, row(crime_ref="C3", suspect_id="S3", offence_code="008/06"))
    assert ask(small) != before
    assert ask(small) == ask(Workspace(small.settings))


def test_the_same_question_is_answered_once(small: Workspace) -> None:
    assert ask(small, ANALYST, RankingSpec()).ranking is ask(small, ANALYST, RankingSpec()).ranking
    dated = RankingSpec(as_of=small.facts.newest)
    assert ask(small, ANALYST, dated).ranking is ask(small, ANALYST, RankingSpec()).ranking
    assert (
        ask(small, ANALYST, RankingSpec(index="ons-css-2020")).ranking
        is not ask(small, ANALYST, RankingSpec()).ranking
    )


def test_the_oldest_answer_goes_when_there_are_many(
    small: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_module, "ANSWERS_KEPT", 3)
    bases = [RankingSpec(as_of=AS_OF - timedelta(days=day)) for day in range(4)]
    desk = Workspace(small.settings)
    first, *_, last = [ask(desk, ANALYST, basis).ranking for basis in bases]
    assert len(desk._answers) == 3
    assert ask(desk, ANALYST, bases[-1]).ranking is last
    again = ask(desk, ANALYST, bases[0]).ranking
    assert again is not first
    assert again.table.equals(first.table)


def test_a_list_as_of_an_earlier_day_knows_nothing_of_later_ones(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path, row(recorded_on=days_ago(20)), row(crime_ref="C2", recorded_on=days_ago(5))
    )
    listing = ranked_list(ask(desk, ANALYST, RankingSpec(as_of=days_ago(20))))
    assert listing.ranking.table["allegations"].to_list() == [1]


def test_someone_with_nothing_that_counts_has_a_page_and_no_position(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path, row(), row(crime_ref="C2", suspect_id="S2", crime_status="cancelled")
    )
    explanation = suspect_at(desk, ANALYST, RankingSpec(), "S2").explanation
    assert (explanation.standing.position, explanation.tenths) == (None, 0)
    assert "Has no score" in in_explanation_words(explanation)


def test_what_a_page_says_of_a_person_is_what_was_recorded_last(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path,
        row(recorded_on=days_ago(9), suspect_name="Old"),
        row(crime_ref="C2", recorded_on=days_ago(3), suspect_name="New"),
    )
    assert suspect_at(desk, ANALYST, RankingSpec(), "S1").particulars["suspect_name"] == "New"
    assert ranked_list(ask(desk, ANALYST, RankingSpec())).people["suspect_name"].to_list() == [
        "New"
    ]


@pytest.mark.parametrize("odd", ["<script>alert(1)</script>", "=HYPERLINK(1)", "../../x", "O'Neil"])
def test_odd_words_come_out_of_the_desk_as_they_went_in(tmp_path: Path, odd: str) -> None:
    path = written(
        tmp_path / "odd.csv", CSV_ROW | {"suspect_id": odd, "suspect_name": odd, "crime_ref": odd}
    )
    desk = Workspace(Settings(data=tmp_path / "data"))
    load_files(Caller(desk, ANALYST), [path])
    assert ranked_list(ask(desk, ANALYST, RankingSpec())).people["suspect_name"].to_list() == [odd]
    explanation = suspect_at(desk, ANALYST, RankingSpec(), odd).explanation
    assert explanation.rows.select(pl.col("crime_ref", "suspect_id")).rows() == [(odd, odd)]
