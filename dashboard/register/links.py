"""Links between references that may be one person: rows that are only ever added.

Each row is a proposal of the matching, a decision of a reviewer, or takes decisions back. What is
personal in it (the two references, the reason and what was compared) is covered by a salted hash,
so that it can be erased and the rest of the row still fits its line of the log.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

import sqlalchemy as sa

from dashboard.register.chain import new_salt

Decision = Literal["proposed", "same", "different", "unsure", "undone"]

#: How a seal of the log begins that vouches for rows, and for rows that were erased.
SEALS_LINKS: Final = "links"
SEALS_ERASED_LINKS: Final = "unlinks"
#: Rows that are read or written at once.
PORTION: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two references that the matching thinks may be one person.

    Attributes:
        a: the reference that comes first in the alphabet.
        b: the other one.
        weight: of the evidence, in thousandths of a bit.
        levels: how alike the two are in each comparison, as JSON.
        model: which model weighed it.
    """

    a: str
    b: str
    weight: int
    levels: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A row of the links, as it is kept.

    Attributes:
        number: of the row; the first is 1.
        a: the reference that comes first in the alphabet; None where it was erased.
        b: the other one; None where it was erased.
        decision: what the row says of the two.
        weight: of the evidence as proposed, in thousandths of a bit; None: it was not weighed.
        levels: how alike the two are in each comparison, as JSON; None where it was not weighed.
        model: which model weighed it; empty: none did.
        who: who decided, or let the matching run.
        at: when, in UTC.
        reason: why; empty for a proposal; None where it was erased.
        needs: how many reviewers must say the same before it is used.
        reading: which reading of the pair it is; 2: by a second reviewer.
        blind: whether they read it without knowing what anybody else said.
        salt: random bytes in the digest; None where it was erased.
        digest: the salted hash of what is personal in the row.
        line: of the log, which vouches for the row.
        erased_by: the line under which it was erased; None: it was not.
    """

    number: int
    a: str | None
    b: str | None
    decision: Decision
    weight: int | None
    levels: str | None
    model: str
    who: str
    at: datetime
    reason: str | None
    needs: int
    reading: int
    blind: bool
    salt: bytes | None
    digest: str
    line: int
    erased_by: int | None = None


def table_of(metadata: sa.MetaData) -> sa.Table:
    """The table of links between references."""
    return sa.Table(
        "person_links",
        metadata,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("a", sa.Text, index=True),
        sa.Column("b", sa.Text, index=True),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("weight", sa.Integer),
        sa.Column("levels", sa.Text),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("needs", sa.Integer, nullable=False),
        sa.Column("reading", sa.Integer, nullable=False),
        sa.Column("blind", sa.Boolean, nullable=False),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("erased_by", sa.Integer),
    )


def ordered(a: str, b: str) -> tuple[str, str]:
    """Two references in the order in which a row has them."""
    return (a, b) if a < b else (b, a)


def subject_of(a: str, b: str) -> str:
    """How the log names a pair; quoted, so that an erasure finds a reference of figures too."""
    return f"“{a}” and “{b}”"


def salted(row: LinkRow) -> LinkRow:
    """A row that is new, with its salt and digest."""
    fresh = replace(row, salt=new_salt())
    return replace(fresh, digest=_digest(fresh))


def links_seal(rows: Sequence[LinkRow]) -> str:
    """What a line of the log vouches for: rows, from the first to the last, and their hash.

    Args:
        rows: in order; at least one.
    """
    whole = hashlib.sha256()
    for row in rows:
        whole.update(_hash(row).encode())
    return f"{SEALS_LINKS} {rows[0].number} {rows[-1].number} {whole.hexdigest()}"


def erased_links_seal(under: int, numbers: Iterable[int]) -> str:
    """What the line of an erasure vouches for: which rows were erased under a line.

    Args:
        under: the line of the erasure.
        numbers: of the rows.
    """
    words = ",".join(str(number) for number in sorted(numbers))
    return f"{SEALS_ERASED_LINKS} {under} {hashlib.sha256(words.encode()).hexdigest()}"


def read_links(connection: sa.Connection, table: sa.Table, *, after: int = 0) -> Iterator[LinkRow]:
    """The rows in the order in which they were written, those that were erased among them.

    Args:
        connection: to the register.
        table: of the links.
        after: only rows of a higher number.
    """
    query = sa.select(table).where(table.c.number > after).order_by(table.c.number)
    for row in connection.execution_options(yield_per=PORTION).execute(query):
        yield LinkRow(**row._asdict())


def check_links(
    rows: Iterable[LinkRow], seals: Mapping[int, str], erasures: Mapping[int, str]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Compare the rows with what lines of the log vouch for.

    Args:
        rows: all of them, in order.
        seals: of each line that vouches for rows.
        erasures: of each line that vouches for erased rows, by the line of the erasure.

    Returns:
        each line whose rows are not as it vouches, with the first of its rows (0: not known); the
        rows that no line vouches for; and the erasures under which others were erased than their
        line says.
    """
    by_line: dict[int, list[LinkRow]] = defaultdict(list)
    erased: dict[int, list[int]] = defaultdict(list)
    changed = set()
    for row in rows:
        by_line[row.line].append(row)
        if row.erased_by is not None:
            erased[row.erased_by].append(row.number)
        if not _is_whole(row):
            changed.add(row.line)
    for line, seal in seals.items():
        if line not in by_line or links_seal(by_line[line]) != seal:
            changed.add(line)
    astray = [row.number for line, found in by_line.items() if line not in seals for row in found]
    wrong = [
        under
        for under in {*erased, *erasures}
        if erasures.get(under) != erased_links_seal(under, erased[under])
    ]
    vouched = sorted(changed & {*seals})
    firsts = [(line, by_line[line][0].number if line in by_line else 0) for line in vouched]
    return firsts, sorted(astray), sorted(wrong)


def _is_whole(row: LinkRow) -> bool:
    """Whether a row has all that is personal and it fits its digest, or nothing of it."""
    if row.erased_by is not None:
        personal = (row.salt, row.a, row.b, row.reason, row.levels)
        return all(value is None for value in personal)
    return row.salt is not None and _digest(row) == row.digest


def _digest(row: LinkRow) -> str:
    personal = json.dumps([row.a, row.b, row.levels, row.reason], ensure_ascii=True)
    return hashlib.sha256((row.salt or b"") + personal.encode()).hexdigest()


def _hash(row: LinkRow) -> str:
    """The hash of a row without what can be erased."""
    at = row.at.isoformat(timespec="microseconds")
    plain = [row.number, row.decision, row.weight, row.model, row.who, at]
    covered = [*plain, row.needs, row.reading, bool(row.blind), row.digest]
    return hashlib.sha256(json.dumps(covered, ensure_ascii=True).encode()).hexdigest()
