"""Frozen lists: a list as it was, kept with everything it was based on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa

#: The format of a frozen list; a later format has the next number.
EDITION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenList:
    """A list that was frozen.

    Attributes:
        name: its name; the same rules, index, data version and date give the same name.
        at: when it was frozen, in UTC.
        who: who froze it.
        role: their role in Harmdesk.
        as_of: the date of the list.
        rules_id: of its rules.
        rules: every choice, as JSON.
        index: name of the harm index.
        index_edition: which edition of it.
        index_sha256: of the index's table.
        index_table: the table itself, as CSV, for a user's own index; None for a shipped one.
        version: of the data.
        program: the version of Harmdesk that made it.
        listed: how many suspects are on it.
        assessed: how many are in its ranking.
        sha256: of `content`.
        content: the whole ranking, as `harm.scoring.ranking_csv.written`.
        edition: of its format.
        links: the last row of the links that it rests on; None: nobody was linked.
    """

    name: str
    at: datetime
    who: str
    role: str
    as_of: date
    rules_id: str
    rules: str
    index: str
    index_edition: str
    index_sha256: str
    index_table: str | None
    version: int
    program: str
    listed: int
    assessed: int
    sha256: str
    content: bytes = field(repr=False)
    edition: int = EDITION
    links: int | None = None


def table_of(metadata: sa.MetaData, *, has_links: bool = True) -> sa.Table:
    """The table of frozen lists; `content` is compressed.

    Args:
        metadata: that it belongs to.
        has_links: whether it says which links a list rests on, as it does since edition 5.
    """
    links = [sa.Column("links", sa.Integer)] if has_links else []
    return sa.Table(
        "frozen_lists",
        metadata,
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("rules_id", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("index", sa.Text, nullable=False),
        sa.Column("index_edition", sa.Text, nullable=False),
        sa.Column("index_sha256", sa.Text, nullable=False),
        sa.Column("index_table", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("listed", sa.Integer, nullable=False),
        sa.Column("assessed", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        *links,
    )
