"""The options of commands that read a file of allegations, and how their values are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dashboard.cli.option_groups import with_options
from dashboard.cli.options import readable
from dashboard.errors import HarmdeskError

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.intake import Choices
    from dashboard.services.files import Handling

Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="UTF-8, Windows-1252, cp850 … (found out).")
]
Delimiter = Annotated[
    str | None, typer.Option(metavar="LETTER", help="Between cells; tab for a tab (found out).")
]
Sheet = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The sheet of a workbook, or all (found out)."),
]
HeaderLine = Annotated[
    int | None, typer.Option(metavar="N", help="The line of the headings (found out).")
]
Mapping = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="COLUMN=HEADING", help="Read our COLUMN from HEADING."),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where", metavar="HEADING=VALUE", help="Of a table of counts, only these lines."
    ),
]
Latest = Annotated[
    str | None,
    typer.Option(
        metavar="COLUMN", help="Of a crime and suspect only the rows of the latest date here."
    ),
]
OfForce = Annotated[
    str | None,
    typer.Option(
        "--force", metavar="NAME", help="The police force that the rows are of (found out)."
    ),
]


def choices_of(
    *,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    header_line: HeaderLine = None,
    mapping: Mapping = None,
    where: Where = None,
    latest: Latest = None,
    force: OfForce = None,
) -> Choices:
    """How a file is to be read, by these options; what is not given is found out.

    Raises:
        HarmdeskError: a value is none that can be read.
    """
    from dashboard.intake import Choices
    from dashboard.intake.forces import check_name

    return Choices(
        encoding=encoding,
        delimiter="\t" if delimiter == "tab" else delimiter,
        sheet=sheet,
        header_line=header_line,
        mapping=_mapping(mapping or []),
        where=dict(_chosen(text) for text in where or []),
        latest=None if latest is None else readable(latest).strip(),
        force=None if force is None else check_name(readable(force), "--force"),
    )


#: Gives a command the options of `choices_of`, and hands it how they say that a file is read.
with_choices: Final = with_options("choices", choices_of)


def _chosen(text: str) -> tuple[str, str]:
    """A heading and the value of the lines that are meant."""
    heading, equals, value = readable(text).partition("=")
    if not (heading.strip() and equals and value.strip()):
        raise HarmdeskError(
            f"{text[:60]!r} chooses no lines; write the file's heading, =, and the value of the "
            f'lines that are meant, such as "Measure=Offences".'
        )
    return heading.strip(), value.strip()


def _mapping(texts: Sequence[str]) -> dict[str, str | None]:
    """What each of our columns is read from: given once, and no heading for two of them."""
    mapping: dict[str, str | None] = {}
    for text in texts:
        column, heading = _mapped(text)
        if column in mapping or (heading is not None and heading in mapping.values()):
            raise HarmdeskError(
                f"{text[:60]!r} maps a column or a heading that another --map maps already; a "
                f"column is read from one heading, and a heading for one column."
            )
        mapping[column] = heading
    return mapping


def _mapped(text: str) -> tuple[str, str | None]:
    """Our column and their heading; `COLUMN=` reads the column from nothing."""
    from dashboard.intake.table_kinds import COLUMNS_READ

    column, equals, heading = readable(text).partition("=")
    if not equals or column not in COLUMNS_READ:
        raise HarmdeskError(
            f"{text[:60]!r} maps no column; write one of ours, =, and the file's heading, such as "
            f'crime_ref="Crime No".'
        )
    return column, heading or None


Redact = Annotated[
    str | None,
    typer.Option(metavar="HOW", help="Of people in the file: no-names, aggregates [full]"),
]
For = Annotated[
    str, typer.Option("--for", metavar="TEXT", help="To whom the file goes; the log keeps it.")
]


def handling_of(*, redact: Redact = None, recipient: For = "") -> Handling:
    """How a file leaves, by these options.

    Raises:
        HarmdeskError: there is no such way to redact it.
    """
    from dashboard.services.files import REDACTIONS, Handling

    wanted = "full" if redact is None else redact.replace("-", "_")
    chosen = next((known for known in REDACTIONS if known == wanted), None)
    if chosen is None:
        raise HarmdeskError(
            f"{readable(redact or '')[:40]!r} is no way to redact a file; write no-names, "
            f"aggregates or full."
        )
    return Handling(chosen, readable(recipient))


#: Gives a command the options of `handling_of`, and hands it how its file leaves.
with_handling: Final = with_options("handling", handling_of)


def check_handled(handling: Handling, file: Path | None, option: str) -> None:
    """Refuse a word on how a file leaves where no file is named.

    Raises:
        HarmdeskError: there is none, and what is shown would have every name.
    """
    from dashboard.services.files import WHOLE

    if file is None and handling != WHOLE:
        raise HarmdeskError(
            f"--redact and --for are about a file, and none is named; name one with {option}."
        )
