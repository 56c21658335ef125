"""Whose place on a list rested on a wrong record, in words."""

from __future__ import annotations

from typing import Final

from dashboard.services.corrections import Correction, Wrong, holders_of
from dashboard.services.removal.receivers import by_holder
from dashboard.wording.formats import counted

BECAME: Final[dict[Wrong, str]] = {
    "gone": "does not name them any more",
    "cancelled": "is cancelled",
    "eliminated": "has them as eliminated",
}
CORRECTION_HEADINGS: Final = ("Suspect", "Lists", "What was wrong", "Others", "Files out")


def in_corrections_words(found: tuple[Correction, ...]) -> str:
    """How many there are, and what is to be done; empty where there is nobody."""
    if not found:
        return ""
    holders = holders_of(found)
    stood = "person stood" if len(found) == 1 else "people stood"
    words = (
        f"{len(found):,} {stood} on a frozen list on an allegation that a later load shows to be "
        f"wrong."
    )
    if not holders:
        return f"{words} No file that named them then is known to have left."
    have = "has" if len(holders) == 1 else "have"
    return f"{words} {', '.join(holders)} {have} files that named them then: send each a notice."


def in_corrections_count_words(count: int | None) -> str:
    """How many stood on a frozen list on a wrong record; empty for none, or where not known yet."""
    if not count:
        return ""
    stood = "person stood" if count == 1 else "people stood"
    return (
        f"{count:,} {stood} on a frozen list on an allegation that a later load shows to be wrong: "
        f"who, and who has files that name them"
    )


def correction_rows(found: tuple[Correction, ...]) -> list[tuple[str, ...]]:
    """Everybody, under `CORRECTION_HEADINGS`."""
    return [
        (
            own.suspect_id,
            ", ".join(own.lists),
            in_crimes_words(own),
            f"{own.others:,}",
            ", ".join(by_holder(own.received)),
        )
        for own in found
    ]


def in_crimes_words(correction: Correction) -> str:
    """What became of each allegation: C1 is cancelled; C2 does not name them any more."""
    return "; ".join(f"{crime} {BECAME[became]}" for crime, became in correction.crimes)


def in_correction_notice_words(found: tuple[Correction, ...]) -> list[str]:
    """What somebody who has files is asked to do."""
    people = [
        (
            f"{own.suspect_id}: the crime {in_crimes_words(own)}, since version {own.version} of "
            f"the record. {counted(own.others, 'other allegation')} of theirs counted on the list."
        )
        for own in found
    ]
    return [
        "The files below name people on a record that has been corrected since.",
        *people,
        (
            "Do nothing on the ground that these people stand in one of these files. Correct or "
            "destroy the files and every copy that you made or passed on, take a new list where "
            "you need one, and say in writing when you have."
        ),
    ]
