"""The tables of an offence file.

References are numbered once (`people`, `crimes`, `offences`), so that scoring compares numbers.
Rows of `allegations` are never changed except in `to_version`: each row has the version from which
it is valid and the version that replaced it, so the record as of any version can be read. A row
that a withdrawal restored is there a second time, with `brought_by`, the version of the load that
first brought it.

A reference of another force than the record's own has that force's name before it
(`harm.record.forces`), and a row in `person_forces` or `crime_forces`. The record's own, whose name
its first load settles in `forces`, has none.
"""

from __future__ import annotations

from typing import Final

from harm.record.allegations import COLUMNS

SCHEMA_EDITION: Final = 6
#: Editions that a reader can read; a load brings a file of an earlier one up to ours.
READABLE: Final = (1, 2, 3, 4, 5, 6)
#: The edition from which a file has counts, and the shape of each load.
COUNTS_SINCE: Final = 2
#: The edition from which a version has an identity, and can be withdrawn.
IDENTITY_SINCE: Final = 3
#: The edition from which a version keeps the warnings of its file, as JSON.
WARNINGS_SINCE: Final = 4
#: The edition from which a version has the day on which it was known.
KNOWN_ON_SINCE: Final = 5
#: The edition from which a file has the choices of offences.
CHOICES_SINCE: Final = 5
#: The edition from which a file says whose references are of another force than its own.
FORCES_SINCE: Final = 6

#: Columns that a row keeps as they are in the flat frame; the others are numbered.
REFERENCES: Final = ("crime_ref", "suspect_id", "victim_id", "offence_code", "offence_title")
KEPT: Final = tuple(name for name in COLUMNS if name not in REFERENCES)
NUMBERED: Final = ("crime", "suspect", "victim", "offence")

#: The columns of a count.
COUNTS: Final = ("source", "batch", "month", "area", "borough", "category", "crimes")
#: Counts of crimes, which name nobody. `batch` names the rows that a later file replaces together:
#: a month of an area, or of a force.
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
#: What a wording of the record was chosen to stand for, and the version that made the choice.
CHOICES_TABLE: Final = """
create table if not exists offence_choices (
    version integer not null,
    offence_code text,
    offence_title text,
    urn text not null
);
"""
#: Whose record it is, and which people and crimes are of other forces.
FORCES_TABLES: Final = """
create table if not exists forces (force text not null, own boolean not null);
create table if not exists person_forces (person integer not null, force text not null);
create table if not exists crime_forces (crime integer not null, force text not null);
"""
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
    reason text,
    warnings text,
    known_on date not null
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
{CHOICES_TABLE}
{FORCES_TABLES}
"""

#: The line for each version, whether it is a load or withdraws one.
INSERT_VERSION: Final = """
insert into versions (version, loaded_at, file, sha256, synthetic, rows_read, accepted, rejected,
    duplicates, superseded, shape, identity, withdraws, reason, warnings, known_on)
values ($version, $at, $file, $sha256, $synthetic, $read, $accepted, $rejected, $duplicates,
    $superseded, $shape, $identity, $withdraws, $reason,
    $warnings, $known_on)
"""

#: The day on which a version was known, in SQL; of an earlier edition the day of loading.
KNOWN_ON: Final = "known_on"
LOADED_ON: Final = "loaded_at::date"

LIVE: Final = "from_version <= $version and (to_version is null or to_version > $version)"


def named_since(live: str, edition: int) -> str:
    """Whether a later load than that of a row names somebody in its crime, in SQL.

    Args:
        live: the condition for valid rows.
        edition: of the file.
    """
    came = (
        "coalesce({0}.brought_by, {0}.from_version)"
        if edition >= IDENTITY_SINCE
        else "{0}.from_version"
    )
    named, row = came.format("named"), came.format("allegations")
    return (
        f"exists (select 1 from allegations named where {live} and named.suspect is not null"
        f" and named.crime = allegations.crime and {named} > {row})"
    )
