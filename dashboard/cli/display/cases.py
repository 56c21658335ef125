"""What commands about cases show."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dashboard.cli.display.output import answer, plain
from dashboard.errors import HarmdeskError
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.meeting import PARTS, Meeting, minutes_of
from dashboard.services.cases.opening import CaseList
from dashboard.services.cases.overrides import Overrides
from dashboard.services.cases.totals import CaseTotals
from dashboard.services.removal.receivers import Received
from dashboard.wording.cases import (
    DUE_HEADINGS,
    EVENT_HEADINGS,
    NOT_ADVICE,
    STATES,
    coded,
    due_row,
    event_row,
    in_case_words,
    in_outcome_words,
)
from dashboard.wording.formats import NOTHING, counted, day
from dashboard.wording.subject_access import RECEIVED_HEADINGS, received_rows
from harm.cases.case import VictimCare
from harm.cases.plan import Due
from harm.cases.proposals import Proposal


def state_of(text: str) -> str:
    """A state as an option names it.

    Raises:
        HarmdeskError: there is none of that name.
    """
    wanted = text.replace("-", "_")
    if wanted not in STATES:
        raise HarmdeskError(f"{text[:40]!r} is no state; write one of {', '.join(STATES)}.")
    return wanted


def tell_cases(
    found: CaseList, state: str | None, totals: CaseTotals, overrides: Overrides
) -> None:
    """The cases that stand in a state, or all, and counts of everybody, as JSON."""
    answer(
        list=found.list or None,
        states=dict(found.states),
        cases=[_as_values(case) for case in found.cases if state in {None, case.state}],
        totals={
            "adopted": totals.adopted,
            "positive": totals.positive,
            "outcomes": dict(totals.outcomes),
            "offences": totals.offences,
            "by_borough": totals.by_borough.to_dicts(),
        },
        overrides={
            "adopted_outside": overrides.adopted_outside,
            "declined_inside": overrides.declined_inside,
            "by_name_group": overrides.by_group.to_dicts(),
            "by_borough": overrides.by_borough.to_dicts(),
        },
        blind_views={
            "given": overrides.views,
            "agreed": overrides.agreed,
            "unsure": overrides.unsure,
        },
    )


def show_cases(found: CaseList, state: str | None) -> None:
    """The cases that stand in a state, or all."""
    cases = [case for case in found.cases if state in {None, case.state}]
    rows = [
        (case.id or NOTHING, case.person, STATES[case.state], case.owner or NOTHING, _next(case))
        for case in cases
    ]
    _table(("Case", "Person", "State", "Owner", "Next due"), rows)
    sys.stdout.write(f"{counted(len(cases), 'case')}. {NOT_ADVICE}\n")


def show_case(
    found: CaseFile,
    cares: Sequence[VictimCare] | None = None,
    proposed: Sequence[Proposal] = (),
    *,
    json: bool,
) -> None:
    """One case, the victim side where it was opened, and outcomes that the record tells of."""
    if json:
        sides = {} if cares is None else {"victims": [_care(care) for care in cares]}
        rows = [{"tied_to": own.tied_to, "what": own.what} for own in proposed]
        answer(case=_as_values(found) | sides, proposed_outcomes=rows)
        return
    name = found.id or "no id yet"
    sys.stdout.write(
        f"Case {plain(name)} of {plain(found.person)}\n{plain(in_case_words(found))}\n"
    )
    if found.due:
        _table(DUE_HEADINGS, [due_row(due) for due in found.due])
        sys.stdout.write(f"{NOT_ADVICE}\n")
    if found.events:
        _table(EVENT_HEADINGS, [event_row(event) for event in found.events])
    for own in proposed:
        words = (
            f"The record has {in_outcome_words(own.what)} in {own.tied_to}, and the case has not."
        )
        sys.stdout.write(f"{plain(words)}\n")
    for care in cares or ():
        steps = ", ".join(
            f"{coded(step)} on {day(on)}{'' if done else ' (not done)'}"
            for step, on, done in care.steps
        )
        sys.stdout.write(f"{plain(care.code)}: {plain(steps) or 'nothing noted yet'}\n")


def show_closed(found: CaseFile, files: tuple[Received, ...], *, json: bool) -> None:
    """A case that was closed at once, and who has a file that names the wrong person."""
    if json:
        rows = [{**asdict(own), "at": f"{own.at.isoformat()}Z"} for own in files]
        answer(case=_as_values(found), outstanding=rows)
        return
    show_case(found, json=False)
    if files:
        _table(RECEIVED_HEADINGS, received_rows(files))
        sys.stdout.write("Each of these has a file that names them: tell each that it is wrong.\n")


def show_proposed(made: Sequence[CaseFile], *, json: bool) -> None:
    """Who was proposed."""
    if json:
        answer(cases=[_as_values(case) for case in made])
        return
    sys.stdout.write(f"{counted(len(made), 'case')} proposed.\n")


def show_minutes(found: CaseList, meeting: str, *, json: bool) -> None:
    """What was decided and said at the meeting of a day; at every meeting, where none is named."""
    rows = minutes_of(found, meeting)
    if json:
        answer(
            meeting=meeting or None,
            minutes=[
                {
                    "case": case.id,
                    "person": case.person,
                    "at": f"{event.at.isoformat()}Z",
                    "who": event.who,
                    "kind": event.kind,
                    "details": dict(event.details),
                }
                for case, event in rows
            ],
        )
        return
    _table(("Case", "Person", *EVENT_HEADINGS), [(c.id, c.person, *event_row(e)) for c, e in rows])
    sys.stdout.write("What a meeting says is an assessment and no fact.\n")


def show_minutes_file(found: CaseList, on: date, file: Path, *, json: bool) -> None:
    """What was written."""
    lines = len(minutes_of(found, on.isoformat()))
    if json:
        answer(file=str(file), meeting=on.isoformat(), lines=lines)
        return
    sys.stdout.write(f"Written: {plain(str(file))}, {counted(lines, 'line')} of minutes.\n")


def show_pack(meeting: Meeting, file: Path, *, json: bool) -> None:
    """What was written."""
    numbers = {part: len(meeting.part(part)) for part in PARTS}
    if json:
        answer(file=str(file), at=meeting.at.isoformat(), agenda=numbers)
        return
    sys.stdout.write(
        f"Written: {plain(str(file))}, {counted(sum(numbers.values()), 'line')} on the agenda.\n"
    )


def _as_values(found: CaseFile) -> dict[str, object]:
    return {
        "id": found.id or None,
        "person": found.person,
        "state": found.state,
        "owner": found.owner or None,
        "events": [
            {
                "number": event.number,
                "kind": event.kind,
                "at": f"{event.at.isoformat()}Z",
                "who": event.who,
                "details": dict(event.details),
            }
            for event in found.events
        ],
        "due": [_due(due) for due in found.due],
        "victims_without_lead": found.care.without_lead,
        "victims_to_name_again": found.care.lost,
    }


def _due(due: Due) -> dict[str, object]:
    return {
        "kind": due.kind,
        "key": due.key or None,
        "code": due.code,
        "owner": due.owner or None,
        "ends": None if due.ends is None else due.ends.isoformat(),
        "standing": due.standing,
        "next_by": due.next_by or None,
    }


def _care(care: VictimCare) -> dict[str, object]:
    steps = [{"step": step, "on": f"{on}", "done": done} for step, on, done in care.steps]
    return {"code": care.code, "lead": care.lead or None, "steps": steps}


def _next(case: CaseFile) -> str:
    return NOTHING if not case.due else " ".join(filter(None, due_row(case.due[0])[:3]))


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(*headings)
    for row in rows:
        table.add_row(*map(plain, row))
    Console(markup=False, highlight=False).print(table)
