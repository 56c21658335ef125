"""The options that commands of cases share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import read_date, readable
from dashboard.errors import HarmdeskError

if TYPE_CHECKING:
    from collections.abc import Sequence

Ref = Annotated[
    str, typer.Argument(metavar="REF", help="The suspect's reference, or the id of the case.")
]
Refs = Annotated[
    list[str],
    typer.Argument(metavar="REF", help="The suspect's reference, or the id of the case; one."),
]
Reason = Annotated[
    str, typer.Option(metavar="TEXT", help="Why, in 8 letters or more; names no victim; needed.")
]
Owner = Annotated[str, typer.Option(metavar="NAME", help="Who owns it.")]
Meeting = Annotated[str, typer.Option(metavar="DATE", help="The day of the meeting.")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day.")]
Text = Annotated[str, typer.Option(metavar="TEXT", help="What else to say; names no victim.")]
Now = Annotated[
    str | None,
    typer.Option("--now", metavar="DATE", help="What is due is as of the end of that day (now)."),
]


def moment_of(text: str | None) -> datetime | None:
    """The end of a day in London; None: this moment.

    Raises:
        HarmdeskError: it is no date.
    """
    if text is None:
        return None
    from zoneinfo import ZoneInfo

    day = read_date(text)
    local = datetime(day.year, day.month, day.day, 23, 59, tzinfo=ZoneInfo("Europe/London"))
    return local.astimezone(UTC)


def read_refs(refs: Sequence[str]) -> list[str]:
    """References as text."""
    return [readable(ref) for ref in refs]


def read_details(texts: Sequence[str]) -> dict[str, str]:
    """Details of an event, each as NAME=VALUE.

    Raises:
        HarmdeskError: one has no name.
    """
    found = {}
    for text in map(readable, texts):
        name, equals, value = text.partition("=")
        if not (name.strip() and equals):
            raise HarmdeskError(
                f"{text[:60]!r} is no detail; write its name, =, and its value, such as order=DVPO."
            )
        found[name.strip()] = value.strip()
    return found


def given(**options: str | int | None) -> dict[str, str]:
    """The options that were given, as details of an event."""
    return {
        name: readable(str(value)) for name, value in options.items() if value not in {None, ""}
    }
