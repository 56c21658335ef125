"""Finds the row of a table that an offence, as a force writes it, stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

CLASSIFICATION: Final = re.compile(r"0*(\d{1,3})\s*/\s*0*(\d{1,2})")
#: Five digits, of which a spreadsheet may have eaten the leading zeros.
DIGITS: Final = re.compile(r"\d{3,5}")
WORDS: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys by which one row of a table can be found.

    Attributes:
        urns: ATHENA URN (unique in the Cambridge index); a user's own table may use any code.
        classifications: Home Office classifications, in any usual spelling.
        cjs: Criminal Justice System codes.
        titles: wordings of the offence.
    """

    urns: Sequence[str] = ()
    classifications: Sequence[str] = ()
    cjs: Sequence[str] = ()
    titles: Sequence[str] = ()


def classification(code: str) -> str:
    """A Home Office classification in one spelling: 019/08, 19/8, 01908, 1908: all are `019/08`.

    Anything that is not a classification comes back as it was, without outer spaces.
    """
    text = code.strip()
    if split := CLASSIFICATION.fullmatch(text):
        return f"{int(split[1]):03}/{int(split[2]):02}"
    if DIGITS.fullmatch(text):
        digits = text.zfill(5)
        return f"{digits[:3]}/{digits[3:]}"
    return text


def wording(title: str) -> str:
    """A title without the differences between exports: case, punctuation, spacing."""
    return "".join(WORDS.findall(title.casefold()))


class Lookup:
    """Rows of a table, by number, under every key that they have."""

    def __init__(self, rows: Iterable[Keys]) -> None:
        """Index the rows; the first is number 0."""
        self._urn: dict[str, list[int]] = defaultdict(list)
        self._classification: dict[str, list[int]] = defaultdict(list)
        self._cjs: dict[str, list[int]] = defaultdict(list)
        self._title: dict[str, list[int]] = defaultdict(list)
        for number, keys in enumerate(rows):
            _file(self._urn, (urn.strip().casefold() for urn in keys.urns), number)
            _file(self._classification, map(classification, keys.classifications), number)
            _file(self._cjs, (code.strip().casefold() for code in keys.cjs), number)
            _file(self._title, map(wording, keys.titles), number)

    def find(self, code: str | None, title: str | None) -> list[int]:
        """The rows that an offence may stand for; none when the table does not have it.

        The code is tried as a URN, then as a Home Office classification, then as a CJS code.
        Where it fits several rows, the title decides among them, if it is the title of any.
        An offence without a code, or with a code that the table does not have, is found by its
        title alone.
        """
        titled = self._title.get(wording(title), []) if title else []
        coded = self._coded(code.strip()) if code else []
        if not coded:
            return titled
        return [row for row in coded if row in titled] or coded

    def _coded(self, code: str) -> list[int]:
        return (
            self._urn.get(code.casefold())
            or self._classification.get(classification(code))
            or self._cjs.get(code.casefold())
            or []
        )


def _file(shelf: dict[str, list[int]], keys: Iterable[str], number: int) -> None:
    for key in dict.fromkeys(keys):
        if key:
            shelf[key].append(number)
