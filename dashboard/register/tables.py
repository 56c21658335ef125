"""The tables of the register, as SQLAlchemy Core knows them; `migrations` makes them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from dashboard.register import links
from dashboard.register.frozen_lists import table_of

METADATA: Final = sa.MetaData()
#: A line for each thing that was done, as the chain covers it; times are UTC.
LINES: Final = sa.Table(
    "access_log",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("rules", sa.Text, nullable=False),
    sa.Column("seal", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)
#: Whom or what each line is about, which can be erased; then `erased_by` is the line that says so.
SUBJECTS: Final = sa.Table(
    "log_subjects",
    METADATA,
    sa.Column("line", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("salt", sa.LargeBinary),
    sa.Column("subject", sa.Text),
    sa.Column("erased_by", sa.Integer),
)
LINKS: Final = sa.Table(
    "links",
    METADATA,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("suspect_id", sa.Text, nullable=False, unique=True),
)
MAPPINGS: Final = sa.Table(
    "mappings",
    METADATA,
    sa.Column("headings", sa.Text, primary_key=True),
    sa.Column("mapping", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
)
LISTS: Final = table_of(METADATA)
#: What is proposed and decided of references that may be one person.
PERSON_LINKS: Final = links.table_of(METADATA)
#: The data versions that have a line in the log, so that none gets a second one.
LOGGED_VERSIONS: Final = sa.Table(
    "logged_versions",
    METADATA,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
)
#: What each user chose for themselves; an empty value is a choice that was taken back. Sessions
#: that were ended are in it too, each under its own name.
SETTINGS: Final = sa.Table(
    "settings",
    METADATA,
    sa.Column("who", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text),
    sa.Column("at", sa.DateTime, nullable=False),
)
#: Events of cases; `line` is that of the log, which vouches for the event.
CASE_EVENTS: Final = sa.Table(
    "case_events",
    METADATA,
    sa.Column("line", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("case", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("person", sa.Text),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("details", sa.Text),
)
#: Which edition the register is, as Alembic keeps it.
EDITIONS: Final = sa.Table(
    "alembic_version",
    METADATA,
    sa.Column("version_num", sa.String(32), primary_key=True),
)
