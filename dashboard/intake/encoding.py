"""Bytes as text: UTF-8 or UTF-16 by its mark, then UTF-8, then Windows-1252.

A detector that counts letters guesses wrong on short files. This order is right for every export
that begins with a mark or is UTF-8, and the other exports seen in London are Windows-1252.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.errors import IntakeError

#: The name of an encoding here, and Python's name for it.
ENCODINGS: Final = {
    "UTF-8": "utf-8",
    "UTF-8 with a mark": "utf-8-sig",
    "UTF-16": "utf-16",
    "Windows-1252": "cp1252",
}
MARKS: Final = {
    codecs.BOM_UTF8: "UTF-8 with a mark",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text in UTF-8, each line ending in one line feed, and what it was written in."""

    content: bytes
    encoding: str


def decode(content: bytes, name: str, *, chosen: str | None = None) -> Decoded:
    """A file's text.

    Args:
        content: the file's bytes.
        name: what to call it in an error.
        chosen: the encoding that the user chose; None: Harmdesk works it out.

    Raises:
        IntakeError: it is not text, or not text in the chosen encoding.
    """
    usual = {name.casefold(): name for name in ENCODINGS}
    if chosen is not None and chosen.casefold() not in usual:
        raise IntakeError(
            f"There is no encoding called {chosen[:40]!r} here; choose one of "
            f"{', '.join(ENCODINGS)}."
        )
    encoding = usual[chosen.casefold()] if chosen else _marked(content)
    if encoding is None:
        encoding = "UTF-8" if _is_utf8(content) else "Windows-1252"
        plain = content if encoding == "UTF-8" else _as_utf8(content, encoding, name)
    else:
        plain = _as_utf8(content, encoding, name)
    if b"\0" in plain:
        raise IntakeError(
            f"The file {name} is not a text file (it has NUL bytes); save it as CSV UTF-8 and "
            f"load it again."
        )
    return Decoded(_with_line_feeds(plain), encoding)


def on_trust(content: bytes, *, looked_at: int) -> Decoded | None:
    """A text whose beginning is UTF-8, for a reader that refuses the rest if it is not; else None.

    Args:
        content: the file's bytes.
        looked_at: how many of them are checked here.
    """
    long = len(content) > looked_at
    beginning = content[: content.rfind(b"\n", 0, looked_at) + 1] if long else content
    if not beginning or _marked(content) or not _is_utf8(beginning) or b"\0" in content:
        return None
    return Decoded(_with_line_feeds(content), "UTF-8")


def _with_line_feeds(content: bytes) -> bytes:
    if b"\r" in content:
        return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content


def _as_utf8(content: bytes, encoding: str, name: str) -> bytes:
    """The text in UTF-8.

    Raises:
        IntakeError: it is not written in this encoding.
    """
    try:
        text = content.decode(ENCODINGS[encoding])
    except UnicodeDecodeError as error:
        raise IntakeError(
            f"The file {name} is not {encoding} text (byte {error.start:,} cannot be read); save "
            f"it as CSV UTF-8 and load it again."
        ) from error
    return text.encode("utf-8", errors="replace")


def _marked(content: bytes) -> str | None:
    """The encoding that a text's own mark names."""
    return next((name for mark, name in MARKS.items() if content.startswith(mark)), None)


def _is_utf8(content: bytes) -> bool:
    """Whether bytes are UTF-8: Polars checks ten times as fast as Python, and keeps no copy."""
    try:
        pl.Series([content], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        return False
    return True
