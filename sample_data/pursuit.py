"""What becomes of a made-up case: its plan, orders, time limits, outcomes, and its end.

Arrests and charges that the demonstration's record comes to show are written down as they would be.
The others are for other offending (Achilles' heel) and drawn, so that as many have one as was
published: 108 of 199 in ten months, and 126 charged with 574 offences in nineteen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

OWNERS: Final = ("DS Pattern", "DS Model", "DS Template", "DS Proof")
LEADS: Final = ("Victim lead Example", "Victim lead Sample")
#: Published: of those taken on in ten months, with positive action; and charged in nineteen months,
#: with how many offences.
POSITIVE_IN_TEN, CHARGED, OFFENCES, MONTHS_CHARGED = 108, 126, 574, 19
TEN_MONTHS, YEAR = timedelta(days=304), 12
#: What an outcome is called, by the status that shows it.
SHOWN: Final = {
    "arrested": "arrest",
    "charged": "charge",
    "convicted": "conviction",
    "acquitted": "acquitted",
    "no_further_action": "no_further_action",
}
#: After these nobody is on bail before charge for it any more.
ENDS_BAIL: Final = frozenset({"charge", "remand", "conviction", "acquitted", "no_further_action"})
POSITIVE: Final = frozenset({"arrest", "charge", "remand", "conviction"})
BECAUSE: Final = (("of_listing", 45), ("under_way_before", 25), ("not_known", 30))
TACTICS: Final = {
    "pursue": ("arrest", "evidence", "evidence_led", "digital", "intelligence", "heel_warrant"),
    "prevent": ("programme", "visit", "housing"),
    "protect": ("safety_measure", "disclosure", "order"),
    "prepare": ("response_plan", "release_plan"),
}
RESULTS: Final = (("done", 70), ("no_effect", 14), ("not_possible", 10), ("dropped", 6))
#: Shares of cases with: a second action, an order, bail, a scheme, a disruption, a victim's lead.
SECOND_ACTION, ORDER, BAIL, SCHEME, DISRUPTION, LED = 0.5, 0.3, 0.6, 0.25, 0.08, 0.8
#: Of those convicted or long without news, how many are closed or taken off.
CLOSED, TAKEN_OFF = 0.5, 0.2
SAID: Final = (
    "Plan goes on; nothing new was reported",
    "The risk is the same; the next step is agreed",
    "The risk is lower while conditions hold",
)


@dataclass(slots=True)
class Known:
    """What the record tells of a person, and when.

    Attributes:
        stages: the day, the crime and its status, whenever that changed; oldest first.
        situations: where they were, by the day on which the record said so.
        victims: in crimes that they are named in.
        accused_by_victim: whether one of these is accused of a crime against them.
    """

    stages: list[tuple[date, str, str]] = field(default_factory=list)
    situations: dict[date, str] = field(default_factory=dict)
    victims: set[str] = field(default_factory=set)
    accused_by_victim: bool = False
    _latest: dict[str, str] = field(default_factory=dict)

    def note(
        self, crime: str, victim: str | None, status: str | None, situation: str | None, day: date
    ) -> None:
        """Take in a row as it came; rows come in the order of their days."""
        if victim is not None:
            self.victims.add(victim)
        if status is not None and self._latest.get(crime) != status:
            self._latest[crime] = status
            self.stages.append((day, crime, status))
        if situation is not None and self.situations.get(day) in {None, "at_large", "unknown"}:
            self.situations[day] = situation

    @property
    def died(self) -> date | None:
        """The day on which the record said so; None: it does not."""
        return min(
            (day for day, said in self.situations.items() if said == "deceased"), default=None
        )


@dataclass(slots=True)
class Case:
    """A case while it is made: its events in order, each with kind, moment, person and details."""

    person: str
    id: str
    known: Known
    events: list[tuple[str, datetime, str, dict[str, str]]] = field(default_factory=list)
    owner: str = ""
    adopted: date = date.max

    @property
    def nominated(self) -> bool:
        """Whether it began with a nomination."""
        return self.events[0][0] == "nominate"

    def add(self, kind: str, at: datetime, who: str, **details: str) -> None:
        """Add an event, at the moment given or just after the one before."""
        if self.events:
            at = max(at, self.events[-1][1] + timedelta(minutes=1))
        self.events.append((kind, at, who, details))

    def adopt(self, at: datetime, who: str, rng: Random, **details: str) -> None:
        """Take it on: an owner, the first action, and who looks after a victim."""
        self.owner, self.adopted = rng.choice(OWNERS), at.date()
        self.add("adopt", at, who, owner=self.owner, **details)
        if self.known.victims and rng.random() < LED:
            self.add("victim_lead", at, who, victim="V1", lead=rng.choice(LEADS))
        next_day = at.replace(hour=9, minute=0) + timedelta(days=1)
        due = at.date() + timedelta(days=rng.randint(14, 60))
        self.add("action", next_day, self.owner, **_action("A1", "pursue", rng, self.owner, due))
        self.add("start", next_day, self.owner)


#: Something to write down on a day: kind, by whom, and the details.
Step = tuple[date, str, str, dict[str, str]]


def pursue(rng: Random, cases: Sequence[Case], days: Sequence[date], end: date) -> None:
    """Write down what becomes of each case that was taken on.

    Args:
        rng: draws.
        cases: in the order in which they were taken on.
        days: of the meetings.
        end: the last day that anything is written down about.
    """
    shown = {case.id: _shown(rng, case, end) for case in cases}
    _draw_others(rng, cases, shown, days[0] + TEN_MONTHS, end)
    for case in cases:
        steps = [*shown[case.id], *_planned(rng, case, end), *_inside(case, end)]
        steps += _measured(rng, case, end)
        steps += _cared(rng, case, end)
        if case.adopted < days[-1]:
            said = {"meeting": f"{days[-1]}", "assessment": rng.choice(SAID)}
            steps.append((days[-1], "minute", "DCI Example", said))
        _write(rng, case, sorted(steps, key=lambda step: step[0]), end)


def _shown(rng: Random, case: Case, end: date) -> list[Step]:
    """What the record comes to show of the allegations against them."""
    steps = list[Step]()
    for day, crime, status in case.known.stages:
        if case.adopted < day <= end and status in SHOWN:
            on = max(day - timedelta(days=rng.randint(2, 24)), case.adopted + timedelta(days=2))
            details = {"what": SHOWN[status], "on": f"{min(on, day)}", "tied_to": crime}
            steps.append((day, "outcome", case.owner, details | {"because": _of(rng, BECAUSE)}))
    return steps


def _draw_others(
    rng: Random, cases: Sequence[Case], shown: dict[str, list[Step]], ten: date, end: date
) -> None:
    """Arrests and charges for other offending, until as many have one as was published."""
    early = [case for case in cases if case.adopted <= ten]
    without = [case for case in early if not _has(shown[case.id], POSITIVE, ten)]
    wanted = POSITIVE_IN_TEN - (len(early) - len(without))
    rng.shuffle(without)
    for case in without[: max(wanted, 0)]:
        on = _between(rng, case.adopted + timedelta(days=3), ten)
        shown[case.id].append(_heel(rng, case, "arrest", on))
    charged = [case for case in cases if _has(shown[case.id], {"charge"}, end)]
    others = [
        case
        for case in cases
        if case not in charged and _has(shown[case.id], {"arrest"}, end - timedelta(days=8))
    ]
    rng.shuffle(others)
    wanted = round(CHARGED * YEAR / MONTHS_CHARGED) - len(charged)
    for case in others[: max(wanted, 0)]:
        last = max(step[0] for step in shown[case.id] if step[3]["what"] == "arrest")
        on = _between(rng, last + timedelta(days=1), end)
        shown[case.id].append(_heel(rng, case, "charge", on))
        charged.append(case)
    _count_offences(rng, charged, shown)


def _count_offences(rng: Random, charged: list[Case], shown: dict[str, list[Step]]) -> None:
    """As many offences for each who was charged as was published, on the whole."""
    charges = [
        [step for step in shown[case.id] if step[3]["what"] == "charge"][-1] for case in charged
    ]
    more = sum(sum(step[3]["what"] == "charge" for step in shown[case.id]) - 1 for case in charged)
    left = round(OFFENCES / CHARGED * len(charges)) - len(charges) - more
    offences = [1] * len(charges)
    for _ in range(max(left, 0)):
        offences[int(len(charges) * rng.random() ** 2)] += 1
    rng.shuffle(offences)
    for step, number in zip(charges, offences, strict=True):
        step[3]["offences"] = f"{number}"


def _heel(rng: Random, case: Case, what: str, on: date) -> Step:
    details = {"what": what, "on": f"{on}", "tied_to": "achilles_heel"}
    return (on, "outcome", case.owner, details | {"because": _of(rng, BECAUSE)})


def _planned(rng: Random, case: Case, end: date) -> Iterator[Step]:
    """The end of the first action, and others; some are left open, and overdue."""
    first = next(details for kind, _, _, details in case.events if kind == "action")
    due = date.fromisoformat(first["due"])
    done = due + timedelta(days=rng.randint(-9, 12))
    if done <= end and rng.random() < 0.9:  # noqa: PLR2004 - the others are forgotten
        result = {"action": "A1", "result": _of(rng, RESULTS), "on": f"{done}"}
        yield (done, "finish_action", case.owner, result)
    if rng.random() < SECOND_ACTION and due < end:
        strand = rng.choice(("prevent", "protect", "prepare"))
        until = due + timedelta(days=rng.randint(20, 120))
        yield (due, "action", case.owner, _action("A2", strand, rng, case.owner, until))
        if until <= end:
            result = {"action": "A2", "result": _of(rng, RESULTS), "on": f"{until}"}
            yield (until, "finish_action", case.owner, result)
    if rng.random() < SCHEME:
        scheme = rng.choice(("mappa", "matac", "iom", "drive"))
        yield (case.adopted + timedelta(days=9), "scheme", case.owner, {"scheme": scheme})
    if rng.random() < DISRUPTION:
        on = _between(rng, case.adopted + timedelta(days=20), end)
        level = rng.choice(("major", "moderate", "minor"))
        what = {"what": "disruption", "on": f"{on}", "tied_to": "achilles_heel", "level": level}
        yield (on, "outcome", case.owner, what | {"because": "of_listing"})


def _measured(rng: Random, case: Case, end: date) -> Iterator[Step]:
    """An order that is considered and, more often than not, granted."""
    on = case.adopted + timedelta(days=rng.randint(10, 60))
    if rng.random() >= ORDER or on > end:
        return
    order, lasts = rng.choice((("DVPO", 28), ("SPO", 730), ("RO", 730), ("DAPO", 365)))
    head = {"measure": "M1", "order": order}
    yield (on, "measure", case.owner, head | {"status": "applied", "on": f"{on}"})
    granted = on + timedelta(days=rng.randint(2, 20))
    status = "granted" if rng.random() < 0.85 else "refused"  # noqa: PLR2004 - about as published
    until = {"until": f"{granted + timedelta(days=lasts)}"} if status == "granted" else {}
    if granted <= end:
        said = head | {"status": status, "on": f"{granted}"} | until
        yield (granted, "measure", case.owner, said)


def _inside(case: Case, end: date) -> Iterator[Step]:
    """Custody and release, as the record tells of them."""
    is_inside = False
    for day in sorted(case.known.situations):
        said = case.known.situations[day]
        if day > end or said in {"unknown", "deceased"}:
            continue
        day = max(day, case.adopted + timedelta(days=2))  # noqa: PLW2901 - no event is earlier
        if said in {"custody", "prison"} and not is_inside:
            why = "remand" if said == "custody" else "sentence"
            yield (day, "custody", case.owner, {"on": f"{day}", "why": why})
        elif said == "at_large" and is_inside:
            yield (day, "release", case.owner, {"on": f"{day}"})
        is_inside = said in {"custody", "prison"}


def _cared(rng: Random, case: Case, end: date) -> Iterator[Step]:
    """What is done for a victim, by whoever looks after them."""
    lead = next((told["lead"] for kind, _, _, told in case.events if kind == "victim_lead"), None)
    on = case.adopted + timedelta(days=rng.randint(3, 20))
    if lead is None or on > end:
        return
    for step in ("contact", "safety_plan"):
        done = "yes" if rng.random() < 0.85 else "no"  # noqa: PLR2004 - most are done
        yield (on, "victim_step", lead, {"victim": "V1", "step": step, "on": f"{on}", "done": done})


def _write(rng: Random, case: Case, steps: Sequence[Step], end: date) -> None:
    """Write the steps down in their order, with keys, until the case ends."""
    outcomes, released, last = 0, False, _end_of(rng, case, steps, end)
    bailed = dict[str, str]()
    for day, kind, who, details in steps:
        if day > last[0] or (case.known.died is not None and day >= case.known.died):
            break
        at = datetime.combine(day, time(10)) + timedelta(minutes=rng.randint(0, 300))
        if kind == "outcome":
            outcomes += 1
            case.add(kind, at, who, outcome=f"O{outcomes}", **details)
            if details["what"] == "disruption":
                case.add("confirm_disruption", at, "DCI Specimen", outcome=f"O{outcomes}")
            if details["what"] == "arrest" and rng.random() < BAIL:
                key = f"C{outcomes}"
                case.add("clock", at, who, clock=key, rule="bail", starts=details["on"])
                bailed[key] = details["tied_to"]
            elif details["what"] in ENDS_BAIL:
                for key in [key for key, tied in bailed.items() if tied == details["tied_to"]]:
                    case.add("end_clock", at, who, clock=key, on=details["on"])
                    del bailed[key]
        else:
            case.add(kind, at, who, **details)
            released = released or kind == "release"
    if case.known.died is not None and case.known.died <= end:
        at, why = datetime.combine(case.known.died, time(15)), "The record says that they died"
        case.add("close_at_once", at, "Analyst Example", at_once="deceased", reason=why)
    elif last[1]:
        case.add(last[1], datetime.combine(last[0], time(16)), "DCI Example", **last[2])


def _end_of(
    rng: Random, case: Case, steps: Sequence[Step], end: date
) -> tuple[date, str, dict[str, str]]:
    """When and how the case ends; the end of all, and no event, where it goes on."""
    convicted = [step[0] for step in steps if step[3].get("what") == "conviction"]
    drawn = rng.random()
    if convicted and drawn < CLOSED:
        on = min(convicted[0] + timedelta(days=rng.randint(5, 40)), end)
        return on, "close", {"reason": "Convicted, and the outcome was reviewed"}
    late = case.adopted + timedelta(days=rng.randint(120, 200))
    if not _has(steps, POSITIVE, end) and drawn < TAKEN_OFF and late <= end:
        ground = rng.choice(("no_longer_on_list", "managed_elsewhere", "moved_force"))
        return late, "deselect", {"ground": ground, "reason": "Nothing new for half a year"}
    return end, "", {}


def _action(key: str, strand: str, rng: Random, owner: str, due: date) -> dict[str, str]:
    tactic = rng.choice(TACTICS[strand])
    return {"action": key, "strand": strand, "tactic": tactic, "owner": owner, "due": f"{due}"}


def _has(steps: Sequence[Step], outcomes: frozenset[str] | set[str], until: date) -> bool:
    return any(step[3].get("what") in outcomes and step[3]["on"] <= f"{until}" for step in steps)


def _between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, max((last - first).days, 0)))


def _of(rng: Random, shares: Sequence[tuple[str, int]]) -> str:
    (found,) = rng.choices([code for code, _ in shares], [share for _, share in shares])
    return found
