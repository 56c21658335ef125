"""A calendar file (iCalendar, RFC 5545): days and moments with a title each, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

#: Octets of a line at most; a longer one is folded before a blank, so that words stay whole.
LONGEST: Final = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        key: names it for good, so that a later file replaces it.
        on: the day, or the moment in London.
        title: of it; nobody's name.
        text: what else it says.
    """

    key: str
    on: date | datetime
    title: str
    text: str = ""


def calendar_as_ics(
    entries: Sequence[Entry], *, title: str, notes: Sequence[str], at: datetime
) -> bytes:
    """Entries as a calendar file.

    Args:
        entries: in their order.
        title: of the calendar.
        notes: its marking, and what else it has to say of itself.
        at: when it was made, in UTC.
    """
    stamp = f"{at:%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Harmdesk//Cases//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(title)}",
        *(f"X-WR-CALDESC:{_text(note)}" for note in notes if note),
    ]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(entry.key)}@harmdesk.invalid",
            f"DTSTAMP:{stamp}",
            *_when(entry.on),
            f"SUMMARY:{_text(entry.title)}",
            *([f"DESCRIPTION:{_text(entry.text)}"] if entry.text else []),
            "CLASS:CONFIDENTIAL",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _when(on: date | datetime) -> list[str]:
    if isinstance(on, datetime):
        utc = on.replace(tzinfo=ZoneInfo("Europe/London")).astimezone(ZoneInfo("UTC"))
        return [f"DTSTART:{utc:%Y%m%dT%H%M%SZ}"]
    return [f"DTSTART;VALUE=DATE:{on:%Y%m%d}", f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}"]


def _text(text: str) -> str:
    """Text as a value: what would end it or begin another is escaped."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> list[str]:
    """A line in parts of at most `LONGEST` octets; each further one begins with a blank more."""
    parts, rest = list[str](), line
    while len(rest.encode()) > LONGEST:
        fits = next(n for n in range(len(rest), 0, -1) if len(rest[:n].encode()) <= LONGEST)
        at = rest.rfind(" ", 2, fits)
        at = at if at > 0 else fits
        parts.append(rest[:at])
        rest = f" {rest[at:]}"
    return [*parts, rest]
