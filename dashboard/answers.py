"""What the desk is asked for, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from dashboard.intake import Account
from dashboard.register import FrozenList
from dashboard.store import Withdrawn
from dashboard.store.store import Facts
from harm.clock import Clock
from harm.concentration import Concentration
from harm.explanation import Explanation
from harm.fragility import Fragility
from harm.ranking import Ranking
from harm.rules import Rules
from harm.whatif import Place, Supposed


@dataclass(frozen=True, slots=True)
class Basis:
    """What a list rests on, beside the data version.

    Attributes:
        rules: the choices.
        index: name of the harm index.
        as_of: the date of the list; None: the newest date recorded in the data.
        version: of the data, as it was known then; None: as it is known now.
    """

    rules: Rules = field(default_factory=Rules)
    index: str = "cchi-2020"
    as_of: date | None = None
    version: int | None = None


@dataclass(frozen=True)
class Listing:
    """A list as a page or a file shows it.

    Attributes:
        ranking: everyone assessed.
        facts: of the data behind it.
        people: the listed, in order: the columns of the ranking's table, what people recognise
            them by, and their profiles; or others of those assessed, where a filter says so.
        query: the filter, as it is written in a link; empty for the list itself.
        shown: the filter in a sentence; empty for the list itself.
    """

    ranking: Ranking
    facts: Facts
    people: pl.DataFrame
    query: str = ""
    shown: str = ""

    @property
    def name(self) -> str:
        """What names what was looked at, beside the version of the data."""
        return f"{self.ranking.name} {self.query}".strip()


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


@dataclass(frozen=True, slots=True)
class Solidity:
    """How solid a suspect's place is.

    Attributes:
        fragility: the fewest allegations without which they would be off the list.
        without: where they would stand without those.
        without_largest: where they would stand without the allegation that carries most; where
            none counts, where they stand.
        clock: when the largest allegations leave the window, and where they then stand.
        as_of: the date of the list.
        rules: its choices.
        newest: the latest date recorded; after it nothing new is known, of anybody.
    """

    fragility: Fragility
    without: Place
    without_largest: Place
    clock: Clock
    as_of: date
    rules: Rules
    newest: date


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Where a suspect would stand if their record were another; it is in no record.

    Attributes:
        supposed: of the record.
        real: where they stand.
        then: where they would.
        on: what the list is supposed to rest on.
    """

    supposed: Supposed
    real: Place
    then: Place
    on: Basis


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
class Beside:
    """Who stands beside a list, and how far few suspects carry most.

    Attributes:
        ranking: everyone assessed.
        facts: of the data behind it.
        sizes: how many stand in each lane, as `lanes.sizes`: the sum in which nobody vanishes.
        people: whoever stands in a lane of their own, at most `asking.SHOWN` of each: the columns
            of `lanes.TABLE`, what people recognise them by, and the most serious offence.
        concentration: of those assessed.
    """

    ranking: Ranking
    facts: Facts
    sizes: dict[str, int]
    people: pl.DataFrame
    concentration: Concentration


@dataclass(frozen=True)
class Found:
    """Whom a text may mean, and where they stand.

    Attributes:
        text: what was searched for, in a line.
        rows: the best matches first, as `search.ROWS`; at most `desk.FOUND_SHOWN`, or as many as
            fit best.
        matched: how many match; those that are not among the rows fit less well.
        assessed: how many suspects are assessed, on or off the list.
        facts: of the data behind it.
    """

    text: str
    rows: pl.DataFrame
    matched: int
    assessed: int
    facts: Facts


@dataclass(frozen=True)
class Reproduction:
    """A frozen list, made again.

    Attributes:
        frozen: the list, as it was kept.
        identical: whether it came out the same to the byte.
        differences: if not, how, as `frozen.DIFFERENCES`; one without a suspect is of the whole.
    """

    frozen: FrozenList
    identical: bool
    differences: pl.DataFrame


@dataclass(frozen=True)
class Movement:
    """What changed from one list to another.

    Attributes:
        before: everyone assessed in the earlier.
        after: everyone assessed in the later.
        names: of the two: a frozen list's, or `now`.
        versions: of the data behind each.
        changes: of everyone in either, as `change.CHANGE`.
        people: those of them who are on either list, with `suspect_name`.
        facts: of the data as it is now.
    """

    before: Ranking
    after: Ranking
    names: tuple[str, str]
    versions: tuple[int, int]
    changes: pl.DataFrame
    people: pl.DataFrame
    facts: Facts


@dataclass(frozen=True)
class Since:
    """What changed since the last frozen list that a list can be held against.

    Attributes:
        name: of the frozen list.
        as_of: its date.
        changes: of everyone assessed in either, as `change.CHANGE`.
    """

    name: str
    as_of: date
    changes: pl.DataFrame


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


@dataclass(frozen=True)
class TriedWithdrawal:
    """What withdrawing a version would change; nothing of it is in the record.

    Attributes:
        withdrawn: what the withdrawal would say.
        before: everyone assessed, as the record stands; None where it names nobody.
        after: the same without the load; None where that would name nobody.
        movement: of everyone in either ranking, as `movement.MOVEMENT`.
    """

    withdrawn: Withdrawn
    before: Ranking | None
    after: Ranking | None
    movement: pl.DataFrame


@dataclass(frozen=True, slots=True)
class DiskUse:
    """The room that a data folder takes.

    Attributes:
        files: how many offence files there are.
        size: bytes of everything in the folder.
        kept: how many offence files are kept at most of those that the newest makes needless.
    """

    files: int
    size: int
    kept: int
