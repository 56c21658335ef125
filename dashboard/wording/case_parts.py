"""The parts of one case as tables of words: its plan, orders, time limits, outcomes and events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

import polars as pl

from dashboard.services.cases.answer import CaseAnswer
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.links import CaseStanding
from dashboard.services.cases.totals import CaseTotals
from dashboard.wording.allegations import in_words, offence
from dashboard.wording.case_forms import allegation_label
from dashboard.wording.cases import (
    DUE_HEADINGS,
    EVENT_HEADINGS,
    STANDING,
    STATES,
    coded,
    due_row,
    ends_words,
    event_row,
    in_case_words,
    in_lead_words,
    in_outcome_words,
)
from dashboard.wording.formats import NOTHING, counted, day
from harm.cases.case import Case, VictimCare
from harm.cases.clock_rules import rules
from harm.cases.clocks import moment
from harm.cases.details import FORMER
from harm.cases.plan import due_on, is_paused
from harm.cases.vocabulary import orders, words_of

PLAN_HEADINGS: Final = ("Strand", "Action", "What", "Owner", "Due", "Result", "What else")
MEASURE_HEADINGS: Final = ("Key", "Order or notice", "Status", "Since", "Until", "Conditions")
CLOCK_HEADINGS: Final = (
    *("Key", "Time limit", "From", "Until", "Standing", "May be extended by", "Extended by"),
    "Source and certainty",
)
OUTCOME_HEADINGS: Final = (
    *("Key", "Day", "What", "Of", "Because of the listing?", "More", "Written by"),
)
CARE_HEADINGS: Final = ("Victim", "What", "Day", "Done")
TOTAL_HEADINGS: Final = ("Of everybody", "Number")
#: How certain a rule is, by its mark in the table.
CERTAINTY: Final = {"S": "as read", "S2": "at second hand", "K": "to be checked by a lawyer"}


def in_state_words(answer: CaseAnswer) -> str:
    """How the case stands, also where there is none."""
    if answer.found.case is not None or answer.is_listed:
        return " ".join(filter(None, (in_case_words(answer.found), _adopted(answer.found))))
    listed = f", and they are not on the newest frozen list, {answer.listed}" * bool(answer.listed)
    return f"There is no case{listed}."


def _adopted(found: CaseFile) -> str:
    """By whom and why it was last taken on; empty where nobody did."""
    for event in reversed(found.events):
        if event.kind in {"adopt", "reopen"}:
            how = "Adopted" if event.kind == "adopt" else "Taken up again"
            return f"{how} by {event.who} on {day(event.at.date())}: {event.details['reason']}."
    return ""


def in_standing_line(standing: CaseStanding) -> str:
    """How a suspect's case stands, in one line for their page."""
    if standing.since is not None:
        owner = f", owned by {standing.owner}" if standing.owner else ""
        return f"Case: {STATES[standing.state]} since {day(standing.since.date())}{owner}."
    return "No case yet; on the newest frozen list." if standing.is_listed else "No case."


def due_rows(found: CaseFile) -> pl.DataFrame:
    """What is due, the earliest first."""
    return _frame(DUE_HEADINGS, (due_row(due) for due in found.due))


def plan_rows(case: Case, today: date) -> pl.DataFrame:
    """The actions of the plan by strand; what waits for a release says so."""
    strands = words_of("strand")
    return _frame(
        PLAN_HEADINGS,
        (
            (
                words,
                action.key,
                words_of("tactic")[action.tactic],
                action.owner,
                day(due_on(case, action, today))
                + (", waits" if is_paused(case, action) and not action.result else ""),
                f"{coded(action.result)}, {day(action.finished)}" if action.finished else "open",
                action.text,
            )
            for strand, words in strands.items()
            for action in case.actions.values()
            if action.strand == strand
        ),
    )


def measure_rows(case: Case) -> pl.DataFrame:
    """Orders and notices, and how far each has got."""
    return _frame(
        MEASURE_HEADINGS,
        (
            (
                one.key,
                f"{orders()[one.order].name} ({one.order})",
                words_of("measure_status")[one.status],
                day(one.since),
                day(one.until) if one.until else "",
                one.conditions,
            )
            for one in case.measures.values()
        ),
    )


def clock_rows(found: CaseFile, case: Case) -> pl.DataFrame:
    """Time limits: from when, until when, who may extend each, and what it rests on."""
    due = {one.key: one for one in found.due if one.kind == "clock"}
    rows = []
    for clock in case.clocks.values():
        rule, running = rules()[clock.rule], due.get(clock.key)
        rows.append(
            (
                clock.key,
                rule.name,
                _moment(clock.starts),
                ends_words(running) if running else "",
                STANDING[running.standing] or "running"
                if running
                else f"ended {day(clock.ended)}"
                if clock.ended
                else "",
                running.next_by if running else "",
                "; ".join(" to ".join(filter(None, given)) for given in clock.extended),
                f"{rule.source} ({CERTAINTY.get(rule.certainty, rule.certainty)})",
            )
        )
    return _frame(CLOCK_HEADINGS, rows)


def outcome_rows(case: Case) -> pl.DataFrame:
    """What came of it, to what it is tied, and whether it came of the listing."""
    return _frame(
        OUTCOME_HEADINGS,
        (
            (
                one.key,
                day(one.on),
                words_of("outcome")[one.what],
                allegation_label(one.tied_to),
                words_of("because")[one.because],
                "; ".join(
                    filter(
                        None,
                        (
                            counted(one.offences, "offence") if one.offences > 1 else "",
                            counted(one.days, "day") if one.days else "",
                            orders()[one.order].name if one.order else "",
                            words_of("disruption")[one.level] if one.level else "",
                            "" if one.counts else "does not count until a second person agrees",
                            one.text,
                        ),
                    )
                ),
                one.who,
            )
            for one in case.outcomes.values()
        ),
    )


def event_rows(found: CaseFile) -> pl.DataFrame:
    """What happened, oldest first; what was done for victims is not among it."""
    return _frame(EVENT_HEADINGS, (event_row(event) for event in found.events))


def care_rows(cares: Iterable[VictimCare]) -> pl.DataFrame:
    """What was done for the victims whom the reader looks after, by their codes alone."""
    return _frame(
        CARE_HEADINGS,
        (
            (care.code, words_of("step")[step], day(on), "yes" if done else "no")
            for care in cares
            for step, on, done in care.steps
        ),
    )


def reading_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """Allegations without anything that was worked out of them."""
    return rows.select(
        "recorded_on",
        "crime_ref",
        offence(),
        "victim_code",
        in_words("allegation_status"),
        in_words("source"),
        "committed_on",
    )


def total_rows(totals: CaseTotals) -> pl.DataFrame:
    """Counts of everybody; small ones are banded for whoever may not see everybody."""
    rows = [
        ("People whose case was ever adopted", totals.adopted),
        ("Of these, with an arrest, charge, remand or conviction", totals.positive),
        *(
            (f"People with an outcome: {in_outcome_words(what).lower()}", number)
            for what, number in totals.outcomes.items()
        ),
        ("Offences charged, in all", totals.offences),
    ]
    return _frame(TOTAL_HEADINGS, rows)


def in_as_of_words(on: date) -> str:
    """As of which day it is worked out what is due, where that is not today."""
    return (
        f"What is due, and what is overdue, is as of {day(on)}, the day of the newest allegation: "
        f"a demonstration stands still."
    )


def in_care_words(found: CaseFile) -> str:
    """The victim side for those who look after nobody: how many, and not what."""
    care = found.care
    if not care.victims and not found.renamed:
        return "No victim is known in this case yet."
    release = f"; {counted(care.uninformed, 'victim')} not told of the release" * bool(
        care.uninformed
    )
    return (
        f"{counted(care.victims, 'victim')}, {in_lead_words(care)}{release}. What is done for a "
        f"victim is shown to whoever looks after them.{in_renamed_words(found)}"
    )


def in_renamed_words(found: CaseFile) -> str:
    """That codes of victims are others than when they were written; empty where none is."""
    changed = [f"{then} is {now} now" for then, now in found.renamed if now.startswith("V")]
    lost = [then for then, now in found.renamed if now.startswith(FORMER)]
    words = ""
    if changed:
        words += (
            f" Victims' codes have changed since some of this was written: {', '.join(changed)}. "
            f"Free text keeps the code of its day."
        )
    if lost:
        words += (
            f" Who was meant by {', '.join(lost)} is not among this suspect's victims now, or was "
            f"not written down: name again who looks after which victim."
        )
    return words


def in_record_words(answer: CaseAnswer) -> str:
    """Outcomes that the record tells of and the case does not have; empty where there are none."""
    if not answer.proposed:
        return ""
    crimes = dict[str, list[str]]()
    for one in answer.proposed:
        crimes.setdefault(in_outcome_words(one.what).lower(), []).append(one.tied_to)
    proposed = "; ".join(f"{what} in {', '.join(where)}" for what, where in crimes.items())
    return (
        f"The record tells of {counted(len(answer.proposed), 'outcome')} that the case does not "
        f"have: {proposed}. Write one down with its day, and whether it came of the listing."
    )


def in_scheme_words(case: Case) -> str:
    """Which schemes manage them too; empty where none does."""
    if not case.schemes:
        return ""
    return f"Managed by {', '.join(words_of('scheme')[one] for one in case.schemes)} too."


def _moment(text: str) -> str:
    """A day, or a moment in London, as it was written down."""
    begun = moment(text)
    if isinstance(begun, datetime):
        return f"{day(begun.date())}, {begun:%H:%M}"
    return day(begun)


def _frame(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> pl.DataFrame:
    """A frame of texts, whose empty cells say that there is nothing."""
    made = pl.DataFrame(list(rows), dict.fromkeys(headings, pl.String), orient="row")
    return made.with_columns(pl.all().replace("", NOTHING))
