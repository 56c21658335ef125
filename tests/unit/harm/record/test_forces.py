"""A reference of another force has its name before it, and is told apart again."""

import pytest

from harm.record.forces import parted, qualified

CITY = "City of London Police"


def test_the_own_forces_references_stand_as_they_are() -> None:
    assert qualified(None, "AB/12") == "AB/12"
    assert qualified(CITY, "AB/12") == "City of London Police/AB/12"


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("AB12", (None, "AB12")),
        ("AB/12", (None, "AB/12")),
        (f"{CITY}/AB/12", (CITY, "AB/12")),
        (f"{CITY}/", (None, f"{CITY}/")),
        (CITY, (None, CITY)),
    ],
)
def test_a_stroke_alone_makes_no_force(reference: str, found: tuple[str | None, str]) -> None:
    assert parted(reference, {CITY}) == found


def test_a_name_that_is_no_force_of_the_record_is_part_of_the_reference() -> None:
    assert parted(f"{CITY}/AB12", ()) == (None, f"{CITY}/AB12")
