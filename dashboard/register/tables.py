"""The tables of the register, as SQLAlchemy Core knows them; `migrations` makes them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from dashboard.register.frozen_lists import table_of

METADATA: Final = sa.MetaData()
#: A line for each thing that was done; times are UTC.
LINES: Final = sa.Table(
    "access_log",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
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
#: The data versions that have a line in the log, so that none gets a second one.
LOGGED_VERSIONS: Final = sa.Table(
    "logged_versions",
    METADATA,
    sa.Column("version", sa.Integer, primary_key=True),
)
#: What each user chose for themselves; an empty value is a choice that was taken back.
SETTINGS: Final = sa.Table(
    "settings",
    METADATA,
    sa.Column("who", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text),
    sa.Column("at", sa.DateTime, nullable=False),
)
