"""The further rules of a list as options of a command, and a file that has any of the rules.

A rule that is not given is the public one, as `Rules` has it. The help names it here, since to ask
`Rules` would load Polars; a test holds the two together.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperCommand

from dashboard.cli.force_words import OVERWRITE, with_force_alone
from dashboard.errors import HarmdeskError
from harm.errors import RulesError

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

#: The heading of these options in the help.
PART: Final = "More rules"
#: The most bytes that a file of rules has.
MOST_BYTES: Final = 100_000
#: The most letters of a name in a file that an error quotes.
QUOTED: Final = 40


def _rule(metavar: str, text: str, *names: str) -> Any:  # noqa: ANN401 - Typer's own
    """An option that is one of the further rules."""
    return typer.Option(*names, metavar=metavar, help=text, rich_help_panel=PART)


CoSuspects = Annotated[
    str | None, _rule("full|equal-share", "Days for each suspect [default: full]")
]
VictimRows = Annotated[
    str | None, _rule("once|each", "A crime with several victims [default: once]")
]
Attempts = Annotated[str | None, _rule("stay|leave", "Attempts [default: stay]")]
Derived = Annotated[str | None, _rule("stay|leave", "Newer than the index [default: stay]")]
Custody = Annotated[str | None, _rule("stay|leave", "People in custody or prison [default: stay]")]
PoliceGenerated = Annotated[
    str | None, _rule("stay|leave", "Reports by police themselves [default: stay]")
]
HalfLife = Annotated[int | None, _rule("DAYS", "Days until harm weighs half [default: none]")]
Minimum = Annotated[int | None, _rule("N", "Fewest allegations to be ranked [default: 1]")]
Seed = Annotated[str | None, _rule("TEXT", "Seed of the last draw [default: harmdesk]")]
LotSeed = Annotated[str | None, _rule("TEXT", "Seed of a lot at the cut [default: none]")]
RulesFile = Annotated[
    Path | None, _rule("FILE", "A JSON file of rules; options win over it", "--rules")
]


class RankingCommand(TyperCommand):
    """A command whose help has the further rules under a heading of their own."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments; `--force` alone stays what it was before it could name a force."""
        names = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        return super().parse_args(ctx, with_force_alone(args) if OVERWRITE in names else args)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what the command takes, part by part."""
        parts: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": [], PART: []}
        for parameter in self.get_params(ctx):
            usual = "Arguments" if parameter.param_type_name == "argument" else "Options"
            line = parameter.get_help_record(ctx)
            if line is not None:
                parts[getattr(parameter, "rich_help_panel", None) or usual].append(line)
        for heading, lines in parts.items():
            if lines:
                with formatter.section(heading):
                    formatter.write_dl(lines)


def read_rules(file: Path) -> dict[str, Any]:
    """The rules of a JSON file, by the names of the fields of `Rules`; each may be left out.

    Raises:
        HarmdeskError: it cannot be read, is no JSON object, or has a rule that is unknown or a
            value that cannot be one.
    """
    from harm.scoring.rules import Rules

    given = _object_in(file)
    known = [field.name for field in fields(Rules)]
    for name in given:
        if name not in known:
            raise HarmdeskError(
                f"The file of rules {file} has {name[:QUOTED]!r}, which is no rule; take it out, "
                f"or name one of {', '.join(known)}."
            )
    # The other half of a lot may be an option.
    lot = {"ties": "lot"} if given.get("lot_seed") else {}
    if given.get("ties") == "lot":
        lot = {"lot_seed": "an option"}
    try:
        Rules(**{**lot, **given})
    except RulesError as error:
        reason = str(error)
        raise HarmdeskError(
            f"The file of rules {file} cannot be used: {reason[0].lower()}{reason[1:]}"
        ) from error
    return given


def _object_in(file: Path) -> dict[str, Any]:
    """The JSON object that a file has."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise HarmdeskError(
            f"The file of rules {file} cannot be read ({error.strerror}); name a JSON file that is "
            f"there and that you may read."
        ) from error
    try:
        given = json.loads(content.decode("utf-8-sig")) if len(content) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise HarmdeskError(
            f"The file of rules {file} is no JSON object of at most {MOST_BYTES:,} bytes; write "
            f'the rules by name, such as {{"window_days": 90, "attempts": "leave"}}.'
        )
    return given
