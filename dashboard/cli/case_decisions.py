"""Commands that decide on a case, one at a time, and a meeting's minutes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.case_options import Meeting, Owner, Reason, Refs, Text, given, shows_case
from dashboard.cli.cases import case
from dashboard.cli.file_options import check_handled, with_handling
from dashboard.cli.force_options import OfForce, Overwrite, person_meant
from dashboard.cli.options import (
    Data,
    Json,
    output_of,
    question_at,
    read_date,
    readable,
)
from dashboard.cli.rule_options import RankingCommand
from dashboard.errors import HarmdeskError

if TYPE_CHECKING:
    from dashboard.services.cases.case_file import CaseFile
    from dashboard.services.files import Handling
    from dashboard.services.question import Question

__all__ = ["case"]


@case.command("adopt")
@shows_case
def case_adopt(
    refs: Refs, question: Question, owner: Owner = "", reason: Reason = "", meeting: Meeting = ""
) -> CaseFile:
    """Take one case on, after you opened the suspect's page."""
    from dashboard.services.cases.deciding import adopt

    return adopt(question, refs, owner, reason, meeting)


@case.command("decline")
@shows_case
def case_decline(
    refs: Refs, question: Question, reason: Reason = "", meeting: Meeting = ""
) -> CaseFile:
    """Do not take a case on, after you opened the suspect's page."""
    from dashboard.services.cases.deciding import decline

    return decline(question, refs, reason, meeting)


@case.command("defer")
@shows_case
def case_defer(
    refs: Refs,
    question: Question,
    reason: Reason = "",
    until: Annotated[
        str, typer.Option(metavar="DATE", help="The day of the meeting that decides; needed.")
    ] = "",
    meeting: Meeting = "",
) -> CaseFile:
    """Put a decision off to a dated meeting."""
    from dashboard.services.cases.deciding import defer

    return defer(question, refs, reason, until, meeting)


@case.command("close")
def case_close(
    refs: Refs,
    data: Data = None,
    reason: Reason = "",
    ground: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help="At once: deceased, cleared, child, wrong_person. Or why it is taken off.",
        ),
    ] = "",
    meeting: Meeting = "",
    force: OfForce = None,
    *,
    json: Json = False,
) -> None:
    """Close a case, or take it off."""
    from dashboard.cli.display import cases as display
    from dashboard.services.cases.correction import files_to_correct
    from dashboard.services.cases.deciding import close_at_once, decide
    from harm.cases.vocabulary import words_of

    question, why = question_at(data), readable(reason)
    people = [person_meant(question, ref, force) for ref in refs]
    if ground in words_of("at_once"):
        closed = close_at_once(question, people, ground, why)
        display.show_closed(closed, files_to_correct(question, closed.person), json=json)
        return
    kind = "deselect" if ground else "close"
    details = given(reason=why, ground=ground, meeting=meeting)
    display.show_case(decide(question, people, kind, details), json=json)


@case.command("reopen")
@shows_case
def case_reopen(refs: Refs, question: Question, owner: Owner = "", reason: Reason = "") -> CaseFile:
    """Take a closed case up again."""
    from dashboard.services.cases.deciding import decide

    return decide(question, refs, "reopen", given(owner=owner, reason=reason))


@case.command("minutes", cls=RankingCommand)
@with_handling
def case_minutes(
    ref: Annotated[
        str | None, typer.Argument(metavar="REF", help="Of which case; without, a whole meeting.")
    ] = None,
    data: Data = None,
    meeting: Meeting = "",
    text: Text = "",
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help="Write the minutes there.")
    ] = None,
    force: OfForce = None,
    *,
    overwrite: Overwrite = False,
    handling: Handling,
    json: Json = False,
) -> None:
    """Minute what a meeting said, or show its minutes."""
    from dashboard.cli.display import cases as display
    from dashboard.services.cases.deciding import minute
    from dashboard.services.cases.opening import open_case, see_cases

    question, day = question_at(data), readable(meeting)
    check_handled(handling, pdf, "--pdf")
    if pdf is not None:
        if ref is not None or text or not day:
            raise HarmdeskError(
                "The file has the minutes of one meeting: name its day with --meeting, and leave "
                "the reference and the text out."
            )
        _write_minutes(question, pdf, read_date(day), handling, force=overwrite, json=json)
    elif ref is None:
        display.show_minutes(see_cases(question), day, json=json)
    elif text:
        display.show_case(
            minute(question, person_meant(question, ref, force), day, readable(text)), json=json
        )
    else:
        display.show_case(open_case(question, person_meant(question, ref, force)), json=json)


def _write_minutes(
    question: Question, file: Path, on: date, handling: Handling, *, force: bool, json: bool
) -> None:
    """Write the minutes of a meeting as PDF, as the page Meeting has them."""
    from dashboard.cli.display import cases as display
    from dashboard.exports.case_minutes import minutes_file
    from dashboard.services.cases.meeting import answer_meeting, moment_on

    output = output_of(question, file, force=force)
    meeting = answer_meeting(question, moment_on(on))
    output.write(minutes_file(question, meeting, on, handling))
    display.show_minutes_file(meeting.found, on, file, json=json)
