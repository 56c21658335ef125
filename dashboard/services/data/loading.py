"""Loading files: read, checked, and added to the record, all of them or none."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Final

import polars as pl

from dashboard.access.actions import CHANGE_RECORD, READ_FILE
from dashboard.errors import StoreError
from dashboard.intake import Choices, File, IntakeReport, take
from dashboard.intake.file_warnings import FileWarning
from dashboard.intake.preview import Look, look
from dashboard.services.data.erased_rows import refuse_erased
from dashboard.services.data.people import compare_people
from dashboard.services.data.spellings import (
    spell_alike,
    spell_as_recorded,
    spell_forces_alike,
)
from dashboard.services.forces import forces_known
from dashboard.services.gate import about, service
from dashboard.services.question import USUAL, Caller
from dashboard.store import Loaded
from dashboard.store import load as load_extracts
from dashboard.store.known import today
from dashboard.store.loading import Extract
from dashboard.store.offence_choices import wording_key
from harm import days
from harm.offences import categories, indices
from harm.offences.nearest import Near, nearest_of

#: For so many unmapped offences, those with most rows, the nearest are looked for.
OFFERED: Final = 50
#: Figures of an index are whole tenths of a day, also where all of them are missing.
TENTHS: Final = {"tenths": days.TENTHS}


@service(READ_FILE, lambda _, file, *_args, **_kwargs: file.name)
def preview_file(caller: Caller, file: File, choices: Choices) -> Look:
    """How a file would be read: its columns, matched to ours.

    Raises:
        IntakeError: it cannot be read at all.
    """
    return look(file, choices, recall=caller.workspace.register.recall)


@service(READ_FILE, lambda _, file, *_args, **_kwargs: file.name)
def read_file(caller: Caller, file: File, choices: Choices | None = None) -> IntakeReport:
    """Read and check a file: nothing of it goes into the record yet.

    Rows about whoever or whatever was erased are refused.

    Raises:
        IntakeError: it cannot be read, or is no table that can be taken in.
        StoreError: nobody can tell what was erased, or whose record it is.
    """
    today = date.today()  # noqa: DTZ011 - a local day
    workspace = caller.workspace
    known = forces_known(workspace)
    recall = workspace.register.recall
    report = take(file, today=today, choices=choices, recall=recall, known=known)
    report = refuse_erased(caller.settings.data, report)
    try:
        if not workspace.has_data():
            return report
        store = workspace.store
        report = replace(report, chosen=frozenset(store.choices.wordings))
        if caller.limits is not None:  # what the record has would be said of people out of sight
            return report
        unnamed = caller.restrictions.people
        return compare_people(store, spell_as_recorded(store, report), unnamed=unnamed)
    except StoreError:  # what is wrong with the record is said by whoever adds the file to it
        return report


@service(READ_FILE, about("a mapping of columns"))
def remember_mapping(
    caller: Caller, headings: Sequence[str], mapping: dict[str, str | None]
) -> None:
    """Keep how the columns of files with these headings are matched, for the next such file."""
    caller.workspace.register.remember(caller.viewer, headings, mapping)


@service(CHANGE_RECORD, lambda _, accounts, *_more: ", ".join(a.file for a in accounts))
def add_files(
    caller: Caller, accounts: Sequence[IntakeReport], known_on: date | None = None
) -> LoadResult:
    """Add files that were read to the record: all of them, or none.

    Args:
        caller: who loads.
        accounts: the files, in order; a later one replaces what an earlier one says.
        known_on: the day on which this was known; None: today.

    Raises:
        IntakeError: one of them has not one sound row.
        StoreError: the record cannot be written, or nobody can have known this on that day.
    """
    accounts = [refuse_erased(caller.settings.data, account) for account in accounts]
    for account in accounts:
        account.check_taken()
        _check_known(account, known_on)
    names = [account.file for account in accounts]
    workspace = caller.workspace
    own = forces_known(workspace).own
    extracts = [
        replace(extract_of(account), known_on=known_on, own=own)
        for account in spell_alike(spell_forces_alike(accounts))
    ]
    with workspace.logbook.record_change(caller.viewer, "load", names):
        loaded = load_extracts(caller.settings.data, extracts, **workspace.kept)
    return load_result_of(accounts, loaded)


def _check_known(account: IntakeReport, known_on: date | None) -> None:
    """Refuse a day that is not yet, or on which the file cannot have been known."""
    if known_on is None:
        return
    if known_on > today():
        raise StoreError(
            f"{known_on} is not yet, and nothing can have been known then; give the day of the "
            f"extract, today or earlier."
        )
    newest = account.accepted["recorded_on"].max()
    if isinstance(newest, date) and newest > known_on:
        raise StoreError(
            f"{account.file} has crimes recorded up to {newest}, which nobody can have known on "
            f"{known_on}; give that date or a later one."
        )


def extract_of(account: IntakeReport) -> Extract:
    """What the store takes of a file."""
    return Extract(
        rows=account.accepted,
        file=account.file,
        sha256=account.sha256,
        read=account.read,
        rejected=account.rejected.height,
        duplicates=account.duplicates,
        counts=account.counts if account.counts.height else None,
        shape=account.shape,
        taken=account.taken,
        lines=account.lines,
        forces=account.forces,
        warnings=json.dumps([asdict(warning) for warning in account.warnings])
        if account.warnings
        else None,
    )


def load_result_of(accounts: Sequence[IntakeReport], loaded: Loaded) -> LoadResult:
    """What became of every row of some files."""
    reasons: Counter[str] = Counter()
    for account in accounts:
        reasons.update(account.reasons)
    return LoadResult(
        rows=sum(account.read for account in accounts),
        accepted=loaded.accepted,
        rejected=sum(account.rejected.height for account in accounts),
        duplicates=loaded.duplicates,
        superseded=loaded.superseded,
        unmapped=sum(int(unmapped_of(account)["rows"].sum()) for account in accounts),
        version=loaded.version,
        reasons=dict(reasons.most_common()),
        dropped=sorted({column for account in accounts for column in account.dropped}),
        changed=dict(loaded.changed),
        warnings=tuple(warning for account in accounts for warning in account.warnings),
        split=(
            sum(account.split for account in accounts),
            sum(account.split_into for account in accounts),
        ),
        files=tuple(accounts),
    )


def unmapped_of(account: IntakeReport) -> pl.DataFrame:
    """The offences of a file that the default index has no score for, by how many rows have them.

    Of counts and of crimes dated by their month it is the categories that have no one score.

    Returns:
        `offence_code`, `offence_title`, `rows`; most rows first.
    """
    offence = ["offence_code", "offence_title"]
    index = indices.get(USUAL.index)
    if account.counts.height:
        rows = account.counts.select(
            pl.lit(None, pl.String).alias("offence_code"), "row", offence_title="category"
        ).unique()
        known = rows["offence_title"].unique()
        scores = categories.score(index, known.to_list())
        scored = pl.DataFrame({"offence_title": known, "tenths": scores}, schema_overrides=TENTHS)
        counted = rows.group_by(offence).agg(rows=pl.len()).join(scored, on="offence_title")
    else:
        counted = account.accepted.group_by(offence).agg(rows=pl.len()).with_row_index("offence")
        counted = counted.with_columns(index.score(counted.select("offence", *offence))["tenths"])
    lacking = counted.filter(pl.col("tenths").is_null()).select(*offence, "rows")
    unknown = [
        wording_key(code, title) not in account.chosen
        for code, title in lacking.select(offence).iter_rows()
    ]
    return lacking.filter(pl.Series(unknown, dtype=pl.Boolean)).sort(
        "rows", *offence, descending=[True, False, False]
    )


def nearest_offences(unmapped: pl.DataFrame, *, most: int = OFFERED) -> list[list[Near]]:
    """For each of the first unmapped offences those of the default index that may be meant.

    They are offered and never taken: see `harm.offences.nearest`.

    Args:
        unmapped: as from `unmapped_of`.
        most: for how many of them.
    """
    return nearest_of(indices.get(USUAL.index), unmapped, most=most)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
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
        warnings: what may mislead in the files; a sound file has none.
        split: how many rows named several people, and how many allegations they became.
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
    warnings: tuple[FileWarning, ...]
    split: tuple[int, int]
    files: tuple[IntakeReport, ...] = field(repr=False)
