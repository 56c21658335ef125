"""What an index is, and how an offence is looked up in it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from typing import Final, Literal

import polars as pl

from harm.days import TENTHS, to_tenths
from harm.errors import IndexTableError
from harm.offences.lookup import Keys, Lookup, classification

#: The edition of every index that a user brings.
OWN: Final = "your own"
#: How many distinct offences an index keeps the answer for.
REMEMBERED: Final = 50_000

#: Which score an offence has that several entries fit.
Ambiguous = Literal["lowest", "highest"]

#: One row of an index. `tenths` are tenths of a day; `derived` marks a score that the index's
#: authors did not publish; `rounded` one whose published weight is finer than a tenth of a day.
ENTRY: Final = pl.Schema(
    {
        "urn": pl.String,
        "title": pl.String,
        "short_title": pl.String,
        "classification": pl.String,
        "cjs_codes": pl.String,
        "group": pl.String,
        "attempt": pl.Boolean,
        "tenths": TENTHS,
        "derived": pl.Boolean,
        "rounded": pl.Boolean,
        "starting_point": pl.String,
        "guideline": pl.String,
        "note": pl.String,
    }
)

#: An index's score for an offence. Everything but `offence` is empty when it has no score for it.
SCORE: Final = pl.Schema(
    {
        "offence": pl.UInt32,
        "tenths": TENTHS,
        "ambiguous": pl.Boolean,
        "derived": pl.Boolean,
        "attempt": pl.Boolean,
        "entry": pl.UInt32,
    }
)


@dataclass(frozen=True)
class Index:
    """A harm index.

    Attributes:
        name: its name in commands and links, such as `cchi-2020`.
        title: its name for people.
        edition: which version of the table this is; part of a list's name.
        unit: what a day means in it.
        source: who made it and where it is published.
        licence: on what terms its figures are here.
        caveat: how its numbers mislead.
        entries: its rows, as `ENTRY`.
        ambiguous: which score an offence has that several entries fit.
    """

    name: str
    title: str
    edition: str
    unit: str
    source: str
    licence: str
    caveat: str
    entries: pl.DataFrame = field(repr=False, compare=False)
    ambiguous: Ambiguous = "lowest"
    _lookup: Lookup = field(init=False, repr=False, compare=False)
    _tenths: list[int] = field(init=False, repr=False, compare=False)
    _found: Callable[[str | None, str | None], tuple[int, bool] | None] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Index the rows under every key."""
        columns = ("urn", "classification", "cjs_codes", "title", "short_title")
        keys = (
            Keys([urn] if urn else [], [ho] if ho else [], cjs.split(";"), [title, short])
            for urn, ho, cjs, title, short in self.entries.select(columns).iter_rows()
        )
        self._know(Lookup(keys))

    def _know(self, lookup: Lookup) -> None:
        object.__setattr__(self, "_lookup", lookup)
        object.__setattr__(self, "_tenths", self.entries["tenths"].to_list())
        # The same few hundred offences are asked for again and again.
        object.__setattr__(self, "_found", lru_cache(REMEMBERED)(self._find))

    def rescored(self, tenths: pl.Series | None = None, ambiguous: Ambiguous = "lowest") -> Index:
        """The same offences under other scores; its rows need not be indexed again.

        Args:
            tenths: the score of each row, in tenths of a day; None: as they are.
            ambiguous: which score an offence has that several entries fit.
        """
        entries = self.entries
        if tenths is not None:
            entries = entries.with_columns(tenths.cast(ENTRY["tenths"]).alias("tenths"))
        other = object.__new__(Index)
        for each in fields(self):
            if each.init:
                object.__setattr__(other, each.name, getattr(self, each.name))
        object.__setattr__(other, "entries", entries)
        object.__setattr__(other, "ambiguous", ambiguous)
        other._know(self._lookup)
        return other

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of its rows, by which a changed table is known."""
        return hashlib.sha256(self.entries.write_csv().encode()).hexdigest()

    def find(self, code: str | None, title: str | None) -> tuple[int, bool] | None:
        """The entry that an offence stands for, and whether its score is ambiguous.

        Where several entries fit and their scores differ, the lowest is taken and marked: a score
        may then be too low, never too high. Under `ambiguous` it can be the highest instead, to see
        what depends on it. None when the index has no score for the offence.
        """
        return self._found(code, title)

    def fitting(self, code: str | None, title: str | None) -> list[int]:
        """Every entry that an offence may stand for, by row; none where there is none."""
        return self._lookup.find(code, title)

    def _find(self, code: str | None, title: str | None) -> tuple[int, bool] | None:
        fitting = self._lookup.find(code, title)
        if not fitting:
            return None
        sign = 1 if self.ambiguous == "lowest" else -1
        chosen = min(fitting, key=lambda row: (sign * self._tenths[row], row))
        return chosen, len({self._tenths[row] for row in fitting}) > 1

    def score(self, offences: pl.DataFrame) -> pl.DataFrame:
        """Tenths of a day for each distinct offence.

        Args:
            offences: `offence`, `offence_code`, `offence_title`.

        Returns:
            A row an offence, as `SCORE`, in the order given.
        """
        found = [self.find(code, title) for _, code, title in offences.iter_rows()]
        entry = pl.Series("entry", [hit and hit[0] for hit in found], pl.UInt32)
        ambiguous = pl.Series("ambiguous", [hit and hit[1] for hit in found], pl.Boolean)
        entries = self.entries.select("tenths", "derived", "attempt").with_row_index("entry")
        scored = offences.select(pl.col("offence").cast(pl.UInt32), entry, ambiguous)
        return scored.join(entries, on="entry", how="left", maintain_order="left").select(
            SCORE.names()
        )


def of_your_own(name: str, table: pl.DataFrame) -> Index:
    """An index from a user's own table.

    Args:
        name: of the index.
        table: text columns `code`, `title`, `days`. A code may be a URN, a Home Office
            classification or a CJS code; code or title may be empty, not both.

    Raises:
        IndexTableError: a column is missing, the table is empty, or a row has neither code nor
            title, or days that are not a number of 0 or more.
    """
    missing = [column for column in ("code", "title", "days") if column not in table.columns]
    if missing or table.is_empty():
        lack = f"no column {' or '.join(missing)}" if missing else "no rows"
        raise IndexTableError(
            f"The index {name} has {lack}; it needs the columns code, title and days, and a row "
            f"for each offence. Mend the table and load it again."
        )
    texts = table.select(
        pl.col("code", "title", "days").cast(pl.String).fill_null("").str.strip_chars()
    )
    rows = [_own_row(name, line, row) for line, row in enumerate(texts.iter_rows(), start=2)]
    return _own(name, pl.DataFrame(rows, schema=ENTRY, orient="row"))


def kept(index: Index) -> str | None:
    """The rows of a user's own index as CSV, to reproduce it later; None for a shipped one."""
    return index.entries.write_csv() if index.edition == OWN else None


def reproduce_index(name: str, rows: str) -> Index:
    """A user's own index from its rows as `kept` wrote them."""
    entries = pl.read_csv(io.StringIO(rows), schema=ENTRY, empty_string_is_null=False)
    return _own(name, entries)


def _own(name: str, entries: pl.DataFrame) -> Index:
    return Index(
        name=name,
        title=name,
        edition=OWN,
        unit="days, as the table's author defines them",
        source="a table loaded by the user",
        licence="the user's own",
        caveat="Nobody but its author answers for this table.",
        entries=entries,
    )


def _own_row(name: str, line: int, row: tuple[str, str, str]) -> tuple[object, ...]:
    code, title, days = row
    if not code and not title:
        raise IndexTableError(
            f"Line {line} of the index {name} has neither a code nor a title; give it one of them."
        )
    try:
        tenths, rounded = to_tenths(days)
    except ValueError as error:
        raise IndexTableError(
            f"Line {line} of the index {name}: {error}; write the days as a number such as 547.5."
        ) from None
    attempt = title.casefold().startswith("attempt")
    classified = "/" in classification(code)
    urn = "" if classified else code
    return (
        urn,
        title,
        "",
        classification(code),
        code,
        "",
        attempt,
        tenths,
        False,
        rounded,
        "",
        "",
        "",
    )
