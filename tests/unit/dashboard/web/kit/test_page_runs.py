"""Work ahead waits while a page is being made, and a moment after it."""

from __future__ import annotations

import pytest

from dashboard.web.kit.page_runs import PageRuns


class Clock:
    """Seconds, moved on by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_it_is_quiet_before_the_first_page(clock: Clock) -> None:
    assert PageRuns(clock).quiet_in(1) == 0


def test_it_is_quiet_some_time_after_the_last_of_several_pages(clock: Clock) -> None:
    runs = PageRuns(clock)
    with runs.counted():
        with runs.counted():
            assert runs.quiet_in(2) == 2
        clock.now += 10
        assert runs.quiet_in(2) == 2  # one is still being made
    assert runs.quiet_in(2) == 2
    clock.now += 1.5
    assert runs.quiet_in(2) == 0.5
    clock.now += 1
    assert runs.quiet_in(2) == 0


def test_a_page_that_fails_is_done_as_well(clock: Clock) -> None:
    runs = PageRuns(clock)
    with pytest.raises(ZeroDivisionError), runs.counted():
        1 / 0  # noqa: B018 - what a page may do
    clock.now += 3
    assert runs.quiet_in(2) == 0
