"""Officers by command unit, and recorded offences against women and girls by place."""

from __future__ import annotations

from typing import Final, Literal, get_args

import polars as pl

from dashboard.geography.resource_files import table

#: Two published counts of strength. They count different things, so one is no later state of the
#: other: the first has officers alone, the second PCSOs too.
StrengthName = Literal["officers-pcsos-2026", "officers-2025"]
STRENGTHS: Final[tuple[StrengthName, ...]] = get_args(StrengthName)
_AS_OF: Final[dict[StrengthName, str]] = {
    "officers-pcsos-2026": "2026-03-31",
    "officers-2025": "2025-03-31",
}


def strength(name: StrengthName) -> pl.DataFrame:
    """Full-time equivalents of the 12 command units, by code.

    How it misleads: response teams and investigators are in it, so it is no count of who works on
    harm against women; and it is published by command unit alone. Of boroughs, wards, the City of
    London and Heathrow nothing is published: they are not 0.

    Args:
        name: which of the two counts.

    Returns:
        `code` (North Area's is the text `NA`) and `base`, in hundredths of a full-time officer.
    """
    rows = table("strength").filter(pl.col("as_of").cast(pl.String) == _AS_OF[name])
    hundredths = (pl.col("fte").cast(pl.Float64) * 100).round().cast(pl.Int64)
    return rows.select("code", base=hundredths).sort("code")


def vawg_offences() -> pl.DataFrame:
    """Offences flagged as violence against women and girls that were recorded in 2025, by place.

    How it misleads: it counts each offence as one, a homicide as much as a message; about 29,000 of
    the 132,688 have a wording outside the published list; and what nobody reported is in none.

    Returns:
        `borough_code` (empty: Heathrow, other forces' areas and unknown places), `ward_code`
        (empty: no ward is given, or one that is none of that borough's), `offences`.
    """
    return table("vawg_offences").select("borough_code", "ward_code", "offences")
