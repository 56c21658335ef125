"""Read the index tables and look an offence up in them, one row after the other."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

HARM = Path(__file__).resolve().parents[2] / "harm"
TABLES = HARM / "offences" / "indices" / "tables"


@dataclass(frozen=True)
class Offence:
    """One row of an index, with the ways to find it."""

    urn: str
    titles: tuple[str, ...]
    classification: str
    cjs_codes: frozenset[str]
    tenths: int
    derived: bool
    attempt: bool


@dataclass(frozen=True)
class Found:
    """The row that a code and a title lead to."""

    offence: Offence
    ambiguous: bool


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def plain_title(title: str | None) -> str:
    return "".join(letter for letter in (title or "").casefold() if letter.isalnum())


def plain_classification(code: str) -> str:
    slashed = re.fullmatch(r"([0-9]{1,3})/([0-9]{1,2})", code)
    if slashed:
        return slashed[1].zfill(3) + "/" + slashed[2].zfill(2)
    if re.fullmatch(r"[0-9]{3,5}", code):
        five = code.zfill(5)
        return five[:3] + "/" + five[3:]
    return code.upper()


def in_tenths(days: str) -> int:
    return int((Decimal(days) * 10).to_integral_value(rounding=ROUND_HALF_UP))


class Table:
    """The rows of one index, in table order."""

    def __init__(self, offences: Iterable[Offence]) -> None:
        self.offences = list(offences)
        self._known: dict[tuple[str, str], Found | None] = {}

    def find(self, code: str | None, title: str | None) -> Found | None:
        wanted = ((code or "").strip().upper(), plain_title(title))
        if wanted not in self._known:
            self._known[wanted] = self._find(*wanted)
        return self._known[wanted]

    def _find(self, code: str, title: str) -> Found | None:
        titled = [o for o in self.offences if title and title in o.titles]
        coded = self._by_code(code) if code else []
        fits = [o for o in coded if o in titled] or coded or titled
        if not fits:
            return None
        lowest = min(o.tenths for o in fits)
        return Found(
            offence=next(o for o in fits if o.tenths == lowest),
            ambiguous=any(o.tenths != lowest for o in fits),
        )

    def _by_code(self, code: str) -> list[Offence]:
        number = plain_classification(code)
        return (
            [o for o in self.offences if o.urn == code]
            or [o for o in self.offences if o.classification and o.classification == number]
            or [o for o in self.offences if code in o.cjs_codes]
        )


def _offence(row: dict[str, str], tenths: int, *, derived: bool) -> Offence:
    return Offence(
        urn=row["urn"].upper(),
        titles=(plain_title(row["title"]), plain_title(row["short_title"])),
        classification=plain_classification(row["classification"]),
        cjs_codes=frozenset(c.upper() for c in row["cjs_codes"].split(";") if c),
        tenths=tenths,
        derived=derived,
        attempt=row["attempt"] == "1",
    )


@cache
def index_table(name: str) -> Table:
    offences = read(TABLES / "offences.csv")
    if name == "ons-css-2020":
        days = {row["ho_class"]: row["days"] for row in read(TABLES / "ons-css-2020.csv")}
        return Table(
            _offence(row, in_tenths(days[row["ho_class"]]), derived=False)
            for row in offences
            if row["ho_class"] in days
        )
    official = {row["urn"]: row["days"] for row in read(TABLES / f"{name}.csv")}
    derived = {row["urn"]: row["days"] for row in read(TABLES / f"{name}-derived.csv")}
    return Table(
        [
            _offence(r, in_tenths(official[r["urn"]]), derived=False)
            for r in offences
            if r["urn"] in official
        ]
        + [
            _offence(r, in_tenths(derived[r["urn"]]), derived=True)
            for r in offences
            if r["urn"] in derived
        ]
    )


def own_table(rows: Iterable[tuple[str, str, str]]) -> Table:
    """An index of the reader's own: code, title, days. Its attempts are known by their titles.

    A code that is a Home Office classification is that and no URN, so that two spellings of one
    are the same offence.
    """
    return Table(
        Offence(
            urn="" if "/" in plain_classification(code.strip()) else code.strip().upper(),
            titles=(plain_title(title),),
            classification=plain_classification(code.strip()),
            cjs_codes=frozenset([code.strip().upper()]),
            tenths=in_tenths(days),
            derived=False,
            attempt=title.strip().casefold().startswith("attempt"),
        )
        for code, title, days in rows
    )


@cache
def vawg() -> dict[str, tuple[str, str]]:
    rows = read(HARM / "offences" / "definitions" / "vawg.csv")
    return {row["urn"].upper(): (row["tier"], row["victim_sex"]) for row in rows}
