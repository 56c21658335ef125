"""The log, the links, the choices for headings and the frozen lists."""

from __future__ import annotations

from typing import Final

from alembic import op

revision: Final = "1"
down_revision: Final = None
branch_labels: Final = None
depends_on: Final = None

#: Up to this edition the tables were made where they were missing.
STATEMENTS: Final = (
    """create table if not exists access_log (
        id integer not null primary key, at datetime not null, who text not null,
        role text not null, action text not null, subject text not null,
        version integer not null)""",
    """create table if not exists links (
        token text not null primary key, suspect_id text not null unique)""",
    """create table if not exists mappings (
        headings text not null primary key, mapping text not null,
        at datetime not null, who text not null)""",
    """create table if not exists frozen_lists (
        name text not null primary key, at datetime not null, who text not null,
        role text not null, as_of date not null, rules_id text not null,
        rules text not null, "index" text not null, index_edition text not null,
        index_sha256 text not null, index_table text, version integer not null,
        program text not null, listed integer not null, assessed integer not null,
        sha256 text not null, content blob not null, edition integer not null)""",
)


def upgrade() -> None:
    """Make the first tables."""
    for statement in STATEMENTS:
        op.execute(statement)
