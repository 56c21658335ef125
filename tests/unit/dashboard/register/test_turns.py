"""Several users who log at once: one writes for all, each hears of an error, nobody waits on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from threading import Barrier, Event, Lock, Thread, get_ident

import pytest
import sqlalchemy as sa

from dashboard.access.viewer import Viewer
from dashboard.errors import RegisterError
from dashboard.register.log import Entry, VersionLine, append_all
from dashboard.register.turns import TURN, Turns
from tests.unit.dashboard.register.conftest import Place

USERS = 20
PATIENCE = 30


def entry(number: int) -> Entry:
    return Entry("a user", "analyst", [VersionLine("list", f"list {number}", 1)])


def subjects(entries: Sequence[Entry]) -> list[str]:
    return [line.subject for entry in entries for line in entry.lines]


def turns(write: Callable[[Sequence[Entry]], None]) -> Turns:
    return Turns(write, nullcontext)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; a test whose users never come to it fails, and does not hang."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("nobody came to it")
        time.sleep(0)


@contextmanager
def crowd(log: Turns) -> Iterator[ThreadPoolExecutor]:
    """Threads for users of a log; where a test fails, whoever waits for their turn is let go."""
    pool = ThreadPoolExecutor(USERS)
    try:
        yield pool
    except BaseException:
        let_go = Event()
        Thread(target=_let_everybody_go, args=(log, let_go)).start()
        pool.shutdown(cancel_futures=True)
        let_go.set()
        raise
    pool.shutdown()


def _let_everybody_go(log: Turns, is_over: Event) -> None:
    while not is_over.wait(0.01):
        with log._lock:
            for waiting in log._waiting:
                waiting.error = TimeoutError("nobody wrote it")
                waiting.woken.set()


def test_one_user_is_written_alone_and_at_once() -> None:
    written: list[list[str]] = []
    log = turns(lambda entries: written.append(subjects(entries)))
    log.write(entry(1))
    log.write(entry(2))
    assert written == [["list 1"], ["list 2"]]


def test_whoever_comes_while_another_writes_is_written_together() -> None:
    """The first write is held until everybody else waits: then they are one transaction."""
    written: list[list[str]] = []
    everybody_waits = Event()

    def write(entries: Sequence[Entry]) -> None:
        assert everybody_waits.wait(PATIENCE)
        written.append(subjects(entries))

    log = turns(write)
    with crowd(log) as pool:
        done = [pool.submit(log.write, entry(number)) for number in range(USERS)]
        until(lambda: len(log._waiting) >= USERS - 1)
        everybody_waits.set()
        for user in done:
            user.result(PATIENCE)
    assert [len(batch) for batch in written] == [1, USERS - 1]
    together = {subject for batch in written for subject in batch}
    assert together == {f"list {number}" for number in range(USERS)}


def test_nothing_is_written_twice_or_lost_and_two_never_write_at_once() -> None:
    written: list[str] = []
    writing, together = Lock(), Barrier(USERS)

    def write(entries: Sequence[Entry]) -> None:
        assert writing.acquire(blocking=False)
        written.extend(subjects(entries))
        writing.release()

    log = turns(write)

    def act(user: int) -> None:
        together.wait(PATIENCE)
        for number in range(50):
            log.write(entry(user * 50 + number))
            assert f"list {user * 50 + number}" in written  # before it returns

    with crowd(log) as pool:
        list(pool.map(act, range(USERS), timeout=PATIENCE))
    assert sorted(written) == sorted(f"list {number}" for number in range(USERS * 50))


def test_an_error_is_everybodys_own_and_the_next_line_is_written() -> None:
    everybody_waits = Event()
    is_full = True

    def write(_: Sequence[Entry]) -> None:
        assert everybody_waits.wait(PATIENCE)
        if is_full:
            raise RegisterError("The disk is full.", what="full")

    log = turns(write)
    with crowd(log) as pool:
        done = [pool.submit(log.write, entry(number)) for number in range(USERS)]
        until(lambda: len(log._waiting) >= USERS - 1)
        everybody_waits.set()
        errors = [user.exception(PATIENCE) for user in done]
    assert {(type(error), str(error)) for error in errors} == {(RegisterError, "The disk is full.")}
    assert len({id(error) for error in errors}) == USERS
    assert {error.what for error in errors if isinstance(error, RegisterError)} == {"full"}
    is_full = False
    log.write(entry(0))


def test_whoever_writes_for_others_is_let_go_after_some_transactions() -> None:
    """During each write another comes: the first user leads a turn, and no more than that."""
    writers: list[int] = []
    others: list[Future[None]] = []

    def write(_: Sequence[Entry]) -> None:
        writers.append(get_ident())
        if len(writers) <= 3 * TURN:
            others.append(pool.submit(log.write, entry(len(writers))))
            until(lambda: bool(log._waiting))

    log = turns(write)
    with crowd(log) as pool:
        log.write(entry(0))
        until(lambda: len(others) >= 3 * TURN)
        for other in others:
            other.result(PATIENCE)
    assert writers.count(get_ident()) == TURN
    assert writers[:TURN] == [get_ident()] * TURN
    assert len(writers) == 3 * TURN + 1
    assert not log._waiting
    assert not log._is_led


def test_nobody_waits_for_ever_where_the_connection_cannot_be_closed() -> None:
    """The leader is told, and whoever came meanwhile leads."""
    written: list[str] = []
    everybody_waits = Event()

    @contextmanager
    def closing_fails() -> Iterator[None]:
        yield
        if len(written) == TURN:
            raise RegisterError("It cannot be closed.")

    def write(entries: Sequence[Entry]) -> None:
        assert everybody_waits.wait(PATIENCE)
        written.extend(subjects(entries))
        if len(written) <= TURN:
            others.append(pool.submit(log.write, entry(len(written))))
            until(lambda: bool(log._waiting))

    log = Turns(write, closing_fails)
    others: list[Future[None]] = []
    everybody_waits.set()
    with crowd(log) as pool:
        with pytest.raises(RegisterError, match="cannot be closed"):
            log.write(entry(0))
        for other in others:
            other.result(PATIENCE)
    assert sorted(written) == sorted(f"list {number}" for number in range(TURN + 1))
    assert not log._is_led


def test_a_hand_over_that_is_broken_fails_and_does_not_hang(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The traps above are themselves tried: nobody is woken, and each test ends."""
    monkeypatch.setattr(Turns, "_let_another_lead", lambda _: None)
    monkeypatch.setitem(globals(), "PATIENCE", 0.5)
    with pytest.raises(TimeoutError):
        test_whoever_writes_for_others_is_let_go_after_some_transactions()


def test_an_interruption_reaches_those_who_waited() -> None:
    def write(_: Sequence[Entry]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        turns(write).write(entry(1))


def test_the_chain_of_twenty_users_is_whole_and_each_has_their_lines(place: Place) -> None:
    register = place.open()

    def act(user: int) -> None:
        for number in range(10):
            register.note(Viewer(f"user {user}"), "list", f"line {number}", version=1)

    with ThreadPoolExecutor(USERS) as pool:
        list(pool.map(act, range(USERS), timeout=PATIENCE))
    log = register.log()
    for user in range(USERS):
        own = log.filter(who=f"user {user}")["subject"].to_list()
        assert own == [f"line {number}" for number in range(10)]
    found = register.verify()
    assert (found.lines, found.fault, found.behind) == (USERS * 10, None, 0)


def test_a_connection_that_failed_is_not_kept(place: Place) -> None:
    """After an error in the middle of a turn the next entry is written through a new one."""
    register = place.open()
    used: list[sa.Connection] = []

    def write(number: int, *, fails: bool = False) -> None:
        with register._database.writing() as connection:
            append_all(connection, register._database.heads, [entry(number)])
            used.append(connection)
            if fails:
                raise ZeroDivisionError

    with register._database.kept_open():
        write(1)
        write(2)
        with pytest.raises(ZeroDivisionError):
            write(0, fails=True)
        write(3)
    assert used[0] is used[1] is used[2]
    assert used[2] is not used[3]
    assert all(connection.closed for connection in used)
    assert register.log()["subject"].to_list() == ["list 1", "list 2", "list 3"]
