"""What an offence file holds on suspects: their crimes, and what people recognise them by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from dashboard.store import schema
from dashboard.store.offence_choices import OffenceChoices
from dashboard.store.reading import Reader
from harm.record.allegations import SCHEMA

#: What people recognise a suspect by, from the latest of their rows.
PARTICULARS: Final = (
    "suspect_name",
    "suspect_born",
    "suspect_sex",
    "suspect_home_borough",
    "suspect_situation",
)

#: What is and was alleged of one person: a row for each victim of a crime as each load had it.
#: `until_version` is the version that replaced the row or took it back; null: it stands.
HISTORY: Final = pl.Schema(
    {
        "crime_ref": pl.String(),
        "offence_title": pl.String(),
        "recorded_on": pl.Date(),
        "allegation_status": pl.String(),
        "crime_status": pl.String(),
        "suspect_name": pl.String(),
        "suspect_born": pl.Date(),
        "from_version": pl.Int32(),
        "known_on": pl.Date(),
        "until_version": pl.Int32(),
    }
)
#: What became of an allegation: a row for each version of one, as `HISTORY`.
STATUSES: Final = pl.Schema(
    {
        "suspect_id": pl.String(),
        **{
            name: HISTORY[name]
            for name in (
                *("crime_ref", "allegation_status", "crime_status", "recorded_on"),
                *("from_version", "until_version"),
            )
        },
    }
)


def _rows_of(table: str) -> str:
    """The beginning of a query for allegations as they were loaded: `live` is the row.

    Args:
        table: `allegations`, or what a query makes of them.
    """
    kept = ", ".join(f"live.{name}" for name in schema.KEPT)
    return f"""
        select crimes.reference as crime_ref, suspects.reference as suspect_id,
            offences.offence_code, offences.offence_title, victims.reference as victim_id,
            {kept}
        from {table} live
        join crimes using (crime)
        join offences using (offence)
        left join people suspects on suspects.person = live.suspect
        left join people victims on victims.person = live.victim"""


class Suspects:
    """The suspects of one version of the offence data."""

    def __init__(self, reader: Reader, version: int, choices: OffenceChoices) -> None:
        """Read a file as of a version, with the offences as they were chosen."""
        self._reader = reader
        self._choices = choices
        self._version = version

    def crimes_of(self, suspect_id: str) -> pl.DataFrame:
        """Every valid row of every crime in which this person is named.

        This includes the rows of others named in the same crimes, since a suspect's share of the
        days may depend on how many are named.

        Returns:
            The allegation frame; empty when nobody has this reference.
        """
        frame = self._reader.frame(
            f"""
            {_rows_of("allegations")}
            where {schema.LIVE} and live.suspect is not null and live.crime in (
                select crime from allegations
                where {schema.LIVE}
                    and suspect = (select person from people where reference = $suspect)
            )
            order by recorded_on, crime_ref, suspect_id, victim_id
            """,
            {"version": self._version, "suspect": suspect_id},
        )
        return self._choices.apply(frame).select(
            pl.col(name).cast(dtype) for name, dtype in SCHEMA.items()
        )

    def rows_of(self, crimes: pl.Series) -> pl.DataFrame:
        """Every valid row of these crimes, with the offences as they were loaded.

        Args:
            crimes: references, as they were loaded.

        Returns:
            The allegation frame, in no order.
        """
        frame = self._reader.frame(
            f"""
            {_rows_of("allegations")}
            where {schema.LIVE} and crimes.reference in (select unnest($crimes))
            """,
            {"version": self._version, "crimes": crimes.to_list()},
        )
        return frame.select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())

    def linked(self, suspect_id: str) -> pl.DataFrame:
        """Every valid row of the crimes connected with this person.

        These are the crimes in which the person is named or is the victim, the crimes of their
        victims, and all crimes that name anybody who is named with them.

        Returns:
            The allegation frame; empty when nobody has this reference.
        """
        frame = self._reader.frame(
            f"""
            with valid as (select * from allegations where {schema.LIVE}),
            me as (select person from people where reference = $suspect),
            own as (select crime, victim from valid where suspect = (from me)),
            associates as (
                select distinct suspect from valid
                where crime in (select crime from own) and suspect is not null
            )
            {_rows_of("valid")}
            where live.suspect in (from associates) or live.victim = (from me)
                or live.victim in (select victim from own where victim is not null)
                or live.crime in (
                    select crime from valid where suspect in (from associates)
                )
            order by recorded_on, crime_ref, suspect_id, victim_id
            """,
            {"version": self._version, "suspect": suspect_id},
        )
        return self._choices.apply(frame).select(
            pl.col(name).cast(dtype) for name, dtype in SCHEMA.items()
        )

    def record_of(self, suspect_id: str) -> pl.DataFrame:
        """What every row says about death and age, for everyone named in this person's crimes."""
        return self._reader.frame(
            f"""
            select suspect_id, suspect_situation, suspect_born
            from allegations join suspects using (suspect)
            where {schema.LIVE} and suspect in (
                select suspect from allegations where {schema.LIVE} and crime in (
                    select crime from allegations join suspects using (suspect)
                    where {schema.LIVE} and suspect_id = $suspect
                )
            )
            """,
            {"version": self._version, "suspect": suspect_id},
        )

    def record_in(self, crimes: pl.Series) -> pl.DataFrame:
        """What every row says about death and age, for everyone named in these crimes."""
        return self._reader.frame(
            f"""
            select suspect_id, suspect_situation, suspect_born
            from allegations join suspects using (suspect)
            where {schema.LIVE} and suspect in (
                select suspect from allegations join crimes using (crime)
                where {schema.LIVE} and reference in (select unnest($crimes))
            )
            """,
            {"version": self._version, "crimes": crimes.to_list()},
        )

    def particulars(self, suspects: Sequence[int]) -> pl.DataFrame:
        """What people recognise suspects by, from the latest recorded row of each.

        Args:
            suspects: numbers, as in `Allegations.suspects`.

        Returns:
            `suspect` and the columns of `PARTICULARS`; one row for each suspect, in no order.
        """
        latest = ", ".join(f"arg_max({n}, (recorded_on, crime)) as {n}" for n in PARTICULARS)
        return self._reader.frame(
            f"select suspect, {latest} from allegations"
            f" where {schema.LIVE} and suspect in (select unnest($suspects)) group by suspect",
            {"version": self._version, "suspects": list(suspects)},
        ).with_columns(pl.col("suspect").cast(pl.UInt32))

    def everyone(self) -> pl.DataFrame:
        """Everyone named in a valid row, with what decides who may see them.

        Returns:
            `suspect`, `suspect_id`, the columns of `PARTICULARS` as last recorded, and
            `allegation_boroughs`: where the crimes of their allegations happened, without crimes
            that were cancelled or transferred, and without allegations of which they were
            acquitted or from whose inquiry they were eliminated. One row each, in no order.
        """
        latest = ", ".join(f"arg_max({n}, (recorded_on, crime)) as {n}" for n in PARTICULARS)
        return self._reader.frame(
            f"""
            select suspect, any_value(suspect_id) as suspect_id, {latest},
                coalesce(list(distinct borough) filter (
                    borough is not null and crime_status = 'recorded'
                    and allegation_status not in ('acquitted', 'eliminated')
                ), []) as allegation_boroughs
            from allegations join suspects using (suspect)
            where {schema.LIVE} group by suspect
            """,
            {"version": self._version},
        ).with_columns(pl.col("suspect").cast(pl.UInt32))

    def named(self) -> pl.DataFrame:
        """Everyone named in a valid row, once for each name and date of birth they have.

        Returns:
            `suspect`, `suspect_id`, `suspect_name` and `suspect_born`, in no order.
        """
        return self._reader.frame(
            f"select distinct suspect, suspect_id, suspect_name, suspect_born"
            f" from allegations join suspects using (suspect) where {schema.LIVE}",
            {"version": self._version},
        ).with_columns(pl.col("suspect").cast(pl.UInt32))

    def victims(self) -> list[str]:
        """The reference of everyone who is a victim in a valid row, in their order."""
        found = self._reader.frame(
            f"""
            select distinct reference from allegations join people on person = victim
            where {schema.LIVE} order by reference
            """,
            {"version": self._version},
        )
        return found["reference"].to_list()

    def named_in(self, crime_ref: str) -> pl.DataFrame:
        """Whoever is named in the crime of this reference, whatever its case and spaces.

        Returns:
            `suspect_id` and `crime_ref` as it was loaded, in this order.
        """
        return self._reader.frame(
            f"""
            select distinct suspect_id, crimes.reference as crime_ref
            from allegations join suspects using (suspect) join crimes using (crime)
            where {schema.LIVE} and crime in (
                select crime from crimes where reference = $crime
                    or lower(replace(reference, ' ', '')) = lower(replace($crime, ' ', ''))
            )
            order by suspect_id, crime_ref
            """,
            {"version": self._version, "crime": crime_ref},
        )

    def spelt(self, suspect_id: str) -> str | None:
        """A suspect's reference as the file has it, of whatever version and in whatever case."""
        found = self._reader.frame(
            "select suspect_id from suspects where upper(suspect_id) = upper($suspect)"
            " order by suspect_id = $suspect desc, suspect_id limit 1",
            {"suspect": suspect_id},
        )
        return None if found.is_empty() else str(found.item())

    def history_of(self, suspect_id: str) -> pl.DataFrame:
        """Every row that any version of the file has of this person, as `HISTORY`, oldest first."""
        day = schema.KNOWN_ON if self._reader.edition >= schema.KNOWN_ON_SINCE else schema.LOADED_ON
        frame = self._reader.frame(
            f"""
            select crimes.reference as crime_ref,
                coalesce(offence_title, offence_code) as offence_title, recorded_on,
                allegation_status, crime_status, suspect_name, suspect_born, from_version,
                versions.{day} as known_on, to_version as until_version
            from allegations
            join crimes using (crime)
            join offences using (offence)
            join versions on versions.version = from_version
            where suspect = (select suspect from suspects where suspect_id = $suspect)
            order by from_version, recorded_on, crime_ref, until_version
            """,
            {"suspect": suspect_id},
        )
        return frame.select(pl.col(name).cast(dtype) for name, dtype in HISTORY.items())

    def statuses_of(self, suspects: Sequence[str]) -> pl.DataFrame:
        """Every row that any version of the file has of these people, as `STATUSES`, in no order.

        Args:
            suspects: references, as they are spelt in the record.
        """
        frame = self._reader.frame(
            """
            select suspect_id, crimes.reference as crime_ref, allegation_status, crime_status,
                recorded_on, from_version, to_version as until_version
            from allegations
            join crimes using (crime)
            join suspects using (suspect)
            where suspect_id in (select unnest($suspects))
            """,
            {"suspects": list(suspects)},
        )
        return frame.select(pl.col(name).cast(dtype) for name, dtype in STATUSES.items())

    def number_of(self, suspect_id: str) -> int | None:
        """The number of the suspect with this reference who is named in a valid row."""
        found = self._reader.frame(
            f"select suspect from allegations where {schema.LIVE} and suspect ="
            " (select suspect from suspects where suspect_id = $suspect) limit 1",
            {"version": self._version, "suspect": suspect_id},
        )
        return None if found.is_empty() else int(found.item())
