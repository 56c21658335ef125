"""What people carry in a draw, after what happened in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from harm.stability.settling.chances import Flags, Numbers, happens, pick, spans
from harm.stability.settling.people import Columns, People
from harm.stability.settling.rates import DRAWN_ARRIVALS, DRAWN_MOVES, WHOLE, Rates

#: The age of what nobody has.
NEVER = 2**31


@dataclass(frozen=True)
class Events:
    """What happened to some people, each in one draw.

    Attributes:
        person: whom it happened to.
        unit: their units, a person's one after the other; `begins`: where each person's begin.
        gone: of each unit, whether it counts no longer.
        move: of each unit which change it made; -1: none.
        arrival: of each person what was added; -1: nothing.
        apart: of each person whether they are on no list any more.
    """

    person: Numbers
    unit: Numbers
    begins: Numbers
    gone: Flags
    move: Numbers
    arrival: Numbers
    apart: Flags

    def of(self, which: Numbers, count: Numbers) -> Events:
        """Those of some of the people.

        Args:
            which: their places among the people, in order.
            count: how many units each person has, by number.
        """
        person = self.person[which]
        units, begins = spans(self.begins[which], count[person])
        return Events(
            person=person,
            unit=self.unit[units],
            begins=begins,
            gone=self.gone[units],
            move=self.move[units],
            arrival=self.arrival[which],
            apart=self.apart[which],
        )


class World:
    """People, the chances, and where chance is from."""

    def __init__(self, people: People, rates: Rates, rng: np.random.Generator) -> None:
        self.people = people
        self.rng = rng
        self.apart = rates.apart
        self.newcomers = [Columns.of(frame) for frame in rates.newcomers]
        self.move_to = (
            rates.moves["tenths"].to_numpy(),
            rates.moves["most_serious"].to_numpy(),
        )
        self.arrivals = Columns.of(rates.arrivals)
        self.still = _still(people)

    def pick_moves(self, units: Numbers) -> Numbers:
        """What some units change to."""
        first, own = self.people.move[units], self.people.moves[units]
        return pick(self.rng, first, own, self.move_to[0].size, DRAWN_MOVES)

    def pick_arrivals(self, person: Numbers) -> Numbers:
        """What is added to some people."""
        first, own = self.people.arrival[person], self.people.arrivals[person]
        return pick(self.rng, first, own, self.arrivals.tenths.size, DRAWN_ARRIVALS)

    def draw_events(self, person: Numbers) -> Events:
        """Let chance decide all that happens to some people."""
        people = self.people
        unit, begins = spans(people.start[person], people.count[person])
        dice = self.rng.integers(0, WHOLE, size=unit.size, dtype=np.int64)
        going = people.gone[unit]
        gone = dice < going
        move = np.full(unit.size, -1, dtype=np.int64)
        changed = np.flatnonzero(~gone & (dice < going + people.changed[unit]))
        move[changed] = self.pick_moves(unit[changed])
        arrival = np.full(person.size, -1, dtype=np.int64)
        arriving = np.flatnonzero(happens(self.rng, people.arrives[person]))
        arrival[arriving] = self.pick_arrivals(person[arriving])
        return Events(person, unit, begins, gone, move, arrival, self._apart(person))

    def draw_rest(self, person: Numbers, move: Numbers, arrival: Numbers) -> Events:
        """Let chance decide whatever else happens to people whose changes are known.

        Args:
            person: some people.
            move: of each of their units which change it made; -1: none.
            arrival: of each of them what was added; -1: nothing.
        """
        people = self.people
        unit, begins = spans(people.start[person], people.count[person])
        left = WHOLE - people.changed[unit]
        gone = (self.rng.integers(0, np.maximum(left, 1)) < people.gone[unit]) & (move < 0)
        return Events(person, unit, begins, gone, move, arrival, self._apart(person))

    def carried(self, events: Events) -> Columns:
        """What each person carries after what happened; no allegations: nobody to be assessed.

        It is worked out again only for those one of whose units went or changed.
        """
        sums = self.still.only(events.person)
        touched = np.logical_or.reduceat(events.gone | (events.move >= 0), events.begins)
        which = np.flatnonzero(touched)
        for name, values in vars(self._after(events.of(which, self.people.count))).items():
            getattr(sums, name)[which] = values
        came = np.flatnonzero(events.arrival >= 0)
        added = self.arrivals.only(events.arrival[came])
        sums.tenths[came] += added.tenths
        sums.allegations[came] += added.allegations
        sums.most_serious[came] = np.maximum(sums.most_serious[came], added.most_serious)
        sums.days_old[came] = np.minimum(sums.days_old[came], added.days_old)
        sums.victims[came] += added.victims
        sums.allegations[events.apart] = 0
        return sums

    def _after(self, events: Events) -> Columns:
        """What each person carries of what they had, after what happened to it."""
        units, person = self.people.units, events.person
        changed, gone, begins = events.move >= 0, events.gone, events.begins
        if not begins.size:
            return self.still.only(person)
        tenths, most = (column[events.unit] for column in (units.tenths, units.most_serious))
        for column, to in zip((tenths, most), self.move_to, strict=True):
            column[changed] = to[events.move[changed]]
            column[gone] = 0
        return Columns(
            tenths=np.add.reduceat(tenths, begins),
            allegations=np.add.reduceat(np.where(gone, 0, units.allegations[events.unit]), begins),
            most_serious=np.maximum.reduceat(most, begins),
            days_old=np.minimum.reduceat(
                np.where(gone, NEVER, units.days_old[events.unit]), begins
            ),
            victims=self._victims(events, person),
        )

    def _victims(self, events: Events, person: Numbers) -> Numbers:
        """How many victims each person has in the units that still count."""
        people = self.people
        link, _ = spans(people.links[person], people.linked[person])
        if not link.size:
            return np.zeros(person.size, dtype=np.int64)
        shift = np.repeat(events.begins - people.start[person], people.linked[person])
        counts = ~events.gone[people.link[link] + shift]
        still = np.logical_or.reduceat(counts, np.flatnonzero(people.opens[link]))
        sums = np.concatenate([[0], np.cumsum(still)])
        ends = np.cumsum(people.known[person])
        several: Numbers = sums[ends] - sums[ends - people.known[person]]
        return several

    def _apart(self, person: Numbers) -> Flags:
        return happens(self.rng, np.full(person.shape, self.apart, dtype=np.int64))


def _still(people: People) -> Columns:
    """What each person carries where nothing happens."""
    units, begins = people.units, people.start
    if not begins.size:
        return units
    return Columns(
        tenths=np.add.reduceat(units.tenths, begins),
        allegations=np.add.reduceat(units.allegations, begins),
        most_serious=np.maximum.reduceat(units.most_serious, begins),
        days_old=np.minimum.reduceat(units.days_old, begins),
        victims=people.known,
    )
