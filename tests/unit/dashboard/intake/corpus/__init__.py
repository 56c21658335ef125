"""Small files, each with one trouble that real extracts have, and the account that is owed."""

from typing import Final

from tests.unit.dashboard.intake.corpus import (
    codes,
    dates,
    delimiters,
    encodings,
    headings,
    lines,
    published,
    rules,
    shapes,
    texts,
    words,
    workbooks,
)
from tests.unit.dashboard.intake.corpus.trouble import Trouble

TROUBLES: Final[list[Trouble]] = [
    *encodings.TROUBLES,
    *delimiters.TROUBLES,
    *lines.TROUBLES,
    *headings.TROUBLES,
    *dates.TROUBLES,
    *codes.TROUBLES,
    *words.TROUBLES,
    *rules.TROUBLES,
    *texts.TROUBLES,
    *shapes.TROUBLES,
    *published.TROUBLES,
    *workbooks.TROUBLES,
]
