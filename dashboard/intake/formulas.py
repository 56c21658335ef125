"""Texts that a spreadsheet would run as a formula, and the apostrophe that keeps it from doing so.

A text gets an apostrophe in front in three cases. It begins with a sign that can begin a formula
(`=`, `+`, `-`, `@`, or a letter that Unicode treats as one of these), even after blanks, control
characters, marks and letters without a shape, which a spreadsheet may drop. It begins with a
control character, whatever follows. Or it begins in one of these ways after apostrophes of its
own. So every text can be reproduced: exactly one apostrophe is removed from exactly these texts.
"""

from __future__ import annotations

from typing import Final

import polars as pl

#: The signs, also in full width, small, raised or lowered, and characters that contain them.
SIGNS: Final = (
    r"=+\-@"
    r"\x{2212}\x{FF0B}\x{FF0D}\x{FF1D}\x{FF20}\x{FE62}\x{FE63}\x{FE66}\x{FE6B}"
    r"\x{207A}-\x{207C}\x{208A}-\x{208C}\x{2260}\x{2A75}\x{2A76}\x{FB29}"
)
#: Blanks, control and format characters, marks, and the fillers that Unicode counts as letters.
UNSEEN: Final = r"\s\p{Z}\p{C}\p{M}\x{115F}\x{1160}\x{3164}\x{FFA0}\x{2800}"
#: A control character at the very beginning, or a line end as Unicode has it.
CONTROL: Final = r"\p{Cc}\x{2028}\x{2029}"
#: How a text begins that a spreadsheet would run.
FORMULA: Final = rf"(?:[{CONTROL}]|[{UNSEEN}]*[{SIGNS}])"
#: How a text begins that is guarded.
BEGINNING: Final = rf"'*{FORMULA}"


def guarded(texts: pl.Series) -> pl.Series:
    """The texts, each that a spreadsheet would run with an apostrophe in front."""
    return texts.str.replace(f"^({BEGINNING})", "'$1")


def unguarded(texts: pl.Series) -> pl.Series:
    """The texts as they were before `guarded`."""
    return texts.str.replace(f"^'({BEGINNING})", "$1")


def guard(text: str) -> str:
    """A text as `guarded` has it."""
    return str(guarded(pl.Series([text])).item())


def unguard(text: str) -> str:
    """A text as it was before `guard`."""
    return str(unguarded(pl.Series([text])).item())
