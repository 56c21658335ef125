"""Ten million allegations over a million suspects, in a store made by the ordinary loader."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from dashboard.store import load
from dashboard.store.loading import Extract
from harm.offences import indices
from harm.record.allegations import complete

ALLEGATIONS: Final = 10_000_000
SUSPECTS: Final = 1_000_000

#: Everything is drawn by hashing the row's number, so that every machine has the same rows. Two
#: years, so that the window leaves about half out; every awkward value is among them.
ROWS: Final = """
select
    'C' || lpad((i - (hash(i * 23) % 50 = 0)::int)::varchar, 9, '0') as crime_ref,
    'N' || lpad((hash(i) % $suspects)::varchar, 7, '0') as suspect_id,
    offence_code, offence_title,
    date '2024-03-01' + (hash(i * 5) % 730)::int as recorded_on,
    'N' || lpad((3000000 + hash(i * 7) % 4000000)::varchar, 7, '0') as victim_id,
    case hash(i * 11) % 20 when 0 then 'M' when 1 then 'U' else 'F' end as victim_sex,
    hash(i * 13) % 3 = 0 as domestic,
    case hash(i * 17) % 40 when 0 then 'cancelled' else 'recorded' end as crime_status,
    case hash(i * 19) % 10 when 0 then 'eliminated' when 1 then 'charged' else 'named' end
        as allegation_status,
    date '1955-01-01' + (hash(hash(i) % $suspects + 1) % 20000)::int as suspect_born,
    case hash(hash(i) % $suspects + 2) % 50 when 0 then 'deceased' else 'at_large' end
        as suspect_situation
from (select i, (hash(i * 3) % $offences)::int as n from range($rows) rows(i))
join offences using (n)
"""


def build(directory: Path, *, rows: int = ALLEGATIONS, suspects: int = SUSPECTS) -> None:
    """Load the rows into an empty folder."""
    connection = duckdb.connect()
    offences = indices.get("cchi-2020").entries.select(
        offence_code="classification", offence_title="title"
    )
    connection.register("offences", offences.with_columns(n=pl.int_range(pl.len(), dtype=pl.Int32)))
    drawn = {"rows": rows, "suspects": suspects, "offences": offences.height}
    frame = connection.sql(ROWS, params=drawn).pl()
    extract = Extract(rows=complete(frame), file="benchmark", sha256="", read=rows, synthetic=True)
    load(directory, [extract])
