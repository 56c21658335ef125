"""A calendar file as other programs read it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dashboard.documents.calendar import Entry, calendar_as_ics

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)


def lines_of(*entries: Entry, notes: tuple[str, ...] = ()) -> list[str]:
    content = calendar_as_ics(entries, title="Due", notes=notes, at=AT).decode()
    assert content.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 76 for line in content.split("\r\n"))
    return content.replace("\r\n ", "").split("\r\n")


def test_a_day_and_a_moment_in_london_are_entries() -> None:
    lines = lines_of(
        Entry("a", date(2026, 12, 31), "Bail"),
        Entry("b", datetime.fromisoformat("2026-09-07T16:00"), "Notice"),
    )
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "DTSTART:20260907T150000Z" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert "DTSTAMP:20261127T090000Z" in lines


def test_text_can_neither_end_a_value_nor_begin_an_entry() -> None:
    lines = lines_of(
        Entry("a", date(2026, 12, 31), "One, two; three\\four\r\nBEGIN:VEVENT", "é" * 90)
    )
    assert "SUMMARY:One\\, two\\; three\\\\four  BEGIN:VEVENT" in lines
    assert lines.count("BEGIN:VEVENT") == 1
    assert f"DESCRIPTION:{'é' * 90}" in lines


def test_a_long_note_is_folded_between_words() -> None:
    note = "Inclusion is not grounds for stop, search, arrest or refusal of bail, whatever it says"
    assert f"X-WR-CALDESC:{note.replace(',', chr(92) + ',')}" in lines_of(notes=(note, ""))
