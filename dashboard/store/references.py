"""References of an offence file that are like others: in another spelling, or likely the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

import polars as pl

from dashboard.store.reading import Reader

#: Of people (suspects and victims), or of crimes.
Kind = Literal["people", "crimes"]

#: As `dashboard.intake.references.likely_key` has it.
_LIKELY: Final = r"upper(regexp_replace(reference, '[\s,\-_./]+|\b0+', '', 'g'))"


class References:
    """Every reference that a file holds, of whatever version: a number once given is kept."""

    def __init__(self, reader: Reader) -> None:
        """Read a file."""
        self._reader = reader

    def alike(self, kind: Kind, *, keys: Sequence[str], likely: Sequence[str]) -> pl.DataFrame:
        """The references that are others but for their case, or likely the same as others.

        Args:
            kind: whose.
            keys: references in capitals.
            likely: keys as `dashboard.intake.references.likely_key` makes them.

        Returns:
            `reference`, its `key` in capitals and its `likely` key; in the order of references.
        """
        return self._reader.frame(
            f"""
            select reference, upper(reference) as key, {_LIKELY} as likely from {kind}
            where upper(reference) in (select unnest($keys))
                or {_LIKELY} in (select unnest($likely))
            order by reference
            """,
            {"keys": list(keys), "likely": list(likely)},
        )

    def people_like(self, references: Sequence[str], births: Sequence[date]) -> pl.DataFrame:
        """Suspects with one of these references, or born on one of these days, as last recorded.

        Args:
            references: of suspects.
            births: dates of birth.

        Returns:
            `reference`, `name` and `born`, each null where it was never recorded.
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
            where reference in (select unnest($references)) or born in (select unnest($births))
            order by reference
            """,
            {"references": list(references), "births": list(births)},
        )
