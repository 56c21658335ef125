"""Offences that somebody chose a score for: a wording of the record, and what it stands for.

A choice is a version of its own and can be withdrawn like a load. The rows stay as they were
loaded; the code of the chosen offence takes the place of theirs when they are read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from dashboard.store import files, known, schema
from dashboard.store.building import Numbers, build, new_identity
from dashboard.store.reading import Reader

#: The shape in the line of a choice.
SHAPE: Final = "choice"
#: A wording of the record, as it was loaded.
WORDING: Final = ("offence_code", "offence_title")
#: The choices of a record: the version that made each, the wording and the chosen offence's URN.
CHOICES: Final = pl.Schema(
    {
        "version": pl.Int32(),
        "offence_code": pl.String(),
        "offence_title": pl.String(),
        "urn": pl.String(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a wording of the record stands for.

    Attributes:
        offence_code: the code as recorded; None where there is none.
        offence_title: the title as recorded; None where there is none.
        urn: of the offence of the index.
        text: the choice in words, for whoever asks later.
    """

    offence_code: str | None
    offence_title: str | None
    urn: str
    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The result of a choice.

    Attributes:
        version: the current version.
    """

    version: int


def choose(directory: Path, choice: Choice, *, keep: int = files.KEPT, floor: int = 0) -> Chosen:
    """Keep a choice in a version of its own; a later one on the same wording replaces it.

    Args:
        directory: the data folder.
        choice: the wording and what it stands for.
        keep: how many files are kept of those whose versions the new one holds.
        floor: the highest version number known to be used before, for example from the register.

    Raises:
        StoreError: the new file cannot be written; the record is as it was.
    """
    return build(directory, choosing(choice), what="choice of an offence", keep=keep, floor=floor)


def choosing(choice: Choice) -> Callable[[duckdb.DuckDBPyConnection, Numbers], Chosen]:
    """The change that keeps a choice."""
    return lambda connection, numbers: _keep(connection, numbers.coming, choice)


def _keep(connection: duckdb.DuckDBPyConnection, version: int, choice: Choice) -> Chosen:
    connection.execute(
        "insert into offence_choices values ($version, $code, $title, $urn)",
        {
            "version": version,
            "code": choice.offence_code,
            "title": choice.offence_title,
            "urn": choice.urn,
        },
    )
    connection.execute(
        schema.INSERT_VERSION,
        {
            "version": version,
            "at": datetime.now(UTC).replace(tzinfo=None),  # the column is UTC
            "file": "choice of an offence",
            "sha256": "",
            "synthetic": False,
            "read": 0,
            "accepted": 0,
            "rejected": 0,
            "duplicates": 0,
            "superseded": 0,
            "shape": SHAPE,
            "identity": new_identity(),
            "withdraws": None,
            "reason": choice.text,
            "warnings": None,
            "known_on": known.known_on(connection, None),
        },
    )
    return Chosen(version)


class OffenceChoices:
    """The choices in force at a version of a record.

    Attributes:
        table: as `CHOICES`, by version.
    """

    def __init__(self, reader: Reader, active: list[int]) -> None:
        """Read the choices of the versions that are not withdrawn."""
        if reader.edition < schema.CHOICES_SINCE:
            self.table = pl.DataFrame(schema=CHOICES)
            return
        found = reader.frame(
            "from offence_choices where list_contains($active, version) order by version",
            {"active": active},
        )
        latest = found.unique(_keys(), keep="last", maintain_order=True)
        self.table = latest.cast(CHOICES)

    def apply(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with the code of the chosen offence where its wording has one.

        Case and outer blanks make no other wording.

        Args:
            frame: any with `offence_code` and `offence_title`.
        """
        if self.table.is_empty():
            return frame
        chosen = self.table.select(*_keys(), "urn")
        return (
            frame.with_columns(_keys())
            .join(chosen, on=["code_key", "title_key"], how="left", maintain_order="left")
            .with_columns(offence_code=pl.coalesce("urn", "offence_code"))
            .select(frame.columns)
        )

    @property
    def wordings(self) -> list[tuple[str, str]]:
        """The wordings for which there is a choice, as `wording_key` folds them."""
        return [wording_key(*row) for row in self.table.select(WORDING).iter_rows()]


def wording_key(code: str | None, title: str | None) -> tuple[str, str]:
    """What two spellings of one wording have in common, whatever their case and outer blanks."""
    return (code or "").strip().lower(), (title or "").strip().lower()


def _keys() -> list[pl.Expr]:
    """The same as `wording_key`, of a frame."""
    code, title = (
        pl.col(name).fill_null("").str.strip_chars().str.to_lowercase() for name in WORDING
    )
    return [code.alias("code_key"), title.alias("title_key")]
