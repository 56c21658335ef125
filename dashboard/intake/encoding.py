"""Bytes as text: UTF-8 or UTF-16 by its mark, then UTF-8, then Windows-1252, or as chosen.

A detector that counts letters guesses wrong on short files. This order is right for every export
that begins with a mark or is UTF-8, and the other exports seen in London are Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.errors import IntakeError
from dashboard.intake.file_warnings import FileWarning, examples
from dashboard.intake.lossless_check import AT_ONCE

#: The name of an encoding here, and Python's name for it.
ENCODINGS: Final = {
    "UTF-8": "utf-8",
    "UTF-8 with a mark": "utf-8-sig",
    "UTF-16": "utf-16",
    "Windows-1252": "cp1252",
}
#: No more lines than this are named.
MOST_LINES: Final = 5
NEW_LINE: Final = b"\n"
#: A word of UTF-8 that was read as Windows-1252 once before (é as Ã©, ’ as â€™), or that has the
#: sign for a letter that was lost; in UTF-8.
TWICE: Final = re.compile(
    rb"[\w\x80-\xff]{0,20}?(?:\xc3[\x82-\x85](?:\xc2[\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]|"
    rb"[\xc5\xc6\xcb][\x80-\xbf])|\xc3\xa2\xe2\x82\xac|\xef\xbf\xbd)[\w\x80-\xff]{0,20}"
)
TWICE_MARKS: Final = (b"\xc3\x82\xc2", b"\xc3\x83", b"\xc3\xa2\xe2\x82\xac", b"\xef\xbf\xbd")
LONGEST_MARK: Final = max(len(mark) for mark in TWICE_MARKS)
#: For each byte whether one of them begins with it, and whether it is the second of one.
TWICE_BEGIN: Final = np.isin(np.arange(256), [mark[0] for mark in TWICE_MARKS])
TWICE_NEXT: Final = np.isin(np.arange(256), [mark[1] for mark in TWICE_MARKS])
#: A sign or a control character within a word, or at the end of one: a letter of an old program.
BY_DOS: Final = re.compile(
    rb"[A-Za-z]{1,20}(?:\xe2\x80[\x9a\x9e\xa0\xa1\xb0\xb9\xba]|\xc2[\x81-\x9f]|"
    rb"\xc2[\xa1-\xa8\xab\xac\xb1\xb5\xb6]|\xcb\x86|\xc5[\x92\xa0])[A-Za-z]{1,20}|"
    rb"[A-Za-z]{2,20}(?:\xe2\x80[\x9a\xa1\xb0]|\xc2[\x81\x8d\x8f\x90\x9d]|\xcb\x86)(?=[,;\s])"
)
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
    warnings: tuple[FileWarning, ...] = ()


def decode(content: bytes, name: str, *, chosen: str | None = None) -> Decoded:
    """A file's text.

    Args:
        content: the file's bytes.
        name: what to call it in an error.
        chosen: the encoding that the user chose; None: Harmdesk works it out.

    Raises:
        IntakeError: it is not text, or not text in the chosen encoding.
    """
    encoding = _chosen(chosen) if chosen else _marked(content)
    warnings: tuple[FileWarning, ...] = ()
    if encoding is not None:
        plain = _as_utf8(content, encoding, name)
    elif _is_utf8(content):
        encoding, plain = "UTF-8", content
    elif (mended := _with_strays(content)) is not None:
        encoding, (plain, warning) = "UTF-8", mended
        warnings = (warning,)
    else:
        encoding, plain = "Windows-1252", _as_utf8(content, "Windows-1252", name)
    if b"\0" in plain:
        raise IntakeError(
            f"The file {name} is not a text file (it has NUL bytes); save it as CSV UTF-8 and "
            f"load it again."
        )
    lines = _with_line_feeds(plain)
    return Decoded(lines, encoding, (*warnings, *garbled(lines, encoding)))


def _chosen(name: str) -> str:
    """The encoding that somebody named, as we call it; any that Python knows can be.

    Raises:
        IntakeError: there is none of that name.
    """
    usual = {known.casefold(): known for known in ENCODINGS}
    if name.casefold() in usual:
        return usual[name.casefold()]
    try:
        codec = codecs.lookup(name)
        b"".decode(codec.name)  # some codecs are no text encodings
    except (LookupError, ValueError):
        raise IntakeError(
            f"There is no encoding called {name[:40]!r}; choose one of {', '.join(ENCODINGS)}, or "
            f"another that Python knows, such as cp850."
        ) from None
    return codec.name


def _with_strays(content: bytes) -> tuple[bytes, FileWarning] | None:
    """UTF-8 with a few bytes of another encoding; None where it is not UTF-8 at all.

    Letters outside ASCII are hardly ever valid UTF-8 by chance: where most are, the text is UTF-8,
    and the others are read as Windows-1252 has them.
    """
    strays: list[int] = []
    letters = 0

    def replaced(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        nonlocal letters
        strays.append(error.start)
        read_as = error.object[error.start : error.end].decode("cp1252", errors="replace")
        letters += len(read_as)
        return read_as, error.end

    codecs.register_error("harmdesk-strays", replaced)
    text = content.decode("utf-8", errors="harmdesk-strays")
    sound = len(text) - len(text.encode("ascii", errors="ignore")) - letters
    if sound < len(strays):
        return None
    ends = [content.count(b"\n", 0, at) + 1 for at in strays[:MOST_LINES]]
    lines = sorted(set(ends))
    more = len(strays) > MOST_LINES
    where = f"line{'' if len(lines) == 1 and not more else 's'} {', '.join(map(str, lines))}"
    warning = FileWarning(
        "stray_bytes",
        None,
        len(lines),
        f"The file is UTF-8 but for {len(strays):,} byte{'' if len(strays) == 1 else 's'} on "
        f"{where}{' and others' if more else ''}, read as Windows-1252: check the letters there.",
    )
    return text.encode("utf-8"), warning


def garbled(content: bytes, encoding: str) -> tuple[FileWarning, ...]:
    """A warning of a text with the marks of having been read in the wrong encoding.

    Args:
        content: the text, in UTF-8.
        encoding: what it was written in.
    """
    patterns = [pattern for pattern in _garbled_by(content, encoding) if pattern.search(content)]
    if not patterns:
        return ()
    found = [match for pattern in patterns for match in pattern.finditer(content)]
    first = min(found, key=lambda match: match.start())
    words = examples(match[0].decode("utf-8", errors="replace") for match in found)
    return (
        FileWarning(
            "garbled",
            None,
            len(found),
            f"Read as {encoding}, the text has letters that another encoding leaves, such as "
            f"{words}, first on line {content.count(NEW_LINE, 0, first.start()) + 1:,}: if names "
            f"look wrong, choose the encoding in which the file was written.",
        ),
    )


def _garbled_by(content: bytes, encoding: str) -> list[re.Pattern[bytes]]:
    """The marks to look for; a fast look says that most texts have none."""
    if content.isascii():
        return []
    by_dos = encoding not in {"UTF-8", "UTF-8 with a mark", "UTF-16"}
    return [*([TWICE] if is_twice(content) else []), *([BY_DOS] if by_dos else [])]


def is_twice(content: bytes) -> bool:
    """Whether one of `TWICE_MARKS` is in a text.

    Few bytes of a text are not ASCII, so it is quicker to find them all than each mark by itself.
    """
    codes = np.frombuffer(content, np.uint8)
    for at in range(0, codes.size, AT_ONCE):
        part = codes[at : at + AT_ONCE + LONGEST_MARK - 1]  # a mark may lie where two parts meet
        letters = np.flatnonzero(part.view(np.int8) < 0)
        begins = letters[TWICE_BEGIN[part[letters]]]
        begins = begins[begins < part.size - 1]
        begins = begins[TWICE_NEXT[part[begins + 1]]]
        if begins.size and any(_has(part, mark, begins) for mark in TWICE_MARKS):
            return True
    return False


def _has(codes: NDArray[np.uint8], mark: bytes, begins: NDArray[np.intp]) -> bool:
    """Whether a mark is at one of the places where it may begin."""
    found = begins[begins <= codes.size - len(mark)]
    for place, code in enumerate(mark):
        found = found[codes[found + place] == code]
    return bool(found.size)


def on_trust(content: bytes, *, looked_at: int) -> Decoded | None:
    """A text whose beginning is UTF-8, for a reader that refuses the rest if it is not; else None.

    Whether it is garbled is left to that reader, who has its few texts that are not ASCII.

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
        text = content.decode(ENCODINGS.get(encoding, encoding))
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
