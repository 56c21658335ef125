"""References of an offence file, and the people that they stand for, to compare a new file with."""

from __future__ import annotations

from typing import Literal

import polars as pl

from dashboard.store.reading import Reader

#: Of people (suspects and victims), or of crimes.
Kind = Literal["people", "crimes"]


class References:
    """Every reference that a file holds, of whatever version: a number once given is kept."""

    def __init__(self, reader: Reader) -> None:
        """Read a file."""
        self._reader = reader

    def of(self, kind: Kind) -> pl.Series:
        """The references of people or of crimes, in their order."""
        found = self._reader.frame(f"select reference from {kind} order by reference")
        return found["reference"]

    def suspects(self) -> pl.DataFrame:
        """Everyone named as a suspect, as last recorded.

        Returns:
            `reference`, `name` and `born`, each null where it was never recorded; in the order of
            references.
        """
        return self._reader.frame(
            """
            with latest as (
                select suspect,
                    arg_max(suspect_name, recorded_on) filter (suspect_name is not null) as name,
                    arg_max(suspect_born, recorded_on) filter (suspect_born is not null) as born
                from allegations
                where to_version is null and suspect is not null
                group by suspect
            )
            select reference, name, born from latest
            join people on people.person = latest.suspect
            order by reference
            """
        )
