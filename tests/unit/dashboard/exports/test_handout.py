"""A hand-out has the figures of the list and of its profiles, and leaves a line for each."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from pypdf import PdfReader

from dashboard.documents import handout_as_pdf
from dashboard.errors import TooManyError, UnknownSuspectError
from dashboard.exports.handout import handout_file, handout_of
from dashboard.services.files import Handling, Taking
from dashboard.services.handout import MOST_PROFILES, HandoutAnswer, answer_handout, new_on
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.handout import in_profile_words
from harm.scoring.rules import Rules
from tests.conftest import with_answers
from tests.unit.dashboard.build import ANALYST, desk_with, row
from tests.unit.harm.build import AS_OF

pytestmark = pytest.mark.slow

TAKING: Final = Taking("an analyst", datetime(2026, 3, 1, 9, 5, tzinfo=UTC))


@pytest.fixture(scope="module")
def question(demonstration: Path) -> Iterator[Question]:
    desk = with_answers(Workspace(Settings(data=demonstration)))
    yield ask(desk, ANALYST, RankingSpec(rules=Rules(top=12)))
    desk.register._engine.dispose()


@pytest.fixture(scope="module")
def answer(question: Question) -> HandoutAnswer:
    return answer_handout(question)


def test_its_profiles_are_of_those_who_are_new(question: Question, answer: HandoutAnswer) -> None:
    assert answer.overview.movement is not None
    people = answer.overview.movement.people
    entered = people.filter(people["movement"].cast(str) == "entered").sort("position_after")
    profiles = [suspect.file.explanation.suspect_id for suspect in answer.suspects]
    assert profiles == entered["suspect_id"].to_list() == new_on(answer.listing, answer.overview)
    assert answer.new == len(profiles) > 0
    document = handout_of(question, answer, TAKING)
    assert document.entered["suspect_id"].to_list() == profiles
    assert [profile.suspect_id for profile in document.profiles] == profiles
    assert document.listed.filter("new")["suspect_id"].to_list() == profiles


def test_it_has_every_row_of_the_list(question: Question, answer: HandoutAnswer) -> None:
    document, people = handout_of(question, answer, TAKING), answer.listing.people
    same = ["position", "suspect_name", "suspect_id", "tenths", "allegations", "victims"]
    assert document.listed.select(same).equals(people.select(same))
    left = answer.overview.movement
    assert left is not None
    assert document.left.height == left.people.filter(left.people["movement"] == "left").height
    assert all(document.entered["why"])


def test_the_file_leaves_a_line_and_one_for_each_profile(
    question: Question, answer: HandoutAnswer
) -> None:
    register = question.workspace.register
    before = register.log().height
    assert handout_file(question, answer).startswith(b"%PDF-")
    assert register.log().slice(before).select("action", "subject").rows() == [
        ("file", f"hand-out of {answer.listing.name}"),
        *(
            ("file", f"profile of {suspect.file.explanation.suspect_id}")
            for suspect in answer.suspects
        ),
    ]


def test_the_same_answer_gives_the_same_bytes(question: Question, answer: HandoutAnswer) -> None:
    first, second = (handout_as_pdf(handout_of(question, answer, TAKING)) for _ in range(2))
    assert first == second


@pytest.fixture
def small(tmp_path: Path) -> Question:
    rows = [row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in range(MOST_PROFILES + 5)]
    return ask(desk_with(tmp_path, *rows), ANALYST, RankingSpec(as_of=AS_OF))


def test_those_who_are_chosen_have_the_profiles(small: Question) -> None:
    answer = answer_handout(small, ["S3", "S1", "S3"])
    assert [suspect.file.explanation.suspect_id for suspect in answer.suspects] == ["S3", "S1"]
    assert in_profile_words(answer) == "2 profiles follow, as chosen for this meeting."


def test_more_profiles_than_it_holds_are_refused_before_anything_is_looked_at(
    small: Question,
) -> None:
    before = small.workspace.register.log().height
    with pytest.raises(TooManyError, match="at most 20 profiles, and 21 were chosen"):
        answer_handout(small, [f"S{n}" for n in range(MOST_PROFILES + 1)])
    assert small.workspace.register.log().height == before


def test_nobody_has_a_profile_whom_the_data_does_not_have(small: Question) -> None:
    with pytest.raises(UnknownSuspectError):
        answer_handout(small, ["nobody"])


def test_without_an_earlier_list_it_says_that_nobody_is_known_to_be_new(small: Question) -> None:
    answer = answer_handout(small)
    assert answer.suspects == ()
    assert "does not reach back to the last month’s end" in in_profile_words(answer)
    document = handout_of(small, answer, TAKING)
    assert document.entered.is_empty()
    assert not document.listed["new"].any()


def test_as_counts_alone_nobody_is_opened_and_nothing_promises_a_profile(
    question: Question,
) -> None:
    register = question.workspace.register
    before = register.log().height
    counted = answer_handout(question, counts_alone=True)
    assert counted.suspects == ()
    assert "suspect" not in register.log()["action"][before:].to_list()
    assert in_profile_words(counted) == "No profile follows: it is counts alone."
    content = handout_file(question, counted, Handling("aggregates"))
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "these reservations:" not in words
    assert "others together" in words
