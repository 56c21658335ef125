"""The command line: a contract that scripts rely on. Every command asks the desk.

Importing this module takes little: what a command needs is imported when it runs, so that
`harmdesk --help` answers at once.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.exceptions import TyperException

from dashboard.errors import DeskError, PlacesError
from harm.errors import HarmError

if TYPE_CHECKING:
    from dashboard.answers import Basis
    from dashboard.desk import Desk
    from dashboard.outputs import Output

app = typer.Typer(
    name="harmdesk",
    help="Ranks named suspects by the harm they are alleged to have done, and shows why.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # drawing boxes round the help takes longer than all the rest of it
)

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
    bool, typer.Option("--force", help="Write onto a file of another kind that is there.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="The date of the list, such as 2026-02-28 (the newest data)."
    ),
]
#: A choice that is not made is the public rule's, as `Rules` and `Basis` have it. The help names it
#: here, since to ask them would load Polars; a test holds the two together.
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
        help="At a tie for the last place: order, all-in, stop-above [default: order]",
    ),
]
#: Before it the longest window would reach back to before there are dates.
EARLIEST: Final = 1900


def basis_of(
    *,
    as_of: AsOf = None,
    window: Window = None,
    index: IndexName = None,
    top: Top = None,
    definition: Definition = None,
    ties: Ties = None,
) -> Basis:
    """What a list rests on, by the options of a command."""
    from dashboard.answers import Basis
    from harm.rules import Rules

    choices: dict[str, Any] = {
        "window_days": window,
        "top": top,
        "definition": definition,
        "ties": None if ties is None else ties.replace("-", "_"),
    }
    rules = Rules(**{name: value for name, value in choices.items() if value is not None})
    basis = Basis(rules=rules, as_of=None if as_of is None else _date(as_of))
    return basis if index is None else replace(basis, index=_index(index))


def on_a_basis(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `basis_of`, and hand it the basis that they ask for."""
    unread = {"Basis": object, "Desk": object}  # no option is one, and they are not imported here
    options = inspect.signature(basis_of, eval_str=True, locals=unread).parameters
    asked = inspect.signature(command, eval_str=True, locals=unread)
    own = [option for name, option in asked.parameters.items() if name != "basis"]

    @wraps(command)
    def run(**given: Any) -> None:  # noqa: ANN401 - as each option says
        chosen = {name: given.pop(name) for name in options}
        command(basis=basis_of(**chosen), **given)

    whole = sorted([*own, *options.values()], key=lambda option: option.kind)
    run.__signature__ = asked.replace(parameters=whole)  # type: ignore[attr-defined]
    run.__annotations__ = {option.name: option.annotation for option in whole}
    return run


def main() -> None:
    """Run a command; whatever is wrong is one plain line and exit code 2."""
    INPUTS.clear()
    try:
        command = typer.main.get_command(app)
        sys.exit(command(standalone_mode=False) or 0)
    except TyperException as error:
        fail(NUMBER.sub("it must be a whole number.", error.format_message()))
    except (DeskError, HarmError) as error:
        fail(str(error))
    except (typer.Abort, KeyboardInterrupt):
        fail("Stopped; nothing was changed.")
    except BrokenPipeError:  # whoever read has read enough
        sys.stdout = None
    except OSError as error:
        fail(f"The answer cannot be written ({error.strerror}); check where it goes.")
    except Exception as error:  # noqa: BLE001 - the contract: never a traceback
        told = (str(error).strip() or "no more is known").splitlines()[0]
        fail(f"This should not happen ({type(error).__name__}: {told[:200]}); please report it.")


def fail(message: str) -> None:
    """Say what is wrong in one line, and leave."""
    from dashboard.terminal import plain

    sys.stderr.write(f"harmdesk: {plain(' '.join(message.split()))}\n")
    sys.exit(2)


def show_version(wanted: bool) -> None:  # noqa: FBT001 - as typer calls it
    """Say which edition this is, and leave."""
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"harmdesk {version('harmdesk')}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 - its callback has answered
        bool,
        typer.Option(
            "--version", callback=show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Ranks named suspects by the harm they are alleged to have done, and shows why."""
    if context.invoked_subcommand is None:
        sys.stdout.write(f"{context.get_help()}\n")
        raise typer.Exit(2)


@app.command()
def demo(data: Data = None, *, json: Json = False) -> None:
    """Build the demonstration data, in which every person is made up."""
    from dashboard import terminal
    from dashboard.register import Viewer

    desk = desk_at(data)
    with terminal.working("Building the demonstration data", quiet=json):
        facts = desk.demonstrate(Viewer.here())
    terminal.show_demonstration(desk.settings, facts, desk.count_suspects(), json=json)


@app.command()
def load(
    file: Annotated[list[Path], typer.Argument(metavar="FILE…", help="CSV, XLSX or Parquet.")],
    data: Data = None,
    rejects: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write refused rows here, with reasons.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="UTF-8, UTF-16 or Windows-1252 (found out).")
    ] = None,
    delimiter: Annotated[
        str | None, typer.Option(metavar="LETTER", help="Between cells; tab for a tab (found out).")
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help="The sheet of a workbook (found out).")
    ] = None,
    header_line: Annotated[
        int | None, typer.Option(metavar="N", help="The line of the headings (found out).")
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=HEADING", help="Read our COLUMN from HEADING."),
    ] = None,
    *,
    force: Force = False,
    json: Json = False,
) -> None:
    """Add files to the record; every row is accounted for."""
    from dashboard import terminal
    from dashboard.intake import Choices
    from dashboard.register import Viewer

    desk = desk_at(data)
    choices = Choices(
        encoding=encoding,
        delimiter="\t" if delimiter == "tab" else delimiter,
        sheet=sheet,
        header_line=header_line,
        mapping=_mapping(mapping or []),
    )
    with terminal.working("Loading", quiet=json):
        receipt = desk.load(Viewer.here(), file, rejects=rejects, choices=choices, force=force)
    terminal.show_receipt(receipt, rejects, json=json)


@app.command()
@on_a_basis
def rank(
    data: Data = None,
    *,
    basis: Basis,
    json: Json = False,
) -> None:
    """List the suspects with most alleged harm."""
    from dashboard import terminal
    from dashboard.register import Viewer

    desk = desk_at(data)
    with terminal.working("Ranking", quiet=json):
        listing = desk.listing(Viewer.here(), basis)
    terminal.show_list(desk.settings, listing, json=json)


@app.command()
@on_a_basis
def explain(
    suspect: Annotated[str, typer.Argument(metavar="SUSPECT", help="The suspect's reference.")],
    data: Data = None,
    pdf: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the profile here as well.")
    ] = None,
    *,
    force: Force = False,
    basis: Basis,
    json: Json = False,
) -> None:
    """Say why one suspect stands where they stand."""
    from dashboard import terminal, terminal_suspect
    from dashboard.context import context_of
    from dashboard.profiles import profile_file
    from dashboard.register import Viewer

    desk = desk_at(data)
    output = None if pdf is None else output_of(desk, pdf, force=force)
    viewer, reference = Viewer.here(), readable(suspect)
    with terminal.working("Explaining", quiet=json):
        file = desk.suspect(viewer, basis, reference)
        solidity = desk.solidity(viewer, basis, reference)
        context = context_of(desk, viewer, basis, reference)
        if output is not None:
            output.write(profile_file(desk, viewer, basis, (file, solidity, context)))
    terminal_suspect.show_suspect(desk.settings, file, solidity, context, json=json)


@app.command()
@on_a_basis
def find(
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT", help="A reference, name, date of birth or crime reference."),
    ],
    data: Data = None,
    *,
    basis: Basis,
    json: Json = False,
) -> None:
    """Search everyone named as a suspect, and say where each stands."""
    from dashboard import terminal, terminal_found
    from dashboard.register import Viewer

    desk = desk_at(data)
    with terminal.working("Searching", quiet=json):
        found = desk.find(Viewer.here(), basis, readable(" ".join(text)))
    terminal_found.show_found(desk.settings, found, json=json)


@app.command()
@on_a_basis
def places(
    data: Data = None,
    by: Annotated[str, typer.Option(metavar="AREA", help="borough, bcu or ward.")] = "borough",
    of: Annotated[
        str,
        typer.Option(
            "--basis", metavar="NAME", help="What counts: named, home, crimes or recorded."
        ),
    ] = "named",
    measure: Annotated[
        str,
        typer.Option(metavar="NAME", help="days, crimes, per_1000_women, per_1000, share or mean."),
    ] = "days",
    borough: Annotated[
        str | None, typer.Option(metavar="NAME", help="One borough alone, by name or code.")
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write that borough's sheet here as well.")
    ] = None,
    *,
    spots: Annotated[
        bool, typer.Option("--spots", help="Say which wards stand out with their neighbours.")
    ] = False,
    force: Force = False,
    basis: Basis,
    json: Json = False,
) -> None:
    """Add up harm and crimes, place by place."""
    from dashboard import terminal, terminal_places
    from dashboard.places import places_of, within
    from dashboard.register import Viewer
    from dashboard.sheets import sheet_file
    from dashboard.spots import spots_of

    desk, ground = desk_at(data), readable(of)
    code = None if borough is None else _borough(readable(borough))
    if pdf is not None and code is None:
        raise PlacesError("A sheet is of one borough; name it with --borough.")
    output = None if pdf is None else output_of(desk, pdf, force=force)
    with terminal.working("Adding up", quiet=json):
        told = places_of(desk, basis, by=readable(by), of=ground, measure=readable(measure))
        told = told if code is None else within(told, code)
        if spots and told.by != "ward":
            raise PlacesError("Only wards are looked at for --spots; choose --by ward.")
        found = spots_of(desk, basis, of=ground, measure=told.measure) if spots else None
        if output is not None and code is not None:
            output.write(sheet_file(desk, Viewer.here(), basis, of=ground, borough=code))
    terminal_places.show_places(desk.settings, told, found, json=json)


@app.command()
@on_a_basis
def freeze(
    data: Data = None,
    *,
    basis: Basis,
    json: Json = False,
) -> None:
    """Keep a list as it stands, to be had again and compared."""
    from dashboard import lists as frozen_lists
    from dashboard import terminal, terminal_lists
    from dashboard.register import Viewer

    desk = desk_at(data)
    with terminal.working("Ranking", quiet=json):
        frozen = frozen_lists.freeze(desk, Viewer.here(), basis)
    terminal_lists.show_frozen(frozen, json=json)


@app.command()
def lists(data: Data = None, *, json: Json = False) -> None:
    """Name the frozen lists."""
    from dashboard import lists as frozen_lists
    from dashboard import terminal_lists

    terminal_lists.show_lists(frozen_lists.frozen_lists(desk_at(data)), json=json)


@app.command()
def reproduce(
    frozen: Annotated[str, typer.Argument(metavar="LIST", help="A frozen list's name.")],
    data: Data = None,
    *,
    json: Json = False,
) -> None:
    """Make a frozen list again, and say whether it is identical."""
    from dashboard import lists as frozen_lists
    from dashboard import terminal, terminal_lists
    from dashboard.register import Viewer

    desk = desk_at(data)
    with terminal.working("Ranking", quiet=json):
        told = frozen_lists.reproduce(desk, Viewer.here(), readable(frozen))
    terminal_lists.show_reproduction(told, json=json)


@app.command()
def movement(
    before: Annotated[str, typer.Argument(metavar="FROM", help="A frozen list's name, or now.")],
    after: Annotated[str, typer.Argument(metavar="TO", help="A frozen list's name, or now.")],
    data: Data = None,
    *,
    json: Json = False,
) -> None:
    """Say who came on a list, who went off it, and what changed."""
    from dashboard import lists as frozen_lists
    from dashboard import terminal, terminal_lists
    from dashboard.register import Viewer

    desk = desk_at(data)
    with terminal.working("Comparing", quiet=json):
        told = frozen_lists.movement(desk, Viewer.here(), readable(before), readable(after))
    terminal_lists.show_movement(desk.settings, told, json=json)


@app.command()
def withdraw(
    version: Annotated[int, typer.Argument(metavar="VERSION", help="The load's version.")],
    data: Data = None,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why, in at most 500 letters; needed.")
    ] = "",
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what the list would become; change nothing.")
    ] = False,
    json: Json = False,
) -> None:
    """Take a load back; what it replaced returns, later loads stay."""
    from dashboard import terminal, terminal_record
    from dashboard.answers import Basis
    from dashboard.register import Viewer
    from dashboard.rehearsal import rehearse_withdrawal

    desk, viewer, why = desk_at(data), Viewer.here(), readable(reason)
    if dry_run:
        with terminal.working("Working out what would change", quiet=json):
            tried = rehearse_withdrawal(desk, viewer, version, why, Basis())
        terminal_record.show_tried(tried, desk.facts.version, json=json)
        return
    with terminal.working("Withdrawing", quiet=json):
        done = desk.withdraw(viewer, version, why)
    terminal_record.show_withdrawn(done, json=json)


@app.command()
def doctor(
    data: Data = None,
    *,
    fix: Annotated[
        bool, typer.Option("--fix", help="Point to the newest sound file; remove leftovers.")
    ] = False,
    json: Json = False,
) -> None:
    """Say what is wrong in the data folder, and mend what can be."""
    from dashboard import terminal, terminal_record
    from dashboard.doctor import examine, mend
    from dashboard.register import Viewer

    settings = desk_at(data).settings
    with terminal.working("Looking at every file", quiet=json):
        health = examine(settings)
    if fix and not (health.goes_back and _stays_back(json=json)):
        health = mend(settings, Viewer.here(), health)
    terminal_record.show_health(health, json=json)
    if not health.is_well:
        raise typer.Exit(1)


def _stays_back(*, json: bool) -> bool:
    """Whether a person at a terminal says that the pointer was put back on purpose."""
    if json or not sys.stdin.isatty():
        return False
    return not typer.confirm("The pointer names an older file. Point to the newest one?")


@app.command()
def serve(
    data: Data = None,
    port: Annotated[int, typer.Option(metavar="N", min=1, max=65535, help="The port.")] = 8501,
    *,
    json: Json = False,
) -> None:
    """Open the dashboard on this machine."""
    from dashboard import server, terminal

    desk = desk_at(data)
    server.serve(desk, port=port, announce=lambda url: terminal.show_address(url, json=json))


def desk_at(data: Path | None) -> Desk:
    """A desk on a data folder: the one named, or the settings'."""
    from pydantic import ValidationError

    from dashboard.desk import Desk
    from dashboard.settings import Settings

    try:
        return Desk(Settings() if data is None else Settings(data=data))
    except ValidationError as error:
        first = error.errors()[0]
        reason = first["msg"].removeprefix("Value error, ")
        raise DeskError(
            f"The setting HARMDESK_{str(first['loc'][0]).upper()} is {str(first['input'])[:40]!r}: "
            f"{reason[0].lower()}{reason[1:]}. Mend it or leave it out."
        ) from error


def readable(argument: str) -> str:
    """An argument as text; bytes that are none are no reference of anybody."""
    return argument.encode(errors="surrogateescape").decode(errors="replace")


def output_of(desk: Desk, file: Path, *, force: bool) -> Output:
    """A PDF file to be written; refused before anything is worked out, where it may not be.

    Raises:
        DeskError: it may not be written there.
    """
    from dashboard.outputs import PDF, Output

    output = Output(path=file, kind=PDF, data=desk.settings.data, inputs=INPUTS, force=force)
    output.check()
    return output


def _borough(text: str) -> str:
    from dashboard.geography import borough_of

    code = borough_of(text)
    if code is None:
        raise PlacesError(
            f"{text[:40]!r} is no London borough; write its name or code, such as Croydon or "
            f"E09000008."
        )
    return code


def _mapping(texts: list[str]) -> dict[str, str | None]:
    """What each of our columns is read from: told once, and no heading for two of them."""
    mapping: dict[str, str | None] = {}
    for text in texts:
        column, heading = _mapped(text)
        if column in mapping or (heading is not None and heading in mapping.values()):
            raise DeskError(
                f"{text[:60]!r} maps a column or a heading that another --map maps already; a "
                f"column is read from one heading, and a heading for one column."
            )
        mapping[column] = heading
    return mapping


def _mapped(text: str) -> tuple[str, str | None]:
    """Our column and their heading; `COLUMN=` reads the column from nothing."""
    from dashboard.intake.shapes import COLUMNS_READ

    column, equals, heading = readable(text).partition("=")
    if not equals or column not in COLUMNS_READ:
        raise DeskError(
            f"{text[:60]!r} maps no column; write one of ours, =, and the file's heading, such as "
            f'crime_ref="Crime No".'
        )
    return column, heading or None


def _index(name: str) -> str:
    """The name of a registered index; a CSV file of one's own is registered first."""
    from dashboard import terminal
    from harm import indices

    if name.lower().endswith(".csv"):
        INPUTS.append(Path(name))
        own = indices.of_your_own(Path(name).stem, terminal.own_index(Path(name)))
        if own.name in indices.names():
            raise DeskError(
                f"The index {name} has the name of one that Harmdesk has ({own.name}), and a list "
                f"must say which it rests on; give the file another name."
            )
        indices.register(own.name, lambda: own)
        return own.name
    return indices.get(name).name


def _date(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DeskError(
            f"{text[:40]!r} is not a date; write it as year, month and day, such as 2026-02-28."
        ) from None
    if day.year < EARLIEST:
        raise DeskError(f"{text[:40]!r} is before {EARLIEST}; nothing was recorded then.")
    return day
