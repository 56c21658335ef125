"""The log is chained, and whom a line is about lies in a table of its own.

The lines of before are chained as they are found: what was changed until then is not found out.
A last line says so, and one for each frozen list that has no line.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from dashboard.access.viewer import Viewer
from dashboard.register.chain import NO_LINE, ChainedLine, Tip, digest_of, link, new_salt
from dashboard.register.frozen_lists import FrozenList, table_of
from dashboard.register.log import CHAINED, list_seal, row_of

revision: Final = "4"
down_revision: Final = "3"
branch_labels: Final = None
depends_on: Final = None

#: As many lines are moved at once.
PORTION: Final = 1_000


def upgrade() -> None:
    """Move every line into the chain."""
    connection = op.get_bind()
    op.rename_table("access_log", "unchained_log")
    lines, subjects = _make_tables()
    seals = _seals(connection)
    tip, rows, parts = NO_LINE, [], []
    for line in [*_lines(connection, seals), *_closing(connection, seals)]:
        salt, subject = new_salt(), line.pop("subject")
        chained = ChainedLine(number=tip.number + 1, digest=digest_of(salt, subject), **line)
        tip = Tip(chained.number, link(tip.hash, chained))
        rows.append(row_of(chained, tip.hash))
        parts.append({"line": tip.number, "salt": salt, "subject": subject})
    for start in range(0, len(rows), PORTION):
        connection.execute(sa.insert(lines), rows[start : start + PORTION])
        connection.execute(sa.insert(subjects), parts[start : start + PORTION])
    op.drop_table("unchained_log")


def _make_tables() -> tuple[sa.Table, sa.Table]:
    lines = op.create_table(
        "access_log",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("who", "role", "action")],
        sa.Column("version", sa.Integer, nullable=False),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("rules", "seal", "digest", "hash")],
    )
    subjects = op.create_table(
        "log_subjects",
        sa.Column("line", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("subject", sa.Text),
        sa.Column("erased_by", sa.Integer),
    )
    return lines, subjects


def _seals(connection: sa.Connection) -> dict[str, str]:
    """What the line of each frozen list vouches for, by its name."""
    lists = connection.execute(sa.select(table_of(sa.MetaData(), has_links=False)))
    return {row.name: list_seal(FrozenList(**row._asdict())) for row in lists}


def _lines(connection: sa.Connection, seals: dict[str, str]) -> list[dict[str, Any]]:
    """The lines of before; the first one of a frozen list takes its seal."""
    columns = [sa.Column(name, sa.Text) for name in ("who", "role", "action", "subject")]
    old = sa.table(
        "unchained_log",
        *[sa.column(column.name, column.type) for column in columns],
        sa.column("id", sa.Integer),
        sa.column("at", sa.DateTime),
        sa.column("version", sa.Integer),
    )
    found = []
    for row in connection.execute(sa.select(old).order_by(old.c.id)):
        line = row._asdict()
        del line["id"]
        seal = seals.pop(line["subject"], "") if line["action"] == "freeze" else ""
        found.append({**line, "rules": "", "seal": seal})
    return found


def _closing(connection: sa.Connection, seals: dict[str, str]) -> list[dict[str, Any]]:
    """What is said after the lines of before: up to where they go, and lists without a line."""
    number = connection.execute(sa.text("select count(*) from unchained_log")).scalar_one()
    if not number and not seals:
        return []
    viewer = Viewer.here()
    common = {
        "at": datetime.now(UTC).replace(tzinfo=None),
        "who": viewer.who,
        "role": viewer.role,
        "action": CHAINED,
        "version": 0,
        "rules": "",
    }
    lists = [{**common, "subject": name, "seal": seal} for name, seal in sorted(seals.items())]
    return [{**common, "subject": f"{number:,} lines", "seal": ""}, *lists]
