"""Reads a file into a frame of texts, without changing a cell."""

from __future__ import annotations

import io
from typing import Final

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake import delimited, encoding, workbook
from dashboard.intake.cells import Cells, Choices, Reading, all_as_wide, headings
from dashboard.intake.source import File
from dashboard.intake.unpacking import unpacked

#: As much of a text as tells nearly always that it is not empty.
BEGINNING: Final = 4_096
#: What a Parquet cell may be that is no text, number or date; it is told so, and refused.
NESTED: Final = (pl.List, pl.Array, pl.Struct, pl.Object, pl.Binary)


def read(file: File, choices: Choices) -> Cells:
    """A file's cells as texts, with how it was taken to be written.

    Raises:
        IntakeError: the file is no table, or holds no rows.
    """
    kind, bare = unpacked(file)
    if kind == "parquet":
        return _parquet(bare)
    if kind == "workbook":
        return workbook.cells_of(bare, choices)
    if bare.content[:BEGINNING].isspace() and bare.content.isspace():
        raise IntakeError(f"The file {file.name} is empty; export it again.")
    return _by_trust(bare, choices) or delimited.cells_of(
        encoding.decode(bare.content, file.name, chosen=choices.encoding), file.name, choices
    )


def _by_trust(file: File, choices: Choices) -> Cells | None:
    """A text read without looking first whether it is UTF-8: the quick way refuses what is not."""
    if choices.encoding is not None:
        return None
    trusted = encoding.on_trust(file.content, looked_at=delimited.SAMPLE_BYTES)
    return delimited.quickly(trusted, file.name, choices) if trusted else None


def _parquet(file: File) -> Cells:
    try:
        frame = pl.read_parquet(io.BytesIO(file.content))
        told = headings(frame.columns, file.name)
        texts = frame.select(
            _text(name, dtype).fill_null("").alias(heading)
            for (name, dtype), heading in zip(frame.schema.items(), told, strict=True)
        )
    except pl.exceptions.PolarsError as error:
        raise IntakeError(
            f"The file {file.name} begins like Parquet and cannot be read as it; export it again."
        ) from error
    if not frame.height:
        raise IntakeError(f"The file {file.name} has a header and no rows; export it again.")
    lines = pl.int_range(1, frame.height + 1, dtype=pl.UInt32, eager=True).alias("line")
    return Cells(texts, lines, all_as_wide(frame.height), Reading(kind="Parquet"))


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, NESTED):
        return pl.when(pl.col(name).is_not_null()).then(pl.lit(f"<{dtype.base_type()}>"))
    return pl.col(name).cast(pl.String)
