"""The pack of a meeting as slides: its agenda in order, and one slide for each case taken on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dashboard.documents import Bars, Deck, Grid, Slide, deck_as_pptx
from dashboard.exports.case_pack import leads_of, named_in_pack, own_pages, title_of
from dashboard.exports.redaction import refuse_aggregates, without_names
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.meeting import PARTS, Meeting
from dashboard.services.files import WHOLE, Handling, Outgoing, release, take_note
from dashboard.services.identities import known_identities
from dashboard.services.question import Question
from dashboard.wording.cases import (
    AGENDA_HEADINGS,
    DUE_HEADINGS,
    EVENT_HEADINGS,
    PART_TITLES,
    STATES,
    agenda_row,
    due_row,
    event_row,
    in_case_words,
    in_outcome_words,
    outcomes_words,
)
from dashboard.wording.formats import counted
from dashboard.wording.notices import in_data_line, in_taking_words, marking_of

#: Rows of one person's slide, and letters of a text on it: the pack as PDF has everything.
DUE, LATEST = 7, 3
LONGEST, LONGEST_DETAILS, LONGEST_CELL = 450, 150, 45
SHORTENED: Final = (
    f"One slide a person: at most {DUE} lines of what is due and the latest {LATEST} events, long "
    f"texts shortened (…). The pack as PDF has all of it."
)
#: Columns as shares of each other.
_AGENDA, _DUE, _EVENTS = (3, 2, 3, 3, 6), (4, 3, 2, 3, 3), (3, 3, 3, 8)


def slides_file(question: Question, meeting: Meeting, handling: Handling = WHOLE) -> bytes:
    """The pack as PowerPoint; the log has a line for it, and for each case in it."""
    return release(question, slides_outgoing(question, meeting, handling))


def slides_outgoing(question: Question, meeting: Meeting, handling: Handling = WHOLE) -> Outgoing:
    """The pack as PowerPoint, before it leaves."""
    refuse_aggregates(handling, "The pack")
    taking = take_note(question, handling)
    facts = question.facts
    deck = Deck(
        marking=marking_of(question.settings.marking, facts.people),
        provenance=in_data_line(facts),
        taken=in_taking_words(taking),
        on=taking.at.date(),
        title=title_of(meeting),
        slides=(
            Slide(title_of(meeting), (*leads_of(question, meeting), SHORTENED)),
            *_summaries(meeting),
            *_agenda(meeting),
            *(_page(case) for case in own_pages(meeting)),
        ),
    )
    if handling.redaction == "no_names":
        deck = without_names(deck, known_identities(question))
    return Outgoing(
        deck_as_pptx(deck),
        f"case slides of {meeting.at:%Y-%m-%d}",
        question.version,
        parts=tuple(f"case of {case.person}" for case in own_pages(meeting)),
        people=named_in_pack(meeting),
        taking=taking,
    )


def _summaries(meeting: Meeting) -> Iterator[Slide]:
    """Where the cases stand, and what came of them; each a chart beside the same numbers."""
    states = meeting.found.states
    rows = [(STATES[state], states[state]) for state in STATES if state in states]
    said = counted(len(meeting.found.cases), "case")
    yield from _counts("Where the cases stand", f"{said} of those whom you may see.", "State", rows)
    people = dict[str, int]()
    for found in meeting.found.cases:
        outcomes = () if found.case is None else found.case.outcomes.values()
        for what in {outcome.what for outcome in outcomes if outcome.counts}:
            people[what] = people.get(what, 0) + 1
    ordered = sorted(people.items(), key=lambda pair: (-pair[1], pair[0]))
    yield from _counts(
        "What came of the cases",
        "Cases with each outcome, open or closed; one may have several. It is not known from this "
        "what would have come without the listing.",
        "Outcome",
        [(in_outcome_words(what), count) for what, count in ordered],
    )


def _counts(title: str, said: str, of: str, rows: list[tuple[str, int]]) -> Iterator[Slide]:
    if rows:
        labels, counts = (tuple(column) for column in zip(*rows, strict=True))
        grid = Grid((of, "Cases"), tuple((label, f"{count}") for label, count in rows), (3, 1))
        yield Slide(title, (said,), (grid,), Bars("Cases", labels, counts))


def _agenda(meeting: Meeting) -> Iterator[Slide]:
    for part in PARTS:
        items = meeting.part(part)
        if items:
            rows = tuple(_short(agenda_row(item), LONGEST_DETAILS) for item in items)
            grid = Grid(AGENDA_HEADINGS, rows, _AGENDA)
            yield Slide(PART_TITLES[part], (counted(len(items), "line"),), (grid,))


def _page(found: CaseFile) -> Slide:
    """The one slide of a case."""
    grids = []
    if found.due:
        shown = tuple(_short(due_row(due), LONGEST_CELL) for due in found.due[:DUE])
        title = "What is due"
        if len(found.due) > DUE:
            title = f"{title}: the first {DUE} of {len(found.due)}"
        grids.append(Grid(DUE_HEADINGS, shown, _DUE, title))
    if found.events:
        last = found.events[-LATEST:]
        rows = tuple(_short(event_row(event), LONGEST_DETAILS) for event in last)
        title = f"The latest {len(last)} of {counted(len(found.events), 'event')}"
        grids.append(Grid(EVENT_HEADINGS, rows, _EVENTS, title))
    said = filter(None, (in_case_words(found), outcomes_words(found)))
    return Slide(
        f"Case of {found.person}: {STATES[found.state]}",
        tuple(_cut(sentence, LONGEST) for sentence in said),
        tuple(grids),
    )


def _short(row: tuple[str, ...], longest: int) -> tuple[str, ...]:
    return tuple(_cut(text, longest) for text in row)


def _cut(text: str, longest: int) -> str:
    """A text that is not too long, cut between two words where it can be."""
    if len(text) <= longest:
        return text
    kept = text[:longest]
    return f"{kept.rsplit(' ', 1)[0] or kept}…"
