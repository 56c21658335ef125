"""Reads a file into a frame of texts, without changing a cell."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import polars as pl

from dashboard.errors import IntakeError
from harm.allegations import COLUMNS

#: More would only be read to be dropped; a wrong or hostile file has them.
MOST_COLUMNS: Final = 1_000
PARQUET_MAGIC: Final = b"PAR1"


def read(path: Path) -> tuple[bytes, pl.DataFrame]:
    """A file's bytes, and its cells as texts.

    Raises:
        IntakeError: the file is not there, cannot be read, or is no table.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise IntakeError(f"There is no file {path}; check the name and the folder.") from None
    except OSError as error:
        raise IntakeError(
            f"The file {path} cannot be read ({error.strerror}); check that it is a file that you "
            f"may open."
        ) from error
    return content, table_of(content, path.name)


def table_of(content: bytes, name: str) -> pl.DataFrame:
    """The cells of a CSV or Parquet file as texts.

    Args:
        content: the file's bytes.
        name: what to call it in an error.

    Raises:
        IntakeError: it is neither, has no rows, or lacks a column that every allegation needs.
    """
    if not content.strip():
        raise IntakeError(f"The file {name} is empty; export it again.")
    frame = _parquet(content, name) if content.startswith(PARQUET_MAGIC) else _csv(content, name)
    _check_columns(frame.columns, name)
    if frame.is_empty():
        raise IntakeError(f"The file {name} has a header and no rows; export it again.")
    return frame


def _parquet(content: bytes, name: str) -> pl.DataFrame:
    try:
        frame = pl.read_parquet(io.BytesIO(content))
        return frame.select(
            pl.col(c).cast(pl.String) if c in COLUMNS else pl.lit(None, pl.String).alias(c)
            for c in frame.columns
        )
    except pl.exceptions.PolarsError as error:
        raise IntakeError(
            f"The file {name} begins like Parquet and cannot be read as it; export it again."
        ) from error


def _csv(content: bytes, name: str) -> pl.DataFrame:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise IntakeError(
            f"The file {name} is not UTF-8 text (byte {error.start:,} cannot be read); save it as "
            f"CSV UTF-8 and load it again."
        ) from error
    if "\0" in text:
        raise IntakeError(f"The file {name} is not a text file; save it as CSV and load it again.")
    header = text.split("\n", 1)[0]
    if header.count(",") >= MOST_COLUMNS:
        raise IntakeError(
            f"The file {name} has over {MOST_COLUMNS:,} columns; an extract has about twenty."
        )
    try:
        return pl.read_csv(text.encode(), infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise IntakeError(
            f"The file {name} cannot be read as CSV: a row has more cells than the header, or a "
            f"quotation mark is not closed. Mend the file and load it again."
        ) from error


def _check_columns(columns: list[str], name: str) -> None:
    lacking = [column for column, c in COLUMNS.items() if c.needed and column not in columns]
    if not {"offence_code", "offence_title"} & set(columns):
        lacking.append("offence_code or offence_title")
    if lacking:
        known = ", ".join(repr(column[:40]) for column in columns[:8])
        raise IntakeError(
            f"The file {name} has no column {', '.join(lacking)} (its columns begin {known}); "
            f"name the columns as docs/data-dictionary.md does and load it again."
        )
