"""The tables of an offence file.

References are numbered once (`people`, `crimes`, `offences`), so that scoring compares numbers.
Rows of `allegations` are never changed but for `to_version`: each says which version brought it
and which replaced it, so what was known at any version can be asked.
"""

from __future__ import annotations

from typing import Final

from harm.allegations import COLUMNS

SCHEMA_EDITION: Final = 1

#: Columns that a row keeps as they are in the flat frame; the others are numbered.
REFERENCES: Final = ("crime_ref", "suspect_id", "victim_id", "offence_code", "offence_title")
KEPT: Final = tuple(name for name in COLUMNS if name not in REFERENCES)
NUMBERED: Final = ("crime", "suspect", "victim", "offence")

_SEX: Final = "enum ('F', 'M', 'X', 'U')"

TABLES: Final = f"""
create table meta (edition integer not null);
create table versions (
    version integer primary key,
    loaded_at timestamp not null,
    file text not null,
    sha256 text not null,
    synthetic boolean not null,
    rows_read bigint not null,
    accepted bigint not null,
    rejected bigint not null,
    duplicates bigint not null,
    superseded bigint not null
);
create table people (person integer not null, reference text not null);
create table suspects (suspect integer not null, suspect_id text not null);
create table crimes (crime integer not null, reference text not null);
create table offences (offence integer not null, offence_code text, offence_title text);
create table allegations (
    crime integer not null,
    suspect integer,
    victim integer,
    offence integer not null,
    recorded_on date not null,
    committed_on date,
    borough text,
    ward text,
    victim_sex {_SEX} not null,
    domestic boolean not null,
    honour_based boolean not null,
    crime_status enum ('recorded', 'cancelled', 'transferred') not null,
    allegation_status enum (
        'named', 'interviewed', 'arrested', 'charged', 'convicted', 'acquitted', 'eliminated',
        'no_further_action'
    ) not null,
    source enum ('victim', 'witness', 'third_party', 'police'),
    suspect_name text,
    suspect_born date,
    suspect_sex {_SEX} not null,
    suspect_home_borough text,
    suspect_situation enum ('at_large', 'custody', 'prison', 'deceased', 'unknown') not null,
    from_version integer not null,
    to_version integer
);
"""

LIVE: Final = "from_version <= $version and (to_version is null or to_version > $version)"

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
#: Those of the people who were ever named: a ranking needs no one else's reference.
NAME_SUSPECTS: Final = """
insert into suspects
select person, reference from people
where reference in (select suspect_id from staged)
    and person not in (select suspect from suspects)
order by person
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

_SAME_ROW: Final = " and ".join(
    f"live.{name} is not distinct from incoming.{name}" for name in (*NUMBERED, *KEPT)
)

#: What is already known word for word: allegations (crime and suspect) whose rows are all there.
KNOWN: Final = f"""
create or replace temp table known as
with old as (
    select crime, suspect, count(*) as rows_old from allegations
    where to_version is null group by crime, suspect
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
select {", ".join((*NUMBERED, *KEPT))}, $version, null from incoming
where not exists (
    select 1 from known where known.unchanged and known.crime = incoming.crime
        and known.suspect is not distinct from incoming.suspect
)
order by recorded_on, crime, suspect, victim
"""
