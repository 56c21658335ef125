"""Files without names: whom and what they are about has a number of the file's own.

What is taken out is what the record knows: references of suspects, victims and crimes, names, and
the dates of birth of whoever is in the file. How it misleads: who knows a case may know a person
again by an offence, a place and a date; without names is not anonymous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

import polars as pl

from dashboard.errors import OutputError
from dashboard.services.files import Handling
from dashboard.services.identities import Identities
from dashboard.wording.formats import day, short_day

Document = TypeVar("Document")

#: Columns that are emptied: what people are recognised by.
EMPTIED: Final = frozenset({"suspect_name", "suspect_born", "born", "dates_of_birth", "also_known"})
#: So many words a name or a reference has at most.
MOST_WORDS: Final = 6
#: What stands around a word and is no part of it.
AROUND: Final = "“”\"'‘’()[]{}.,;:!?…·–—*`"
WORD: Final = re.compile(r"\S+")
#: What stands for a date of birth.
NOT_SHOWN: Final = "(not shown)"
#: The word of a link, which may open a person or a crime elsewhere.
LINK: Final = re.compile(r"^(?:[a-z]+:)?/{1,2}\S|^\?\S", re.IGNORECASE)


def refuse_aggregates(handling: Handling, what: str) -> None:
    """Refuse a file that cannot be counts alone.

    Args:
        handling: how it is to leave.
        what: it is, as a sentence begins.

    Raises:
        OutputError: it is to be counts alone.
    """
    if handling.redaction == "aggregates":
        raise OutputError(
            f"{what} has no form of counts alone; take it without names, or take the list or a "
            f"borough sheet as counts."
        )


def refuse_without_names(handling: Handling, what: str) -> None:
    """Refuse a file that is there to be mended row by row, unless it leaves whole.

    Raises:
        OutputError: it is to leave redacted.
    """
    if handling.redaction != "full":
        raise OutputError(
            f"{what} are as they were written, to be mended and loaded again, and have no form "
            f"without names; choose to take files with names for it."
        )


def refuse_unnamed(handling: Handling, what: str) -> None:
    """Refuse a file that is there to say what is kept or wrong of whom, unless it leaves whole.

    Raises:
        OutputError: it is to leave redacted.
    """
    if handling.redaction != "full":
        raise OutputError(
            f"{what} is about people by name, and has no form without that; let it leave whole, "
            f"with names."
        )


def without_names(document: Document, identities: Identities) -> Document:
    """A document in which nobody is named: each person and crime has a number of its own.

    Args:
        document: a value, or a frozen dataclass of texts, frames and others like itself.
        identities: what the record knows people and crimes by.

    Raises:
        OutputError: something that identifies somebody would be left, and so nothing leaves.
    """
    redactor = Redactor(identities)
    redactor.learn(document)
    redacted: Document = redactor.apply(document)
    left = next(redactor.left_in(redacted), None)
    if left is not None:
        raise OutputError(
            "A name or reference could not be taken out of this file, and so it was not written; "
            "tell whoever looks after Harmdesk which file it was."
        )
    return redacted


class Redactor:
    """Numbers people and crimes in the order in which a document names them."""

    def __init__(self, identities: Identities) -> None:
        """Know nobody in the document yet."""
        self._known = identities
        self._labels: dict[str, str] = {}
        self._people = self._crimes = 0
        self._names: dict[str, str] = {}
        self._births: dict[str, str] = {}
        self._names_of_all = {
            name: reference
            for reference, names in identities.names.items()
            for name in names
            if " " in name  # a single word may be a word like any other
        }

    def learn(self, document: object) -> None:
        """Find everybody whom a document names, so that all of their names are known."""
        found = [words for text in _texts(document) for _, _, words in self._found(text)]
        # References first: a name may be that of several, and is theirs who are in the document.
        for words in found:
            if words in self._known.references or words in self._known.crimes:
                self._label(words)
        for frame in _frames(document):
            if {"suspect_id", "suspect_name"} <= set(frame.columns):
                pairs = frame.select("suspect_id", "suspect_name").unique(maintain_order=True)
                for reference, name in pairs.cast(pl.String).iter_rows():
                    if reference and name:
                        self._names[name] = self._label(reference)
        for words in found:
            self._label(words)

    def apply(self, value: Any) -> Any:  # noqa: ANN401 - each kind gives its own
        """The same value with nobody named in it."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, pl.DataFrame):
            return self.frame(value)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return tuple(self.apply(part) for part in value)
        if is_dataclass(value) and not isinstance(value, type):
            parts = {field.name: self.apply(getattr(value, field.name)) for field in fields(value)}
            return replace(value, **parts)
        return value

    def text(self, text: str) -> str:
        """A text with each reference, name and birth replaced."""
        if LINK.match(text):
            return ""
        parts, at = list[str](), 0
        for start, end, found in self._found(text):
            parts += [text[at:start], self._label(found)]
            at = end
        return "".join([*parts, text[at:]])

    def frame(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A table with what people are recognised by emptied, and its texts replaced."""
        changed = []
        for name, kind in frame.schema.items():
            column = frame[name]
            if name in EMPTIED:
                changed.append(pl.Series(name, [None] * frame.height, kind))
            elif kind == pl.String:
                changed.append(self._texts(column))
            elif kind == pl.List(pl.String):
                rows = [
                    None if row is None else [self.text(item) for item in row]
                    for row in column.to_list()
                ]
                changed.append(pl.Series(name, rows, kind))
        return frame.with_columns(changed)

    def left_in(self, document: object) -> Iterator[str]:
        """What is still in a document and would identify somebody."""
        for text in _texts(document):
            yield from (found for _, _, found in self._found(text))

    def _texts(self, column: pl.Series) -> pl.Series:
        """Each distinct text once."""
        distinct = column.unique().drop_nulls().to_list()
        new = {text: self.text(text) for text in distinct}
        return column.replace_strict(new, default=None, return_dtype=pl.String).alias(column.name)

    def _label(self, found: str) -> str:
        """What stands for a person, a crime or a birth."""
        if found in self._births:
            return NOT_SHOWN
        if found in self._names:
            return self._names[found]
        if found in self._labels:
            return self._labels[found]
        if found in self._known.crimes:
            self._crimes += 1
            self._labels[found] = f"crime {self._crimes}"
        elif found in self._known.references:
            self._people += 1
            self._labels[found] = f"person {self._people}"
            self._learn_of(found)
        else:
            self._names[found] = self._label(self._names_of_all[found])
        return self._labels.get(found) or self._names[found]

    def _learn_of(self, reference: str) -> None:
        label = self._labels[reference]
        for name in self._known.names.get(reference, ()):
            self._names.setdefault(name, label)
        for born in self._known.births.get(reference, ()):
            for spelling in (day(born), short_day(born), born.isoformat(), f"{born:%-d %b %Y}"):
                self._births[spelling] = reference

    def _identifies(self, words: str) -> bool:
        known = self._known
        return (
            words in known.references
            or words in known.crimes
            or words in self._names
            or words in self._names_of_all
            or words in self._births
        )

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a text identifies somebody: the longest first, from left to right."""
        if self._identifies(text):
            yield 0, len(text), text
            return
        words = [match.span() for match in WORD.finditer(text)]
        place = 0
        while place < len(words):
            for number in range(min(MOST_WORDS, len(words) - place), 0, -1):
                start, end = words[place][0], words[place + number - 1][1]
                trimmed = self._trimmed(text, start, end)
                if trimmed is not None:
                    yield trimmed
                    place += number
                    break
            else:
                place += 1

    def _trimmed(self, text: str, start: int, end: int) -> tuple[int, int, str] | None:
        """The span without what stands around it, where that identifies somebody."""
        while True:
            if self._identifies(found := text[start:end]):
                return start, end, found
            if end - start < 2:  # noqa: PLR2004 - a letter is no reference in a sentence
                return None
            if text[start] in AROUND:
                start += 1
            elif text[end - 1] in AROUND:
                end -= 1
            elif text[start:end].endswith(("’s", "'s")):
                end -= 2
            else:
                return None


def _texts(document: object) -> Iterator[str]:
    """Every text of a document, those of its tables among them, in order."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, pl.DataFrame):
        for column in document:
            if column.name in EMPTIED:
                continue
            if column.dtype == pl.String:
                yield from column.unique(maintain_order=True).drop_nulls()
            elif column.dtype == pl.List(pl.String):
                yield from column.explode().unique(maintain_order=True).drop_nulls()
    else:
        for part in _parts(document):
            yield from _texts(part)


def _frames(document: object) -> Iterator[pl.DataFrame]:
    if isinstance(document, pl.DataFrame):
        yield document
    else:
        for part in _parts(document):
            yield from _frames(part)


def _parts(document: object) -> Iterator[object]:
    if isinstance(document, tuple):
        yield from document
    elif is_dataclass(document) and not isinstance(document, type):
        yield from (getattr(document, field.name) for field in fields(document))
