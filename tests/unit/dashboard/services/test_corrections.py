"""Whoever stood on a frozen list on a wrong record is found, and who has files is told."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import pytest
from pypdf import PdfReader

from dashboard.access.viewer import Viewer
from dashboard.exports.corrections import notice_outgoing
from dashboard.exports.list_csv import list_outgoing
from dashboard.services.corrections import (
    count_corrections,
    find_corrections,
    holders_of,
    of_holder,
)
from dashboard.services.data.removal import restrict
from dashboard.services.data.withdrawal import withdraw_load
from dashboard.services.files import Handling, release
from dashboard.services.gate import prepare
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import Caller, Question, ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.corrections import (
    correction_rows,
    in_corrections_count_words,
    in_corrections_words,
)
from tests.unit.dashboard.build import ANALYST, loaded, row

CAMDEN: Final = "E09000007"
FIRST: Final = (
    row(crime_ref="C1", suspect_id="S1", victim_id="V1"),
    row(crime_ref="C2", suspect_id="S1", victim_id="V2"),
    row(crime_ref="C3", suspect_id="S2", victim_id="V3", suspect_home_borough=CAMDEN),
    row(crime_ref="C4", suspect_id="S3", victim_id="V4"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A list that was frozen and left twice, to one recipient and to none, and then two loads."""
    loaded(tmp_path, *FIRST)
    question = asked(tmp_path)
    freeze_list(question)
    for recipient in ("DI Smith", "", "di  smith"):
        take_list(question, recipient)
    loaded(
        tmp_path,
        row(crime_ref="C1", suspect_id="S1", victim_id="V1", crime_status="cancelled"),
        row(crime_ref="C4", suspect_id="S3", victim_id="V4", allegation_status="acquitted"),
    )
    loaded(
        tmp_path,
        row(
            crime_ref="C3",
            suspect_id="S2",
            victim_id="V3",
            suspect_home_borough=CAMDEN,
            allegation_status="eliminated",
        ),
    )
    take_list(asked(tmp_path), "too late")
    return tmp_path


def asked(folder: Path, viewer: Viewer = ANALYST) -> Question:
    return ask(Workspace(Settings(data=folder)), viewer)


def take_list(question: Question, recipient: str) -> None:
    release(question, list_outgoing(question, ranked_list(question), Handling(recipient=recipient)))


def test_a_crime_that_was_cancelled_and_a_suspect_who_was_eliminated_are_found(
    folder: Path,
) -> None:
    first, second = find_corrections(asked(folder))
    assert (first.suspect_id, first.crimes, first.others, first.version) == (
        "S1",
        (("C1", "cancelled"),),
        1,
        2,
    )
    assert (second.suspect_id, second.crimes, second.others, second.version) == (
        "S2",
        (("C3", "eliminated"),),
        0,
        3,
    )
    assert first.lists == second.lists
    assert [own.recipient for own in first.received] == ["DI Smith", "", "di smith"]
    assert holders_of((first, second)) == (ANALYST.who, "DI Smith")
    words = in_corrections_words((first, second))
    assert words.startswith("2 people stood on a frozen list")
    assert "an analyst, DI Smith have files" in words
    assert correction_rows((first,))[0][2] == "C1 is cancelled"


def test_a_load_that_is_withdrawn_takes_its_suspects_with_it(tmp_path: Path) -> None:
    loaded(tmp_path, *FIRST)
    loaded(tmp_path, row(crime_ref="C9", suspect_id="S9", victim_id="V9"))
    freeze_list(asked(tmp_path))
    assert find_corrections(asked(tmp_path)) == ()
    withdraw_load(asked(tmp_path), 2, "the wrong file")
    (found,) = find_corrections(asked(tmp_path))
    assert (found.suspect_id, found.crimes, found.received) == ("S9", (("C9", "gone"),), ())
    assert "No file that named them then" in in_corrections_words((found,))


def test_each_holder_has_one_notice_with_their_files_and_a_line_of_the_log(folder: Path) -> None:
    question = asked(folder)
    found = find_corrections(question)
    theirs = of_holder(found, "DI Smith")
    assert [len(own.received) for own in theirs] == [2, 2]
    content = release(question, notice_outgoing(question, found, "DI Smith"))
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    words = " ".join(words.split())
    assert "Correction notice to DI Smith" in words
    assert "S1: the crime C1 is cancelled, since version 2 of the record" in words
    assert "S2: the crime C3 has them as eliminated" in words
    line = question.workspace.register.log().row(-1, named=True)
    assert (line["action"], line["subject"]) == ("file", "correction notice; for DI Smith")
    # The notice is of the record as it is now, and calls for no notice itself.
    assert holders_of(find_corrections(asked(folder))) == (ANALYST.who, "DI Smith")


def test_a_supervisor_is_told_of_their_own_people_alone(folder: Path) -> None:
    supervisor = Viewer("sam", role="supervisor", boroughs=frozenset({CAMDEN}))
    assert {own.suspect_id for own in find_corrections(asked(folder, supervisor))} <= {"S2"}
    elsewhere = Viewer("sue", role="supervisor", boroughs=frozenset({"E09000012"}))
    assert find_corrections(asked(folder, elsewhere)) == ()


def test_how_many_is_said_once_it_is_known_and_of_those_alone_who_may_be_seen(
    folder: Path,
) -> None:
    shared = Workspace(Settings(data=folder))
    supervisor = Viewer("sam", role="supervisor", boroughs=frozenset({CAMDEN}))
    elsewhere = Viewer("sue", role="supervisor", boroughs=frozenset({"E09000012"}))
    assert count_corrections(ask(shared, ANALYST)) is None
    prepare(find_corrections, ask(shared, ANALYST))
    before = shared.register.log().height
    counts = [count_corrections(ask(shared, one)) for one in (ANALYST, supervisor, elsewhere)]
    assert counts == [2, 1, 0]
    assert shared.register.log().height == before
    assert [in_corrections_count_words(count)[:15] for count in (2, 1, 0, None)] == [
        "2 people stood ",
        "1 person stood ",
        "",
        "",
    ]


def test_whoever_is_restricted_is_not_counted_and_nothing_found_before_is_said(
    folder: Path,
) -> None:
    shared = Workspace(Settings(data=folder))
    assert len(find_corrections(ask(shared, ANALYST))) == 2
    administrator = Viewer("an administrator", role="administrator")
    restrict(Caller(shared, administrator), "S1", "doubt", "case 17")
    assert [own.suspect_id for own in find_corrections(ask(shared, ANALYST))] == ["S2"]
    assert count_corrections(ask(shared, ANALYST)) == 1
