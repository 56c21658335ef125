"""What came after past lists: for the listed and for the next as many, as levels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_REFERENCES
from dashboard.register import FrozenList
from dashboard.services.gate import service
from dashboard.services.listing.turnover import alike_lists
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from harm.scoring.ranking_csv import read
from harm.stability.settling.units import carried_of

#: How many days after a list are looked at.
HORIZONS: Final = (180, 365)
#: Whoever is known to be elsewhere than at large, or dead.
NOT_AT_LARGE: Final = ("custody", "prison", "deceased")

AFTER: Final = pl.Schema(
    {
        "group": pl.String(),
        "days": pl.Int64(),
        "lists": pl.Int64(),
        "people": pl.Int64(),
        "named": pl.Int64(),
        "tenths": pl.Int64(),
        "person_days": pl.Int64(),
    }
)


@service(SEE_REFERENCES, lambda question: f"{question.ranking.name}, what came after past lists")
def afterwards(question: Question) -> pl.DataFrame:
    """How much the people of past lists were named in the days after, and the next as many.

    Levels alone: how many were named again and how many days each carries are what they are,
    whatever they were before. A difference between the groups shows no effect of listing: they
    were different people to begin with. The record has no dates of custody, so that somebody is
    counted as at large by their latest row up to the list; lists overlap, and the same person
    counts in several. What is reported late in those days is missing.

    Returns:
        A row for each `group` (`listed`, `next`) and number of `days` after, as `AFTER`: over how
        many `lists` with as many days after them; how many `people` were at large; how many of
        these were `named` in an allegation that counts and was recorded in those days; its
        `tenths` of a day; and their `person_days`. None where no list is old enough.
    """
    frozen = alike_lists(question)
    return question.remember(
        ("afterwards", *(each.name for each in frozen)), lambda: _afterwards(question, frozen)
    )


def _afterwards(question: Question, frozen: list[FrozenList]) -> pl.DataFrame:
    parts = [pl.DataFrame(schema=AFTER)]
    newest = question.store.facts.newest
    for each in frozen:
        ends = {days: each.as_of + timedelta(days=days) for days in HORIZONS}
        within = {days: end for days, end in ends.items() if end <= newest}
        whole = question.workspace.register.frozen(each.name) if within else None
        if whole is not None:
            people = _people(question, whole)
            parts += [_after(question, people, each.as_of, days) for days in within]
    sums = [pl.col(name).sum() for name in AFTER.names()[2:]]
    return pl.concat(parts).group_by("group", "days").agg(sums).sort("days", "group").select(*AFTER)


def _people(question: Question, frozen: FrozenList) -> pl.DataFrame:
    """The listed and the next as many, at large as far as their latest row says."""
    lines = read(frozen.content, 2 * frozen.listed).filter(
        pl.col("position").is_not_null() & pl.col("suspect_id").is_not_null()
    )
    on = pl.col("position") <= frozen.listed
    group = pl.when(on).then(pl.lit("listed")).otherwise(pl.lit("next")).alias("group")
    people = lines.select("suspect_id", group).join(
        question.store.suspects.everyone().select("suspect", "suspect_id"), on="suspect_id"
    )
    rows = in_window(question.store, question.spec.rules, frozen.as_of).rows
    latest = (
        rows.filter(pl.col("suspect").is_in(people["suspect"].implode()))
        .group_by("suspect")
        .agg(pl.col("suspect_situation").sort_by("recorded_on", "crime").last())
        .collect()
    )
    known = people.join(latest, on="suspect", how="left")
    away = pl.col("suspect_situation").cast(pl.String).is_in(NOT_AT_LARGE)
    return known.filter(~away.fill_null(value=False))


def _after(question: Question, people: pl.DataFrame, as_of: date, days: int) -> pl.DataFrame:
    """What the people of one list were named in within some days, as `AFTER`."""
    rules = replace(question.spec.rules, window_days=days, minimum_allegations=1)
    until = as_of + timedelta(days=days)
    carried = carried_of(
        in_window(question.store, rules, until), rules=rules, index=question.index, as_of=until
    )
    sums = carried.group_by("suspect").agg(pl.col("tenths").sum())
    return (
        people.join(sums, on="suspect", how="left")
        .group_by("group")
        .agg(people=pl.len(), named=pl.col("tenths").is_not_null().sum(), tenths=pl.sum("tenths"))
        .with_columns(
            days=pl.lit(days),
            lists=pl.lit(1),
            person_days=pl.col("people").cast(pl.Int64) * days,
        )
        .select(pl.col(name).cast(kind) for name, kind in AFTER.items())
    )
