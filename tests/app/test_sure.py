"""The page that says how sure a list is: its three parts, and what it says where it cannot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.listing.choices import other_choices
from dashboard.services.listing.turnover import turnover
from dashboard.services.listing.two_indices import two_indices
from dashboard.services.question import ask
from dashboard.services.suspects.suspect_file import link_to
from dashboard.services.workspace import Workspace
from dashboard.web.kit.session import the_workspace
from dashboard.web.kit.text import escaped
from dashboard.web.parts.sureness import PARTS
from dashboard.wording.choices import CHOICES, CHOICES_LIMITS, OUT
from dashboard.wording.editions import EDITION_LIMITS
from dashboard.wording.sureness import (
    AFTER_LIMITS,
    REASONS,
    SETTLING_LIMITS,
    TURNOVER_LIMITS,
)
from harm.stability.settling.backtest import TABLE
from tests.app.pages import complaints, visited, words_of
from tests.conftest import TESTER, with_answers
from tests.unit.dashboard.build import desk_with, row

BAD_TABLE = (
    "The index own has no column days; it needs the columns code, title and days, and a row for "
    "each offence. Mend the table and load it again."
)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_says_what_it_found_and_what_it_does_not_cover(
    desk: Workspace, part: str
) -> None:
    page = visited("sure", sure=part)
    assert complaints(page) == []
    words = words_of(page)
    if part == PARTS[0]:
        assert "once the record has had 90 days to settle" in words
        assert SETTLING_LIMITS in words
        assert "Were 5 % of crimes missing" in words
        listed = page.dataframe[0].value
        assert len(listed) == 100
        assert listed["of_100"].is_monotonic_increasing
    elif part == PARTS[1]:
        assert "Tried on 10 past lists" in words
        assert {*page.dataframe[0].value.columns} == {*TABLE, "between", "people"}
        assert page.dataframe[0].value["n"].sum() == 1000
    elif part == PARTS[3]:
        assert "on the list as it is then: 80 a month later, 52 after three months" in words
        assert TURNOVER_LIMITS in words
        assert AFTER_LIMITS in words
        assert "93 % and 89 %" in words
        apart = words.replace(TURNOVER_LIMITS, "")
        assert not re.search(r"(fall|fell|drop|declin|reduc|down)\w*[^.]*%", apart, re.IGNORECASE)
        assert "%" not in apart.split("What came after")[1]
        after = page.dataframe[1].value
        assert after["group"].tolist() == ["The listed", "The next as many"] * 2
        assert not any("%" in str(cell) for cell in after.to_numpy().ravel())
        past = turnover(ask(desk, TESTER))
        assert page.dataframe[0].value["listed"].tolist() == [100] * 13
        assert past["after_12"].drop_nulls().len() == 1
    else:
        assert CHOICES_LIMITS in words
        stays = other_choices(ask(desk, TESTER)).stays
        shown = page.dataframe[0].value
        assert shown["stays"].tolist() == stays["stays"].to_list()
        assert shown["choice"].tolist() == [CHOICES[code][0] for code in stays["choice"]]
        heat = page.dataframe[1].value
        assert len(heat) == 100
        drops = {row["choice"]: 100 - row["stays"] for row in stays.to_dicts()}
        outs = {code: int((heat[code] == OUT).sum()) for code in heat.columns if code in CHOICES}
        assert outs == {code: count for code, count in drops.items() if count}
        beside = two_indices(ask(desk, TESTER), "ons-css-2020")
        assert f"{beside.both:,} are listed under both" in words.replace("**", "")
        assert "One rape weighs as much as" in words
        for index in (beside.first, beside.second):
            assert index.caveat in words
        alone = page.dataframe[3].value
        assert len(alone) == beside.only_first + beside.only_second


@pytest.mark.parametrize("part", PARTS)
def test_a_record_of_one_load_says_that_it_cannot_say(elsewhere: Path, part: str) -> None:
    desk_with(elsewhere, row(), row(crime_ref="C2", suspect_id="S2"), synthetic=True)
    page = visited("sure", sure=part)
    assert complaints(page) == []
    words = words_of(page)
    assert (REASONS["short_history"] in words) == (part == PARTS[0])
    assert ("cannot be tried yet" in words) == (part == PARTS[1])
    assert ("No two lists are frozen" in words) == (part == PARTS[3])


def test_a_part_that_nobody_knows_is_the_first() -> None:
    page = visited("sure", sure="nonsense")
    assert "90 days to settle" in words_of(page)


def test_list_suspect_and_overview_say_how_sure_once_it_is_known(desk: Workspace) -> None:
    the_workspace.clear()
    assert "tier" not in visited("list").dataframe[0].value
    assert "days to settle" not in linked_words(visited("overview"))
    with_answers(the_workspace())
    page = visited("sure")
    known = page.dataframe[0].value.set_index("suspect_id")["tier"]
    page = visited("list")
    assert complaints(page) == []
    shown = page.dataframe[0].value
    assert list(shown.columns)[-1] == "tier"
    assert shown["tier"].tolist() == known.loc[shown["suspect_id"]].tolist()
    page = visited("overview")
    assert complaints(page) == []
    assert "90 days to settle" in linked_words(page)
    first = shown["suspect_id"][0]
    page = visited("suspect", suspect=link_to(ask(desk, TESTER), first))
    assert complaints(page) == []
    assert f"{shown['tier'][0]} on the list: once the record has had 90 days" in words_of(page)


def linked_words(page: AppTest) -> str:
    """What the links of a page are called."""
    return " ".join(link.proto.label for link in page.get("page_link"))


def test_a_table_of_ones_own_is_held_against_the_index_and_not_kept(desk: Workspace) -> None:
    before = desk.register.log().height
    page = visited("sure", sure=PARTS[2])
    shown = len(page.dataframe)
    page.file_uploader[0].set_value(("own.csv", b"code,title,days\n019/08,,1\n", "text/csv"))
    page = page.run()
    assert complaints(page) == []
    words = words_of(page)
    assert "own held against Cambridge" in words
    assert EDITION_LIMITS in words
    changes, moved = (table.value for table in page.dataframe[shown:])
    assert {*changes["kind"]} == {"Dropped", "Changed"}
    assert {*moved["change"]} <= {"Leaves", "Comes", "Stays"}
    assert (moved["change"] == "Leaves").sum() == (moved["change"] == "Comes").sum() > 0
    lines = desk.register.log().tail(desk.register.log().height - before)
    assert not any("own.csv" in str(subject) for subject in lines["subject"])


def test_a_bad_table_is_refused_in_a_sentence(desk: Workspace) -> None:
    assert desk.has_data()
    page = visited("sure", sure=PARTS[2])
    page.file_uploader[0].set_value(("own.csv", b"code,title\n019/08,a\n", "text/csv"))
    page = page.run()
    assert [error.value for error in page.error] == [escaped(BAD_TABLE)]
