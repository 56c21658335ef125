"""The tables that the pages of cases show, as frames of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from dashboard.services.cases.answer import overdue_in
from dashboard.services.cases.case_file import CaseFile
from dashboard.wording.cases import STANDING, STATES, due_words, ends_words
from dashboard.wording.formats import NOTHING, counted

CASES = pl.Schema(
    {
        "suspect_id": pl.String(),
        "name": pl.String(),
        "state": pl.String(),
        "owner": pl.String(),
        "due": pl.String(),
        "what": pl.String(),
        "overdue": pl.Int64(),
        "without_lead": pl.Int64(),
        "case": pl.String(),
    }
)


def case_rows(cases: Iterable[CaseFile], names: Mapping[str, str]) -> pl.DataFrame:
    """A row for each case, as `CASES`: what is next due, how much is overdue."""
    rows = [
        (
            case.person,
            names.get(case.person, ""),
            STATES[case.state].capitalize(),
            case.owner,
            *_next(case),
            overdue_in(case),
            case.care.without_lead,
            case.id,
        )
        for case in cases
    ]
    return pl.DataFrame(rows, CASES, orient="row").with_columns(
        pl.col(name).replace("", None) for name in ("name", "owner", "due", "what", "case")
    )


def _next(case: CaseFile) -> tuple[str, str]:
    """Until when the next of what is due is due, and what it is."""
    waiting = [due for due in case.due if due.standing != "paused"]
    if not waiting:
        return "", ""
    due = waiting[0]
    return " ".join(filter(None, (ends_words(due), STANDING[due.standing]))), due_words(due)


def in_cases_words(cases: Iterable[CaseFile], listed: str) -> str:
    """How many cases stand where, what is overdue, and whom nobody looks after."""
    found = list(cases)
    states = dict[str, int]()
    for case in found:
        states[case.state] = states.get(case.state, 0) + 1
    stand = ", ".join(
        f"{states[state]:,} {words}{'s' * (state == 'candidate' and states[state] != 1)}"
        for state, words in STATES.items()
        if state in states
    )
    late = sum(overdue_in(case) > 0 for case in found)
    alone = sum(case.care.without_lead for case in found if case.case and case.case.is_open)
    rest = (
        f"Candidates are those on the newest frozen list, {listed}, without a case."
        if listed
        else "No list is frozen yet, so nobody is a candidate."
    )
    return (
        f"{counted(len(found), 'person', 'people')}: {stand or NOTHING}. "
        f"{counted(late, 'case')} with something overdue; "
        f"{counted(alone, 'victim')} whom nobody looks after. {rest}"
    )
