"""The ranking as one DuckDB query over the store's own tables, the fastest that we could write.

It reads the same file, scores offences from the same small table, and gives the same rows.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from harm.offences import definitions, indices
from harm.scoring.eligibility import adult_if_born_by
from harm.scoring.rules import Rules

QUERY: Final = """
with named as (
    select suspect, crime, victim, recorded_on, tenths,
        case when tenths is null then 'unmapped' end as reason
    from allegations join scores using (offence)
    where to_version is null and suspect is not null
        and recorded_on > $after and recorded_on <= $until
        and crime_status not in ('cancelled', 'transferred')
        and not (victim_sex = 'M' or victim_sex = 'U' and coalesce(title_sex = 'M', false))
        and (
            tier = 'core'
            or tier = 'person' and (
                victim_sex = 'F' or victim_sex = 'U' and title_sex = 'F'
                or domestic or honour_based
            )
            or tier = 'flagged' and (domestic or honour_based)
            or tier is null and tenths is null
        )
        and allegation_status not in ('eliminated', 'acquitted')
        and suspect not in (
            select suspect from allegations
            where to_version is null and suspect is not null
                and (suspect_situation = 'deceased' or suspect_born > $adult)
        )
),
units as (
    select suspect, crime, max(tenths) as tenths, max(recorded_on) as recorded_on
    from named where reason is null group by suspect, crime
),
sums as (
    select suspect, sum(tenths)::bigint as tenths, count(*) as allegations,
        max(tenths) as most_serious, max(recorded_on) as last_recorded_on
    from units group by suspect
),
victims as (
    select suspect, count(distinct victim) as victims from named where reason is null
    group by suspect
),
unmapped as (
    select suspect, count(*) as unmapped from named where reason is not null group by suspect
)
select
    row_number() over (
        order by tenths desc, victims desc, most_serious desc, last_recorded_on desc,
            sha256($seed || reference)
    ) as position,
    rank() over (order by tenths desc) as rank,
    reference as suspect_id, tenths, allegations, victims, most_serious, last_recorded_on,
    coalesce(unmapped, 0) as unmapped
from sums join victims using (suspect) left join unmapped using (suspect)
    join people on person = suspect
order by position
"""


def rank_in_sql(directory: Path, *, rules: Rules, index: str) -> pl.DataFrame:
    """The whole ranking under the default choices, by DuckDB alone, as of the newest date."""
    file = directory / (directory / "current").read_text(encoding="utf-8").strip()
    connection = duckdb.connect(str(file), read_only=True, config={"memory_limit": "1GB"})
    as_of: date = connection.sql("select max(recorded_on) from allegations").fetchall()[0][0]
    offences = connection.sql("select * from offences order by offence").pl()
    scores = indices.get(index).score(offences).join(definitions.classify(offences), on="offence")
    connection.register("scores", scores.with_columns(pl.col("tier").cast(pl.String)))
    table: pl.DataFrame = connection.sql(
        QUERY,
        params={
            "after": as_of - timedelta(days=rules.window_days),
            "until": as_of,
            "adult": adult_if_born_by(as_of),
            "seed": rules.seed,
        },
    ).pl()
    return table
