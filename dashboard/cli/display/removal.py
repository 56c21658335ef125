"""What commands about removal show."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

import polars as pl
from rich.console import Console
from rich.table import Table

from dashboard.cli.display.output import answer, plain
from dashboard.services.corrections import Correction
from dashboard.services.data.removal import Erasure
from dashboard.services.removal.receivers import Received
from dashboard.services.suspects.subject_access import SubjectAccess
from dashboard.wording.corrections import (
    CORRECTION_HEADINGS,
    correction_rows,
    in_corrections_words,
)
from dashboard.wording.removal import in_erasure_words, in_restriction_words
from dashboard.wording.subject_access import (
    RECEIVED_HEADINGS,
    access_parts,
    in_access_words,
    received_rows,
)
from harm.days import days_column


def show_erasure(done: Erasure, notices: Sequence[str], *, json: bool) -> None:
    """What was erased, what is out of reach, and the notices that were written."""
    if json:
        answer(
            kind=done.kind,
            line=done.line,
            allegations=done.allegations,
            files=done.files,
            subjects=done.subjects,
            lists=list(done.lists),
            left=list(done.left),
            outstanding=_received(done.outstanding),
            notices=list(notices),
        )
        return
    sys.stdout.write(f"{plain(in_erasure_words(done))}\n")
    if done.outstanding:
        _show(RECEIVED_HEADINGS, received_rows(done.outstanding))
    if notices:
        sys.stdout.write(f"Written: {plain(', '.join(notices))}.\n")


def show_corrections(found: tuple[Correction, ...], notices: Sequence[str], *, json: bool) -> None:
    """Whose record was wrong, who has files, and the notices that were written."""
    if json:
        people = [
            {**asdict(own), "crimes": dict(own.crimes), "received": _received(own.received)}
            for own in found
        ]
        answer(people=people, notices=list(notices))
        return
    if not found:
        sys.stdout.write("Nobody on a frozen list stood there on a record that was wrong.\n")
        return
    sys.stdout.write(f"{plain(in_corrections_words(found))}\n")
    _show(CORRECTION_HEADINGS, correction_rows(found))
    if notices:
        sys.stdout.write(f"Written: {plain(', '.join(notices))}.\n")


def show_access(found: SubjectAccess, *, json: bool) -> None:
    """What is kept of a person."""
    if json:
        times = pl.col(pl.Datetime).dt.to_string("iso:strict") + "Z"
        dates = pl.col(pl.Date).dt.to_string("iso")
        removed = found.removed
        frames = {
            name: frame.with_columns(times, dates).to_dicts()
            for name, frame in (
                ("allegations", found.allegations),
                ("lists", found.lists.with_columns(days_column().alias("days")).drop("tenths")),
                ("looks", found.looks),
            )
        }
        answer(
            suspect_id=found.suspect_id,
            version=found.version,
            names=list(found.names),
            births=list(found.births),
            restricted=found.restricted,
            removed=None
            if removed is None
            else {"line": removed.line, "at": _at(removed.at), "grounds": removed.grounds},
            **frames,
            cases=[
                {
                    "case": case,
                    "number": event.number,
                    "at": _at(event.at),
                    "who": event.who,
                    "kind": event.kind,
                    "details": dict(event.details),
                }
                for case, events in found.cases.items()
                for event in events
            ],
            received=_received(found.received),
            **({"references": list(found.references)} if found.references else {}),
        )
        return
    for words in in_access_words(found):
        sys.stdout.write(f"{plain(words)}\n")
    for title, sentence, headings, rows in access_parts(found):
        sys.stdout.write(f"\n{title}. {sentence}\n")
        _show(headings, rows)


def _show(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(*headings)
    for row in rows:
        table.add_row(*map(plain, row))
    Console(markup=False, highlight=False).print(table)


def _received(received: Sequence[Received]) -> list[dict[str, object]]:
    return [{**asdict(own), "at": _at(own.at)} for own in received]


def _at(time: datetime) -> str:
    return f"{time.isoformat()}Z"


def show_restriction(suspect_id: str, *, line: int, lifted: bool, json: bool) -> None:
    """Who is restricted now, or no longer."""
    if json:
        answer(suspect_id=suspect_id, restricted=not lifted, line=line)
        return
    words = in_restriction_words(suspect_id, line=line, lifted=lifted)
    sys.stdout.write(f"{plain(words)}\n")
