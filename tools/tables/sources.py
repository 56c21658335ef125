"""Where each shipped table is from, and where it goes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROOT: Final = Path(__file__).parents[2]

#: Folders of the shipped tables.
GEOGRAPHY_TABLES: Final = _ROOT / "dashboard" / "geography" / "tables"
DATA: Final = _ROOT / "sample_data" / "data"
#: Worked examples that only the tests read.
WORKED_TABLES: Final = _ROOT / "tests" / "oracle" / "worked"
#: Worked figures that the tests hold the program to; not shipped.
REACH_FIGURES: Final = _ROOT / "tests" / "unit" / "dashboard" / "analysis" / "reach" / "tables"

#: The day on which the source files were last read.
READ_ON: Final = "2026-11-23"

OGL: Final = "Open Government Licence v3.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSource:
    """What a reader needs to find the source of one table, and to know what may be done with it."""

    table: str
    source: str
    edition: str
    licence: str
    read_on: str = READ_ON


def write_sources(folder: Path, tables: Iterable[TableSource]) -> None:
    """Write `SOURCES.csv` next to the tables, replacing the rows of the tables named.

    Rows of other tables in the same folder are kept, since more than one module writes there.
    """
    path = folder / "SOURCES.csv"
    new = pl.DataFrame([asdict(table) for table in tables])
    if path.exists():
        others = pl.read_csv(path, infer_schema=False).join(new, on="table", how="anti")
        new = pl.concat([others, new])
    new.sort("table").write_csv(path)
