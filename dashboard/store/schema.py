"""The tables of an offence file.

References are numbered once (`people`, `crimes`, `offences`), so that scoring compares numbers.
Rows of `allegations` are never changed but for `to_version`: each says from which version it
stands and which replaced it, so what was known at any version can be asked. A row that a withdrawal
put back stands a second time, with `brought_by`, the version of the load that brought it first.
"""

from __future__ import annotations

from typing import Final

from harm.record.allegations import COLUMNS

SCHEMA_EDITION: Final = 3
#: Editions that a reader can read; a load brings a file of an earlier one up to ours.
READABLE: Final = (1, 2, 3)
#: Since which edition a file has counts, and the shape of each load.
COUNTS_SINCE: Final = 2
#: Since which edition a version has an identity, and can be withdrawn.
IDENTITY_SINCE: Final = 3

#: Columns that a row keeps as they are in the flat frame; the others are numbered.
REFERENCES: Final = ("crime_ref", "suspect_id", "victim_id", "offence_code", "offence_title")
KEPT: Final = tuple(name for name in COLUMNS if name not in REFERENCES)
NUMBERED: Final = ("crime", "suspect", "victim", "offence")

#: The columns of a count.
COUNTS: Final = ("source", "batch", "month", "area", "borough", "category", "crimes")
#: Counts of crimes, which name nobody. `batch` is what a later file replaces as a whole: a month of
#: an area, or of a force.
COUNTS_TABLE: Final = """
create table counts (
    source text not null,
    batch text not null,
    month date not null,
    area text,
    borough text,
    category text not null,
    crimes bigint not null,
    from_version integer not null,
    to_version integer
);
"""
#: What brings a file of each earlier edition up to the next.
UPGRADES: Final = {
    1: f"""
{COUNTS_TABLE}
alter table versions add column shape text;
update versions set shape = 'allegations';
update meta set edition = 2;
""",
    2: """
alter table versions add column if not exists identity text;
alter table versions add column if not exists withdraws integer;
alter table versions add column if not exists reason text;
alter table allegations add column if not exists brought_by integer;
alter table counts add column if not exists brought_by integer;
update meta set edition = 3;
""",
}
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
    superseded bigint not null,
    shape text,
    identity text,
    withdraws integer,
    reason text
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
    to_version integer,
    brought_by integer
);
{COUNTS_TABLE}
alter table counts add column brought_by integer;
"""

#: What is written down of every version, whether it was loaded or withdraws one.
INSERT_VERSION: Final = """
insert into versions (version, loaded_at, file, sha256, synthetic, rows_read, accepted, rejected,
    duplicates, superseded, shape, identity, withdraws, reason)
values ($version, $at, $file, $sha256, $synthetic, $read, $accepted, $rejected, $duplicates,
    $superseded, $shape, $identity, $withdraws, $reason)
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
#: Those of the people who were ever named: a ranking needs no one else's reference.
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

#: What is already known word for word: allegations (crime and suspect) whose rows are all there.
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
#: how many allegations it changed in. Rows are held against each other by their victim.
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

#: In how many of them the victims are others, and in how many victims are of another sex: held
#: against each other as a whole, since several may have no reference.
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


def settling(table: str, key: tuple[str, ...]) -> tuple[str, ...]:
    """What makes the latest of some `loads` stand for all that the load `root` was about.

    Args:
        table: `allegations` or `counts`.
        key: the columns that name the rows which a load replaces as a whole.
    """
    columns = ", ".join(key)
    same = " and ".join(f"{table}.{name} is not distinct from owners.{name}" for name in key)
    own = ", ".join(
        f"{table}.{name}" for name in ((*NUMBERED, *KEPT) if table == "allegations" else COUNTS)
    )
    return (
        # Of each key, whose rows stand now and whose are to stand; null for nobody's.
        f"""
        create or replace temp table owners as
        with mine as (
            select distinct {columns} from {table}
            where from_version = $root and brought_by is null
        )
        select {", ".join(f"{table}.{name}" for name in key)},
            max(coalesce(brought_by, from_version)) filter (to_version is null) as now,
            max(from_version) filter (
                brought_by is null and list_contains($loads, from_version)
            ) as "then"
        from {table} join mine
            on {" and ".join(f"{table}.{name} is not distinct from mine.{name}" for name in key)}
        group by all
        """,
        f"""
        update {table} set to_version = $coming from owners
        where {table}.to_version is null and owners.now is distinct from owners."then" and {same}
        """,
        f"""
        insert into {table}
        select {own}, $coming, null, owners."then" from {table} join owners on {same}
        where owners.now is distinct from owners."then" and {table}.brought_by is null
            and {table}.from_version = owners."then"
        order by {own}
        """,
    )


def settled(table: str, key: tuple[str, ...]) -> str:
    """How many rows went, how many returned, and how many of `root` a later load keeps replaced."""
    same = " and ".join(f"{table}.{name} is not distinct from owners.{name}" for name in key)
    return f"""
        select
            (select count(*) from {table} where to_version = $coming),
            (select count(*) from {table} where from_version = $coming),
            (select count(*) from {table} join owners on {same}
                where from_version = $root and brought_by is null and owners."then" > $root)
    """
