"""The unpacked size of a Parquet file, from the header in front of each of its pages.

The footer states sizes too, but they may be false; a page is unpacked into as many bytes as its
own header names, and no more. So only the headers are read, and nothing is unpacked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.intake.thrift import Record, read_record

if TYPE_CHECKING:
    from pyarrow.parquet import ColumnChunkMetaData, FileMetaData

#: A gigabyte in pages of a thousand bytes.
MOST_PAGES: Final = 1_000_000
#: Encodings in which a few bytes stand for a long text, as the format numbers them.
DICTIONARIES: Final = (2, 8)
BY_BEGINNINGS: Final = 7

#: Fields of a page's header, as the format numbers them.
SIZE, PACKED, DATA, DICTIONARY, DATA_2 = 2, 3, 5, 7, 8
VALUES: Final = 1
ENCODING: Final = {DATA: 2, DATA_2: 4}


class DamagedError(ValueError):
    """The pages are not what the footer or their own headers say."""


@dataclass(slots=True)
class Pages:
    """The pages of a file's columns.

    Attributes:
        unpacked: the bytes of all of them, unpacked.
        by_dictionary: numbers of the columns whose cells refer to the texts of a list.
        by_beginnings: for each column whose texts are stored as what they add to the text
            before, the bytes of its largest page.
    """

    unpacked: int
    by_dictionary: set[int]
    by_beginnings: dict[int, int]


def pages_of(content: bytes, footer: FileMetaData) -> Pages:
    """Go through the headers of all pages.

    Args:
        content: the file.
        footer: its own description of the file.

    Raises:
        DamagedError: a header cannot be read, or points outside its column; the pages have a
            different number of cells than the footer states; there are too many pages.
    """
    found = Pages(0, set(), {})
    left = MOST_PAGES
    for group in range(footer.num_row_groups):
        row_group = footer.row_group(group)
        for column in range(row_group.num_columns):
            chunk = row_group.column(column)
            if chunk.num_values != row_group.num_rows:
                raise DamagedError
            left -= 1 + _look(content, chunk, column, found, left)
            if left <= 0:
                raise DamagedError
    return found


def _look(content: bytes, chunk: ColumnChunkMetaData, column: int, found: Pages, most: int) -> int:
    """Go through the pages of a column in a group of rows, and return how many there are."""
    begins = chunk.data_page_offset
    if chunk.dictionary_page_offset:
        begins = min(begins, chunk.dictionary_page_offset)
    at, ends = begins, begins + chunk.total_compressed_size
    if not 0 < at <= ends <= len(content):
        raise DamagedError
    values = pages = 0
    while at < ends:
        header, at = read_record(content, at, ends)
        at += _number(header, PACKED)
        pages += 1
        if at > ends or pages > most:
            raise DamagedError
        values += _count(header, column, found)
    if values != chunk.num_values:  # fewer or more rows would be read than there are
        raise DamagedError
    return pages


def _count(header: Record, column: int, found: Pages) -> int:
    """Add a page to the totals, and return how many cells of the column it has."""
    size = _number(header, SIZE)
    found.unpacked += size
    if isinstance(listed := header.get(DICTIONARY), dict):
        if _number(listed, VALUES) > size:  # the reader reserves room for this many
            raise DamagedError
        return 0
    kind = DATA if DATA in header else DATA_2
    page = header.get(kind)
    if not isinstance(page, dict):
        return 0
    encoding = _number(page, ENCODING[kind])
    if encoding in DICTIONARIES:
        found.by_dictionary.add(column)
    if encoding == BY_BEGINNINGS:
        found.by_beginnings[column] = max(size, found.by_beginnings.get(column, 0))
    return _number(page, VALUES)


def _number(record: Record, field: int) -> int:
    value = record.get(field)
    if not isinstance(value, int) or value < 0:
        raise DamagedError
    return value
