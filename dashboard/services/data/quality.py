"""What is doubtful or missing in the data behind a list."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_QUALITY, SEE_SETTINGS
from dashboard.services.data.offence_choices import chosen_offences
from dashboard.services.gate import about, service
from dashboard.services.grounds import Grounds, listed_grounds
from dashboard.services.question import Caller, Question
from dashboard.services.ranking import in_window
from dashboard.services.removal.mentions import Mentions
from dashboard.store import Store, disk, files
from dashboard.store.facts import Facts
from harm.assurance.data_quality import ALSO, defects, unscored
from harm.assurance.standing import Standing, standing
from harm.offences import indices
from harm.offences.nearest import Near, nearest_of
from harm.scoring.ranking import Ranking

#: For so many offences without a score, those with most rows, the nearest are looked for.
OFFERED: Final = 50
#: A warning of a file that was loaded: what it is about, how many rows it touches, and in words.
WARNINGS: Final = pl.Schema(
    {
        "version": pl.Int32,
        "file": pl.String,
        "code": pl.String,
        "column": pl.String,
        "rows": pl.Int64,
        "text": pl.String,
    }
)


@dataclass(frozen=True)
class DataQuality:
    """What a reader should know of the data before relying on a list.

    Attributes:
        ranking: the list in question.
        facts: of the data behind it.
        defects: as `data_quality.defects`.
        standing: how many places rest on little.
        divided: the days of all the listed by each way of dividing them, as `grounds.DIVIDED`
            without the suspect.
        unscored: as `data_quality.unscored`.
        months: rows recorded in each month, as `Counts.by_month`.
        versions: every load, as `Store.versions`.
        counted: counts of crimes, as `Counts.by_category`.
        warnings: of the loads in force, latest first, as `WARNINGS`; none for a viewer who may not
            see everybody, since they name people.
        chosen: offences that somebody chose a score for, as `offence_choices.chosen_offences`.
        nearest: for each of the first of `unscored` those of the index that may be meant.
    """

    ranking: Ranking
    facts: Facts
    defects: pl.DataFrame
    standing: Standing
    divided: pl.DataFrame
    unscored: pl.DataFrame
    months: pl.DataFrame
    versions: pl.DataFrame
    counted: pl.DataFrame
    warnings: pl.DataFrame
    chosen: pl.DataFrame
    nearest: list[list[Near]]


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


@service(SEE_SETTINGS, about("the data folder"))
def disk_use(caller: Caller) -> DiskUse:
    """The room that the data folder takes."""
    folder = caller.settings.data
    there = len(files.offence_files(folder))
    return DiskUse(there, disk.disk_use(folder), caller.settings.keep_files)


@service(SEE_QUALITY, lambda question: question.ranking.name)
def data_quality(question: Question) -> DataQuality:
    """What is doubtful or missing in the data behind a list."""
    store, ranking = question.store, question.ranking
    found = question.remember(
        ("quality", question.dated), lambda: _quality(store, ranking, listed_grounds(question))
    )
    if question.limits is None:
        return _unnamed(question, found)
    # A warning has examples, with references, names and dates of birth.
    versions = found.versions.with_columns(pl.lit(None, pl.String).alias("warnings"))
    return replace(found, warnings=found.warnings.clear(), versions=versions)


def _unnamed(question: Question, found: DataQuality) -> DataQuality:
    """The same without the references, names and births of people who are restricted."""
    theirs = question.restrictions.people
    if not theirs:
        return found
    named = question.store.suspects.named().filter(pl.col("suspect_id").is_in(sorted(theirs)))
    births = named["suspect_born"].drop_nulls().to_list()
    mentions = Mentions(theirs, named["suspect_name"].drop_nulls().to_list(), births)

    def without(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.with_columns(
            pl.Series(text.name, [value and mentions.redacted(value) for value in text], pl.String)
            for text in frame.select(pl.col(pl.String)).get_columns()
        )

    return replace(found, warnings=without(found.warnings), versions=without(found.versions))


def _quality(store: Store, ranking: Ranking, grounds: Grounds) -> DataQuality:
    allegations = in_window(store, ranking.rules, ranking.as_of, also=ALSO)
    index = indices.get(ranking.index)
    listed = ranking.listed["suspect"].to_list()
    lacking = unscored(allegations, rules=ranking.rules, index=index, as_of=ranking.as_of)
    return DataQuality(
        ranking=ranking,
        facts=store.facts,
        defects=defects(allegations, listed, rules=ranking.rules, index=index, as_of=ranking.as_of),
        standing=standing(grounds.weak),
        divided=_whole(grounds.divided),
        unscored=lacking,
        months=store.counts.by_month(),
        versions=store.versions(),
        counted=store.counts.by_category(),
        warnings=_warnings(store.versions()),
        chosen=chosen_offences(store.choices.table, index),
        nearest=nearest_of(index, lacking, most=OFFERED),
    )


def _whole(divided: pl.DataFrame) -> pl.DataFrame:
    """The parts of everybody's days together."""
    sums = pl.col("allegations", "tenths").sum()
    return divided.group_by("kind", "part").agg(sums).sort("kind", "part")


def _warnings(versions: pl.DataFrame) -> pl.DataFrame:
    """The warnings of the loads that no withdrawal took back."""
    rows = [
        {"version": version, "file": file, **warning}
        for version, file, kept in versions.filter(
            pl.col("warnings").is_not_null(), pl.col("withdrawn_by").is_null()
        )
        .sort("version", descending=True)
        .select("version", "file", "warnings")
        .iter_rows()
        for warning in json.loads(kept)
    ]
    return pl.DataFrame(rows, schema=WARNINGS)
