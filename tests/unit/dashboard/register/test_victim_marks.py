"""A code keeps whose it is, and tells nobody."""

from __future__ import annotations

from dashboard.register.victim_marks import (
    code_of,
    is_erased,
    mark_victim,
    marks_any,
    without_victim,
)


def test_a_mark_is_that_victims_in_any_case_and_nobody_elses() -> None:
    marked = mark_victim("V2", "P-12ab")
    assert code_of(marked) == "V2"
    assert marks_any(marked, ["x", "p-12AB"])
    assert not marks_any(marked, ["P-12abc", "P-12", ""])
    assert not marks_any(marked, [])


def test_two_marks_of_one_victim_do_not_look_alike() -> None:
    assert mark_victim("V2", "P1") != mark_victim("V2", "P1")


def test_of_an_erased_victim_the_code_is_left() -> None:
    marked = mark_victim("V2", "P1")
    assert without_victim(marked, ["P2"]) == marked
    left = without_victim(marked, ["P2", "p1"])
    assert (left, code_of(left), is_erased(left)) == ("V2 removed", "V2", True)
    assert not marks_any(left, ["P1"])
    assert not is_erased(marked)


def test_a_code_alone_is_nobodys() -> None:
    assert not marks_any("V2", ["P1"])
    assert without_victim("V2", ["P1"]) == "V2"
    assert not is_erased("V2")
