"""A case as its events have left it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from harm.cases.details import FORMER, REMOVED
from harm.cases.events import State

#: States in which a person has a case that is open.
OPEN: Final[frozenset[State]] = frozenset(
    {"candidate", "in_review", "deferred", "adopted", "active", "in_custody", "recalled"}
)
#: States of a case that was taken on: its plan runs, and each victim has somebody.
TAKEN_ON: Final[frozenset[State]] = frozenset({"adopted", "active", "in_custody", "recalled"})
#: States in which somebody is behind bars: the strand pursue pauses, protect goes on.
INSIDE: Final[frozenset[State]] = frozenset({"in_custody", "recalled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to do.

    Attributes:
        key: its name within the case.
        strand: pursue, prevent, protect or prepare.
        tactic: a code of the vocabulary.
        owner: who does it.
        due: the day by which, before custody is taken off.
        added: the day on which it was put into the plan.
        result: what came of it; empty: it is open.
        finished: the day on which it ended.
        text: what else there is to say.
    """

    key: str
    strand: str
    tactic: str
    owner: str
    due: date
    added: date
    result: str = ""
    finished: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An order or a notice, and how far it has got.

    Attributes:
        key: its name within the case.
        order: a code of the table of orders.
        status: the latest.
        since: the day of that.
        until: the day on which it expires; None: no day is known.
        conditions: as last written down.
        history: each status with its day, oldest first.
    """

    key: str
    order: str
    status: str
    since: date
    until: date | None = None
    conditions: str = ""
    history: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time limit that began.

    Attributes:
        key: its name within the case.
        rule: a code of the table of clocks.
        starts: a day, or a moment in local time, as it was written down.
        condition: what makes an extension lawful where that is asked for, such as indictable.
        until: the day that was set, where the rule itself has none.
        served: days served before, which some rules take off.
        extended: by whom, each with the day that was set, where one was.
        ended: the day on which it no longer ran.
    """

    key: str
    rule: str
    starts: str
    condition: str = ""
    until: str = ""
    served: int = 0
    extended: tuple[tuple[str, str], ...] = ()
    ended: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Something that came of it.

    Attributes:
        key: its name within the case.
        what: a code of the vocabulary: arrest, charge …, or disruption.
        on: the day.
        tied_to: a reference of an allegation, or `achilles_heel` for other offending.
        because: of_listing, under_way_before or not_known.
        who: who wrote it down.
        offences: how many.
        days: of a sentence; 0: none is known.
        order: a code of the table of orders.
        level: of a disruption.
        confirmed_by: who agreed with the level; empty: nobody yet, and it does not count.
        text: what else there is to say.
    """

    key: str
    what: str
    on: date
    tied_to: str
    because: str
    who: str
    offences: int = 1
    days: int = 0
    order: str = ""
    level: str = ""
    confirmed_by: str = ""
    text: str = ""

    @property
    def counts(self) -> bool:
        """Whether it counts: a disruption only once a second person agreed with its level."""
        return self.what != "disruption" or bool(self.confirmed_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimCare:
    """What is done for one victim, by code alone.

    Attributes:
        code: V1, V2 …; it means nothing outside this case. Of one who is none of the suspect's
            victims by now, or who was erased, that of then, and so marked.
        lead: who looks after them; empty: nobody does.
        steps: each step, its day, and whether it was done; oldest first.
    """

    code: str
    lead: str = ""
    steps: tuple[tuple[str, date, bool], ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the suspect has this victim now."""
        return not self.code.startswith((FORMER, REMOVED))

    @property
    def is_removed(self) -> bool:
        """Whether the victim was erased."""
        return self.code.startswith(REMOVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as its events have left it.

    Attributes:
        state: where it stands.
        since: when it came to that state, in UTC.
        events: how many there were.
        owner: who owns it; empty: nobody yet.
        reason: of the latest decision.
        ground: on which somebody was nominated, or taken off, or the case closed at once.
        lists: the frozen lists that were looked at.
        reviewer: who opened the page last; empty: nobody has.
        view: what the reviewer thought before they saw the rank; empty: they did not say.
        counter_by: who answered the counter-allegations; empty: nobody.
        decided_by: who took the latest decision.
        adopted: when it was first adopted.
        deferred_until: the day of the meeting to which it was put off.
        release_due: the day on which they are expected out.
        inside: every stay in custody: from, and until or None.
        deselection: the ground on which somebody proposes to take it off; empty: nobody does.
        joined: the id of another case that goes on instead, and when that was said, in UTC: while
            the references of both are one person; None: there is none.
        actions: of the plan, by their key.
        measures: orders and notices, by their key.
        clocks: time limits, by their key.
        outcomes: by their key.
        schemes: that manage them too.
        victims: what is done for each, by code.
        minutes: the meeting and what it said, oldest first.
    """

    state: State
    since: datetime
    events: int
    owner: str = ""
    reason: str = ""
    ground: str = ""
    lists: tuple[str, ...] = ()
    reviewer: str = ""
    view: str = ""
    counter_by: str = ""
    decided_by: str = ""
    adopted: datetime | None = None
    deferred_until: date | None = None
    release_due: date | None = None
    inside: tuple[tuple[date, date | None], ...] = ()
    deselection: str = ""
    joined: tuple[str, datetime] | None = None
    actions: Mapping[str, Action] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    schemes: tuple[str, ...] = ()
    victims: Mapping[str, VictimCare] = field(default_factory=dict)
    minutes: tuple[tuple[str, str], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the person has an open case."""
        return self.state in OPEN
