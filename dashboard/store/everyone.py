"""Who is named in an offence file, how people recognise them, and what decides who sees them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from dashboard.store import schema
from dashboard.store.offence_choices import OffenceChoices
from dashboard.store.persons import Together
from dashboard.store.reading import Reader

#: What people recognise a suspect by, from the latest of their rows.
PARTICULARS: Final = (
    "suspect_name",
    "suspect_born",
    "suspect_sex",
    "suspect_home_borough",
    "suspect_situation",
)


class Everyone:
    """Everyone named in one version of the offence data."""

    def __init__(
        self,
        reader: Reader,
        version: int,
        choices: OffenceChoices,
        persons: Together,
        loaded: Reader,
    ) -> None:
        """Read a file as of a version, with the offences as they were chosen.

        Args:
            reader: of the file, with persons in place of references.
            version: of the data.
            choices: which offences somebody chose a score for.
            persons: who has several references; each of them may be asked for.
            loaded: reader of the file as it is.
        """
        self._reader = reader
        self._persons = persons
        self._loaded = loaded
        self._choices = choices
        self._version = version

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
            whole=True,
        ).with_columns(pl.col("suspect").cast(pl.UInt32))

    def everyone(self) -> pl.DataFrame:
        """Everyone named in a valid row, with what decides who may see them.

        Returns:
            `suspect`, `suspect_id`, the columns of `PARTICULARS` as last recorded, and
            `allegation_boroughs`: where the crimes of their allegations happened, without crimes
            that were cancelled or transferred, and without allegations of which they were
            acquitted or from whose inquiry they were eliminated. One row each, in no order. Of a
            person with several references they have the home borough of each as well.
        """
        latest = ", ".join(f"arg_max({n}, (recorded_on, crime)) as {n}" for n in PARTICULARS)
        found = self._reader.frame(
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
            whole=True,
        ).with_columns(pl.col("suspect").cast(pl.UInt32))
        return self._with_homes(found) if self._persons.people else found

    def _with_homes(self, everyone: pl.DataFrame) -> pl.DataFrame:
        """The home borough of each reference of a person among the boroughs that decide."""
        numbers = self._persons.numbers
        homes = (
            self._loaded.frame(
                "select suspect, arg_max(suspect_home_borough, (recorded_on, crime)) as home"
                f" from allegations where {schema.LIVE} and suspect in (select unnest($people))"
                " group by suspect",
                {"version": self._version, "people": sorted({*numbers, *numbers.values()})},
            )
            .with_columns(pl.col("suspect").replace(numbers).cast(pl.UInt32))
            .group_by("suspect")
            .agg(pl.col("home").drop_nulls())
        )
        both = pl.col("allegation_boroughs").list.set_union(pl.col("home"))
        return (
            everyone.join(homes, on="suspect", how="left")
            .with_columns(pl.coalesce(both, "allegation_boroughs").alias("allegation_boroughs"))
            .drop("home")
        )

    def named(self) -> pl.DataFrame:
        """Everyone named in a valid row, once for each name and date of birth they have.

        Returns:
            `suspect`, `suspect_id`, `suspect_name` and `suspect_born`, in no order.
        """
        return self._reader.frame(
            f"select distinct suspect, suspect_id, suspect_name, suspect_born"
            f" from allegations join suspects using (suspect) where {schema.LIVE}",
            {"version": self._version},
            whole=True,
        ).with_columns(pl.col("suspect").cast(pl.UInt32))

    def victims(self) -> list[str]:
        """The reference of everyone who is a victim in a valid row, in their order."""
        found = self._loaded.frame(
            f"""
            select distinct reference from allegations join people on person = victim
            where {schema.LIVE} order by reference
            """,
            {"version": self._version},
        )
        return found["reference"].to_list()

    def named_in(self, crime_ref: str) -> pl.DataFrame:
        """Whoever is named in the crime of this reference, whatever its case and spaces.

        A reference that several forces have is of a crime of each.

        Returns:
            `suspect_id` and `crime_ref` as it was loaded, in this order.
        """
        own = ""
        if self._reader.edition >= schema.FORCES_SINCE:
            own = """
                    or crime in (
                        select crime from crimes join crime_forces using (crime)
                        where lower(replace(substr(reference, length(force) + 2), ' ', ''))
                            = lower(replace($crime, ' ', ''))
                    )"""
        return self._reader.frame(
            f"""
            select distinct suspect_id, crimes.reference as crime_ref
            from allegations join suspects using (suspect) join crimes using (crime)
            where {schema.LIVE} and crime in (
                select crime from crimes where reference = $crime
                    or lower(replace(reference, ' ', '')) = lower(replace($crime, ' ', '')){own}
            )
            order by suspect_id, crime_ref
            """,
            {"version": self._version, "crime": crime_ref},
        )

    def named_or_harmed(self, references: Sequence[str]) -> frozenset[str]:
        """Which of some references are of somebody named, or harmed, in a valid row."""
        found = self._loaded.frame(
            f"""
            with valid as (select suspect, victim from allegations where {schema.LIVE})
            select reference from people
            where reference in (select unnest($references)) and (
                person in (select suspect from valid where suspect is not null)
                or person in (select victim from valid where victim is not null)
            )
            """,
            {"version": self._version, "references": list(references)},
        )
        return frozenset(found["reference"])

    def spelt(self, suspect_id: str) -> str | None:
        """A suspect's reference as the file has it, of whatever version and in whatever case."""
        found = self._reader.frame(
            "select suspect_id from suspects where upper(suspect_id) = upper($suspect)"
            " order by suspect_id = $suspect desc, suspect_id limit 1",
            {"suspect": suspect_id},
        )
        return None if found.is_empty() else str(found.item())

    def number_of(self, suspect_id: str) -> int | None:
        """The number of the suspect with this reference who is named in a valid row."""
        found = self._reader.frame(
            f"select suspect from allegations where {schema.LIVE} and suspect ="
            " (select suspect from suspects where suspect_id = $suspect) limit 1",
            {"version": self._version, "suspect": self._persons.person_of(suspect_id)},
        )
        return None if found.is_empty() else int(found.item())
