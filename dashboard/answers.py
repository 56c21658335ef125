"""What the desk is asked for, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from dashboard.intake import Account
from dashboard.store.store import Facts
from harm.explanation import Explanation
from harm.ranking import Ranking
from harm.rules import Rules


@dataclass(frozen=True, slots=True)
class Basis:
    """What a list rests on, beside the data version.

    Attributes:
        rules: the choices.
        index: name of the harm index.
        as_of: the date of the list; None: the newest date recorded in the data.
    """

    rules: Rules = field(default_factory=Rules)
    index: str = "cchi-2020"
    as_of: date | None = None


@dataclass(frozen=True)
class Listing:
    """A list as a page or a file shows it.

    Attributes:
        ranking: everyone assessed.
        facts: of the data behind it.
        people: the listed, in order: the columns of the ranking's table, what people recognise
            them by, and their profiles.
    """

    ranking: Ranking
    facts: Facts
    people: pl.DataFrame


@dataclass(frozen=True)
class SuspectFile:
    """One suspect as a page shows them.

    Attributes:
        explanation: the score, taken apart.
        particulars: name, date of birth, sex, home borough and situation, as last recorded.
        facts: of the data behind it.
    """

    explanation: Explanation
    particulars: dict[str, object]
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of every row of a load: `rows` = `accepted` + `rejected` + `duplicates`.

    Attributes:
        rows: data rows of the files.
        accepted: rows that the record took.
        rejected: rows that were refused.
        duplicates: rows that a file or the record had already, word for word.
        superseded: allegations whose earlier rows were replaced, or counts whose figure was.
        changed: of them, in how many each column changed.
        unmapped: sound rows whose offence the default index does not score.
        version: of the data after the load.
        reasons: how many rows were refused for each reason; a row may have several.
        dropped: columns that nobody asked for.
        files: each file's own account.
    """

    rows: int
    accepted: int
    rejected: int
    duplicates: int
    superseded: int
    unmapped: int
    version: int
    reasons: dict[str, int]
    dropped: list[str]
    changed: dict[str, int]
    files: tuple[Account, ...] = field(repr=False)


@dataclass(frozen=True)
class Quality:
    """What a reader should know of the data before relying on a list.

    Attributes:
        ranking: the list in question.
        facts: of the data behind it.
        defects: as `quality.defects`.
        unscored: as `quality.unscored`.
        months: rows recorded in each month, as `Store.by_month`.
        versions: every load, as `Store.versions`.
        counted: counts of crimes, as `Store.counted`.
    """

    ranking: Ranking
    facts: Facts
    defects: pl.DataFrame
    unscored: pl.DataFrame
    months: pl.DataFrame
    versions: pl.DataFrame
    counted: pl.DataFrame


@dataclass(frozen=True)
class Rehearsal:
    """What adding a file to the record would change; nothing of it is in the record.

    Attributes:
        receipt: what the load would say.
        before: everyone assessed, as the record stands; None where it names nobody.
        after: the same with the file; None where that would name nobody.
        movement: of everyone in either ranking, as `movement.MOVEMENT`.
        by_date: the part of it that comes of a later date alone, without the file.
        people: whoever the file names, as `movement.MOVEMENT`, with `name` and `rows` of the file.
        boroughs: those whose alleged harm on the later date differs without and with the file,
            the most changed first: `code`, `name`,
            `days_before`, `days_after`, `change`, `allegations_before`, `allegations_after`.
    """

    receipt: Receipt
    before: Ranking | None
    after: Ranking | None
    movement: pl.DataFrame
    by_date: pl.DataFrame
    people: pl.DataFrame
    boroughs: pl.DataFrame
