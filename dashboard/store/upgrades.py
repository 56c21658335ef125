"""Upgrades an offence file of an earlier edition to ours."""

from __future__ import annotations

from typing import Final

from dashboard.store.schema import CHOICES_TABLE, COUNTS_TABLE, FORCES_TABLES

#: The statements that upgrade a file of each earlier edition to the next.
UPGRADES: Final = {
    1: f"""
{COUNTS_TABLE}
alter table versions add column shape text;
update versions set shape = 'allegations';
update meta set edition = 2;
""",
    2: """
alter table versions add column if not exists identity text;
alter table versions add column if not exists withdraws integer;
alter table versions add column if not exists reason text;
alter table allegations add column if not exists brought_by integer;
alter table counts add column if not exists brought_by integer;
update meta set edition = 3;
""",
    3: """
alter table versions add column if not exists warnings text;
update meta set edition = 4;
""",
    4: f"""
alter table versions add column if not exists known_on date;
update versions set known_on = loaded_at::date;
{CHOICES_TABLE}
update meta set edition = 5;
""",
    5: f"""
{FORCES_TABLES}
update meta set edition = 6;
""",
}
