"""A case while its events are put together; nobody outside keeps one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

from harm.cases.case import INSIDE, Action, Case, Clock, Measure, Outcome, VictimCare
from harm.cases.details import day_of
from harm.cases.events import Event, State


@dataclass(slots=True, kw_only=True)
class Draft:
    """What `Case` has, and can be changed; `of` and `done` copy."""

    state: State
    since: datetime
    events: int = 0
    owner: str = ""
    reason: str = ""
    ground: str = ""
    lists: list[str] = field(default_factory=list)
    reviewer: str = ""
    view: str = ""
    counter_by: str = ""
    decided_by: str = ""
    adopted: datetime | None = None
    deferred_until: date | None = None
    release_due: date | None = None
    inside: list[tuple[date, date | None]] = field(default_factory=list)
    deselection: str = ""
    joined: tuple[str, datetime] | None = None
    actions: dict[str, Action] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    schemes: list[str] = field(default_factory=list)
    victims: dict[str, VictimCare] = field(default_factory=dict)
    minutes: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, case: Case) -> Draft:
        """A case that can be changed; the case itself stays as it is."""
        values = {name: getattr(case, name) for name in cls.__slots__}
        for name, value in values.items():
            if isinstance(value, tuple) and name != "joined":
                values[name] = list(value)
            elif isinstance(value, MappingProxyType):
                values[name] = dict(value)
        return cls(**values)

    def done(self) -> Case:
        """The case as it is now."""
        values = {name: getattr(self, name) for name in self.__slots__}
        for name, value in values.items():
            if isinstance(value, list):
                values[name] = tuple(value)
            elif isinstance(value, dict):
                values[name] = MappingProxyType(value)
        return Case(**values)

    def move_to(self, state: State, event: Event) -> None:
        """Come to another state; whoever leaves custody is at large from that day."""
        day = day_of(event.details["on"]) if "on" in event.details else event.at.date()
        was, comes = self.state in INSIDE, state in INSIDE
        if comes and not was:
            self.inside.append((day, None))
        elif was and not comes:
            begun, _ = self.inside[-1]
            self.inside[-1] = (begun, max(begun, day))
            self.release_due = None
        self.state, self.since = state, event.at

    def change_care(self, code: str) -> VictimCare:
        """What is done for a victim; nothing yet where nothing was written down."""
        return self.victims.get(code) or VictimCare(code=code)

    def note_measure(self, event: Event) -> None:
        """Write down how far an order or a notice has got."""
        details, on = event.details, day_of(event.details["on"])
        key = details["measure"]
        known = self.measures.get(key) or Measure(
            key=key, order=details["order"], status="", since=on
        )
        until = details.get("until")
        self.measures[key] = replace(
            known,
            status=details["status"],
            since=on,
            until=day_of(until) if until else known.until,
            conditions=details.get("conditions") or known.conditions,
            history=(*known.history, (details["status"], on)),
        )
