"""An open offence file: the frames that are read from it, and what to do where it is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from dashboard.errors import StoreError
from dashboard.store import schema


class Reader:
    """An open offence file.

    Attributes:
        file: where it is.
        edition: the edition of its tables.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, file: Path) -> None:
        """Read the edition.

        Raises:
            StoreError: the edition cannot be read.
            duckdb.Error: it is not an offence file.
        """
        self._connection = connection
        self.file = file
        self.edition = self._read_edition()

    def frame(
        self, query: str, values: dict[str, object] | None = None, *, whole: bool = False
    ) -> pl.DataFrame:
        """The frame that a query finds, with a cursor of its own.

        Args:
            query: in SQL.
            values: that it needs.
            whole: whether it is of every row as it was loaded; otherwise a reader may leave out
                rows that another row stands for.

        Raises:
            StoreError: as `reading`.
        """
        del whole
        with self.reading():
            frame: pl.DataFrame = self._connection.cursor().sql(query, params=values or {}).pl()
        return frame

    def rows(self, query: str, values: dict[str, object] | None = None) -> list[tuple[Any, ...]]:
        """The rows that a query finds, while the file is being opened.

        Raises:
            duckdb.Error: it cannot be read.
        """
        return self._connection.cursor().execute(query, values or {}).fetchall()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Report damage or lack of memory met while the file is read or a frame is computed.

        Raises:
            StoreError: says what a reader can do about it.
        """
        try:
            yield
        except (duckdb.Error, pl.exceptions.ComputeError) as error:
            raise unreadable(self.file, error) from error

    def _read_edition(self) -> int:
        row = self._connection.cursor().execute("select edition from meta").fetchone()
        edition = int(row[0]) if row else 0
        if edition not in schema.READABLE:
            raise StoreError(
                f"The offence file {self.file} was written by another edition of Harmdesk "
                f"(file edition {edition}, ours {schema.SCHEMA_EDITION}); load the data "
                f"anew into an empty folder."
            )
        return edition


def unreadable(file: Path, error: Exception) -> StoreError:
    """What a reader can do about a file that the engine could not read.

    Args:
        file: the offence file.
        error: of the engine.
    """
    if isinstance(error, duckdb.OutOfMemoryException) or "Out of Memory" in str(error):
        return StoreError(
            "The offence data needs more memory than it is given; set HARMDESK_MEMORY to more, "
            "such as 2GB."
        )
    return StoreError(
        f"The offence file {file} cannot be read ({type(error).__name__}): it is damaged, or no "
        f"offence file. Restore it from a backup, or load the data anew into an empty folder."
    )
