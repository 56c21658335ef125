"""Writes the time limits, orders and words of cases, from what was read of the law and the field.

What a limit is, how certain and from where is the source's; how it is extended, and what it skips,
stands there in prose and is written down here as data. Where the source's own figure is another
than the one that this was written for, nothing is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from tools.tables.clock_steps import CLOCKS, LATER_BAIL, OF_ORDERS
from tools.tables.sources import TableSource, write_sources

ROOT: Final = Path(__file__).resolve().parents[2]
TABLES: Final = ROOT / "harm" / "cases" / "tables"
OURS: Final = "Harmdesk's own, same licence as the code"
READ: Final = "2026-11-27"
CLOCK_COLUMNS: Final = [
    "code",
    "name",
    "starts",
    "limit",
    "unit",
    "skips",
    "before_day_off",
    "less_served",
    "extensions",
    "warn_at",
    "warn_later",
    "reviews",
    "missed",
    "source",
    "certainty",
    "note",
]
#: What an order is about, in codes.
ORDER_COLUMNS: Final = [
    "code",
    "name",
    "family",
    "statute",
    "applies",
    "issued_by",
    "least_days",
    "most_days",
    "can_require",
    "must_notify",
    "breach",
    "certainty",
    "note",
]


def build(sources: Path) -> None:
    """Write `clocks.csv`, `orders.csv` and `vocabulary.csv` of `harm/cases/tables`.

    Args:
        sources: a folder with the source tables, laid out as pursue/*.csv.

    Raises:
        ValueError: a limit of the source is another than the one that this was written for.
    """
    folder = sources / "pursue"
    _write(_clocks(_read(folder / "legal_clocks.csv")), CLOCK_COLUMNS, "clocks")
    _write(_orders(_read(folder / "civil_orders.csv")), ORDER_COLUMNS, "orders")
    meanings = {
        (row["field"], row["value"]): row["source"]
        for row in _read(folder / "case_vocabulary.csv").iter_rows(named=True)
    }
    words = [
        {**row, "source": meanings.get((row["field"], row["code"]), row["source"])}
        for row in _read(Path(__file__).with_name("case_words.csv")).iter_rows(named=True)
    ]
    _write(words, ["field", "code", "words", "source"], "vocabulary")
    write_sources(TABLES, _sources())


def _clocks(source: pl.DataFrame) -> list[dict[str, str]]:
    found = {row["clock"]: row for row in source.iter_rows(named=True)}
    for name, limit in LATER_BAIL.items():
        _check(found[name], limit)
    written = []
    for name, ours in CLOCKS.items():
        row = found[name]
        _check(row, ours["limit"])
        number, unit = ours["limit"].split()
        kept = {"starts": row["starts"], "source": row["source"], "certainty": row["certainty"]}
        written.append({**kept, **ours, "limit": number, "unit": unit})
    return [*written, *OF_ORDERS]


def _check(row: dict[str, str], limit: str) -> None:
    if f"{row['limit']} {row['unit']}" != limit:
        raise ValueError(
            f"{row['clock']} has {row['limit']} {row['unit']} in the source and {limit} here; look "
            f"at its extensions again before you change it"
        )


def _orders(source: pl.DataFrame) -> list[dict[str, str]]:
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "family": row["family"],
            "statute": row["statute"],
            "applies": row["who_applies_or_decides"],
            "issued_by": row["court_or_issuer"],
            "least_days": row["minimum_days"],
            "most_days": row["maximum_days"],
            "can_require": "1" if row["positive_requirements"].startswith(("yes", "some")) else "",
            "must_notify": "1" if row["notification_duty"].startswith(("yes", "some")) else "",
            "breach": row["breach"],
            "certainty": row["certainty"],
            "note": row["clock_to_hold"],
        }
        for row in source.iter_rows(named=True)
    ]


def _sources() -> list[TableSource]:
    law = (
        "Statutes and public guidance, read or at second hand as each row says; "
        "which is no legal advice"
    )
    field = "Published words of the field (serious and organised crime, IOM, MATAC, Drive)"
    return [
        TableSource(table="clocks.csv", source=law, edition="2026", licence=OURS, read_on=READ),
        TableSource(table="orders.csv", source=law, edition="2026", licence=OURS, read_on=READ),
        TableSource(
            table="vocabulary.csv", source=field, edition="2026", licence=OURS, read_on=READ
        ),
        TableSource(
            table="moves.csv", source="Harmdesk", edition="2026", licence=OURS, read_on=READ
        ),
        TableSource(
            table="recalls.csv",
            source="Criminal Justice Act 2003 s.255A; general knowledge, to be checked",
            edition="2015",
            licence=OURS,
            read_on=READ,
        ),
        TableSource(
            table="bank_holidays_changed.csv",
            source="Proclamations of bank holidays in England and Wales; general knowledge",
            edition="1995 to 2023",
            licence=OURS,
            read_on=READ,
        ),
    ]


def _read(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False).with_columns(pl.all().fill_null(""))


def _write(table: list[dict[str, str]], columns: list[str], name: str) -> None:
    complete = [{column: row.get(column, "") for column in columns} for row in table]
    pl.DataFrame(complete, schema=dict.fromkeys(columns, pl.String)).write_csv(
        TABLES / f"{name}.csv"
    )
