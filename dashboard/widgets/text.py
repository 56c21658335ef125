"""Text that is shown and never read as Markdown."""

from __future__ import annotations

from typing import Final

#: What Markdown, and Streamlit's colours, icons and formulas, read as more than a letter.
SIGNS: Final = frozenset(r"\`*_{}[]()#+-.!|<>~$:&")


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in text)
