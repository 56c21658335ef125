"""What an offence file holds on suspects: their crimes, and what people recognise them by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from dashboard.store import schema
from dashboard.store.everyone import PARTICULARS, Everyone
from harm.record.allegations import SCHEMA

__all__ = ["HISTORY", "PARTICULARS", "Suspects"]

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


class Suspects(Everyone):
    """The suspects of one version of the offence data."""

    def crimes_of(self, *suspects: str) -> pl.DataFrame:
        """Every valid row of every crime in which one of these people is named.

        This includes the rows of others named in the same crimes, since a suspect's share of the
        days may depend on how many are named.

        Args:
            suspects: their references.

        Returns:
            The allegation frame; empty when nobody has these references.
        """
        frame = self._reader.frame(
            f"""
            {_rows_of("allegations")}
            where {schema.LIVE} and live.suspect is not null and live.crime in (
                select crime from allegations
                where {schema.LIVE} and suspect in (
                    select person from people where reference in (select unnest($suspects))
                )
            )
            order by recorded_on, crime_ref, suspect_id, victim_id
            """,
            {"version": self._version, "suspects": list(map(self._persons.person_of, suspects))},
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
        # Who is in what is found in three narrow columns; whole rows are then read of these crimes
        # alone, and no more than these are given their references.
        harmed = """
            victim = (from me) or victim in (select victim from own where victim is not null)"""
        frame = self._reader.frame(
            f"""
            with valid as materialized (
                select crime, suspect, victim from allegations where {schema.LIVE}
            ),
            me as materialized (select person from people where reference = $suspect),
            own as materialized (select crime, victim from valid where suspect = (from me)),
            associates as materialized (
                select distinct suspect from valid
                where crime in (select crime from own) and suspect is not null
            ),
            theirs as materialized (
                select distinct crime from valid where suspect in (from associates)
            ),
            reached as materialized (
                from theirs union select crime from valid where {harmed}
            ),
            around as materialized (
                select * from allegations
                where {schema.LIVE} and crime in (from reached)
                    and (crime in (from theirs) or {harmed})
            )
            {_rows_of("around")}
            order by recorded_on, crime_ref, suspect_id, victim_id
            """,
            {"version": self._version, "suspect": self._persons.person_of(suspect_id)},
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
            {"version": self._version, "suspect": self._persons.person_of(suspect_id)},
            whole=True,
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
            whole=True,
        )

    def history_of(self, suspect_id: str) -> pl.DataFrame:
        """Every row that any version of the file has of this person, as `HISTORY`, oldest first.

        Of a person with several references each row has its own as well, as `suspect_id`.
        """
        references = self._persons.references_of(suspect_id)
        also = ["suspect_id"] if len(references) > 1 else []
        day = schema.KNOWN_ON if self._reader.edition >= schema.KNOWN_ON_SINCE else schema.LOADED_ON
        frame = self._loaded.frame(
            f"""
            select crimes.reference as crime_ref,
                coalesce(offence_title, offence_code) as offence_title, recorded_on,
                allegation_status, crime_status, suspect_name, suspect_born, from_version,
                versions.{day} as known_on, to_version as until_version, suspect_id
            from allegations
            join suspects using (suspect)
            join crimes using (crime)
            join offences using (offence)
            join versions on versions.version = from_version
            where suspect in (
                select suspect from suspects where suspect_id in (select unnest($references))
            )
            order by from_version, recorded_on, crime_ref, until_version
            """,
            {"references": list(references)},
        )
        columns = (pl.col(name).cast(dtype) for name, dtype in HISTORY.items())
        return frame.select(*columns, *also)

    def statuses_of(self, suspects: Sequence[str]) -> pl.DataFrame:
        """Every row that any version of the file has of these people, as `STATUSES`, in no order.

        Of a person with several references these are the rows of all of them, under each that is
        asked for.

        Args:
            suspects: references, as they are spelt in the record.
        """
        asked = [(own, each) for each in suspects for own in self._persons.references_of(each)]
        schema_of_asked = {"reference": pl.String, "suspect_id": pl.String}
        people = pl.DataFrame(asked, schema_of_asked, orient="row").unique()
        frame = self._loaded.frame(
            """
            select suspect_id as reference, crimes.reference as crime_ref, allegation_status,
                crime_status, recorded_on, from_version, to_version as until_version
            from allegations
            join crimes using (crime)
            join suspects using (suspect)
            where suspect_id in (select unnest($suspects))
            """,
            {"suspects": people["reference"].unique().to_list()},
        ).join(people, on="reference")
        return frame.select(pl.col(name).cast(dtype) for name, dtype in STATUSES.items())
