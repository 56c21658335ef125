"""What adding a file would change, worked out on a copy, and gone with the answer."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

import polars as pl

from dashboard.access.actions import TRY_CHANGE
from dashboard.errors import NobodyNamedError
from dashboard.geography import borough_names
from dashboard.intake import IntakeReport
from dashboard.services.data.loading import LoadResult, extract_of, load_result_of
from dashboard.services.gate import service
from dashboard.services.question import Caller, Question
from dashboard.services.ranking import areas_of, rank_at
from dashboard.services.ranking_spec import RankingSpec
from dashboard.store import Store, Withdrawn
from dashboard.store.withdrawal import withdrawing
from harm.days import days_column
from harm.movement.movement import compare
from harm.scoring.ranking import Ranking


def _sound_file(caller: Caller, account: IntakeReport, spec: RankingSpec) -> str:
    """The name of a file that can be tried; without one sound row nothing is, nor logged."""
    del caller, spec
    account.check_taken()
    return account.file


@service(TRY_CHANGE, _sound_file)
def try_load(caller: Caller, account: IntakeReport, spec: RankingSpec) -> DryRun:
    """Score a file together with the record, without adding it; the log has a line of it.

    A reader who looks at the record's newest date looks at the newest date with the file too;
    one who looks at an earlier date keeps it.

    Raises:
        IntakeError: the file has not one sound row.
        StoreError: the record cannot be read, or is too large for the memory given.
    """
    settings, workspace = caller.settings, caller.workspace
    after, loaded = Store.rehearsed(settings.data, [extract_of(account)], memory=settings.memory)
    before = workspace.linked(workspace.store) if workspace.has_data() else None
    after = after.linked(workspace.links())
    newest = before.facts.newest if before else after.facts.newest
    moves_on = spec.as_of in {None, newest}
    then = replace(spec, as_of=after.facts.newest if moves_on else spec.as_of)
    now = replace(spec, as_of=spec.as_of or newest)
    with after.reading():
        old = _ranked(before, now) if before else None
        same = _ranked(before, then) if before else None
        new = _ranked(after, then)
        movement = _shown(caller, compare(old, new))
        return DryRun(
            receipt=load_result_of([account], loaded),
            before=old,
            after=new,
            movement=movement,
            by_date=_shown(caller, compare(old, same)),
            people=_shown(caller, _people(account, movement, after)),
            boroughs=_boroughs(before, after, then),
        )


@service(TRY_CHANGE, lambda _, version, *_args, **_kwargs: f"withdrawal of version {version}")
def try_withdrawal(question: Question, version: int, reason: str) -> WithdrawalDryRun:
    """What the list would become if a version were withdrawn; the log has a line of it.

    Args:
        question: on the list; where it has no date, the newest of either record is taken.
        version: the load, or the withdrawal.
        reason: why, as it would be kept.

    Raises:
        StoreError: it cannot be withdrawn, or the record is too large for the memory given.
    """
    settings, workspace, spec = question.settings, question.workspace, question.spec
    before = workspace.linked(workspace.store)
    change = withdrawing(version, reason)
    changed, withdrawn = Store.changed(settings.data, change, memory=settings.memory)
    after = changed.linked(workspace.links())
    moves_on = spec.as_of in {None, before.facts.newest}
    then = replace(spec, as_of=after.facts.newest if moves_on else spec.as_of, version=None)
    now = replace(spec, as_of=spec.as_of or before.facts.newest, version=None)
    with after.reading():
        old, new = _ranked(before, now), _ranked(after, then)
        return WithdrawalDryRun(withdrawn, old, new, _shown(question, compare(old, new)))


def _shown(caller: Caller, people: pl.DataFrame) -> pl.DataFrame:
    """The rows of people who are not restricted."""
    restricted = sorted(caller.restrictions.people)
    return people.filter(~pl.col("suspect_id").is_in(restricted)) if restricted else people


def _ranked(store: Store, spec: RankingSpec) -> Ranking | None:
    with suppress(NobodyNamedError):
        return rank_at(store, spec)
    return None


def _people(account: IntakeReport, movement: pl.DataFrame, after: Store) -> pl.DataFrame:
    """Whoever the file names, by where they would stand."""
    called = after.persons.called
    named = (
        account.accepted.filter(pl.col("suspect_id").is_not_null())
        .with_columns(pl.col("suspect_id").replace(called))
        .group_by("suspect_id")
        .agg(name=pl.col("suspect_name").drop_nulls().last(), rows=pl.len())
    )
    return named.join(movement, on="suspect_id", how="left").sort(
        "position_after", "suspect_id", nulls_last=True
    )


def _boroughs(before: Store | None, after: Store, spec: RankingSpec) -> pl.DataFrame:
    """Alleged harm by borough without and with the file, on one date, where the two differ."""
    new = _sums(after, spec, "after")
    old = new.head(0).rename({name: name.replace("after", "before") for name in new.columns})
    if before is not None:
        old = _sums(before, spec, "before")
    both = old.join(new, on="code", how="full", coalesce=True, nulls_equal=True).with_columns(
        pl.exclude("code").fill_null(0)
    )
    differs = (pl.col("days_before") != pl.col("days_after")) | (
        pl.col("allegations_before") != pl.col("allegations_after")
    )
    change = (pl.col("days_after") - pl.col("days_before")).round(1)
    return (
        both.filter(differs)
        .with_columns(
            name=pl.col("code").replace(borough_names()).fill_null("Unknown place"),
            change=change,
        )
        .sort(pl.col("change").abs(), "name", descending=[True, False])
    )


def _sums(store: Store, spec: RankingSpec, when: str) -> pl.DataFrame:
    return areas_of(store, spec, "borough").select(
        code="area",
        **{f"days_{when}": days_column(), f"allegations_{when}": pl.col("allegations")},
    )


@dataclass(frozen=True)
class DryRun:
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

    receipt: LoadResult
    before: Ranking | None
    after: Ranking | None
    movement: pl.DataFrame
    by_date: pl.DataFrame
    people: pl.DataFrame
    boroughs: pl.DataFrame


@dataclass(frozen=True)
class WithdrawalDryRun:
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
