"""Who else is involved and past lists, as the desk has them."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.errors import UnknownSuspectError
from dashboard.register.frozen_lists import EDITION
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.associates import HISTORY, PRESENT, Associates
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.associates import (
    in_brief,
    in_context_words,
    in_counter_words,
    in_history_words,
    in_unread_words,
)
from harm.scoring.ranking_csv import LINES
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, associates_at, loaded, looks, row
from tests.unit.harm.build import ABH, AS_OF, days_ago

pytestmark = pytest.mark.slow

ONE = RankingSpec(Rules(top=1), as_of=AS_OF)
ODD = 'S"1, <b>'
#: A list that reads well, and is not the one that was frozen.
ALTERED = f"{','.join(LINES)}\n1,1,S1,99999,1,1,99999,2026-01-01,0\n".encode()


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """S1 has two rapes, one with S2; V2 accuses S3 too, and S1 accuses V2."""
    loaded(
        tmp_path,
        row(crime_ref="C0", suspect_id="S0", recorded_on=days_ago(300)),
        row(crime_ref="C1", suspect_id="S1", victim_id="A", recorded_on=days_ago(50)),
        row(crime_ref="C2", suspect_id="S1", victim_id="B", recorded_on=days_ago(20)),
        row(crime_ref="C2", suspect_id="S2", victim_id="B", recorded_on=days_ago(20)),
        row(crime_ref="C3", suspect_id="S3", victim_id="B", recorded_on=days_ago(5)),
        row(crime_ref="C4", suspect_id="B", victim_id="S1", offence_code=ABH, victim_sex="M"),
        row(crime_ref="C5", suspect_id=ODD, recorded_on=days_ago(40)),
    )
    return Workspace(Settings(data=tmp_path))


def around(desk: Workspace, suspect: str = "S1", basis: RankingSpec = ONE) -> Associates:
    return associates_at(desk, ANALYST, basis, suspect)


def test_others_stand_with_their_places_on_the_present_list(desk: Workspace) -> None:
    people = around(desk).people
    assert people["suspect_id"].to_list() == ["S2", "S3"]
    places = (
        ask(desk, ANALYST, ONE)
        .ranking.table.select("suspect_id", "position")
        .rows_by_key("suspect_id")
    )
    assert people["position"].to_list() == [places["S2"][0][0], places["S3"][0][0]]
    assert people["listed"].to_list() == [False, False]
    assert around(desk, "S2").people.filter(suspect_id="S1")["listed"].to_list() == [True]


def test_it_is_said_in_a_line_and_at_length(desk: Workspace) -> None:
    context = around(desk)
    assert in_brief(context) == (
        "1 named with them; 1 accused by a victim of theirs too. A counter-allegation: V2 stood "
        "accused of a crime against them."
    )
    assert "the victim of 1 crime of which" in in_counter_words(context)
    assert len(in_context_words(context)) == 3
    alone = around(desk, ODD)
    assert in_brief(alone).startswith("Nobody else is named with them")
    assert in_counter_words(alone) == ""
    assert len(in_context_words(alone)) == 2
    assert in_brief(around(desk, "S3")) == (
        "2 accused by a victim of theirs too (1 of them on the list)."
    )


def test_looking_around_has_no_line_of_its_own_and_leads_to_nobody_unknown(desk: Workspace) -> None:
    around(desk)
    assert looks(desk)["action"].to_list() == ["suspect"]  # the look itself
    with pytest.raises(UnknownSuspectError, match="'nobody'"):
        around(desk, "nobody")


def test_without_a_frozen_list_the_present_one_stands_alone(desk: Workspace) -> None:
    context = around(desk)
    assert context.history.schema == HISTORY
    assert context.history["list"].to_list() == [PRESENT]
    assert context.history["position"].to_list() == [1]
    assert in_history_words(context).startswith("No earlier list")


def test_every_list_has_the_place_that_it_was_frozen_with(desk: Workspace) -> None:
    for days in (60, 45, 10):
        freeze_list(ask(desk, ANALYST, replace(ONE, as_of=days_ago(days))))
    history = around(desk).history
    assert history["as_of"].to_list() == [days_ago(days) for days in (60, 45, 10, 0)]
    assert history["position"].to_list() == [None, 1, 1, 1]
    assert history["tenths"].to_list() == [None, 18_250, 36_500, 36_500]
    assert history["listed"].to_list() == [False, True, True, True]
    assert history["changed"].to_list() == ["", "", "", ""]
    assert around(desk, ODD).history["tenths"].to_list() == [None, None, 18_250, 18_250]
    assert in_history_words(around(desk)).startswith(
        "On 3 of 4 lists under these rules and this index: from not assessed on"
    )


def test_a_frozen_list_that_is_the_present_one_stands_once(desk: Workspace) -> None:
    kept = freeze_list(ask(desk, ANALYST, ONE))
    assert (context := around(desk)).history["list"].to_list() == [kept.name]
    assert (context.unread, in_unread_words(context)) == ((), "")


def test_what_changed_is_said_and_other_rules_and_indices_are_told_apart(desk: Workspace) -> None:
    freeze_list(ask(desk, ANALYST, replace(ONE, as_of=days_ago(30))))
    freeze_list(ask(desk, ANALYST, RankingSpec(Rules(top=2), as_of=days_ago(25))))
    freeze_list(ask(desk, ANALYST, RankingSpec(ONE.rules, "ons-css-2020", days_ago(20))))
    loaded(desk.settings.data, row(crime_ref="C9", suspect_id="S9"))
    history = around(desk).history
    assert history["changed"].to_list() == ["", "rules", "rules, index", "data, index"]
    assert history["like"].to_list() == [True, False, False, True]
    assert history["version"].to_list() == [1, 1, 1, 2]


def spoilt(desk: Workspace, column: str, value: object) -> Associates:
    """What is told with one frozen list, of which the register has something else in a column."""
    register = next(desk.settings.data.glob("register*"))
    with sqlite3.connect(register) as connection:
        connection.execute(f"update frozen_lists set {column} = ?", (value,))  # noqa: S608
    return around(desk)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("content", b"\0"),
        ("content", zlib.compress(b"")),
        ("content", zlib.compress(b"position,rank\n1,1\n")),
        ("content", zlib.compress(ALTERED)),
        ("sha256", "0"),
        ("edition", EDITION + 1),
    ],
)
def test_a_list_that_is_not_as_it_was_frozen_is_named_and_is_no_absence(
    desk: Workspace, column: str, value: object
) -> None:
    kept = freeze_list(ask(desk, ANALYST, replace(ONE, as_of=days_ago(10))))
    context = spoilt(desk, column, value)
    assert context.unread == (kept.name,)
    assert context.history["list"].to_list() == [PRESENT]
    assert in_unread_words(context).startswith(f"Not shown: {kept.name}. A frozen list")
    assert in_context_words(context)[-1] == in_unread_words(context)


def test_the_present_list_stands_even_where_it_is_frozen_and_cannot_be_read(
    desk: Workspace,
) -> None:
    freeze_list(ask(desk, ANALYST, ONE))
    assert spoilt(desk, "content", b"\0").history["list"].to_list() == [PRESENT]


def test_many_lists_that_cannot_be_read_are_counted(desk: Workspace) -> None:
    for days in (10, 11, 12):
        freeze_list(ask(desk, ANALYST, replace(ONE, as_of=days_ago(days))))
    assert in_unread_words(spoilt(desk, "sha256", "0")).startswith("Not shown: 3 frozen lists. ")
