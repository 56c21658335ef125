"""What commands of cases share: their options, and how most of them ask and answer."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.cli.force_options import OfForce, person_meant
from dashboard.cli.option_groups import declare, parameters_of
from dashboard.cli.options import Data, Json, question_at, read_date, readable
from dashboard.errors import HarmdeskError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.services.cases.case_file import CaseFile

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


def shows_case(command: Callable[..., CaseFile]) -> Callable[..., None]:
    """A command that asks one thing of a case, and shows the case as it is then.

    It gets `--data` in place of its parameter `question`, `--force` and `--json`. The texts that
    it is given are readable, and references are as the record has them.
    """
    parameters = parameters_of(command)
    data = inspect.Parameter(
        "data", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=Data
    )
    force = inspect.Parameter(
        "force", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=OfForce
    )
    json = inspect.Parameter("json", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Json)

    @wraps(command)
    def run(
        data: Path | None,
        *,
        force: str | None,
        json: bool,
        **given: Any,  # noqa: ANN401 - as each option says
    ) -> None:
        from dashboard.cli.display import cases as display

        question = question_at(data)
        texts = {name: as_readable(value) for name, value in given.items()}
        if "ref" in texts:
            texts["ref"] = person_meant(question, given["ref"], force)
        if "refs" in texts:
            texts["refs"] = [person_meant(question, ref, force) for ref in given["refs"]]
        display.show_case(command(question=question, **texts), json=json)

    declare(run, [*((parameters | {"question": data}).values()), force, json])
    return run


def as_readable(value: object) -> object:
    """An option's value; a text, or each of several, as `readable` makes it."""
    if isinstance(value, str):
        return readable(value)
    return [as_readable(one) for one in value] if isinstance(value, list) else value


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
