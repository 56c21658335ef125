"""Which references are one person: what is used, and what is held back and why."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest

from harm.suspects.link_version import until, version_of
from harm.suspects.persons import Held, HeldBack, Known, Persons, persons
from harm.suspects.reviews import Decision, Review, Standing, standings

DAY = date(2026, 1, 1)


def reviews(*rows: str) -> list[Review]:
    """Rows such as `A=B ada`, `A#B ben` (different), `A?B`, `A-B` (undone), `A~B` (proposed);
    a 2 at the end: two reviewers are needed."""
    words: dict[str, Decision] = {
        "=": "same",
        "#": "different",
        "?": "unsure",
        "-": "undone",
        "~": "proposed",
    }
    numbers = count(1)
    found = []
    for row in rows:
        pair, who, *needs = row.split()
        sign = next(sign for sign in words if sign in pair)
        a, b = pair.split(sign)
        needed = int(needs[0]) if needs else 1
        found.append(
            Review(number=next(numbers), a=a, b=b, decision=words[sign], who=who, needs=needed)
        )
    return found


def known(**facts: Known) -> dict[str, Known]:
    return {reference: Known(first=DAY) for reference in "ABCDEFGH"} | facts


def found(*rows: str, **facts: Known) -> Persons:
    return persons(standings(reviews(*rows)), known(**facts))


def reasons(result: Persons) -> list[tuple[Held, ...]]:
    return [held.reasons for held in result.held]


def test_a_person_is_what_hangs_together() -> None:
    assert found("A=B x", "B=C x", "E=F x").used == (("A", "B", "C"), ("E", "F"))
    assert found("A~B x", "B?C x", "C#D x").used == ()
    assert found().used == ()


def test_a_person_is_called_by_the_reference_recorded_first() -> None:
    early = Known(first=date(2025, 1, 1))
    assert found("A=B x", "B=C x", C=early).used == (("C", "A", "B"),)
    assert found("A=B x", A=Known(first=date(2020, 1, 1), is_suspect=False)).used == (("B", "A"),)


def test_a_reference_that_the_record_does_not_have_is_in_no_person() -> None:
    assert found("A=Z x").used == ()
    assert found("A=Z x", "B=Z x").used == (("A", "B"),)
    assert persons(standings(reviews("A=B x")), {}).used == ()


def test_a_second_reviewer_is_somebody_else() -> None:
    pending = found("A=B ada 2", "A=B ada 2")
    assert (pending.used, reasons(pending)) == ((), [("pending",)])
    assert found("A=B ada 2", "A=B ben 2").used == (("A", "B"),)


def test_undoing_takes_back_what_was_said_and_may_need_two() -> None:
    assert found("A=B x", "A-B x").used == ()
    assert found("A=B ada 2", "A=B ben 2", "A-B ada 2").used == (("A", "B"),)
    assert found("A=B ada 2", "A=B ben 2", "A-B ada 2", "A-B ada 2").used == (("A", "B"),)
    assert found("A=B ada 2", "A=B ben 2", "A-B ada 2", "A-B ben 2").used == ()
    waiting = standings(reviews("A=B ada 2", "A=B ben 2", "A-B ada 2"))["A", "B"]
    assert waiting.undoing == ("ada",)
    assert standings(reviews("A=B x", "A-B x"))["A", "B"] == Standing()
    kept = standings(reviews("A=B ada 2", "A=B ben 2", "A-B ada 2", "A=B ada 2"))["A", "B"]
    assert kept.undoing == ()


def test_the_last_word_of_a_reviewer_counts() -> None:
    assert found("A=B x", "A#B x").used == ()
    assert found("A#B x", "A=B x").used == (("A", "B"),)
    assert standings(reviews("A?B x"))["A", "B"].state == "unsure"
    assert standings(reviews("A=B x", "A?B y"))["A", "B"].state == "same"


@pytest.mark.parametrize(
    ("rows", "facts", "why"),
    [
        (("A=B ada", "A#B ben"), {}, [("disputed",)]),
        (("A=B x", "B=C x", "A#C x"), {}, [("contradiction",)]),
        (("A=B x", "B=C x", "A=C x", "A#C y"), {}, [("contradiction",), ("disputed",)]),
        (("A=B x", "B=C x", "C=D x", "D=E x"), {}, [("cluster",)]),
        (("A=B x",), {"A": Known(first=DAY, sexes=frozenset("F")),
                      "B": Known(first=DAY, sexes=frozenset("M"))}, [("sexes",)]),
        (("A=B x",), {"A": Known(first=DAY, born=date(1980, 2, 29)),
                      "B": Known(first=DAY, born=date(1982, 3, 1))}, [("births",)]),
        (("A=B x", "C=D x", "B=C x"), {}, [("bridge",)]),
    ],
)  # fmt: skip
def test_what_speaks_against_a_link_is_shown_and_not_used(
    rows: tuple[str, ...], facts: dict[str, Known], why: list[tuple[Held, ...]]
) -> None:
    result = found(*rows, **facts)
    assert reasons(result) == why
    assert all(not {"A", "C"} <= {*own} for own in result.used)
    assert result.used == ((("A", "B"), ("C", "D")) if why == [("bridge",)] else ())


def test_what_is_close_enough_is_used() -> None:
    born = {"A": date(1980, 2, 29), "B": date(1982, 2, 28)}
    facts = {own: Known(first=DAY, sexes=frozenset("M"), born=day) for own, day in born.items()}
    assert found("A=B x", **facts).used == (("A", "B"),)
    assert found("A=B x", "B=C x", "C=D x", "A=D x").used == (("A", "B", "C", "D"),)


def test_two_reviewers_settle_what_speaks_against_a_link_but_no_contradiction() -> None:
    odd = {
        "A": Known(first=DAY, sexes=frozenset("F"), born=date(1980, 1, 1)),
        "B": Known(first=DAY, sexes=frozenset("M"), born=date(1990, 1, 1)),
    }
    assert found("A=B ada", "A=B ben", **odd).used == (("A", "B"),)
    bridge = ("A=B x", "C=D x", "B=C ada", "B=C ben")
    assert found(*bridge).used == (("A", "B", "C", "D"),)
    against = found("A=B ada", "A=B ben", "B=C ada", "B=C ben", "A#C ada")
    assert (against.used, reasons(against)) == ((), [("contradiction",)])


def test_what_is_held_names_its_pairs_and_references() -> None:
    assert found("A=B x", "B=C x", "A#C x").held == (
        HeldBack(
            pairs=(("A", "B"), ("B", "C")),
            references=("A", "B", "C"),
            reasons=("contradiction",),
        ),
    )


def test_a_version_is_the_row_since_which_the_same_is_linked() -> None:
    rows = reviews("A~B x", "A=B x", "C?D x", "C=D x", "C-D x", "E#F x", "A#B y")
    assert [version_of(until(rows, number)) for number in range(8)] == [0, 0, 2, 2, 4, 2, 2, 0]
    assert version_of([]) == 0


def test_a_version_tells_what_is_settled_and_what_is_different() -> None:
    assert version_of(reviews("A=B x", "A=B y")) == 2
    assert version_of(reviews("A=B x", "B=C x", "A#C x")) == 3
    assert version_of(reviews("A=B x", "A#C x", "B=C x", "B-C x")) == 1
    assert version_of(reviews("A=B ada 2", "A-B ben")) == 0
