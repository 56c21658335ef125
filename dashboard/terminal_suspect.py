"""One suspect at the command line: the same figures as the page."""

from __future__ import annotations

from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

from dashboard.answers import Solidity, SuspectFile
from dashboard.context import Context, in_context_words
from dashboard.minute import in_a_minute
from dashboard.settings import Settings
from dashboard.solid import in_clock_words, in_fragility_words, in_nearby_words, window_of
from dashboard.terminal import answer, plain
from dashboard.unknowns import not_known
from dashboard.wording import LIMITS, phrase, provenance
from harm.clock import Leaving
from harm.days import in_days, spoken
from harm.eligibility import REASONS
from harm.explanation import share
from harm.whatif import Place


def show_suspect(
    settings: Settings, file: SuspectFile, solidity: Solidity, context: Context, *, json: bool
) -> None:
    """Why one suspect stands where they stand, how solid that is, and who else is involved."""
    if json:
        answer(**_keys(file, solidity, context))
        return
    explanation = file.explanation
    console = Console(markup=False, highlight=False)

    def say(words: str) -> None:
        console.print(plain(words), soft_wrap=True)

    say(provenance(settings.marking, file.facts))
    say(explanation.sentence)
    for label, told in in_a_minute(file, solidity, context):
        say(f"{label}: {told}")
    console.print(_table(explanation.rows))
    for words in (in_fragility_words, in_clock_words, in_nearby_words):
        say(words(solidity))
    for told in in_context_words(context):
        say(told)
    say(f"Not known: {' '.join(not_known(file))}")
    say(LIMITS)


def _table(rows: pl.DataFrame) -> Table:
    table = Table("Crime", "Offence", "Days", "Counts", "How far", "Recorded", "Victim")
    table.columns[2].justify = "right"
    for whole in ("Crime", "Days", "Recorded", "Victim"):
        next(column for column in table.columns if column.header == whole).no_wrap = True
    for row in rows.iter_rows(named=True):
        table.add_row(
            plain(row["crime_ref"]),
            plain(_offence(row)),
            spoken(row["tenths"]),
            "yes" if row["counts"] else f"no: {REASONS[row['reason']]}",
            phrase(row["allegation_status"]),
            f"{row['recorded_on']:%d %b %y}",
            row["victim_code"] or "–",
        )
    return table


def _keys(file: SuspectFile, solidity: Solidity, context: Context) -> dict[str, object]:
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
        "allegations": [
            _alleged(row, explanation.tenths) for row in explanation.rows.iter_rows(named=True)
        ],
        "sentence": explanation.sentence,
        "answers": dict(in_a_minute(file, solidity, context)),
        "without_largest": _place(solidity.without_largest),
        "fragility": {
            "changes": solidity.fragility.changes,
            "crimes": list(solidity.fragility.crimes),
        },
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
        "not_known": list(not_known(file)),
    }


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


def _alleged(row: dict[str, Any], score: int) -> dict[str, object]:
    index_tenths, committed_on = row["index_tenths"], row["committed_on"]
    return {
        "crime_ref": row["crime_ref"],
        "offence_title": _offence(row),
        "days": in_days(row["tenths"]),
        "share": share(row["tenths"], score),
        "counts": row["counts"],
        "reason": row["reason"],
        "derived": row["derived"],
        "ambiguous": row["ambiguous"],
        "index_title": row["index_title"],
        "index_days": None if index_tenths is None else in_days(index_tenths),
        "starting_point": row["starting_point"],
        "guideline": row["guideline"] or None,
        "allegation_status": row["allegation_status"],
        "source": row["source"],
        "recorded_on": row["recorded_on"].isoformat(),
        "committed_on": None if committed_on is None else committed_on.isoformat(),
        "delay_days": row["delay_days"],
        "victim": row["victim_code"],
        "borough": row["borough"],
    }


def _offence(row: dict[str, Any]) -> str:
    return str(row["offence_title"] or row["index_title"] or row["offence_code"])
