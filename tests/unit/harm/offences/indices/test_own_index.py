from datetime import date

import polars as pl
import pytest

from harm.errors import IndexTableError
from harm.offences.indices import get, kept, of_your_own, reproduce_index
from harm.offences.indices.index import ENTRY
from tests.unit.harm.build import own_index

OWN = of_your_own(
    "mine",
    own_index(
        (" 19/8 ", "Rape", "2000"),
        ("X1", "Harassment", "0.25"),
        ("", "Stalking", "10"),
        ("X2", "", "5"),
        ("X1", "Worse harassment", "3"),
        ("X3", "Attempted arson", "1e2"),
    ),
)


@pytest.mark.parametrize(
    ("code", "title", "found"),
    [
        ("019/08", None, (0, False)),
        ("01908", None, (0, False)),
        ("19/8", None, (0, False)),
        ("x1", None, (1, True)),
        ("X1", "worse HARASSMENT", (4, False)),
        (None, "stalking", (2, False)),
        ("X2", "anything", (3, False)),
        ("X9", None, None),
    ],
)
def test_an_offence_is_found_by_code_in_any_spelling_or_by_title(
    code: str | None, title: str | None, found: tuple[int, bool] | None
) -> None:
    assert OWN.find(code, title) == found


def test_days_finer_than_a_tenth_are_rounded_and_marked() -> None:
    assert OWN.entries["tenths"].to_list() == [20000, 3, 100, 50, 30, 1000]
    assert OWN.entries["rounded"].to_list() == [False, True, False, False, False, False]


def test_an_attempt_is_known_by_its_title_and_nothing_is_derived() -> None:
    assert OWN.entries["attempt"].to_list() == [False] * 5 + [True]
    assert not OWN.entries["derived"].any()


def test_it_says_that_it_is_the_readers_own() -> None:
    assert (OWN.name, OWN.edition) == ("mine", "your own")
    assert "author" in OWN.caveat
    assert OWN.entries.schema == ENTRY


def test_numbers_are_taken_as_they_are() -> None:
    table = pl.DataFrame({"code": [1908], "title": ["Rape"], "days": [547.5], "more": ["ignored"]})
    own = of_your_own("numbers", table)
    assert own.find("019/08", None) == (0, False)
    assert own.entries["tenths"].to_list() == [5475]


@pytest.mark.parametrize(
    ("columns", "lack"),
    [
        ({"code": ["X"], "title": ["T"]}, "no column days"),
        ({"days": ["1"]}, "no column code or title"),
        ({"code": [], "title": [], "days": []}, "no rows"),
    ],
)
def test_a_table_that_lacks_something_is_refused(columns: dict[str, list[str]], lack: str) -> None:
    with pytest.raises(IndexTableError, match=f"^The index mine has {lack}; it needs the columns"):
        of_your_own("mine", pl.DataFrame(columns))


def test_a_row_without_code_and_title_is_refused_by_its_line() -> None:
    with pytest.raises(IndexTableError, match=r"^Line 3 of the index mine has neither a code nor"):
        of_your_own("mine", own_index(("X1", "", "1"), ("  ", " ", "1")))


@pytest.mark.parametrize("days", ["", "ten", "-1", "NaN", "inf", "1,825", "1e19", "1e500"])
def test_days_that_are_no_number_of_0_or_more_are_refused_by_their_line(days: str) -> None:
    with pytest.raises(IndexTableError, match=r"^Line 3 of the index mine: .* such as 547\.5"):
        of_your_own("mine", own_index(("X1", "", "1"), ("X2", "", days)))


def test_an_empty_cell_of_days_is_refused_too() -> None:
    table = pl.DataFrame({"code": ["X1"], "title": [None], "days": [None]})
    with pytest.raises(IndexTableError, match=r"^Line 2 of the index mine: '' is not a number"):
        of_your_own("mine", table)


def test_days_that_are_a_date_are_refused() -> None:
    table = pl.DataFrame({"code": ["X1"], "title": ["T"], "days": [date(2026, 1, 1)]})
    with pytest.raises(IndexTableError, match="2026-01-01"):
        of_your_own("mine", table)


def test_an_index_that_was_kept_is_reproduced_to_the_byte() -> None:
    again = reproduce_index("mine", kept(OWN) or "")
    assert again == OWN
    assert again.entries.equals(OWN.entries)
    assert again.fingerprint == OWN.fingerprint


def test_a_shipped_index_is_not_kept_and_has_a_fingerprint_of_its_own() -> None:
    assert kept(get("cchi-2020")) is None
    assert len({get(name).fingerprint for name in ("cchi-2020", "ons-css-2020")}) == 2
