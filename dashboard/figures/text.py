"""Text of data in a figure, where tags, entities and formulas would be read."""

from __future__ import annotations

from typing import Final

#: Plotly draws text with tags as links or bold, and text between dollars as a formula; it knows
#: these names of signs and no others, so a quotation mark stays as it is.
ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"})


def plain(text: str) -> str:
    """Text that a figure shows unchanged."""
    return text.translate(ENTITIES)
