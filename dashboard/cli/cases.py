"""Commands about cases: see them, propose, decide, plan, and take the meeting's pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.case_options import (
    Meeting,
    Now,
    On,
    Owner,
    Reason,
    Ref,
    Text,
    given,
    moment_of,
    read_details,
    shows_case,
)
from dashboard.cli.force_options import OfForce, person_meant
from dashboard.cli.options import Data, Json, question_at, readable
from dashboard.errors import HarmdeskError

if TYPE_CHECKING:
    from dashboard.services.cases.case_file import CaseFile
    from dashboard.services.question import Question

case = typer.Typer(name="case", help="See cases, decide on them, and work on their plans.")


@case.command("list")
def case_list(
    data: Data = None,
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="Only those that stand there, as active.")
    ] = None,
    now: Now = None,
    *,
    json: Json = False,
) -> None:
    """List the cases, and who on the newest frozen list has none yet."""
    from dashboard.cli.display import cases as display
    from dashboard.services.cases.opening import see_cases
    from dashboard.services.cases.overrides import case_overrides
    from dashboard.services.cases.totals import case_totals

    wanted = None if state is None else display.state_of(readable(state))
    question = question_at(data)
    found = see_cases(question, moment_of(now))
    if json:
        display.tell_cases(found, wanted, case_totals(question), case_overrides(question))
    else:
        display.show_cases(found, wanted)


@case.command("show")
def case_show(
    ref: Ref,
    data: Data = None,
    now: Now = None,
    force: OfForce = None,
    *,
    victims: Annotated[
        bool, typer.Option("--victims", help="The victim side, for whoever looks after one.")
    ] = False,
    json: Json = False,
) -> None:
    """Show one case: its events, its plan and what is due."""
    from dashboard.cli.display import cases as display
    from dashboard.services.cases.opening import open_case, open_victim_side
    from dashboard.services.cases.totals import proposed_outcomes

    question = question_at(data)
    named = person_meant(question, ref, force)
    cares = open_victim_side(question, named) if victims else None
    found = open_case(question, named, now=moment_of(now))
    display.show_case(found, cares, proposed_outcomes(question, named), json=json)


@case.command("propose")
def case_propose(
    ref: Annotated[
        str | None, typer.Argument(metavar="REF", help="Whom; without, everybody on a list.")
    ] = None,
    data: Data = None,
    frozen: Annotated[
        str, typer.Option("--list", metavar="NAME", help="A frozen list, of whom all are proposed.")
    ] = "",
    ground: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help="coercive_control, stalking, withdrawn_victim or partner.",
        ),
    ] = "",
    reason: Reason = "",
    meeting: Meeting = "",
    force: OfForce = None,
    *,
    again: Annotated[
        bool, typer.Option("--again", help="Whose case was not adopted before.")
    ] = False,
    json: Json = False,
) -> None:
    """Propose everybody on a frozen list, or nominate one."""
    from dashboard.cli.display import cases as display
    from dashboard.services.cases import proposing

    if (ref is None) == (not frozen):
        raise HarmdeskError("Say whom to propose: a reference, or a whole list with --list.")
    question = question_at(data)
    if ref is None:
        display.show_proposed(proposing.propose_listed(question, readable(frozen)), json=json)
        return
    named, why = person_meant(question, ref, force), readable(reason)
    made = (
        proposing.propose_again(question, named, why)
        if again
        else proposing.nominate(question, named, readable(ground), why, readable(meeting))
    )
    display.show_case(made, json=json)


@case.command("review")
@shows_case
def case_review(
    ref: Ref,
    question: Question,
    view: Annotated[
        str, typer.Option(metavar="CODE", help="Your own view first: adopt, decline or unsure.")
    ] = "",
) -> CaseFile:
    """Take a case up, after you opened the suspect's page."""
    from dashboard.services.cases.proposing import review

    return review(question, ref, view)


@case.command("counter")
@shows_case
def case_counter(
    ref: Ref,
    question: Question,
    answer: Annotated[
        str, typer.Option(metavar="TEXT", help="What they are to be taken for; names no victim.")
    ] = "",
) -> CaseFile:
    """Answer counter-allegations, as a second person."""
    from dashboard.services.cases.proposing import answer_counter

    return answer_counter(question, ref, answer)


@case.command("plan")
@shows_case
def case_plan(
    ref: Ref,
    question: Question,
    strand: Annotated[
        str, typer.Option(metavar="CODE", help="pursue, prevent, protect or prepare.")
    ] = "",
    tactic: Annotated[str, typer.Option(metavar="CODE", help="Such as arrest or visit.")] = "",
    owner: Owner = "",
    due: Annotated[str, typer.Option(metavar="DATE", help="Until when.")] = "",
    text: Text = "",
) -> CaseFile:
    """Put an action into a plan; the first makes a case active."""
    from dashboard.services.cases.working import work

    details = given(strand=strand, tactic=tactic, owner=owner, due=due, text=text)
    return work(question, ref, "action", details)


@case.command("note")
@shows_case
def case_note(
    ref: Ref,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="Such as finish_action, measure or custody.")
    ],
    question: Question,
    details: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME=VALUE", help="What it needs, such as order=DVPO."),
    ] = None,
) -> CaseFile:
    """Note what else was done in a case: orders, time limits, custody."""
    from dashboard.services.cases.working import work

    return work(question, ref, kind, read_details(details or []))


@case.command("outcome")
@shows_case
def case_outcome(
    ref: Ref,
    question: Question,
    what: Annotated[str, typer.Option(metavar="CODE", help="Such as arrest or charge.")] = "",
    on: On = "",
    tied_to: Annotated[
        str,
        typer.Option(metavar="CRIME", help="An allegation, or achilles_heel for other offending."),
    ] = "",
    because: Annotated[
        str, typer.Option(metavar="CODE", help="of_listing, under_way_before or not_known.")
    ] = "",
    offences: Annotated[int | None, typer.Option(metavar="N", help="How many offences.")] = None,
    days: Annotated[int | None, typer.Option(metavar="N", help="Of a sentence.")] = None,
    order: Annotated[str, typer.Option(metavar="CODE", help="Of an order, such as DVPO.")] = "",
    level: Annotated[
        str, typer.Option(metavar="CODE", help="Of a disruption: major, moderate or minor.")
    ] = "",
    text: Text = "",
    confirm: Annotated[
        str, typer.Option(metavar="KEY", help="Agree with a disruption, as a second person.")
    ] = "",
) -> CaseFile:
    """Write down what came of a case, or agree with a disruption."""
    from dashboard.services.cases.deciding import confirm_disruption
    from dashboard.services.cases.working import work

    if confirm:
        return confirm_disruption(question, ref, confirm)
    details = given(
        what=what,
        on=on,
        tied_to=tied_to,
        because=because,
        offences=offences,
        days=days,
        order=order,
        level=level,
        text=text,
    )
    return work(question, ref, "outcome", details)


@case.command("victim")
def case_victim(
    ref: Ref,
    code: Annotated[str, typer.Argument(metavar="CODE", help="V1, V2 … as on their page.")],
    data: Data = None,
    lead: Annotated[str, typer.Option(metavar="NAME", help="Name who looks after them.")] = "",
    step: Annotated[
        str, typer.Option(metavar="CODE", help="safety_plan, contact or told_of_release.")
    ] = "",
    on: On = "",
    force: OfForce = None,
    *,
    not_done: Annotated[bool, typer.Option("--not-done", help="It was not done.")] = False,
    json: Json = False,
) -> None:
    """Name who looks after a victim, or note what was done."""
    from dashboard.cli.display import cases as display
    from dashboard.services.cases.deciding import name_victim_lead
    from dashboard.services.cases.working import note_victim_step

    if bool(lead) == bool(step):
        raise HarmdeskError("Say who looks after the victim (--lead), or what was done (--step).")
    question, victim = question_at(data), readable(code)
    named = person_meant(question, ref, force)
    made = (
        name_victim_lead(question, named, victim, readable(lead))
        if lead
        else note_victim_step(
            question, named, victim, readable(step), on=readable(on), done=not not_done
        )
    )
    display.show_case(made, json=json)
