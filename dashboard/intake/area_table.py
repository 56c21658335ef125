"""What a table of areas comes to, and how its figures are read: shared by both kinds of table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final, Literal

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake.cells import Choices
from dashboard.intake.columns import plain
from dashboard.intake.reading import read
from dashboard.intake.source_file import File

Kind = Literal["bcu", "borough", "ward", "own"]

OWN: Final = pl.Schema(
    {
        "code": pl.String(),
        "name": pl.String(),
        "base": pl.Int64(),
        "demand": pl.Int64(),
        "residents": pl.Int64(),
    }
)
#: Figures are kept in hundredths.
HUNDREDTHS: Final = 100
#: No force and no year has more of anything.
LARGEST: Final = Decimal(10) ** 12


@dataclass(frozen=True)
class OwnAreas:
    """Areas as a file has them.

    Attributes:
        file: its name.
        sha256: its fingerprint.
        kind: what the areas are.
        frame: as `OWN`, by code: strength and demand in hundredths, empty where not known.
        columns: which of `base`, `demand` and `residents` the file has.
        counted_on: of ward officers, the day that their strength is of.
        unplaced: of ward officers, teams of that day in no known area: `borough`, `team`, `fte`.
    """

    file: str
    sha256: str
    kind: Kind
    frame: pl.DataFrame
    columns: frozenset[str]
    counted_on: date | None = None
    unplaced: tuple[tuple[str, str, str], ...] = field(default=())


def read_texts(file: File, choices: Choices) -> pl.DataFrame:
    """The cells of a table as plain text.

    Raises:
        IntakeError: it cannot be read so.
    """
    return plain(read(file, choices).frame)


def fold(text: str) -> str:
    """Letters and digits alone, in one case: what spellings of a name have in common."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def read_hundredths(text: str | None, heading: str, line: int, name: str) -> int | None:
    """A figure in hundredths; None where the cell is empty.

    Args:
        text: of the cell.
        heading: of its column.
        line: of the file.
        name: of the file.

    Raises:
        IntakeError: it is no figure, or below 0.
    """
    if text is None or not text.strip():
        return None
    value = _number(text.strip())
    if value is None or not 0 <= value <= LARGEST:
        raise IntakeError(
            f"{text.strip()[:40]!r} under {heading[:40]!r} in line {line:,} of {name} is no figure "
            f"of 0 or more; write it as 1234.5, or leave the cell empty where it is not known."
        )
    return int((value * HUNDREDTHS).to_integral_value(ROUND_HALF_UP))


def _number(text: str) -> Decimal | None:
    """A number as people write it: 1234.5, 1,234.5, 1.234,5 and 1 234,5."""
    bare = text.replace(" ", "").replace("\u00a0", "").replace("'", "")
    comma, dot = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and dot >= 0:
        thousands = "." if comma > dot else ","
        bare = bare.replace(thousands, "").replace(",", ".")
    elif comma >= 0:
        groups = bare.split(",")
        of_thousands = all(len(group) == 3 for group in groups[1:])  # noqa: PLR2004 - as 1,234
        bare = "".join(groups) if of_thousands else bare.replace(",", ".")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
