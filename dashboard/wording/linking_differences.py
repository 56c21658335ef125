"""Two texts with their differences marked letter by letter: by brackets, so that no colour is
needed to see them.
"""  # noqa: D205 - one sentence

from __future__ import annotations

from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from dashboard.wording.formats import NOTHING
from dashboard.wording.markdown import escaped

#: Stands in brackets where the other text has a letter that this one lacks.
LACKING: Final = "·"
#: What the brackets mean, next to whatever is marked.
KEY: Final = (
    f"Letters that differ stand in brackets; [{LACKING}] is where the other record has a letter "
    f"more."
)
#: Dates as they are compared: figure by figure.
FIGURES: Final = "%d/%m/%Y"

#: A text in parts, each with whether it differs from the other text.
Parts = tuple[tuple[str, bool], ...]


def differences(one: str, other: str) -> tuple[Parts, Parts]:
    """Two texts in parts, each of which is the same in both or differs.

    Args:
        one: any text.
        other: any other.
    """
    found = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    sides: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    for what, *places in found:
        begin, end, start, stop = places
        differs = what != "equal"
        for side, text in zip(sides, (one[begin:end], other[start:stop]), strict=True):
            side.append((text, differs))
    return tuple(sides[0]), tuple(sides[1])


def date_differences(one: date, other: date) -> tuple[Parts, Parts]:
    """Two dates, figure by figure at the same place: 05/03/1988 and 03/05/1988 differ in two."""
    first, second = (value.strftime(FIGURES) for value in (one, other))
    return _by_place(first, second), _by_place(second, first)


def _by_place(one: str, other: str) -> Parts:
    pairs = zip(one, other, strict=True)
    groups = groupby(pairs, key=lambda pair: pair[0] != pair[1])
    return tuple(("".join(letter for letter, _ in group), differs) for differs, group in groups)


def marked_markdown(parts: Parts) -> str:
    """A text as Markdown: what differs is in brackets, and on a coloured ground too."""
    return "".join(
        f":orange-background[\\[{_inside(text)}\\]]" if differs else _apart(text)
        for text, differs in parts
    )


def _inside(text: str) -> str:
    return _apart(text or LACKING)


def _apart(text: str) -> str:
    """A part of a text as Markdown, with the blanks at its ends, which `escaped` would take off."""
    bare = escaped(text)
    before = " " if text[:1].isspace() else ""
    after = " " if bare and text[-1:].isspace() else ""
    return f"{before}{bare}{after}"


def both_marked(one: str | None, other: str | None) -> tuple[str, str]:
    """Two texts as Markdown with their differences marked; a dash where one is not recorded.

    What is recorded on one side alone is no difference: nothing is known of the other.
    """
    if one is None or other is None:
        return _or_nothing(one), _or_nothing(other)
    first, second = differences(one, other)
    return marked_markdown(first), marked_markdown(second)


def both_dates_marked(one: date | None, other: date | None) -> tuple[str, str]:
    """The same of two dates."""
    if one is None or other is None:
        texts = [None if value is None else value.strftime(FIGURES) for value in (one, other)]
        return both_marked(texts[0], texts[1])
    first, second = date_differences(one, other)
    return marked_markdown(first), marked_markdown(second)


def _or_nothing(text: str | None) -> str:
    return NOTHING if text is None else escaped(text)
