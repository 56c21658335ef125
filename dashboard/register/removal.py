"""Removes a person or a crime from the register; the log and the lists stay whole without them.

Whom or what lines are about is erased, a frozen list keeps the place as removed, and links are
forgotten. The line of the erasure vouches for which subjects were erased, and a line for each
list that was changed vouches for the list as it is from then on.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final

import sqlalchemy as sa

from dashboard.access.viewer import Viewer
from dashboard.register.case_events import changed_events, put_events
from dashboard.register.chain import Tip
from dashboard.register.frozen_lists import FrozenList
from dashboard.register.head import Heads
from dashboard.register.links import erased_links_seal
from dashboard.register.log import (
    REDACTED,
    SEALS_LIST,
    VersionLine,
    append,
    erase_subjects,
    list_seal,
)
from dashboard.register.tables import CASE_EVENTS, LINES, LINKS, LISTS, PERSON_LINKS, SUBJECTS

#: As many texts are read at once.
PORTION: Final = 10_000
#: The tables that have to be written again before nothing is left of what was erased.
CHANGED: Final = (SUBJECTS, LISTS, LINKS, PERSON_LINKS, CASE_EVENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """How the register knows a person or a crime when it sees one.

    Attributes:
        references: of the person, by which links and lists name them; empty for a crime.
        mentions: whether the subject of a line, of a kind, is about them.
        redacted: a text without them; the same text where it does not name them.
        without: a list as it is without them, and the hash of that; None where they are not on it.
    """

    references: Collection[str]
    mentions: Callable[[str, str], bool]
    without: Callable[[bytes], tuple[bytes, str] | None]
    redacted: Callable[[str], str] = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What was removed from the register.

    Attributes:
        line: of the log, under which it was.
        subjects: how many lines no longer say whom or what they are about.
        lists: the names of the frozen lists in which a place is now removed.
    """

    line: int
    subjects: int
    lists: tuple[str, ...]


def has_traces(connection: sa.Connection, traces: Traces) -> bool:
    """Whether the register has anything that `remove` would remove."""
    return bool(
        _lines_about(connection, traces)
        or _links(connection, traces)
        or _person_links(connection, traces)
        or _lists(connection, traces)
        or changed_events(connection, traces.references, traces.redacted)
    )


def references(connection: sa.Connection) -> set[str]:
    """The texts of links and of lines that may be a reference, whole or after the word *of*."""
    found = set(connection.execute(sa.select(LINKS.c.suspect_id)).scalars())
    people = sa.select(CASE_EVENTS.c.person).where(CASE_EVENTS.c.person.is_not(None)).distinct()
    found |= set(connection.execute(people).scalars())
    for column in (PERSON_LINKS.c.a, PERSON_LINKS.c.b):
        found |= set(connection.execute(sa.select(column).where(column.is_not(None))).scalars())
    query = sa.select(SUBJECTS.c.subject).where(SUBJECTS.c.subject.is_not(None)).distinct()
    portions = query.execution_options(yield_per=PORTION)
    for subject in connection.execute(portions).scalars():
        found |= {subject, subject.rpartition(" of ")[2]}
    return found


def remove(
    connection: sa.Connection, heads: Heads, viewer: Viewer, traces: Traces, why: VersionLine
) -> tuple[Removal, Tip]:
    """Remove a person or a crime, inside a transaction during which nobody else writes.

    Args:
        connection: holds the lock for writing.
        heads: of the log.
        viewer: who erases.
        traces: of whom or what.
        why: the line of the erasure; its seal is made here.

    Returns:
        what was removed, and the last line.
    """
    numbers = _lines_about(connection, traces)
    tip = erase_subjects(connection, heads, viewer, numbers, why)
    under = tip.number
    for name in _links(connection, traces):
        connection.execute(sa.delete(LINKS).where(LINKS.c.suspect_id == name))
    lines = []
    pairs = _person_links(connection, traces)
    for number in pairs:
        connection.execute(
            sa.update(PERSON_LINKS)
            .where(PERSON_LINKS.c.number == number)
            .values(a=None, b=None, levels=None, reason=None, salt=None, erased_by=under)
        )
    if pairs:
        seal = erased_links_seal(under, pairs)
        lines.append(VersionLine(REDACTED, "links", why.version, seal=seal))
    for row in _lists(connection, traces):
        connection.execute(
            sa.update(LISTS)
            .where(LISTS.c.name == row.name)
            .values(content=row.content, sha256=row.sha256)
        )
        lines.append(VersionLine(REDACTED, row.name, row.version, row.rules_id, list_seal(row)))
    lists = tuple(line.subject for line in lines if line.seal.startswith(f"{SEALS_LIST} "))
    lines += put_events(connection, changed_events(connection, traces.references, traces.redacted))
    if lines:
        tip = append(connection, heads, viewer, lines)
    return Removal(line=under, subjects=len(numbers), lists=lists), tip


def _lines_about(connection: sa.Connection, traces: Traces) -> list[int]:
    """The lines whose subject is about them, and is not erased yet."""
    query = (
        sa.select(SUBJECTS.c.line, LINES.c.action, SUBJECTS.c.subject)
        .join(LINES, LINES.c.id == SUBJECTS.c.line)
        .where(SUBJECTS.c.subject.is_not(None))
    )
    rows = connection.execute(query.execution_options(yield_per=PORTION))
    return [row.line for row in rows if traces.mentions(row.action, row.subject)]


def _links(connection: sa.Connection, traces: Traces) -> list[str]:
    """The references that links stand for, as they are kept."""
    theirs = {reference.upper() for reference in traces.references}
    rows = connection.execute(sa.select(LINKS.c.suspect_id)).scalars()
    return [kept for kept in rows if kept.upper() in theirs]


def _person_links(connection: sa.Connection, traces: Traces) -> list[int]:
    """The rows of links that name one of the references."""
    theirs = {reference.upper() for reference in traces.references}
    query = sa.select(PERSON_LINKS.c.number, PERSON_LINKS.c.a, PERSON_LINKS.c.b)
    rows = connection.execute(query.where(PERSON_LINKS.c.erased_by.is_(None)))
    return [row.number for row in rows if {row.a.upper(), row.b.upper()} & theirs]


def _lists(connection: sa.Connection, traces: Traces) -> list[FrozenList]:
    """The frozen lists that they are on, as they are without them; content compressed."""
    changed = []
    for name in connection.execute(sa.select(LISTS.c.name).order_by(LISTS.c.name)).scalars().all():
        row = connection.execute(sa.select(LISTS).where(LISTS.c.name == name)).one()
        found = traces.without(zlib.decompress(row.content))
        if found is not None:
            content, sha256 = found
            kept = FrozenList(**row._asdict())
            changed.append(replace(kept, content=zlib.compress(content), sha256=sha256))
    return changed
