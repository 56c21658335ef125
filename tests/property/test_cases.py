"""Any legal events rebuild the same case, and an illegal one changes nothing."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from harm.cases.case import Case
from harm.cases.clock_rules import rules
from harm.cases.details import CODES, GROUNDS
from harm.cases.events import Event, moves
from harm.cases.fold import fold, follow
from harm.cases.vocabulary import orders, words_of
from harm.errors import HarmError
from tests.depth import examples

BEGUN = datetime.fromisoformat("2026-01-01T09:00")
DAY = date(2026, 1, 1)


def drawn(rnd: random.Random, number: int, case: Case | None) -> Event:
    """Any event with any details, mostly one of its state: legal or not is for the fold to say."""
    likely = [move for move in moves().values() if case is not None and case.state in move.before]
    ends = {"close", "close_at_once", "deselect"}
    rare = [move for move in likely if move.kind not in ends or rnd.random() < 0.1]
    move = rnd.choice(rare if rare and rnd.random() < 0.8 else list(moves().values()))
    optional = [name for name in move.may_have if rnd.random() < 0.3]
    details = {name: _value(rnd, move.kind, name) for name in (*move.requires, *optional)}
    who = rnd.choice(["Ada", "Ben", "Sue", "Olu"])
    return Event(number, move.kind, BEGUN + timedelta(hours=number), who, details)


def _value(rnd: random.Random, kind: str, name: str) -> str:
    codes: Mapping[str, object] | None = None
    if name == "ground" and kind in GROUNDS:
        codes = words_of(GROUNDS[kind])
    elif name in CODES:
        codes = words_of(CODES[name])
    elif name == "order":
        codes = orders()
    elif name == "rule":
        codes = rules()
    if codes is not None:
        return rnd.choice(list(codes))
    day = (DAY + timedelta(days=rnd.randrange(400))).isoformat()
    simple = {
        "by": ["inspector", "superintendent", "magistrates", "court", "chair"],
        "starts": [day, f"{day}T16:00"],
        "victim": ["V1", "V2"],
        "list": ["L1", "L2"],
        "owner": ["Olu", "Pia"],
        "lead": ["Vi", "Olu"],
        "tied_to": ["achilles_heel", "C123"],
        **{key: [day] for key in ("on", "until", "due", "meeting")},
        **{key: ["1", "30"] for key in ("offences", "days", "served")},
        **{key: ["X1", "X2", "X3"] for key in ("action", "measure", "clock", "outcome")},
    }
    return rnd.choice(simple.get(name, ["Because it is so", "indictable"]))


def history(rnd: random.Random, length: int) -> list[tuple[list[Event], Case]]:
    """A case as it grows: after each event that was legal, all events and the case."""
    found, events, case = list[tuple[list[Event], Case]](), list[Event](), None
    for _ in range(length):
        event = drawn(rnd, len(events) + 1, case)
        before = case
        try:
            case = follow(case, event)
        except HarmError:
            assert case is before
            if events and rnd.random() < 0.1:
                assert fold(events) == before
            continue
        events = [*events, event]
        found.append((events, case))
    return found


@settings(max_examples=examples(100), deadline=None)
@given(st.integers(0, 2**32))
def test_the_same_events_give_the_same_case_however_they_come(seed: int) -> None:
    rnd = random.Random(seed)  # noqa: S311 - drawn again from its seed
    grown = history(rnd, 120)
    if not grown:
        return
    events, case = grown[-1]
    assert fold(events) == case
    mixed = events[:]
    rnd.shuffle(mixed)
    assert fold(mixed) == case
    place = rnd.randrange(len(grown))
    first, half = grown[place]
    assert fold(first) == half
    rest = events[len(first) :]
    assert (fold(rest, half) if rest else half) == case
    assert fold(first) == half, "carrying on changed the case from which it went on"


def test_the_draw_reaches_every_kind_of_event() -> None:
    rnd = random.Random(1)  # noqa: S311 - the same each time
    seen = {
        event.kind for _ in range(150) for events, _ in history(rnd, 150)[-1:] for event in events
    }
    assert seen == set(moves())


def test_ten_thousand_events_fold_into_one_case() -> None:
    assert fold(long_history(10_000)).events == 10_000


def long_history(number: int) -> list[Event]:
    """So many events of one case, which goes on and on."""
    lines = [
        ("list", {"list": "L1"}),
        ("review", {"list": "L1"}),
        (
            "adopt",
            {"owner": "Olu", "reason": "Harm is grave", "list": "L1", "counter": "none"},
        ),
    ]
    for place in range(number - len(lines)):
        plan = {"strand": "pursue", "tactic": "arrest", "owner": "Pia", "due": "2026-03-01"}
        minute = {"meeting": "2026-02-01", "assessment": "The risk is the same"}
        lines.append(
            ("action", {"action": f"A{place}", **plan}) if place % 2 else ("minute", minute)
        )
    return [
        Event(n, kind, BEGUN + timedelta(minutes=n), "Ada", details)
        for n, (kind, details) in enumerate(lines, 1)
    ]
