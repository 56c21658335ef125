"""Random sequences of decisions: the order of rows changes nothing, and undoing restores."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from harm.suspects.link_version import until, version_of
from harm.suspects.persons import Known, Persons, persons
from harm.suspects.reviews import Review, standings

REFERENCES = "ABCDEFG"
PAIRS = [(a, b) for a in REFERENCES for b in REFERENCES if a < b]


@st.composite
def sequences(draw: st.DrawFn) -> list[Review]:
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(PAIRS),
                st.sampled_from(["same", "same", "different", "unsure", "undone", "proposed"]),
                st.sampled_from(["ada", "ben", "cid"]),
                st.integers(1, 2),
            ),
            max_size=30,
        )
    )
    return [
        Review(number=number, a=a, b=b, decision=decision, who=who, needs=needs)  # type: ignore[arg-type]
        for number, ((a, b), decision, who, needs) in enumerate(rows, 1)
    ]


@st.composite
def records(draw: st.DrawFn) -> dict[str, Known]:
    return {
        reference: Known(
            first=date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 3))),
            is_suspect=draw(st.booleans()),
            sexes=frozenset(draw(st.sampled_from(["", "F", "M", "MM"]))),
            born=draw(st.none() | st.dates(date(1980, 1, 1), date(1984, 1, 1))),
        )
        for reference in REFERENCES
        if draw(st.integers(0, 9))
    }


def seen(rows: list[Review], known: dict[str, Known]) -> Persons:
    return persons(standings(rows), known)


@given(sequences(), records(), st.randoms())
def test_the_order_of_rows_changes_nothing(
    rows: list[Review], known: dict[str, Known], random: object
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert seen(shuffled, known) == seen(rows, known)
    assert version_of(shuffled) == version_of(rows)


@given(sequences(), records())
def test_nobody_is_in_two_persons_and_whoever_is_held_is_reported(
    rows: list[Review], known: dict[str, Known]
) -> None:
    found = seen(rows, known)
    used = [reference for own in found.used for reference in own]
    assert len(used) == len(set(used))
    assert set(used) <= set(known)
    assert all(own[0] == min(own, key=lambda r: (not known[r].is_suspect, known[r].first, r))
               for own in found.used)  # fmt: skip
    same = {pair for pair, standing in standings(rows).items() if standing.state == "same"}
    together = {pair for own in found.used for pair in same if {*pair} <= {*own}}
    reported = {pair for held in found.held for pair in held.pairs}
    missing = {pair for pair in same if not {*pair} <= set(known)}
    assert same <= together | reported | missing


@given(sequences(), records(), st.sampled_from(PAIRS))
def test_undoing_a_new_decision_restores_what_was(
    rows: list[Review], known: dict[str, Known], pair: tuple[str, str]
) -> None:
    before = [row for row in rows if (row.a, row.b) != pair]
    last = len(rows)
    after = [
        *before,
        Review(number=last + 1, a=pair[0], b=pair[1], decision="same", who="ada"),
        Review(number=last + 2, a=pair[0], b=pair[1], decision="undone", who="ada"),
    ]
    assert seen(after, known) == seen(before, known)
    assert version_of(after) == version_of(before)


@given(sequences(), records())
def test_a_version_names_what_was_used_at_it(rows: list[Review], known: dict[str, Known]) -> None:
    for number in range(len(rows) + 1):
        now = until(rows, number)
        version = version_of(now)
        assert version <= number
        assert seen(until(rows, version), known).used == seen(now, known).used
        assert version_of(until(rows, version)) == version
