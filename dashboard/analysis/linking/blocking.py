"""Which pairs are looked at: those that agree in one of six ways, each of which is rare."""

from __future__ import annotations

from typing import Final

#: Columns of `records.RECORDS` that must be the same. Between them they keep nearly all true pairs,
#: and for a million people leave some millions of pairs of half a billion times a thousand.
RULES: Final = (
    ("born", "surname_skeleton"),
    ("born", "given_skeleton"),
    ("ordered", "year"),
    ("skeleton", "day_month"),
    ("surname_skeleton", "first", "home"),
    ("given_skeleton", "surname_first", "home"),
)


def in_sql(rule: tuple[str, ...]) -> str:
    """A rule as splink takes it."""
    return " and ".join(f"l.{column} = r.{column}" for column in rule)
