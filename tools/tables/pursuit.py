"""Writes the time limits, orders and words of cases, from what was read of the law and the field.

What a limit is, how certain and from where is the source's; how it is extended, and what it skips,
stands there in prose and is written down here as data. Where the source's own figure is another
than the one that this was written for, nothing is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

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
#: Each time limit: what stands in the source, and what that is as data.
CLOCKS: Final[dict[str, dict[str, str]]] = {
    "PACE detention": {
        "code": "detention",
        "name": "Detention without charge",
        "limit": "24 hours",
        "extensions": "superintendent 36 indictable; magistrates 72 indictable; "
        "magistrates 96 indictable",
        "warn_at": "9h 3h",
        "reviews": "6 9",
        "missed": "release or charge",
    },
    "Pre-charge bail, first": {
        "code": "bail",
        "name": "Bail before charge",
        "limit": "3 months",
        "extensions": "inspector 6; superintendent 9; magistrates 12; magistrates 18; "
        "magistrates 24",
        "warn_at": "14d 3d",
        "warn_later": "28d 14d 3d",
        "missed": "bail ends and its conditions fall",
        "note": "All steps count from the first release on bail. The court's steps of 12, 18 and "
        "24 months are general knowledge; a complex case may go to 18 at once.",
    },
    "Custody time limit, magistrates summary": {
        "code": "custody_summary",
        "name": "Custody time limit, summary trial",
        "limit": "56 days",
        "extensions": "court set",
        "warn_at": "28d 14d 7d",
        "before_day_off": "1",
        "missed": "right to bail",
    },
    "Custody time limit, either-way, to sending or trial": {
        "code": "custody_either_way",
        "source": "POA 1985 s.22; 1987 Regs; CPS guidance",
        "name": "Custody time limit, either-way offence",
        "limit": "70 days",
        "extensions": "court set",
        "warn_at": "28d 14d 7d",
        "before_day_off": "1",
        "missed": "right to bail",
        "note": "56 days where summary trial is decided on within 56 days.",
    },
    "Custody time limit, Crown Court": {
        "code": "custody_crown",
        "name": "Custody time limit, Crown Court",
        "limit": "182 days",
        "extensions": "court set",
        "warn_at": "56d 28d 14d 7d",
        "before_day_off": "1",
        "less_served": "1",
        "missed": "right to bail",
    },
    "Custody time limit, voluntary bill": {
        "code": "custody_voluntary_bill",
        "name": "Custody time limit, voluntary bill",
        "limit": "112 days",
        "extensions": "court set",
        "warn_at": "28d 14d 7d",
        "before_day_off": "1",
        "missed": "right to bail",
    },
    "DVPN/DAPN to court": {
        "code": "notice_to_court",
        "name": "Protection notice (DVPN or DAPN) to court",
        "limit": "48 hours",
        "skips": "sundays christmas good_friday",
        "warn_at": "24h",
        "missed": "the notice lapses",
    },
    "DVPO breach to court": {
        "code": "breach_to_court",
        "name": "Breach of a DVPO to court",
        "limit": "24 hours",
        "warn_at": "12h",
        "missed": "release",
        "note": "Counted without a break, which is the safe side.",
    },
    "DAPO notification": {
        "code": "notification",
        "name": "Notification of name and address after a DAPO, SPO or SRO",
        "limit": "3 days",
        "warn_at": "1d",
        "missed": "an offence",
        "note": "Counted from the day after; ask whether the order's own day counts.",
    },
    "DAPO tag": {
        "code": "tag",
        "name": "Electronic tag of a DAPO",
        "limit": "12 months",
        "extensions": "court set",
        "warn_at": "28d",
        "missed": "the tag ends",
    },
    "Summary-only charge": {
        "code": "charge_summary",
        "name": "Charge of a summary-only offence",
        "limit": "6 months",
        "warn_at": "28d 14d 3d",
        "missed": "it cannot be charged",
        "note": "Common assault in domestic abuse: six months from the report, and two years from "
        "the offence at most.",
    },
    "Clare's Law decision": {
        "code": "disclosure",
        "name": "Decision on a disclosure (Clare's Law)",
        "limit": "28 days",
        "extensions": "lead set",
        "warn_at": "8d",
        "missed": "report to the lead",
    },
    "Case review (ours)": {
        "code": "review",
        "name": "Review of the case",
        "limit": "28 days",
        "extensions": "chair set",
        "warn_at": "7d",
        "missed": "the case is shown as overdue",
        "note": "Our own rule and no law.",
    },
}
#: Time limits that stand with an order and not among the limits.
BESIDE: Final[tuple[dict[str, str], ...]] = (
    {
        "code": "order_expiry",
        "name": "Expiry of an order",
        "starts": "order made",
        "unit": "days",
        "extensions": "court set",
        "warn_at": "28d 14d 3d",
        "missed": "the order ends",
        "source": "the order itself",
        "certainty": "K",
    },
    {
        "code": "recall",
        "name": "Fixed-term recall",
        "starts": "return to custody",
        "unit": "days",
        "warn_at": "14d 7d 3d",
        "missed": "release",
        "source": "CJA 2003 s.255A-; lengths changed in 2025 and 2026",
        "certainty": "K",
        "note": "How long it lasts is a dated setting, since it was changed often.",
    },
    {
        "code": "under_investigation",
        "name": "Released under investigation",
        "starts": "release",
        "limit": "90",
        "unit": "days",
        "extensions": "chair set",
        "warn_at": "14d",
        "missed": "shown as long under investigation",
        "source": "ours",
        "certainty": "K",
        "note": "Our own flag; the law has no limit here, and no conditions can be attached.",
    },
)
#: How many of a court's bail rows say what the rule of bail says in its later steps.
LATER_BAIL: Final = {"Pre-charge bail, second": "6 months", "Pre-charge bail, court": "9 months"}
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
    return [*written, *BESIDE]


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
