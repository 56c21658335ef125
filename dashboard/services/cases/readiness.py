"""One person as a meeting has them before it: the case, and whether a decision may be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from dashboard.access.actions import SEE_CASE
from dashboard.services.cases.case_file import CaseFile, kept_case
from dashboard.services.cases.one_person import is_among, references_of
from dashboard.services.cases.opening import newest_listed
from dashboard.services.cases.people import counter_allegations, person_of
from dashboard.services.gate import service
from dashboard.services.question import Question
from harm.scoring.ranking_csv import read


@dataclass(frozen=True, slots=True)
class Ready:
    """What a decision about one person rests on.

    Attributes:
        case: the case, or that there is none.
        name: as last recorded; empty: none is.
        list: the newest frozen list; empty: none is frozen, and nothing can be decided.
        is_listed: whether they are on it.
        opened: whether the viewer opened the suspect's page since that list was frozen.
        place: on that list, on it or below its end; None: they are not among those assessed, or
            the viewer has not opened the page, so that nobody sees a rank before they looked.
        listed: how many are on that list.
        counter: in how many crimes one of their victims is accused with them as the victim.
        answered_by: who answered that; empty: nobody.
    """

    case: CaseFile
    name: str
    list: str
    is_listed: bool
    opened: bool
    place: int | None
    listed: int
    counter: int
    answered_by: str

    @property
    def waits_for_answer(self) -> bool:
        """Whether there are counter-allegations that no second person answered."""
        return bool(self.counter) and not self.answered_by


@service(SEE_CASE, lambda question, reference, **_: person_of(question, reference))
def open_for_decision(question: Question, reference: str, *, now: datetime | None = None) -> Ready:
    """Open one person's case at a meeting.

    Args:
        question: who asks.
        reference: of the suspect, or the id of the case.
        now: for what is due; None: this moment.

    Raises:
        UnknownSuspectError: nobody has it, or nobody whom the viewer may see.
        RegisterError: the register cannot be read.
    """
    person, register = person_of(question, reference), question.workspace.register
    case = kept_case(question, person, now)
    name, listed = newest_listed(question)
    frozen = register.frozen(name) if name else None
    theirs = references_of(question, person)
    opened = frozen is not None and register.opened_since(theirs, question.viewer.who, frozen.at)
    place = None
    if frozen is not None and opened:
        rows = read(frozen.content).filter(pl.col("suspect_id").is_in(theirs))
        place = rows["position"].min()
    return Ready(
        case=case,
        name=_name_of(question, person),
        list=name,
        is_listed=is_among(question, person, listed),
        opened=opened,
        place=None if place is None else int(str(place)),
        listed=len(listed) if frozen is None else frozen.listed,
        counter=counter_allegations(question, person),
        answered_by="" if case.case is None else case.case.counter_by,
    )


def _name_of(question: Question, person: str) -> str:
    seen = question.seen.filter(suspect_id=person)["suspect"].to_list()
    names = question.store.suspects.particulars(seen)["suspect_name"].drop_nulls()
    return str(names[0]) if names.len() else ""
