"""What pages show first is worked out ahead: the same answers, and nobody looks at anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.services.data.quality import data_quality
from dashboard.services.listing.answer import answer_list
from dashboard.services.listing.past_lists import past_lists
from dashboard.services.listing.sureness import answer_sureness
from dashboard.services.overview import answer_overview
from dashboard.services.places.areas import compare_areas
from dashboard.services.preparation import STEPS, prepare_pages
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.search import search
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.unit.dashboard.build import ANALYST, loaded, row

pytestmark = pytest.mark.slow


def test_what_pages_show_first_needs_no_more_work(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = len(past_lists(desk.store))
    assert len(list(prepare_pages(desk))) == len(STEPS) + past + 2  # choices, corrections
    worked: list[object] = []
    remember = Question.remember

    def watched(
        question: Question, about: tuple[object, ...], work: Callable[[], object]
    ) -> object:
        def noted() -> object:
            worked.append(about)
            return work()

        return remember(question, about, noted)

    monkeypatch.setattr(Question, "remember", watched)
    question = ask(desk, ANALYST, RankingSpec(as_of=desk.facts.newest))
    for answer in (answer_list, answer_overview, data_quality, compare_areas, answer_sureness):
        answer(question)
    search(question, "Smith")
    assert worked == []


def test_preparing_is_no_look(tmp_path: Path) -> None:
    loaded(tmp_path, *(row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in range(5)))
    desk = Workspace(Settings(data=tmp_path))
    before = desk.register.log()
    assert list(prepare_pages(desk))
    assert desk.register.log().equals(before)


def test_without_data_there_is_nothing_to_prepare(tmp_path: Path) -> None:
    assert list(prepare_pages(Workspace(Settings(data=tmp_path)))) == []
