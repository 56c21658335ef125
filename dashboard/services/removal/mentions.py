"""Whether a text mentions a person or a crime that goes, and the text without them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from typing import Final

from harm.record.forces import qualified

#: What stands in a text in place of whoever or whatever was erased.
REMOVED: Final = "removed"
#: Kinds of line whose subject is never about one person: a date or a list has letters and figures
#: that may be a short reference by chance.
NOT_OF_ONE: Final = frozenset(
    {
        *("list", "tables", "lanes", "movement", "quality", "freeze", "erase", "erase_list"),
        *("log", "copy", "erase_case", "cases", "gap", "chain", "own_borough", "mend", "score"),
        "streets",
    }
)
#: A reference of figures alone that is shorter than this may be any number.
FEWEST_FIGURES: Final = 7
#: A name of one word may be anybody's; in a longer text it is looked for only with the others.
FEWEST_WORDS: Final = 2


class Mentions:
    """What identifies a person or a crime in texts."""

    def __init__(
        self,
        references: Collection[str],
        names: Collection[str] = (),
        births: Collection[date] = (),
        forces: Collection[str] = (),
    ) -> None:
        """Look for these.

        Args:
            references: in any case.
            names: of a person, as recorded.
            births: of a person.
            forces: the names that stand before references of other forces: what follows one is
                somebody else's, or another crime's.
        """
        self._before = "".join(f"(?<!{re.escape(qualified(force, ''))})" for force in forces)
        self._references = {_folded(reference) for reference in references}
        self._names = [words for name in names if (words := frozenset(_words(name)))]
        plain = [reference for reference in references if not _is_any_number(reference)]
        whole = [name for name in names if len(name.split()) >= FEWEST_WORDS]
        texts = [*map(re.escape, plain), *map(_spaced, whole)]
        texts += [f"(?<=“){re.escape(own)}(?=”)" for own in set(references) - set(plain)]
        self._anywhere = self._pattern(texts)
        dates = [re.escape(text) for born in births for text in _written(born)]
        self._dates = self._pattern(dates)
        self._with_a_name = self._pattern([*dates, *map(_spaced, set(names) - set(whole))])

    def are_in(self, kind: str, subject: str) -> bool:
        """Whether a line of the log is about them.

        Args:
            kind: the word of the line.
            subject: whom or what it is about.
        """
        if kind in NOT_OF_ONE:
            return False
        folded = _folded(subject)
        if folded in self._references or folded.rpartition(" of ")[2] in self._references:
            return True
        if self._anywhere.search(subject) or (kind == "find" and self._dates.search(subject)):
            return True
        words = frozenset(_words(subject))
        return any(
            name == words or (len(name) >= FEWEST_WORDS and name <= words) for name in self._names
        )

    def have(self, text: str) -> bool:
        """Whether a text names them."""
        return self.redacted(text) != text or _folded(text) in self._references

    def removed_from(self, text: str) -> str:
        """A text without them, where it may be nothing but their reference."""
        return REMOVED if _folded(text) in self._references else self.redacted(text)

    def redacted(self, text: str) -> str:
        """A text without them.

        A date of birth, or a name of one word, goes only where they are named otherwise as well: it
        may be anybody's, or no name at all.
        """
        found = self._anywhere.sub(REMOVED, text)
        return text if found == text else self._with_a_name.sub(REMOVED, found)

    def _pattern(self, texts: Collection[str]) -> re.Pattern[str]:
        """Any of some texts, as words of their own; longer ones first. Of no text it is nothing."""
        longest = sorted(texts, key=len, reverse=True)
        any_of = "|".join(longest) or "(?!)"
        return re.compile(rf"(?<!\w){self._before}(?:{any_of})(?!\w)", re.IGNORECASE)


def _spaced(name: str) -> str:
    """A name as a pattern, whatever blanks are between its words."""
    return r"\s+".join(map(re.escape, name.split())) or "(?!)"


def _written(born: date) -> list[str]:
    """The ways in which a date is likely to be written."""
    return [
        born.isoformat(),
        f"{born:%d/%m/%Y}",
        f"{born.day}/{born.month}/{born.year}",
        f"{born:%d.%m.%Y}",
        f"{born:%d-%m-%Y}",
        f"{born.day} {born:%b %Y}",
        f"{born.day} {born:%B %Y}",
    ]


def _is_any_number(reference: str) -> bool:
    return reference.isdecimal() and len(reference) < FEWEST_FIGURES


def _folded(text: str) -> str:
    """A text without accents, in small letters."""
    parts = unicodedata.normalize("NFKD", text.strip())
    return "".join(x for x in parts if not unicodedata.combining(x)).casefold()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", _folded(text))
