"""A record of Thrift's compact protocol, in which a Parquet file describes its pages.

Only the contents of a page's header are read: numbers and records in it; the rest is skipped.
https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from __future__ import annotations

from typing import Final, TypeAlias

Record: TypeAlias = "dict[int, int | Record]"

#: Kinds of values, as the protocol numbers them.
TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, SET, MAP, RECORD = 1, 2, 3, 7, 8, 9, 10, 11, 12
NUMBERS: Final = (4, 5, 6)
#: A page's header has records in records, and none deeper.
DEEPEST: Final = 8
#: A number of 64 bits takes no more bytes, seven bits in each.
LONGEST_NUMBER: Final = 10
MORE: Final = 0x80
LONG_LIST: Final = 15


def read_record(content: bytes, at: int, ends: int) -> tuple[Record, int]:
    """A record, by the numbers of its fields, and where it ends.

    Args:
        content: the bytes that contain it.
        at: where it begins.
        ends: where it must end at the latest.

    Raises:
        ValueError: it is not a record, or does not end in time.
    """
    reader = _Reader(content, at, ends)
    return reader.record(0), reader.at


class _Reader:
    def __init__(self, content: bytes, at: int, ends: int) -> None:
        self.content, self.at, self.ends = content, at, ends

    def record(self, depth: int) -> Record:
        if depth > DEEPEST:
            raise ValueError
        found: Record = {}
        number = 0
        while kind := self._byte():
            number = number + (kind >> 4) if kind >> 4 else self._signed()
            value = self._value(kind & 0x0F, depth)
            if value is not None:
                found[number] = value
        return found

    def _value(self, kind: int, depth: int) -> int | Record | None:
        """A number or a record; None for a value that is skipped."""
        if kind in NUMBERS:
            return self._signed()
        if kind == RECORD:
            return self.record(depth + 1)
        if kind in {BYTE, DOUBLE, BINARY}:
            self._skip({BYTE: 1, DOUBLE: 8}.get(kind) or self._unsigned())
        elif kind in {LIST, SET}:
            self._skip_list(depth)
        elif kind not in {TRUE, FALSE}:  # a page's header has no map
            raise ValueError
        return None

    def _skip_list(self, depth: int) -> None:
        begins = self._byte()
        size = begins >> 4
        for _ in range(self._unsigned() if size == LONG_LIST else size):
            if begins & 0x0F in {TRUE, FALSE}:
                self._skip(1)
            else:
                self._value(begins & 0x0F, depth + 1)

    def _byte(self) -> int:
        if self.at >= self.ends:
            raise ValueError
        self.at += 1
        return self.content[self.at - 1]

    def _unsigned(self) -> int:
        value = 0
        for place in range(LONGEST_NUMBER):
            byte = self._byte()
            value |= (byte & ~MORE) << (7 * place)
            if byte < MORE:
                return value
        raise ValueError

    def _signed(self) -> int:
        value = self._unsigned()
        return (value >> 1) ^ -(value & 1)

    def _skip(self, size: int) -> None:
        self.at += size
        if self.at > self.ends:
            raise ValueError
