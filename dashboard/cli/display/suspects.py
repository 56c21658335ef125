"""What commands about suspects show."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
from rich.console import Console
from rich.table import Table

from dashboard.cli.display.output import answer, plain
from dashboard.services.suspects.answer import SuspectAnswer
from dashboard.services.suspects.associates import Associates
from dashboard.services.suspects.search import SearchResult
from dashboard.services.suspects.stability import Stability
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.settings import Settings
from dashboard.wording import allegations
from dashboard.wording.associates import in_context_words
from dashboard.wording.bounds import in_more_words
from dashboard.wording.explanation import in_explanation_words
from dashboard.wording.formats import NOTHING, phrase
from dashboard.wording.notices import LIMITS, provenance
from dashboard.wording.reasons import REASON_WORDS
from dashboard.wording.search import in_found_words, in_standing_words
from dashboard.wording.stability import (
    in_clock_words,
    in_fragility_words,
    in_nearby_words,
    window_of,
)
from dashboard.wording.suspect import data_gaps, summary_answers
from harm.assurance.grounds import PARTS
from harm.days import days_column, in_days, spoken
from harm.stability.ageing_out import Leaving
from harm.stability.what_if import Place


def show_found(settings: Settings, found: SearchResult, *, json: bool) -> None:
    """Whom a text may mean, and the position of each."""
    if json:
        answer(
            rows=[_found(row) for row in found.rows.iter_rows(named=True)],
            matched=found.matched,
        )
        return
    console = Console(markup=False, highlight=False)
    console.print(provenance(settings.marking, found.facts), soft_wrap=True)
    if found.matched:
        console.print(_table(found))
    console.print(plain(in_found_words(found)), soft_wrap=True)
    console.print(LIMITS, soft_wrap=True)


def _table(found: SearchResult) -> Table:
    rows = Table("Suspect", "Name", "Born", "Stands", "Days", "Fits", "Why")
    for column in (4, 5):
        rows.columns[column].justify = "right"
    for column in (0, 2, 3, 4, 5):
        rows.columns[column].no_wrap = True
    for row in found.rows.iter_rows(named=True):
        rows.add_row(
            plain(row["suspect_id"]),
            plain(row["name"] or "not recorded"),
            f"{row['born']:%d %b %Y}" if row["born"] else NOTHING,
            in_standing_words(row["position"], found.assessed),
            NOTHING if row["tenths"] is None else spoken(row["tenths"]),
            f"{row['score']} %",
            plain(row["why"]),
        )
    return rows


def _found(row: dict[str, Any]) -> dict[str, object]:
    return {
        "suspect_id": row["suspect_id"],
        "name": row["name"],
        "position": row["position"],
        "days": None if row["tenths"] is None else in_days(row["tenths"]),
        "score": row["score"],
    }


#: More rows than these are not read at a terminal: the largest are shown, the rest added up.
MOST_ROWS: Final = 500


def show_suspect(settings: Settings, found: SuspectAnswer, *, json: bool) -> None:
    """Why one suspect is where they are, how firmly, and who else is involved."""
    file, solidity, context = found.file, found.stability, found.associates
    if json:
        answer(**_keys(file, solidity, context))
        return
    explanation = file.explanation
    console = Console(markup=False, highlight=False)

    def say(words: str) -> None:
        console.print(plain(words), soft_wrap=True)

    say(provenance(settings.marking, file.facts))
    say(in_explanation_words(explanation))
    for label, result in summary_answers(file, solidity, context):
        say(f"{label}: {result}")
    console.print(_suspect_table(explanation.rows.head(MOST_ROWS)))
    if explanation.rows.height > MOST_ROWS:
        say(f"{in_more_words(explanation.rows.slice(MOST_ROWS))}; --json has every row.")
    for words in (in_fragility_words, in_clock_words, in_nearby_words):
        say(words(solidity))
    for line in in_context_words(context):
        say(line)
    say(f"Not known: {' '.join(data_gaps(file))}")
    say(LIMITS)


def _suspect_table(rows: pl.DataFrame) -> Table:
    table = Table("Crime", "Offence", "Days", "Counts", "How far", "Recorded", "Victim")
    table.columns[2].justify = "right"
    for whole in ("Crime", "Days", "Recorded", "Victim"):
        next(column for column in table.columns if column.header == whole).no_wrap = True
    for row in rows.with_columns(_offence()).iter_rows(named=True):
        table.add_row(
            plain(row["crime_ref"]),
            plain(row["offence_title"]),
            spoken(row["tenths"]),
            "yes" if row["counts"] else f"no: {REASON_WORDS[row['reason']]}",
            phrase(row["allegation_status"]),
            f"{row['recorded_on']:%d %b %y}",
            row["victim_code"] or "–",
        )
    return table


def _keys(file: SuspectFile, solidity: Stability, context: Associates) -> dict[str, object]:
    explanation = file.explanation
    first, last = window_of(solidity.rules, solidity.as_of)
    return {
        "suspect_id": explanation.suspect_id,
        "position": explanation.standing.position,
        "assessed": explanation.standing.assessed,
        "listed": solidity.clock.now.listed,
        "as_of": solidity.as_of.isoformat(),
        "version": file.facts.version,
        "window": [first.isoformat(), last.isoformat()],
        "days": in_days(explanation.tenths),
        "allegations": _alleged(explanation.rows).to_dicts(),
        "sentence": in_explanation_words(explanation),
        "answers": dict(summary_answers(file, solidity, context)),
        "without_largest": _place(solidity.without_largest),
        "fragility": {
            "changes": solidity.fragility.changes,
            "crimes": list(solidity.fragility.crimes),
            "singles": [
                {"crime_ref": single.crime_ref, "days": in_days(single.tenths)}
                for single in solidity.fragility.singles
            ],
        },
        "rests_on": _grounds(solidity),
        "clock": [_left(one) for one in solidity.clock.leaving],
        "before": _place(solidity.clock.before),
        "after": _place(solidity.clock.after),
        "linked": [_linked(row) for row in context.people.iter_rows(named=True)],
        "linked_more": context.links.more,
        "counter_allegations": [
            row | {"recorded_on": row["recorded_on"].isoformat()}
            for row in context.links.counter.iter_rows(named=True)
        ],
        "history": [_past(row) for row in context.history.iter_rows(named=True)],
        "not_known": list(data_gaps(file)),
        **({"references": list(file.references)} if file.references else {}),
    }


def _grounds(solidity: Stability) -> dict[str, object]:
    """The parts of the score by each way of dividing it, and the place without the doubtful."""
    grounds = solidity.grounds
    found: dict[str, object] = {
        kind: {
            part: in_days(tenths)
            for part, tenths in grounds.divided.filter(pl.col("kind") == kind)
            .select("part", "tenths")
            .iter_rows()
        }
        for kind in PARTS
    }
    places = {ground: _place(there) for ground, there in grounds.without.items()}
    return found | {"without": places}


def _linked(row: dict[str, Any]) -> dict[str, object]:
    names = ("suspect_id", "step", "position", "listed", "together", "victims", "through")
    return {name: row[name] for name in names}


def _past(row: dict[str, Any]) -> dict[str, object]:
    tenths = row["tenths"]
    return {
        "list": row["list"],
        "as_of": row["as_of"].isoformat(),
        "position": row["position"],
        "days": None if tenths is None else in_days(tenths),
        "listed": row["listed"],
        **({"suspect_id": row["suspect_id"]} if "suspect_id" in row else {}),
        "changed": row["changed"],
    }


def _left(one: Leaving) -> dict[str, object]:
    return {
        "crime_ref": one.crime_ref,
        "leaves_on": one.leaves_on.isoformat(),
        "position": one.place.position,
        "days": in_days(one.place.tenths),
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "position": place.position,
        "days": in_days(place.tenths),
        "listed": place.listed,
    }


def _alleged(rows: pl.DataFrame) -> pl.DataFrame:
    """What scripts are given of every allegation; made by column, since there may be many."""
    return rows.select(
        "crime_ref",
        _offence(),
        days_column("tenths").alias("days"),
        allegations.shares(rows["tenths"]),
        "counts",
        "reason",
        "derived",
        "ambiguous",
        "index_title",
        days_column("index_tenths").alias("index_days"),
        "starting_point",
        pl.col("guideline").replace("", None),
        "allegation_status",
        "source",
        pl.col("recorded_on", "committed_on").dt.to_string("%Y-%m-%d"),
        "delay_days",
        pl.col("victim_code").alias("victim"),
        "borough",
    )


def _offence() -> pl.Expr:
    """The offence as recorded, else as the index has it, else its code."""
    recorded = (pl.col(name).replace("", None) for name in ("offence_title", "index_title"))
    return pl.coalesce(*recorded, "offence_code").alias("offence_title")
