"""Checks the log line by line, its head, and the frozen lists that it vouches for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from dashboard.register.case_events import CASE, CASE_REDACTED, event_of
from dashboard.register.chain import GENESIS, ChainedLine, Tip, digest_of, link
from dashboard.register.faults import Fault
from dashboard.register.frozen_lists import FrozenList
from dashboard.register.head import Found, Heads, fits, read_head
from dashboard.register.links import (
    SEALS_ERASED_LINKS,
    SEALS_LINKS,
    check_links,
    read_links,
)
from dashboard.register.log import (
    ERASED,
    GAP,
    REDACTED,
    SEALS_CASE,
    SEALS_LIST,
    OpenLog,
    erasure_seal,
    list_seal,
)
from dashboard.register.tables import CASE_EVENTS, LINES, LISTS, PERSON_LINKS, SUBJECTS

#: Lines that are read at once.
PORTION: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check of the log and the lists found.

    Attributes:
        lines: how many lines the log has.
        lists: how many frozen lists there are.
        erased: each line whose subject was erased, with the line under which it was.
        redacted: each frozen list from which a place was removed, with the last line that says so.
        behind: how many lines were written after the head was; a program was stopped in between,
            or is writing now.
        hash: of the last line, to be kept elsewhere.
        fault: the first thing that is wrong; None: nothing is.
    """

    lines: int
    lists: int
    erased: dict[int, int]
    redacted: dict[str, int]
    behind: int
    hash: str
    fault: Fault | None


@dataclass(slots=True)
class _Account:
    """What is known of the log up to a line."""

    tip: Tip = field(default_factory=lambda: Tip(0, GENESIS))
    lines: int = 0
    erased: dict[int, int] = field(default_factory=dict)
    erasures: dict[int, str] = field(default_factory=dict)
    seals: dict[str, tuple[int, str]] = field(default_factory=dict)
    redacted: dict[str, int] = field(default_factory=dict)
    events: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    links: dict[int, str] = field(default_factory=dict)
    unlinks: dict[int, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_heads(heads: Heads) -> list[tuple[str, Found]]:
    """What each head says now, by its path; read before the moment at which the log is checked."""
    return [(str(file), read_head(file)) for file in heads.files]


def verify(
    connection: sa.Connection, heads: Heads, *, known: list[tuple[str, Found]] | None = None
) -> Verification:
    """Check the log, its head and the frozen lists.

    Args:
        connection: sees the register as it is at one moment.
        heads: of the log.
        known: what they named before that moment, where it is past; None: the moment is now.

    Returns:
        what was found; the first fault is that of the lowest line, then those of the head, then
        those of lists.
    """
    # First, since a head that is read later may name a line that is written meanwhile.
    found = read_heads(heads) if known is None else known
    account = _Account()
    for row in _rows(connection):
        _check(account, row)
    _check_erasures(account)
    account.faults.sort(key=lambda fault: fault.line or 0)
    log = OpenLog(connection)
    for file, head in found:
        _check_head(account, log, file, head)
    _check_strays(connection, account)
    lists = _check_lists(connection, account)
    _check_cases(connection, account)
    _check_links(connection, account)
    reached = [head.number for _, head in found if isinstance(head, Tip)]
    return Verification(
        lines=account.lines,
        lists=lists,
        erased=account.erased,
        redacted=account.redacted,
        behind=max(account.tip.number - min(reached, default=0), 0),
        hash=account.tip.hash,
        fault=account.faults[0] if account.faults else None,
    )


def _rows(connection: sa.Connection) -> Iterator[sa.Row[Any]]:
    """Every line with its subject, in order."""
    columns = [SUBJECTS.c.line, SUBJECTS.c.salt, SUBJECTS.c.subject, SUBJECTS.c.erased_by]
    joined = LINES.outerjoin(SUBJECTS, SUBJECTS.c.line == LINES.c.id)
    query = sa.select(LINES, *columns).select_from(joined).order_by(LINES.c.id)
    yield from connection.execution_options(yield_per=PORTION).execute(query)


def _check(account: _Account, row: sa.Row[Any]) -> None:
    """Check one line, and go on after it as if it were right: the first fault is what counts."""
    line = ChainedLine(
        number=row.id,
        at=row.at,
        who=row.who,
        role=row.role,
        action=row.action,
        version=row.version,
        rules=row.rules,
        seal=row.seal,
        digest=row.digest,
    )
    before = account.tip
    if link(before.hash, line) != row.hash:
        account.faults.append(
            Fault(kind="line_changed", line=row.id)
            if row.id == before.number + 1
            else Fault(kind="lines_missing", line=before.number + 1, until=row.id - 1)
        )
    elif row.action == GAP:
        number = row.seal.split(" ")[1]
        last = int(number) if number.isdecimal() else 0
        account.faults.append(Fault(kind="lines_lost", line=row.id, until=last))
    _check_subject(account, row)
    name, _, _ = row.seal.removeprefix(f"{SEALS_LIST} ").partition(" ")
    if row.seal.startswith(f"{SEALS_LIST} "):
        account.seals.setdefault(name, (row.id, row.seal))
        if row.action == REDACTED:  # an erasure alone may change a list, and its line vouches again
            account.seals[name] = (row.id, row.seal)
            account.redacted[name] = row.id
    if row.action in {CASE, CASE_REDACTED} and row.seal.startswith(f"{SEALS_CASE} "):
        _, case, number, _ = row.seal.split(" ")
        first, _ = account.events.get((case, number), (row.id, ""))
        if row.action == CASE_REDACTED or first == row.id:  # an erasure alone may change an event
            account.events[case, number] = (first, row.seal)
    if row.seal.startswith(f"{SEALS_LINKS} "):
        account.links[row.id] = row.seal
    if row.seal.startswith(f"{SEALS_ERASED_LINKS} "):
        account.unlinks[int(row.seal.split(" ")[1])] = row.seal
    if row.action == ERASED:
        account.erasures[row.id] = row.seal
    account.tip = Tip(row.id, row.hash)
    account.lines += 1


def _check_subject(account: _Account, row: sa.Row[Any]) -> None:
    if row.erased_by is not None and row.subject is None and row.salt is None:
        account.erased[row.id] = row.erased_by
        return
    is_whole = row.subject is not None and row.salt is not None and row.erased_by is None
    if not is_whole or digest_of(row.salt, row.subject) != row.digest:
        account.faults.append(Fault(kind="subject_changed", line=row.id))


def _check_erasures(account: _Account) -> None:
    """Whether the subjects that are erased are those that lines of erasure vouch for."""
    by_line = defaultdict(list)
    for number, under in account.erased.items():
        by_line[under].append(number)
    for under in {*by_line, *account.erasures}:
        numbers = by_line[under]
        if account.erasures.get(under) != erasure_seal(numbers):
            account.faults.append(
                Fault(kind="erasure_changed", line=min([under, *numbers]), until=under)
            )


def _check_strays(connection: sa.Connection, account: _Account) -> None:
    query = sa.select(sa.func.min(SUBJECTS.c.line)).where(
        SUBJECTS.c.line.not_in(sa.select(LINES.c.id))
    )
    stray = connection.execute(query).scalar_one()
    if stray is not None:
        account.faults.append(Fault(kind="subject_astray", line=stray))


def _check_head(account: _Account, log: OpenLog, file: str, head: Found) -> None:
    if head is None:
        account.faults.append(Fault(kind="head_missing", what=file))
    elif not isinstance(head, Tip):
        account.faults.append(Fault(kind="head_unreadable", what=file))
    elif head.number > account.tip.number:
        lost = Fault(kind="lines_cut", line=account.tip.number + 1, until=head.number, what=file)
        account.faults.append(lost)
    elif not fits(head, log):
        account.faults.append(Fault(kind="head_differs", line=head.number, what=file))


def _check_lists(connection: sa.Connection, account: _Account) -> int:
    """Compare each frozen list with its seal, and return how many there are."""
    number, seals = 0, dict(account.seals)
    query = sa.select(LISTS).order_by(LISTS.c.name)
    for row in connection.execution_options(yield_per=1).execute(query):
        number += 1
        line, seal = seals.pop(row.name, (None, ""))
        if line is None:
            account.faults.append(Fault(kind="list_unsealed", what=row.name))
        elif list_seal(FrozenList(**row._asdict())) != seal:
            account.faults.append(Fault(kind="list_changed", line=line, what=row.name))
    account.faults += [
        Fault(kind="list_missing", line=line, what=name) for name, (line, _) in seals.items()
    ]
    return number


def _check_cases(connection: sa.Connection, account: _Account) -> None:
    """Compare each event of a case with its seal."""
    seals = dict(account.events)
    query = sa.select(CASE_EVENTS).order_by(CASE_EVENTS.c.line)
    for row in connection.execution_options(yield_per=PORTION).execute(query):
        event = event_of(row)
        line, seal = seals.pop((event.case, str(event.number)), (None, ""))
        if line is None:
            account.faults.append(Fault(kind="case_unsealed", what=event.case))
        elif seal != event.seal or line != event.line:
            account.faults.append(Fault(kind="case_changed", line=line, what=event.case))
    account.faults += [
        Fault(kind="case_missing", line=line, what=case) for (case, _), (line, _) in seals.items()
    ]


def _check_links(connection: sa.Connection, account: _Account) -> None:
    """Compare the links between references with the lines that vouch for them."""
    changed, astray, erased = check_links(
        read_links(connection, PERSON_LINKS), account.links, account.unlinks
    )
    account.faults += [
        *(Fault(kind="links_changed", line=line, what=str(row or "")) for line, row in changed),
        *(Fault(kind="link_unsealed", what=str(row)) for row in astray),
        *(Fault(kind="links_erased", line=under) for under in erased),
    ]
