"""What commands about what is kept show."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dashboard.cli.display.output import answer, plain
from dashboard.services.data.backup import Contents, Made
from dashboard.services.data.restore import Restored
from dashboard.services.data.retention import Review, this_day
from dashboard.wording.formats import counted, megabytes
from dashboard.wording.retention import KINDS, STATES, UPLOADS, in_due_words


def show_backup(made: Made, file: Path, *, json: bool) -> None:
    """What is in a backup."""
    contents, size = made.contents, sum(part.size for part in made.parts)
    if json:
        answer(
            file=str(file),
            **_contents(contents),
            files=[part.name for part in made.parts],
            bytes=size,
            sealed=made.is_sealed,
        )
        return
    sealed = (
        "It is sealed: without the key nobody can read it, also not you."
        if made.is_sealed
        else "It is not sealed, and has every name: keep it as you keep the data folder."
    )
    lines = [
        f"{file} has {_amounts(contents)}, {megabytes(size)}; it was read again and is whole.",
        sealed,
        *([] if contents.is_sound else [UNSOUND]),
    ]
    sys.stdout.write("\n".join(map(plain, lines)) + "\n")


UNSOUND = (
    "The log was not as it was written when this was made, and is so in the backup; "
    "`harmdesk log verify` says what is wrong."
)


def show_restored(restored: Restored, folder: Path, *, json: bool) -> None:
    """What was restored, and what is lost."""
    contents, lost = restored.contents, restored.lost
    if json:
        answer(
            **_contents(contents),
            replaced=restored.replaced,
            erasures=restored.erasures,
            lost=None if lost is None else {"line": lost[0], "until": lost[1]},
        )
        return
    lines = [
        f"{folder} is as it was on {contents.made_at}: it has {_amounts(contents)}.",
        *([] if lost is None else [_lost_words(*lost)]),
        f"Erasures applied again: {restored.erasures:,}."
        if restored.erasures
        else "No erasure is known; if somebody was erased since, restore again with --erasures.",
        *([] if contents.is_sound else [UNSOUND]),
    ]
    sys.stdout.write("\n".join(map(plain, lines)) + "\n")


def _amounts(contents: Contents) -> str:
    lines, lists = counted(contents.lines, "line"), counted(contents.lists, "frozen list")
    return f"the data at version {contents.version:,}, {lines} of the log and {lists}"


def _lost_words(first: int, last: int) -> str:
    lines = f"Line {first:,}" if first == last else f"Lines {first:,} to {last:,}"
    return (
        f"Lost, since written after the backup was made: {lines.lower()} of the log. A line of its "
        f"own says so, and `harmdesk log verify` will name it."
    )


def _contents(contents: Contents) -> dict[str, object]:
    return {
        "version": contents.version,
        "lines": contents.lines,
        "hash": contents.hash,
        "lists": contents.lists,
        "sound": contents.is_sound,
        "made_at": contents.made_at,
        "program": contents.program,
    }


def show_reviews(items: Sequence[Review], *, locks: bool, json: bool) -> None:
    """Every load and frozen list with its review date, the next due first."""
    today = this_day()
    if json:
        answer(
            items=[
                {
                    "kind": item.kind,
                    "name": item.name,
                    "what": item.what,
                    "since": item.since.isoformat(),
                    "review_on": item.review_on.isoformat(),
                    "decided": item.is_decided,
                    "state": item.state(today),
                    "locked": locks and item.state(today) == "overdue",
                }
                for item in items
            ]
        )
        return
    rows = Table("Kind", "Name", "File, or date of the list", "Since", "Review by", "State")
    for item in items:
        rows.add_row(
            KINDS[item.kind],
            item.name,
            plain(item.what),
            f"{item.since}",
            f"{item.review_on}{' (decided)' if item.is_decided else ''}",
            STATES[item.state(today)],
        )
    Console(markup=False, highlight=False).print(rows)
    words = in_due_words(items, today, locks=locks) or "Nothing is due."
    sys.stdout.write(f"{plain(words)}\n{UPLOADS}\n")
