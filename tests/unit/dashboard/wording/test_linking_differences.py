"""What differs between two records is marked letter by letter, and not by colour alone."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.wording.linking_differences import (
    both_dates_marked,
    both_marked,
    date_differences,
    differences,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Derek Plimpton", "Derek Plimton"),
        ("O'Neill", "ONeill"),
        ("Nguyễn", "Nguyen"),
        ("Mohammed Ali", "Ali Mohammed"),
        ("", "Ada"),
        ("Ada", "Ada"),
        ("李 明", "李明"),
        ("**b** [a](b)", ":red[a]"),
    ],
)
def test_the_parts_make_up_both_texts_and_agree_where_they_do_not_differ(
    one: str, other: str
) -> None:
    first, second = differences(one, other)
    assert "".join(text for text, _ in first) == one
    assert "".join(text for text, _ in second) == other
    same = [[text for text, differs in side if not differs] for side in (first, second)]
    assert same[0] == same[1]
    assert any(differs for _, differs in first) == (one != other)


def test_letters_that_differ_stand_in_brackets() -> None:
    one, other = both_marked("Derek Plimpton", "Derek Plimton")
    assert one == r"Derek Plim:orange-background[\[p\]]ton"
    assert other == r"Derek Plim:orange-background[\[·\]]ton"


def test_a_blank_that_parts_two_words_stays() -> None:
    assert both_marked("Ann Lee", "Ann X Lee")[1] == r"Ann :orange-background[\[X \]]Lee"


def test_what_is_the_same_has_no_mark() -> None:
    assert both_marked("Ann Lee", "Ann Lee") == ("Ann Lee", "Ann Lee")


def test_what_one_record_lacks_is_no_difference() -> None:
    assert both_marked(None, "Ann") == ("–", "Ann")
    assert both_dates_marked(None, date(1988, 3, 5)) == ("–", r"05\/03\/1988")
    assert both_dates_marked(None, None) == ("–", "–")


def test_dates_are_compared_figure_by_figure() -> None:
    one, other = date_differences(date(1988, 3, 5), date(1988, 5, 3))
    assert one == (("0", False), ("5", True), ("/0", False), ("3", True), ("/1988", False))
    assert [text for text, differs in other if differs] == ["3", "5"]


def test_a_name_is_never_markdown() -> None:
    one, other = both_marked("**b** [a](https://x)", "<b>")
    for text in (one, other):
        bare = text.replace(":orange-background[", "").replace(":small[]", "")
        assert "**" not in bare
        assert "](" not in bare.replace(r"\]", "")
        assert "<b" not in bare
