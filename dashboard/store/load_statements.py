"""What a load does with its rows, in SQL: numbered, compared with the record, and inserted.

Allegations are `staged` and then `incoming`; counts are `staged_counts` and then `incoming_counts`.
"""

from __future__ import annotations

from typing import Final

from dashboard.store.schema import KEPT, NUMBERED

#: Numbers for references that the file has not seen, in the order of the references, so that the
#: same loads give the same numbers.
NUMBER_PEOPLE: Final = """
insert into people
select (select coalesce(max(person), 0) from people) + row_number() over (order by reference),
    reference
from (
    select suspect_id as reference from staged where suspect_id is not null
    union
    select victim_id from staged where victim_id is not null
) anti join people using (reference)
"""
NUMBER_CRIMES: Final = """
insert into crimes
select (select coalesce(max(crime), 0) from crimes) + row_number() over (order by reference),
    reference
from (select distinct crime_ref as reference from staged) anti join crimes using (reference)
"""
NUMBER_OFFENCES: Final = """
insert into offences
select (select coalesce(max(offence), 0) from offences)
        + row_number() over (order by offence_code nulls first, offence_title nulls first),
    offence_code, offence_title
from (select distinct offence_code, offence_title from staged) new
where not exists (
    select 1 from offences known
    where known.offence_code is not distinct from new.offence_code
        and known.offence_title is not distinct from new.offence_title
)
"""
NUMBER_ROWS: Final = f"""
create or replace temp table incoming as
select crimes.crime, suspects.person as suspect, victims.person as victim, offences.offence,
    {", ".join(f"staged.{name}" for name in KEPT)}
from staged
join crimes on crimes.reference = staged.crime_ref
join offences on offences.offence_code is not distinct from staged.offence_code
    and offences.offence_title is not distinct from staged.offence_title
left join people suspects on suspects.reference = staged.suspect_id
left join people victims on victims.reference = staged.victim_id
"""
#: The people who were ever named as suspects: a ranking needs no one else's reference.
NAME_SUSPECTS: Final = """
insert into suspects
select person, reference from people
where person in (select suspect from incoming)
    and person not in (select suspect from suspects)
order by person
"""

_SAME_ROW: Final = " and ".join(
    f"live.{name} is not distinct from incoming.{name}" for name in (*NUMBERED, *KEPT)
)

#: Allegations (crime and suspect) that the record has; unchanged where all rows are the same.
KNOWN: Final = f"""
create or replace temp table known as
with old as (
    select crime, suspect, count(*) as rows_old from allegations
    where to_version is null and crime in (select crime from incoming) group by crime, suspect
), new as (
    select crime, suspect, count(*) as rows_new from incoming group by crime, suspect
), same as (
    select incoming.crime, incoming.suspect, count(*) as rows_same
    from incoming join allegations live on {_SAME_ROW}
    where live.to_version is null group by incoming.crime, incoming.suspect
)
select new.crime, new.suspect, rows_new, coalesce(rows_same, 0) = rows_new and rows_old = rows_new
    as unchanged
from new
join old on old.crime = new.crime and old.suspect is not distinct from new.suspect
left join same on same.crime = new.crime and same.suspect is not distinct from new.suspect
"""
SUPERSEDE: Final = """
update allegations set to_version = $version
from known
where allegations.to_version is null and not known.unchanged
    and allegations.crime = known.crime
    and allegations.suspect is not distinct from known.suspect
"""
INSERT: Final = f"""
insert into allegations
select {", ".join((*NUMBERED, *KEPT))}, $version, null, null from incoming
where not exists (
    select 1 from known where known.unchanged and known.crime = incoming.crime
        and known.suspect is not distinct from incoming.suspect
)
order by recorded_on, crime, suspect, victim
"""

#: What differs between the rows that are replaced and those that replace them: for each column
#: in how many allegations it changed. Rows with the same victim are compared with each other.
CHANGED: Final = f"""
select {
    ", ".join(
        f"count(distinct (live.crime, live.suspect))"
        f" filter (live.{name} is distinct from incoming.{name}) as {name}"
        for name in ("offence", *KEPT)
        if name != "victim_sex"
    )
}
from known
join allegations live on live.crime = known.crime
    and live.suspect is not distinct from known.suspect and live.to_version is null
join incoming on incoming.crime = live.crime
    and incoming.suspect is not distinct from live.suspect
    and incoming.victim is not distinct from live.victim
where not known.unchanged
"""

#: In how many of them the victims differ, and in how many only the victims' sexes: compared as
#: a whole, since several victims may have no reference.
OTHER_VICTIMS: Final = """
with old as (
    select crime, suspect, list(distinct victim order by victim) as victims,
        list((victim, victim_sex) order by victim, victim_sex) as sexes from allegations
    where to_version is null and crime in (select crime from known) group by crime, suspect
), new as (
    select crime, suspect, list(distinct victim order by victim) as victims,
        list((victim, victim_sex) order by victim, victim_sex) as sexes from incoming
    group by crime, suspect
)
select count(*) filter (old.victims is distinct from new.victims),
    count(*) filter (old.victims is not distinct from new.victims
        and old.sexes is distinct from new.sexes)
from known
join old on old.crime = known.crime and old.suspect is not distinct from known.suspect
join new on new.crime = known.crime and new.suspect is not distinct from known.suspect
where not known.unchanged
"""

#: The same for counts, which are compared cell by cell and replaced batch by batch.
COUNT_CELLS: Final = """
create or replace temp table incoming_counts as
select source, batch, month, area, borough, category, sum(crimes)::bigint as crimes
from staged_counts group by all
"""
NEW_CELLS: Final = """
create or replace temp table new_cells as
select batch, area, category, crimes from incoming_counts
except
select batch, area, category, crimes from counts where to_version is null
"""
GONE_CELLS: Final = """
create or replace temp table gone_cells as
select batch, area, category, crimes from counts
where to_version is null and batch in (select batch from incoming_counts)
except
select batch, area, category, crimes from incoming_counts
"""
COUNTS_ACCOUNT: Final = """
select
    (select count(distinct staged_counts.row) from staged_counts join new_cells
        on new_cells.batch = staged_counts.batch and new_cells.category = staged_counts.category
        and new_cells.area is not distinct from staged_counts.area),
    (select count(*) from gone_cells)
"""
SUPERSEDE_COUNTS: Final = """
update counts set to_version = $version
where to_version is null
    and batch in (select batch from new_cells union select batch from gone_cells)
"""
INSERT_COUNTS: Final = """
insert into counts
select source, batch, month, area, borough, category, crimes, $version, null, null
from incoming_counts
where batch in (select batch from new_cells union select batch from gone_cells)
order by source, month, area, category
"""
