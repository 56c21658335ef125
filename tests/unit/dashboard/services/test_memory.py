"""A question is worked out once for all who ask it, and nobody waits for another question."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event, Lock

import pytest

from dashboard.errors import BusyError, StoreError
from dashboard.services import question, ranking
from dashboard.services.memory import Memory
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.store import Store
from harm.scoring.ranking import Ranking
from tests.conftest import PATIENCE
from tests.unit.dashboard.build import ANALYST

READERS = 8


class Counted:
    """Work that is counted, and takes until it may end."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.begun = Event()
        self.may_end = Event()
        self.times = 0
        self._error = error
        self._lock = Lock()

    def __call__(self) -> object:
        with self._lock:
            self.times += 1
        self.begun.set()
        assert self.may_end.wait(PATIENCE)
        if self._error is not None:
            raise self._error
        return object()


def test_eight_who_ask_at_once_have_the_answer_of_one() -> None:
    memory, work = Memory(3), Counted()
    with ThreadPoolExecutor(READERS) as pool:
        query = [pool.submit(memory.answer, "list", work) for _ in range(READERS)]
        assert work.begun.wait(PATIENCE)
        work.may_end.set()
        answers = {id(one.result(PATIENCE)) for one in query}
    assert work.times == 1
    assert len(answers) == 1


def test_an_error_reaches_all_who_wait_and_is_not_kept() -> None:
    memory, work = Memory(3), Counted(StoreError("It is damaged."))
    started = Barrier(READERS + 1)

    def ask() -> object:
        started.wait(PATIENCE)
        return memory.answer("list", work)

    with ThreadPoolExecutor(READERS) as pool:
        query = [pool.submit(ask) for _ in range(READERS)]
        started.wait(PATIENCE)
        assert work.begun.wait(PATIENCE)
        work.may_end.set()
        errors = [one.exception(PATIENCE) for one in query]
    assert all(isinstance(error, StoreError) for error in errors)
    assert len(memory) == 0
    assert memory.answer("list", lambda: "sound") == "sound"


def test_a_reader_who_is_stopped_stops_nobody_else() -> None:
    memory, stopped = Memory(3), Counted(KeyboardInterrupt())
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memory.answer, "list", stopped)
        assert stopped.begun.wait(PATIENCE)
        second = pool.submit(memory.answer, "list", lambda: "worked out anew")
        stopped.may_end.set()
        assert second.result(PATIENCE) == "worked out anew"
        assert isinstance(first.exception(PATIENCE), KeyboardInterrupt)


def test_who_waits_too_long_is_answered_in_words_and_keeps_nobody_waiting() -> None:
    memory, work = Memory(3, patience=0.2), Counted()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memory.answer, "list", work)
        assert work.begun.wait(PATIENCE)
        with pytest.raises(BusyError, match="try again"):
            memory.answer("list", lambda: "never asked")
        assert memory.answer("another list", lambda: "at once") == "at once"
        work.may_end.set()
        assert memory.answer("list", lambda: "anew") is first.result(PATIENCE)


def test_another_question_can_be_asked_while_one_is_worked_out() -> None:
    memory = Memory(3)
    assert memory.answer("list", lambda: memory.answer("ranking", lambda: 1) + 1) == 2


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    memory = Memory(3)
    for name in ("a", "b", "c", "a", "d"):
        memory.answer(name, name.upper)
    again: list[str] = []
    for name in ("a", "c", "d", "b"):
        memory.answer(name, partial(again.append, name))
    assert again == ["b"]


def test_what_is_shared_is_kept_for_nobody() -> None:
    memory = Memory(1)
    numbers = iter((1, 2))
    assert [memory.share("store", lambda: next(numbers)) for _ in range(2)] == [1, 2]


def test_eight_sessions_rank_a_cold_list_once_and_open_the_file_once(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked: list[RankingSpec] = []
    rank = ranking.rank_at
    started = Barrier(READERS)
    cold = Workspace(desk.settings)  # others may have left their answers with the one for tests

    def count(store: Store, spec: RankingSpec) -> Ranking:
        ranked.append(spec)
        return rank(store, spec)

    def ranked_at_once() -> Ranking:
        started.wait(PATIENCE)
        return ask(cold, ANALYST, RankingSpec()).ranking

    monkeypatch.setattr(question, "rank_at", count)
    with ThreadPoolExecutor(READERS) as pool:
        rankings = {id(one) for one in pool.map(lambda _: ranked_at_once(), range(READERS))}
    assert len(ranked) == 1
    assert len(rankings) == 1


def test_what_is_kept_is_recalled_and_what_is_not_is_not_waited_for() -> None:
    memory = Memory(2)
    work = Counted()
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(memory.answer, "a", work)
        assert work.begun.wait(PATIENCE)
        assert memory.recall("a") is None
        work.may_end.set()
        answered = asked.result()
    assert memory.recall("a") is answered
    assert memory.recall("b") is None
    assert work.times == 1
