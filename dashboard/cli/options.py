"""The options that commands share, and how their values are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dashboard.cli.option_groups import with_options
from dashboard.cli.rule_options import (
    Attempts,
    CoSuspects,
    Custody,
    Derived,
    HalfLife,
    LotSeed,
    Minimum,
    PoliceGenerated,
    RulesFile,
    Seed,
    VictimRows,
    read_rules,
)
from dashboard.errors import HarmdeskError

if TYPE_CHECKING:
    from dashboard.exports.output_files import Kind, Output
    from dashboard.services.question import Caller, Question
    from dashboard.services.ranking_spec import RankingSpec


#: Files that the options of this command name to be read, and that nothing is written onto.
INPUTS: Final[list[Path]] = []

#: How the option parser says that a number is not one.
NUMBER = re.compile(r"Input should be a valid integer.*", re.DOTALL)

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="The data folder [HARMDESK_DATA, or data/]."),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object, and nothing else.")]
Force = Annotated[
    bool,
    typer.Option("--force", "--overwrite", help="Write onto a file of another kind that is there."),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="The date of the list, such as 2026-02-28 (the newest data)."
    ),
]
#: A choice that is not made is the public rule's, as `Rules` and `RankingSpec` have it. The help
#: names it here, since to ask them would load Polars; a test holds the two together.
Window = Annotated[
    int | None, typer.Option(metavar="N", help="Days that the list looks back [default: 365]")
]
IndexName = Annotated[
    str | None,
    typer.Option(
        "--index",
        metavar="NAME",
        help="A harm index, or a CSV file of your own [default: cchi-2020]",
    ),
]
Top = Annotated[
    int | None, typer.Option(metavar="N", help="How many suspects are listed [default: 100]")
]
Definition = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Which offences count: vawg, vawg-any-sex or all [default: vawg]",
    ),
]
Ties = Annotated[
    str | None,
    typer.Option(
        metavar="CHOICE",
        help="Tie for the last place: order, all-in, stop-above, lot [default: order]",
    ),
]
KnownOn = Annotated[
    str | None,
    typer.Option(
        "--known-on", metavar="DATE", help="The record as it was known on a date (the latest)."
    ),
]
#: Before it the longest window would reach back to before there are dates.
EARLIEST: Final = 1900


def spec_of(
    *,
    as_of: AsOf = None,
    window: Window = None,
    index: IndexName = None,
    top: Top = None,
    definition: Definition = None,
    ties: Ties = None,
    known_on: KnownOn = None,
    co_suspects: CoSuspects = None,
    victim_rows: VictimRows = None,
    attempts: Attempts = None,
    derived: Derived = None,
    custody: Custody = None,
    police_generated: PoliceGenerated = None,
    half_life: HalfLife = None,
    minimum: Minimum = None,
    seed: Seed = None,
    lot_seed: LotSeed = None,
    rules: RulesFile = None,
) -> RankingSpec:
    """What a list rests on, by the options of a command; they win over the file of rules.

    Raises:
        HarmError: a value is none of those that it may be.
        HarmdeskError: the same, or a file that is named cannot be used.
    """
    from dashboard.services.ranking_spec import RankingSpec
    from harm.scoring.rules import Rules

    choices: dict[str, Any] = {
        "window_days": window,
        "top": top,
        "definition": definition,
        "ties": None if ties is None else ties.replace("-", "_"),
        "co_suspects": None if co_suspects is None else co_suspects.replace("-", "_"),
        "victim_rows": victim_rows,
        "attempts": attempts,
        "derived": derived,
        "custody": custody,
        "police_generated": police_generated,
        "half_life_days": half_life,
        "minimum_allegations": minimum,
        "seed": None if seed is None else readable(seed),
        "lot_seed": None if lot_seed is None else readable(lot_seed),
    }
    spec = RankingSpec(
        rules=Rules(**_over_file(choices, rules)),
        as_of=None if as_of is None else read_date(as_of),
        known_on=None if known_on is None else read_date(known_on),
    )
    return spec if index is None else replace(spec, index=_index(index))


def _over_file(choices: Mapping[str, Any], rules: Path | None) -> dict[str, Any]:
    """What the options say, and of the rest what the file of rules says."""
    of_file = {} if rules is None else _rules_of(rules)
    on_line = {name: value for name, value in choices.items() if value is not None}
    if on_line.get("ties", "lot") != "lot":
        of_file.pop("lot_seed", None)  # of a lot that the options call off
    return of_file | on_line


#: Gives a command the options of `spec_of`, and hands it the spec that they ask for.
with_spec: Final = with_options("spec", spec_of)


def caller_at(data: Path | None) -> Caller:
    """Whoever runs the command, on a data folder: the one named, or the settings'.

    Raises:
        HarmdeskError: a setting is wrong, or they have no role there.
    """
    from pydantic import ValidationError

    from dashboard.cli.display.output import know_forces
    from dashboard.services.forces import several_forces
    from dashboard.services.question import Caller
    from dashboard.services.viewers import viewer_of
    from dashboard.services.workspace import Workspace
    from dashboard.settings import Settings

    try:
        settings = Settings() if data is None else Settings(data=data)
    except ValidationError as error:
        first = error.errors()[0]
        reason = first["msg"].removeprefix("Value error, ")
        name = f"HARMDESK_{str(first['loc'][0]).upper().removeprefix('HARMDESK_')}"
        # An address may have a password, which stands in no message.
        value = "not right" if name == "HARMDESK_REGISTER" else repr(str(first["input"])[:40])
        raise HarmdeskError(
            f"The setting {name} is {value}: {reason[0].lower()}{reason[1:]}. Mend it or leave it "
            f"out."
        ) from None
    workspace = Workspace(settings)
    know_forces(lambda: several_forces(workspace))
    return Caller(workspace, viewer_of(workspace))


def readable(argument: str) -> str:
    """An argument as text; bytes that are none are no reference of anybody."""
    return argument.encode(errors="surrogateescape").decode(errors="replace")


def question_at(data: Path | None, spec: RankingSpec | None = None) -> Question:
    """Their question, on the record that is there.

    Raises:
        StoreError: there is no data.
    """
    from dashboard.services.question import USUAL, ask

    caller = caller_at(data)
    return ask(caller.workspace, caller.viewer, spec or USUAL)


def output_of(caller: Caller, file: Path, *, kind: Kind | None = None, force: bool) -> Output:
    """A file to be written; refused before anything is worked out, where it may not be.

    Args:
        caller: who writes it.
        file: where.
        kind: of file; None: a PDF file.
        force: whether a file of another kind may be replaced.

    Raises:
        HarmdeskError: it may not be written there.
    """
    from dashboard.exports.output_files import PDF, Output

    output = Output(
        path=file, kind=kind or PDF, data=caller.settings.data, inputs=INPUTS, force=force
    )
    output.check()
    return output


def _rules_of(file: Path) -> dict[str, Any]:
    """The rules of a file, onto which nothing is written then."""
    INPUTS.append(file)
    return read_rules(file)


def _index(name: str) -> str:
    """The name of a registered index; a CSV file of one's own is registered first."""
    from dashboard.cli.display import output as display_output
    from harm.offences import indices

    if name.lower().endswith(".csv"):
        INPUTS.append(Path(name))
        own = indices.of_your_own(Path(name).stem, display_output.own_index(Path(name)))
        if own.name in indices.names():
            raise HarmdeskError(
                f"The index {name} has the name of one that Harmdesk has ({own.name}), and a list "
                f"must say which it rests on; give the file another name."
            )
        indices.register(own.name, lambda: own)
        return own.name
    return indices.get(name).name


def read_date(text: str) -> date:
    """A date of an option.

    Raises:
        HarmdeskError: it is none, or before there were records.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise HarmdeskError(
            f"{text[:40]!r} is not a date; write it as year, month and day, such as 2026-02-28."
        ) from None
    if day.year < EARLIEST:
        raise HarmdeskError(f"{text[:40]!r} is before {EARLIEST}; nothing was recorded then.")
    return day
