"""Commands of cases that write a file: the meeting's pack, and a calendar of what is due."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.case_decisions import case
from dashboard.cli.case_options import Now, moment_of
from dashboard.cli.file_options import with_handling
from dashboard.cli.options import Data, Force, Json, output_of, question_at, readable
from dashboard.errors import HarmdeskError

if TYPE_CHECKING:
    from dashboard.services.cases.meeting import Meeting
    from dashboard.services.files import Handling
    from dashboard.services.question import Question


__all__ = ["case", "case_calendar", "case_pack"]


@case.command("pack")
@with_handling
def case_pack(
    data: Data = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A .pdf or .pptx file [harmdesk-pack-DATE.pdf]."),
    ] = None,
    pptx: Annotated[
        Path | None,
        typer.Option("--pptx", metavar="FILE", help="Write slides of PowerPoint there instead."),
    ] = None,
    now: Now = None,
    *,
    force: Force = False,
    handling: Handling,
    json: Json = False,
) -> None:
    """Write the pack of the meeting: agenda, and a page a case."""
    from dashboard.cli.display import cases as display
    from dashboard.cli.display import output as display_output
    from dashboard.exports.output_files import PPTX
    from dashboard.services.cases.case_file import now_utc
    from dashboard.services.cases.meeting import answer_meeting

    if out is not None and pptx is not None:
        raise HarmdeskError(
            "The pack is written as one file: give --out or --pptx, and run it again for the other."
        )
    question, at = question_at(data), moment_of(now) or now_utc()
    file = out or pptx or Path(f"harmdesk-pack-{at:%Y-%m-%d}.pdf")
    as_slides = pptx is not None or file.suffix.lower() == ".pptx"
    output = output_of(question, file, kind=PPTX if as_slides else None, force=force)
    with display_output.working("Writing the pack", quiet=json):
        meeting = answer_meeting(question, at)
        output.write(_pack(question, meeting, handling, as_slides=as_slides))
    display.show_pack(meeting, file, json=json)


def _pack(question: Question, meeting: Meeting, handling: Handling, *, as_slides: bool) -> bytes:
    """The pack as slides or as PDF; what the other needs is not imported."""
    if as_slides:
        from dashboard.exports.case_slides import slides_file

        return slides_file(question, meeting, handling)
    from dashboard.exports.case_pack import pack_file

    return pack_file(question, meeting, handling)


@case.command("calendar")
def case_calendar(
    data: Data = None,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it.")] = Path(
        "harmdesk-cases.ics"
    ),
    owner: Annotated[
        str, typer.Option(metavar="NAME", help="Only what they own [everybody's].")
    ] = "",
    now: Now = None,
    recipient: Annotated[
        str, typer.Option("--for", metavar="TEXT", help="To whom the file goes; the log keeps it.")
    ] = "",
    *,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write a calendar of what is due, with ids of cases alone."""
    from dashboard.cli.display import cases as display
    from dashboard.exports.case_calendar import calendar_file
    from dashboard.exports.output_files import CALENDAR
    from dashboard.services.cases.meeting import answer_meeting
    from dashboard.services.files import Handling

    question = question_at(data)
    output = output_of(question, out, kind=CALENDAR, force=force)
    meeting = answer_meeting(question, moment_of(now))
    handling = Handling(recipient=readable(recipient))
    output.write(calendar_file(question, meeting, readable(owner), handling))
    display.show_pack(meeting, out, json=json)
