"""Opening hours, as people write them, and whether a site is open at a day and time.

Hours that are not given, or that cannot be read, are unknown: a site is then counted as open at no
time, and it is said that it is not known. To take it as open would send somebody to a locked door.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dashboard.errors import ReachError

MINUTES_A_DAY: Final = 24 * 60
_WEEK: Final = 7 * MINUTES_A_DAY
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: How the days of the week are written in full.
DAY_NAMES: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_EVERY_DAY: Final = ("daily", "every day", "everyday", "all week", "7 days")
_ALWAYS: Final = re.compile(
    r"(open )?(24 ?(hours|hrs|h|hour)( a day)?|24 ?/ ?7|24[- ]7|round the clock)", re.ASCII
)
_NEVER: Final = ("closed", "shut")
_CLOCK: Final = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?"
_SPAN: Final = re.compile(rf"{_CLOCK}\s*-\s*{_CLOCK}", re.ASCII)
_MOMENT: Final = re.compile(rf"([a-z]+),?\s+{_CLOCK}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hours:
    """When a site is open, in minutes from Monday at midnight.

    Attributes:
        spans: from the first minute to the one after the last; a span that runs over the end of
            Sunday has its rest at the beginning of the week.
    """

    spans: tuple[tuple[int, int], ...]

    @property
    def round_the_clock(self) -> bool:
        """Whether it is open at each minute of the week."""
        end = 0
        for start, stop in sorted(self.spans):
            if start > end:
                return False
            end = max(end, stop)
        return end >= _WEEK

    def open_at(self, moment: int) -> bool:
        """Whether it is open at a minute of the week; it is shut at the minute that it closes."""
        return any(start <= moment < stop for start, stop in self.spans)


def read_hours(text: str | None) -> Hours | None:
    """Hours as people write them, such as `Mon-Fri 10:00-22:00; Sat-Sun 09:00-19:00`.

    Days may be a range or a list, and `24 hours`, `24/7` and `closed` may stand for times. Days
    that are not named are closed, where others are.

    Returns:
        None where the text is empty or says anything else: then the hours are unknown.
    """
    words = _tidied(text or "")
    if not words:
        return None
    spans: list[tuple[int, int]] = []
    for part in filter(None, (part.strip() for part in re.split(r"[;\n|]", words))):
        found = _part(part)
        if found is None:
            return None
        spans += found
    return Hours(tuple(sorted(set(spans))))


def read_moment(text: str) -> int:
    """A day and time such as `Tue 04:00`, in minutes from Monday at midnight.

    Raises:
        ReachError: it is none.
    """
    found = _MOMENT.fullmatch(_tidied(text))
    day = None if found is None else _day(found[1])
    minute = None if found is None else _minute(*found.groups()[1:])
    if day is None or minute is None or minute >= MINUTES_A_DAY:
        raise ReachError(
            f"{text[:40]!r} is no day and time; write the day and the time of 24 hours, such as "
            f'"Tue 04:00".'
        )
    return day * MINUTES_A_DAY + minute


def moment_name(moment: int) -> str:
    """A minute of the week as it is written: `Tuesday 04:00`."""
    day, minute = divmod(moment, MINUTES_A_DAY)
    return f"{DAY_NAMES[day]} {minute // 60:02d}:{minute % 60:02d}"


def _tidied(text: str) -> str:
    words = re.sub(r"[–—−]|\bto\b", "-", text.lower())
    return " ".join(words.replace("&", ",").replace(" and ", ",").split())


def _part(part: str) -> list[tuple[int, int]] | None:
    """The spans of one part, such as `mon-fri 10:00-22:00`."""
    found = re.fullmatch(rf"(?P<days>[a-z ,\-]*?(?:7 days)?)[ :]*(?P<times>{_TIMES})", part)
    if found is None:
        return None
    days, times = _day_range(found["days"].strip(" ,:")), _times(found["times"])
    if days is None or times is None:
        return None
    return [piece for day in days for span in times for piece in _in_week(day, span)]


_TIMES: Final = rf"{_ALWAYS.pattern}|closed|shut|{_SPAN.pattern}(?:\s*,\s*{_SPAN.pattern})*"


def _times(text: str) -> list[tuple[int, int]] | None:
    """Spans of a day, in minutes; one that ends before it begins runs into the next day."""
    if text in _NEVER:
        return []
    if _ALWAYS.fullmatch(text):
        return [(0, MINUTES_A_DAY)]
    spans = []
    for found in _SPAN.finditer(text):
        start, stop = _minute(*found.groups()[:3]), _minute(*found.groups()[3:])
        if start is None or stop is None or start == stop or start >= MINUTES_A_DAY:
            return None
        if stop < start and not _exact(found.groups()):
            return None  # 9-5 is an office's day as well as a night
        spans.append((start, stop if stop > start else stop + MINUTES_A_DAY))
    return spans


def _exact(parts: tuple[str | None, ...]) -> bool:
    """Whether both ends of a span have minutes, or say which half of the day they are in."""
    return all(any(end) for end in (parts[1:3], parts[4:6]))


def _in_week(day: int, span: tuple[int, int]) -> list[tuple[int, int]]:
    start, stop = (day * MINUTES_A_DAY + minute for minute in span)
    if stop <= _WEEK:
        return [(start, stop)]
    return [(start, _WEEK), (0, stop - _WEEK)]


def _minute(hour: str, minute: str | None, half: str | None) -> int | None:
    """Minutes from midnight; 24:00 is the end of the day."""
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:  # noqa: PLR2004 - of a clock
            return None
        hours = hours % 12 + (12 if half == "pm" else 0)
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= MINUTES_A_DAY else None  # noqa: PLR2004 - of an hour


def _day_range(text: str) -> list[int] | None:
    """The days that a text names; all of them where it names none."""
    if not text or text in _EVERY_DAY:
        return list(range(7))
    days = list[int]()
    for part in (part.strip() for part in text.split(",")):
        ends = [_day(end.strip()) for end in part.split("-")]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:  # noqa: PLR2004 - two ends
            return None
        days += [(first + n) % 7 for n in range((last - first) % 7 + 1)]
    return sorted(set(days))


def _day(word: str) -> int | None:
    """The number of a day by its name or the beginning of it; Monday is 0."""
    if len(word) < len(_DAYS[0]):
        return None
    names = [name.lower() for name in DAY_NAMES]
    return next((n for n, name in enumerate(names) if name.startswith(word.rstrip("s"))), None)
