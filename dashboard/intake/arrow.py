"""Columns of Arrow as texts: each kind of value is read correctly, or the column is refused."""

from __future__ import annotations

from typing import Final

import polars as pl
import pyarrow as pa
from pyarrow import compute

from dashboard.errors import IntakeError
from dashboard.intake.columns import FEW, coded

#: The time of day is London's, where the crimes are recorded.
ZONE: Final = "Europe/London"
#: From here on floating-point numbers cannot hold every whole number, by the bits of a number.
FIRST_INEXACT: Final = {16: 2.0**11, 32: 2.0**24, 64: 2.0**53}
#: What a decimal that is a whole number ends in.
NO_PART: Final = r"\.0*$"


def check_kind(name: str, column: str, kind: pa.DataType) -> None:
    """Refuse a column whose cells are not single values.

    Args:
        name: of the file.
        column: its heading.
        kind: what its cells are.

    Raises:
        IntakeError: they are lists, records, or of a kind that is not read here.
    """
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_nested(kind) or not any(is_kind(kind) for is_kind in READ):
        what = "lists or records" if pa.types.is_nested(kind) else f"values of the kind {kind}"
        raise IntakeError(
            f"The file {name} has {what[:80]} in its column {_named(column)}, where a cell must be "
            f"one text, number or date; leave that column out or write it as text, and export it "
            f"again."
        )


def fixed_width(kind: pa.DataType) -> int:
    """The bytes of each cell of a column of fixed width; 0 for any other column."""
    return int(kind.byte_width) if pa.types.is_fixed_size_binary(kind) else 0


def longest(column: pa.ChunkedArray) -> int:
    """The bytes of the longest text of a column, or of a list that its cells refer to; else 0."""
    lengths = [0]
    for chunk in column.chunks:
        values = chunk.dictionary if isinstance(chunk, pa.DictionaryArray) else chunk
        if _is_text(values.type) or _is_bytes(values.type):
            lengths.append(compute.max(compute.binary_length(values)).as_py() or 0)
    return max(lengths)


def texts_of(column: pa.ChunkedArray, heading: str, name: str) -> tuple[pl.Series, str | None]:
    """A column as texts. A cell without a value is empty, or null in a column of few texts.

    Args:
        column: of a kind that `check_kind` accepts.
        heading: of the column, as the file has it.
        name: of the file.

    Returns:
        The texts, `columns.coded` where they are few, and a number among them that has lost digits,
        if there is one.

    Raises:
        IntakeError: it has bytes that are not text.
    """
    lost: str | None = None
    listed = [chunk for chunk in column.chunks if isinstance(chunk, pa.DictionaryArray)]
    different = sum(len(chunk.dictionary) for chunk in listed)
    few = len(listed) == column.num_chunks and different * FEW <= len(column)
    kind = coded() if few else pl.String()
    parts = [pl.Series([], dtype=kind)]
    for chunk in column.chunks:
        is_listed = isinstance(chunk, pa.DictionaryArray)
        texts, inexact = _texts(chunk.dictionary if is_listed else chunk, heading, name)
        lost = lost if lost is not None else inexact
        cells = texts.fill_null("").cast(kind)
        parts.append(cells.gather(pl.Series(chunk.indices).cast(pl.UInt32)) if is_listed else cells)
    whole = pl.concat(parts, rechunk=True)
    return (whole if few else whole.fill_null("")), lost


def _texts(values: pa.Array, heading: str, name: str) -> tuple[pl.Series, str | None]:
    kind = values.type
    if pa.types.is_floating(kind):
        return _of_floats(values)
    if _is_text(kind) or _is_bytes(kind):
        return _of_bytes(values, heading, name), None
    if pa.types.is_null(kind):
        return pl.Series([None], dtype=pl.String).new_from_index(0, len(values)), None
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        zoned = pl.Series(values.cast(pa.timestamp(kind.unit, ZONE)))
        return zoned.dt.replace_time_zone(None).cast(pl.String), None
    if pa.types.is_date64(kind):
        values = values.cast(pa.date32())
    series = pl.Series(values)
    if pa.types.is_duration(kind):
        return series.dt.to_string("iso"), None
    texts = series.cast(pl.String)
    return (texts.str.replace(NO_PART, "") if pa.types.is_decimal(kind) else texts), None


def _of_floats(values: pa.Array) -> tuple[pl.Series, str | None]:
    """Whole numbers without a point, as they were before a program made them fractions."""
    first_inexact = FIRST_INEXACT[values.type.bit_width]
    narrow = pa.types.is_float16(values.type)
    numbers = pl.Series("n", values.cast(pa.float32()) if narrow else values)
    number = pl.col("n")
    whole = number.is_finite() & (number.floor() == number) & (number.abs() < FIRST_INEXACT[64])
    texts = numbers.to_frame().select(
        pl.when(whole)
        .then(pl.when(whole).then(number).cast(pl.Int64).cast(pl.String))
        .when(number.is_not_nan())
        .then(number.cast(pl.String))
    )
    lost = numbers.filter(numbers.is_not_nan() & (numbers.abs() >= first_inexact))
    return texts.to_series(), str(lost[0]) if lost.len() else None


def _of_bytes(values: pa.Array, heading: str, name: str) -> pl.Series:
    """Bytes as UTF-8 text; also checked where the column's type says that it is text."""
    raw = pl.Series(values if _is_bytes(values.type) else values.cast(pa.large_binary()))
    try:
        texts = raw.cast(pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        texts = None
    if texts is None or (texts.str.contains("\0", literal=True).any()):
        raise IntakeError(
            f"The file {name} has bytes that are no UTF-8 text in its column {_named(heading)}; "
            f"write that column as text or leave it out, and export it again."
        )
    return texts


def _is_text(kind: pa.DataType) -> bool:
    return any(
        is_kind(kind)
        for is_kind in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    )


def _is_bytes(kind: pa.DataType) -> bool:
    return any(
        is_kind(kind)
        for is_kind in (
            *(pa.types.is_binary, pa.types.is_large_binary),
            *(pa.types.is_binary_view, pa.types.is_fixed_size_binary),
        )
    ) and not pa.types.is_decimal(kind)


#: The kinds of values that are read.
READ: Final = (
    *(_is_text, _is_bytes, pa.types.is_null, pa.types.is_boolean, pa.types.is_integer),
    *(pa.types.is_floating, pa.types.is_decimal128, pa.types.is_date, pa.types.is_time),
    *(pa.types.is_timestamp, pa.types.is_duration),
)


def _named(column: str) -> str:
    return repr(column[:60])
