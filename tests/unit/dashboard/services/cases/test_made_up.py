"""The demonstration's year of meetings: near what was published, the same each time, and marked."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl
import pytest

from dashboard.register import CaseEvent
from dashboard.services.cases.made_up import write_made_up_cases
from dashboard.services.cases.opening import see_cases
from dashboard.services.cases.people import counter_allegations, crimes_of
from dashboard.services.cases.texts import check_texts
from dashboard.services.cases.victims import events_of, victims_of
from dashboard.services.question import Caller, Question, ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.cases.case import Case
from harm.cases.fold import fold
from harm.cases.proposals import POSITIVE
from sample_data.meetings import DECIDER, Listed, hold_meetings, known_of, meeting_day
from sample_data.pursuit import ENDS_BAIL, TEN_MONTHS
from tests.unit.dashboard.build import ANALYST, desk_with, row

pytestmark = pytest.mark.slow

DOCS: Final = Path(__file__).resolve().parents[5] / "docs" / "cases.md"
FIRST: Final = date(2025, 3, 11)
#: Who decides and works there, all of them made up.
NAMES: Final = re.compile(r"(DC?I|DS|Analyst|Victim lead) [A-Z][a-z]+")


@pytest.fixture(scope="module")
def question(demonstration: Path) -> Question:
    return ask(Workspace(Settings(data=demonstration)), ANALYST)


@pytest.fixture(scope="module")
def kept(question: Question) -> dict[str, list[CaseEvent]]:
    found = dict[str, list[CaseEvent]]()
    for event in question.workspace.register.case_events():
        assert event.person is not None
        found.setdefault(event.person, []).append(event)
    return found


@pytest.fixture(scope="module")
def cases(kept: dict[str, list[CaseEvent]]) -> dict[str, Case]:
    return {person: fold(events_of(events)) for person, events in kept.items()}


def totals(cases: dict[str, Case]) -> tuple[int, int, int, int]:
    """Taken on in ten months, of these with positive action; and charged in a year, offences."""
    ten = FIRST + TEN_MONTHS
    early = [case for case in cases.values() if case.adopted and case.adopted.date() <= ten]
    positive = [
        case
        for case in early
        if any(each.what in POSITIVE and each.on <= ten for each in case.outcomes.values())
    ]
    charges = [
        [each.offences for each in case.outcomes.values() if each.what == "charge"]
        for case in cases.values()
    ]
    charged = [offences for offences in charges if offences]
    return len(early), len(positive), len(charged), sum(map(sum, charged))


def test_there_are_about_as_many_as_was_published(cases: dict[str, Case]) -> None:
    taken, positive, charged, offences = totals(cases)
    assert abs(taken - 199) <= 2
    assert abs(100 * positive / taken - 54) <= 2
    assert abs(charged - 126 * 12 / 19) <= 6
    assert abs(offences - 574 * 12 / 19) <= 30


def test_the_document_has_the_same_totals(cases: dict[str, Case]) -> None:
    taken, positive, charged, offences = totals(cases)
    said = DOCS.read_text("utf-8")
    assert f"| taken on in ten months | 199 | {taken} |" in said
    share = round(100 * positive / taken)
    assert (
        f"| of these, with positive action by then | 108 (54 of 100) | {positive} ({share} of"
        in said
    )
    assert f"| charged | 126 in 19 months | {charged} in a year |" in said
    assert f"| offences charged | 574 in 19 months | {offences} in a year |" in said


def test_each_event_has_its_own_day_and_a_decider_who_is_made_up(
    question: Question, kept: dict[str, list[CaseEvent]]
) -> None:
    for events in kept.values():
        moments = [event.at for event in events]
        assert moments == sorted(set(moments))
        assert all(NAMES.fullmatch(event.who) for event in events)
        assert all(date(2025, 3, 1) < event.at.date() <= date(2026, 3, 2) for event in events)
    lines = question.workspace.register.log().filter(pl.col("action") == "case")
    assert lines["subject"].str.contains(", made up: ").all()
    assert set(lines["who"]) == {"tester"}
    assert question.workspace.register.verify().fault is None


def test_meetings_are_monthly_and_take_people_from_the_list_and_beside_it(
    kept: dict[str, list[CaseEvent]],
) -> None:
    events = [event for events in kept.values() for event in events]
    meetings = Counter(event.facts["meeting"] for event in events if event.kind == "adopt")
    assert len(meetings) == 12
    assert len({day[:7] for day in meetings}) == 12
    assert all(10 <= count <= 20 for count in meetings.values())
    kinds = Counter(event.kind for event in events)
    assert kinds["nominate"] >= 8
    assert min(kinds[kind] for kind in ("decline", "defer", "own_view", "deselect", "close")) >= 5
    assert all(event.who == DECIDER for event in events if event.kind in {"adopt", "decline"})


def test_whoever_is_new_on_the_newest_list_waits_for_the_next_meeting(question: Question) -> None:
    found = see_cases(question)
    waiting = [case for case in found.cases if case.case is None]
    assert 5 <= len(waiting) <= 40


def test_outcomes_rest_on_the_record_and_free_text_names_nobody(
    question: Question, kept: dict[str, list[CaseEvent]]
) -> None:
    said = {(event.kind, name, text) for events in kept.values() for event in events
            for name, text in event.facts.items() if " " in text and name != "victim"}  # fmt: skip
    assert 15 <= len(said) <= 60
    for kind, name, text in said:
        check_texts(question, "nobody", kind, {name: text})
    for person in sorted(kept)[::12]:
        tied = {event.facts["tied_to"] for event in kept[person] if event.kind == "outcome"}
        assert tied <= {*crimes_of(question, person), "achilles_heel"}
        if any("victim" in event.facts for event in kept[person]):
            victims = victims_of(question, person)
            coded = {event.details["victim"] for event in events_of(kept[person], victims)
                     if "victim" in event.details}  # fmt: skip
            known = [f"V{number}" for number in range(1, len(victims) + 1)]
            assert coded == set(known[: len(coded)])
        adopted = [event for event in kept[person] if event.kind == "adopt"]
        if adopted and adopted[0].facts["counter"] == "none":
            assert counter_allegations(question, person) == 0


def test_where_there_are_cases_none_are_made_up(question: Question) -> None:
    before = question.workspace.register.log().height
    write_made_up_cases(Caller(question.workspace, ANALYST))
    assert question.workspace.register.log().height == before


def test_the_same_lists_give_the_same_cases_and_fewer_lists_fewer(tmp_path: Path) -> None:
    people = tuple(f"S{number}" for number in range(30))
    days = (date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30))
    lists = [Listed(day, f"{day}", people[:20], people[20:]) for day in days]
    rows = pl.DataFrame(
        {
            "suspect_id": [*people, "S99"],
            "crime_ref": [*(f"C{person}" for person in people), "C99"],
            "victim_id": [*("S99" for _ in people), "S3"],
            "allegation_status": ["named"] * 31,
            "suspect_situation": [*(["at_large"] * 10), "deceased", *(["at_large"] * 20)],
            "known_on": [days[0]] * 31,
        }
    )
    first = hold_meetings(lists, known_of(rows))
    again = hold_meetings(lists, known_of(rows.sample(fraction=1, shuffle=True, seed=3)))
    assert [(case.id, case.person, case.events) for case in first] == [
        (case.id, case.person, case.events) for case in again
    ]
    answered = {case.person for case in first if any(e[0] == "answer_counter" for e in case.events)}
    assert answered <= {"S3"}
    dead = next(case for case in first if case.person == "S10")
    assert dead.events[-1][0] == "close_at_once"
    assert hold_meetings(lists[:1], known_of(rows)) == []
    assert meeting_day(date(2025, 12, 31)) == date(2026, 1, 13)
    desk = desk_with(tmp_path, row(), synthetic=True)
    write_made_up_cases(Caller(desk, ANALYST))
    assert desk.register.case_events() == []


def test_nobody_is_on_bail_for_what_they_were_charged_with_or_not(
    kept: dict[str, list[CaseEvent]],
) -> None:
    ended = 0
    for events in kept.values():
        case = fold(events_of(events))
        tied = {outcome.key: outcome.tied_to for outcome in case.outcomes.values()}
        settled = {(outcome.tied_to, outcome.on) for outcome in case.outcomes.values()
                   if outcome.what in ENDS_BAIL}  # fmt: skip
        for clock in case.clocks.values():
            ends = [on for crime, on in settled if crime == tied[f"O{clock.key[1:]}"]]
            later = [on for on in ends if on >= date.fromisoformat(clock.starts[:10])]
            assert (clock.ended is not None) == bool(later)
            ended += clock.ended is not None
    assert ended >= 20
