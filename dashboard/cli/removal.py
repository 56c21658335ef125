"""Commands about whom the record must no longer have: erase, restrict, and subject access."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dashboard.cli.file_options import check_handled, with_handling
from dashboard.cli.force_options import OfForce, Overwrite
from dashboard.cli.options import Data, Force, Json, caller_at, output_of, readable
from dashboard.errors import HarmdeskError

if TYPE_CHECKING:
    from dashboard.services.data.removal import Erasure, Removable
    from dashboard.services.files import Handling
    from dashboard.services.question import Caller

#: What a reference may be of.
KINDS: Final[tuple[Removable, ...]] = ("person", "crime")

Reason = Annotated[
    str, typer.Option(metavar="TEXT", help="Why, in at most 500 letters; names nobody; needed.")
]
Authority = Annotated[
    str, typer.Option(metavar="TEXT", help="Who decided it, or on what grounds; needed.")
]


def erase(
    reference: Annotated[
        str, typer.Argument(metavar="REF", help="Of a suspect, a victim or a crime.")
    ],
    data: Data = None,
    reason: Reason = "",
    authority: Authority = "",
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="What it is of: person or crime.")
    ] = None,
    notices: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write a notice to each who received a file here."),
    ] = None,
    force: OfForce = None,
    *,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Erase a person or a crime for good, from all that is kept."""
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import removal as display_removal
    from dashboard.services.data import removal

    caller, named = caller_at(data), readable(reference)
    if notices is not None:
        output_of(caller, notices / "notice-1.pdf", force=overwrite)  # before anything is erased
    with display_output.working("Erasing", quiet=json):
        done = removal.erase(
            caller,
            named,
            readable(reason),
            readable(authority),
            _kind(kind),
            force=None if force is None else readable(force),
        )
        whose = done.reference or named
        written = [] if notices is None else _write_notices(caller, done, whose, notices, overwrite)
    display_removal.show_erasure(done, written, json=json)


def _write_notices(
    caller: Caller,
    done: Erasure,
    reference: str,
    folder: Path,
    force: bool,  # noqa: FBT001 - of its option
) -> list[str]:
    """Write a notice to each who received a file, and return the names of the files."""
    from dashboard.exports.subject_access import notices

    written = []
    for number, content in enumerate(notices(caller, done, reference).values(), 1):
        output = output_of(caller, folder / f"notice-{number}.pdf", force=force)
        output.write(content)
        written.append(output.path.name)
    return written


@with_handling
def person(
    reference: Annotated[str, typer.Argument(metavar="REF", help="The person's reference.")],
    data: Data = None,
    reason: Reason = "",
    pdf: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the answer here as well.")
    ] = None,
    force: OfForce = None,
    *,
    overwrite: Overwrite = False,
    handling: Handling,
    json: Json = False,
) -> None:
    """Say what is kept of a person, and who saw it."""
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import removal as display_removal
    from dashboard.exports.subject_access import access_file
    from dashboard.services.suspects.subject_access import answer_access

    check_handled(handling, pdf, "--pdf")
    caller, why = caller_at(data), readable(reason)
    output = None if pdf is None else output_of(caller, pdf, force=overwrite)
    with display_output.working("Looking", quiet=json):
        found = answer_access(
            caller, readable(reference), why, None if force is None else readable(force)
        )
        if output is not None:
            output.write(access_file(caller, found, why, handling))
    display_removal.show_access(found, json=json)


def restrict(
    reference: Annotated[str, typer.Argument(metavar="REF", help="The suspect's reference.")],
    data: Data = None,
    reason: Reason = "",
    authority: Authority = "",
    force: OfForce = None,
    *,
    lift: Annotated[bool, typer.Option("--lift", help="Take a restriction back.")] = False,
    json: Json = False,
) -> None:
    """Show a person to nobody; they stay in the record."""
    from dashboard.cli.display import removal as display_removal
    from dashboard.services.data import removal

    caller, suspect = caller_at(data), readable(reference)
    line = removal.restrict(
        caller,
        suspect,
        readable(reason),
        readable(authority),
        lift=lift,
        force=None if force is None else readable(force),
    )
    display_removal.show_restriction(suspect, line=line, lifted=lift, json=json)


def corrections(
    data: Data = None,
    notices: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write a notice to each who has a file here."),
    ] = None,
    *,
    force: Force = False,
    json: Json = False,
) -> None:
    """Name who stood on a frozen list on a record that was wrong."""
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import removal as display_removal
    from dashboard.exports.corrections import notice_outgoing
    from dashboard.services.corrections import find_corrections, holders_of
    from dashboard.services.files import release
    from dashboard.services.question import ask

    caller = caller_at(data)
    question = ask(caller.workspace, caller.viewer)
    with display_output.working("Looking", quiet=json):
        found = find_corrections(question)
        written = []
        if notices is not None:
            output_of(question, notices / "notice-1.pdf", force=force)  # before any leaves
            for number, holder in enumerate(holders_of(found), 1):
                output = output_of(question, notices / f"notice-{number}.pdf", force=force)
                output.write(release(question, notice_outgoing(question, found, holder)))
                written.append(output.path.name)
    display_removal.show_corrections(found, written, json=json)


def _kind(text: str | None) -> Removable | None:
    """What a reference is of, as an option says it.

    Raises:
        HarmdeskError: it is neither.
    """
    kind = next((known for known in KINDS if known == text), None)
    if text is not None and kind is None:
        raise HarmdeskError(
            f"{text[:40]!r} is no kind of reference; write --kind person or --kind crime."
        )
    return kind
