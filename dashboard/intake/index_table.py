"""An index table of one's own, from a file's bytes."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from dashboard.errors import IntakeError
from dashboard.intake.cells import Choices
from dashboard.intake.columns import plain
from dashboard.intake.reading import read
from dashboard.intake.source_file import File
from harm.offences.indices import Index, of_your_own

#: The Cambridge index has a quarter of a megabyte.
MOST_BYTES: Final = 5_000_000
#: Of the rows that an index may have: several times all offences there are.
MOST_ROWS: Final = 20_000


def read_index(file: File) -> Index:
    """The index of a file with the columns code, title and days; nothing of it is kept.

    Args:
        file: a table in any form that an extract can have; its headings in any case.

    Raises:
        IntakeError: it is no table, or too large for one of offences.
        IndexTableError: a column is missing, or a row has no days, or neither code nor title.
    """
    if len(file.content) > MOST_BYTES:
        raise IntakeError(
            f"The file {file.name} has {len(file.content) / 1e6:,.1f} MB, and an index table has "
            f"{MOST_BYTES / 1e6:,.0f} MB at most; give a table with a row for each offence."
        )
    table = plain(read(file, Choices()).frame)
    if table.height > MOST_ROWS:
        raise IntakeError(
            f"The file {file.name} has {table.height:,} rows, and an index table has "
            f"{MOST_ROWS:,} at most; give a table with a row for each offence."
        )
    named = {heading: heading.strip().casefold() for heading in table.columns}
    wanted = {old: new for old, new in named.items() if new in {"code", "title", "days"}}
    if len(set(wanted.values())) < len(wanted):
        raise IntakeError(
            f"The file {file.name} has one of the columns code, title and days twice; keep one "
            f"of each."
        )
    return of_your_own(PurePath(file.name).stem or file.name, table.rename(wanted))
