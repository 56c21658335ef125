"""Answers that are worked out once, however many ask at the same moment, and kept while in use."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from threading import Lock
from typing import Any, Final, TypeVar

from cachetools import LRUCache

from dashboard.errors import BusyError

Answer = TypeVar("Answer")

#: Seconds that a question waits for somebody else's work on the same question.
PATIENCE: Final = 30.0


class Memory:
    """What was answered, by its question; safe to ask from many threads.

    No lock is held while an answer is worked out, so that no question waits for another one.
    """

    def __init__(self, most: int, *, patience: float = PATIENCE) -> None:
        """Remember nothing yet.

        Args:
            most: how many answers are kept; the one that was asked for longest ago goes first.
            patience: seconds that a question waits for somebody else's work on it.
        """
        self._patience = patience
        self._lock = Lock()
        self._kept: LRUCache[Hashable, Any] = LRUCache(most)
        self._working: dict[Hashable, Future[Any]] = {}

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._kept)

    def answer(self, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer to a question: kept, or being worked out by somebody, or worked out now.

        Args:
            question: everything that the answer depends on.
            work: works the answer out; an error of it reaches all who wait, and is not kept.

        Raises:
            BusyError: somebody else has worked on it for longer than a reader should wait.
        """
        return self._answered(question, work, keep=True)

    def recall(self, question: Hashable) -> object | None:
        """The answer that is kept; None where there is none, also while it is worked out."""
        with self._lock:
            return self._kept.get(question)

    def share(self, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """The same as `answer`, kept for nobody who asks later: only they who wait now have it."""
        return self._answered(question, work, keep=False)

    def _answered(self, question: Hashable, work: Callable[[], Answer], *, keep: bool) -> Answer:
        while True:
            with self._lock:
                if question in self._kept:
                    kept: Answer = self._kept[question]
                    return kept
                others = self._working.get(question)
                if others is None:
                    own: Future[Answer] = Future()
                    self._working[question] = own
            if others is None:
                return self._work(question, work, own, keep=keep)
            if not wait([others], timeout=self._patience).done:
                raise BusyError(
                    f"Another reader's question, the same as this one, is still being worked out "
                    f"after {self._patience:.0f} seconds. Wait a moment, and try again."
                )
            if not others.cancelled():
                shared: Answer = others.result()
                return shared
            # Whoever worked on it was stopped, which says nothing of the question: ask again.

    def _work(
        self, question: Hashable, work: Callable[[], Answer], own: Future[Answer], *, keep: bool
    ) -> Answer:
        """Work an answer out, for oneself and for all who wait for it."""
        try:
            answer = work()
        except BaseException as error:
            with self._lock:
                del self._working[question]
            if isinstance(error, Exception):
                own.set_exception(error)
            else:  # this reader was stopped, and nobody else
                own.cancel()
                own.set_running_or_notify_cancel()  # wakes those who wait
            raise
        with self._lock:
            del self._working[question]
            if keep:
                self._kept[question] = answer
        own.set_result(answer)
        return answer
