"""A search by the desk: everyone named in a row that stands, a line each, and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import NobodyNamedError, SearchError
from dashboard.search import ROWS
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects import search as search_module
from dashboard.services.suspects.search import prepare_search, search
from dashboard.services.workspace import Workspace
from dashboard.wording.search import in_found_words, in_standing_words
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, loaded, row
from tests.unit.harm.build import days_ago


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    return desk_with(
        tmp_path / "data",
        row(crime_ref="CR 1/26", suspect_name="Ann Lee"),
        row(crime_ref="C2", suspect_id="S2", suspect_name="Ben Okoro", offence_code="008/06"),
        row(crime_ref="C3", suspect_id="S3", suspect_name="Ann Lea", crime_status="cancelled"),
        row(crime_ref="C4", suspect_id="S4", suspect_name="Cem Ay", recorded_on=days_ago(900)),
    )


def who(desk: Workspace, text: str, basis: RankingSpec | None = None) -> list[str]:
    found: list[str] = (
        search(ask(desk, ANALYST, basis or RankingSpec()), text).rows["suspect_id"].to_list()
    )
    return found


def test_where_each_stands_is_reported_and_the_unassessed_are_found_too(small: Workspace) -> None:
    found = search(ask(small, ANALYST, RankingSpec()), "Ann Lee")
    assert found.rows.schema == ROWS
    assert found.rows.select("suspect_id", "name", "position", "tenths", "score").rows() == [
        ("S1", "Ann Lee", 1, 18_250, 100),
        ("S3", "Ann Lea", None, None, 83),
    ]
    assert (found.text, found.matched, found.assessed) == ("Ann Lee", 2, 2)
    assert who(small, "Cem Ay") == ["S4"]


def test_a_position_is_on_the_basis_that_is_asked(small: Workspace) -> None:
    wide = RankingSpec(rules=Rules(window_days=1_000))
    assert search(ask(small, ANALYST, wide), "S4").rows["position"].to_list() == [2]
    assert search(ask(small, ANALYST, RankingSpec()), "S4").rows["position"].to_list() == [None]


@pytest.mark.parametrize("text", ["CR 1/26", "cr1/26", " Cr 1 / 26 "])
def test_a_crime_finds_whoever_is_named_in_it(small: Workspace, text: str) -> None:
    found = search(ask(small, ANALYST, RankingSpec()), text).rows
    assert found.select("suspect_id", "why").rows() == [("S1", "named in crime CR 1/26")]


@pytest.mark.parametrize("text", ["%", "_", "CR%", "' or 1=1 --", "C2'; drop table crimes; --"])
def test_a_text_is_a_value_and_never_a_query(small: Workspace, text: str) -> None:
    assert who(small, text) == []
    assert who(small, "C2") == ["S2"]


@pytest.mark.parametrize("text", ["S9", "x" * 200, "\x00\x1b[31m S9", "\ud800S9", "王小明"])
def test_any_text_has_an_answer(small: Workspace, text: str) -> None:
    assert who(small, text) == []


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x01"])
def test_an_empty_text_is_refused_without_a_line(small: Workspace, text: str) -> None:
    with pytest.raises(SearchError, match="nothing to search for"):
        search(ask(small, ANALYST, RankingSpec()), text)
    assert searches(small) == []


def searches(desk: Workspace) -> list[str]:
    """What was searched for, as the log has it."""
    subjects: list[str] = desk.register.log().filter(action="find")["subject"].to_list()
    return subjects


def test_every_search_leaves_a_line_with_its_text(small: Workspace) -> None:
    for text in ("  Ann \n Lee", "S9", "x" * 100):
        search(ask(small, ANALYST, RankingSpec()), text)
    assert searches(small) == ["Ann Lee", "S9", "x" * 100]


@pytest.mark.parametrize(
    "text",
    [
        "." * 76 + " Ann Lee",
        "." * 193 + "Ann Lee",
        "\n" * 500 + "Ann Lee",
        "Ann\x00Lee",
        "Ann\u2028Lee",
        "Ann\u202eLee",
        "- " * 90 + "Cem Ay",
    ],
)
def test_a_search_is_logged_as_what_was_matched_and_whole(small: Workspace, text: str) -> None:
    found = search(ask(small, ANALYST, RankingSpec()), text)
    assert found.matched
    assert searches(small) == [found.text]
    assert found.text.isprintable()
    assert found.text.endswith(("Ann Lee", "Cem Ay"))
    again = search(ask(small, ANALYST, RankingSpec()), found.text)
    assert again.rows.equals(found.rows)


@pytest.mark.parametrize("text", ["x" * 201, "." * 500 + "Ann Lee", "王" * 201, "x " * 101])
def test_a_search_that_is_too_long_is_refused_without_a_line(small: Workspace, text: str) -> None:
    with pytest.raises(SearchError, match="letters, and 200 are the most; search for"):
        search(ask(small, ANALYST, RankingSpec()), text)
    assert searches(small) == []


def test_an_earlier_spelling_that_stands_finds_the_suspect_and_is_reported(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path,
        row(recorded_on=days_ago(50), suspect_name="Ann Lee"),
        row(crime_ref="C2", suspect_name="Ruth Adeyemi"),
    )
    assert search(ask(desk, ANALYST, RankingSpec()), "Ann Lee").rows.select(
        "name", "why"
    ).rows() == [("Ruth Adeyemi", "the name; also recorded as Ann Lee")]


def test_a_load_is_seen_at_the_next_search_and_a_replaced_row_is_not(small: Workspace) -> None:
    assert who(small, "Ruth Adeyemi") == []
    loaded(small.settings.data, row(crime_ref="CR 1/26", suspect_name="Ruth Adeyemi"))
    assert who(small, "Ruth Adeyemi") == ["S1"]
    assert who(small, "Ann Lee") == ["S3"]
    assert who(small, "Ann Lee", RankingSpec(version=1)) == ["S1", "S3"]
    assert who(small, "Ruth Adeyemi", RankingSpec(version=1)) == []


def test_someone_without_a_name_is_found_by_reference(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, row(suspect_name=None))
    assert search(ask(desk, ANALYST, RankingSpec()), "s1").rows["name"].to_list() == [None]


def test_a_victim_is_not_found(tmp_path: Path) -> None:
    assert who(desk_with(tmp_path, row(victim_id="V1")), "V1") == []


def test_a_record_that_names_nobody_says_so(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, row(suspect_id=None))
    with pytest.raises(NobodyNamedError):
        search(ask(desk, ANALYST, RankingSpec()), "Ann Lee")


def test_the_words_say_how_many_and_where(
    small: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def words_of(text: str) -> str:
        return in_found_words(search(ask(small, ANALYST, RankingSpec()), text))

    assert words_of("Ben Okoro") == "1 suspect matches “Ben Okoro”."
    assert words_of("Ann") == "2 suspects match “Ann”."
    assert words_of("zzqq") == (
        "Nobody in the data matches “zzqq”; check the spelling or search by reference."
    )
    monkeypatch.setattr(search_module, "FOUND_SHOWN", 1)
    assert words_of("Ann Lee") == (
        "2 suspects match “Ann Lee”. The 1 that fit best are shown; write more to see fewer."
    )
    assert in_standing_words(37, 35_984) == "37 of 35,984"
    assert in_standing_words(None, 35_984) == "not assessed"


def test_getting_ready_to_find_shows_nobody_and_leaves_no_line(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, row(suspect_name="Ann Example"))
    prepare_search(ask(desk, ANALYST, RankingSpec()))
    assert searches(desk) == []
    assert search(ask(desk, ANALYST, RankingSpec()), "Ann Example").matched == 1
