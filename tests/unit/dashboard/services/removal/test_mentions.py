"""What mentions somebody: their reference, name or birth, however it is written; nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.services.removal.mentions import Mentions

HER = Mentions(["N765"], ["Zoë Quill", "Zoe"], [date(1987, 3, 2)])
FIGURES = Mentions(["100"])


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("suspect", "N765"),
        ("find", "n765"),
        ("file", "profile of N765"),
        ("find", "quill zoe"),
        ("find", "ZOE  QUILL 1990"),
        ("find", "zoe"),
        ("find", "2/3/1987"),
        ("find", "born 2 March 1987"),
        ("load", "statement of Zoë Quill.csv"),
    ],
)
def test_a_line_about_her_is_found(kind: str, subject: str) -> None:
    assert HER.are_in(kind, subject)


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("suspect", "N7651"),
        ("find", "quill"),
        ("load", "1987-03-02.csv"),
        ("list", "N765"),
        ("suspect", ""),
    ],
)
def test_a_line_about_others_is_left(kind: str, subject: str) -> None:
    assert not HER.are_in(kind, subject)


def test_a_reference_of_few_figures_is_no_number_in_a_text() -> None:
    assert FIGURES.are_in("suspect", "100")
    assert FIGURES.are_in("file", "profile of 100")
    assert not FIGURES.are_in("withdraw", "version 3: 100 rows too many")
    assert FIGURES.redacted("of 100 rows “100” was wrong") == "of 100 rows “removed” was wrong"


def test_a_text_keeps_what_is_of_others() -> None:
    text = "“N765” (Zoë Quill, born 1987-03-02) and “N766” (born 1987-03-02)"
    assert HER.redacted(text) == "“removed” (removed, born removed) and “N766” (born removed)"
    assert HER.redacted("born 1987-03-02") == "born 1987-03-02"


def test_a_name_of_one_word_may_be_no_name_at_all() -> None:
    his = Mentions(["N9"], ["Harm"])
    assert his.redacted("Actual bodily harm") == "Actual bodily harm"
    assert his.redacted("“N9” with “Harm”") == "“removed” with “removed”"
    assert his.are_in("find", "harm")


def test_of_nobody_nothing_is_found() -> None:
    assert Mentions(["S1"], [" "]).redacted("any text") == "any text"
    assert not Mentions(["S1"]).are_in("find", "any text")


def test_a_text_names_her_or_does_not() -> None:
    assert HER.have("asked by n765")
    assert FIGURES.have("100")
    assert not HER.have("case 17")
