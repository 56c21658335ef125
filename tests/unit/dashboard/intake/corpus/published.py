"""Files in the two public layouts: headings as they are published, every value made up."""

from datetime import date
from itertools import product
from typing import Final

from tests.unit.dashboard.intake.corpus.trouble import of_lines

MONTHS: Final = [
    date(year, month, 1)
    for year, month in product((2024, 2025, 2026), range(1, 13))
    if (2024, 7) <= (year, month) <= (2026, 6)
]
BOROUGH_TABLE: Final = ",".join(["Group,SubGroup,BOCU", *(f"{m:%Y%m}" for m in MONTHS)])


def figures(first: int) -> list[int]:
    """A figure for each month, each one more than the last."""
    return [first + number for number in range(len(MONTHS))]


def line(*names: str, first: int) -> str:
    """A line of the borough table."""
    return ",".join([*names, *map(str, figures(first))])


STREET: Final = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)
FORCE: Final = "Made-up Police,Made-up Police"
CAMDEN: Final = "0.1,51.5,On or near Made-Up Street,E01999001,Camden 999A"
OUTSIDE: Final = "0.2,51.6,On or near Sample Road,E01999002,Nowhere Forest 999B"
NO_PLACE: Final = ",,No Location,,"
VIOLENCE: Final = "Violence and sexual offences"
JANUARY: Final = date(2026, 1, 1)

TROUBLES: Final = [
    of_lines(
        "the London Datastore's borough table",
        BOROUGH_TABLE,
        line("MADE-UP GROUP", "ARSON", "Camden", first=1),
        line("MADE-UP GROUP", "MADE-UP SUBGROUP", "Hammersmith and Fulham", first=100),
        line("MADE-UP GROUP", "ARSON", "Unknown Place", first=50),
        rows=3,
        accepted=3,
        shape="counts",
        today=date(2026, 7, 31),
        dropped=["Group"],
        mapping={"offence_title": ("SubGroup", "synonym"), "borough": ("BOCU", "synonym")},
        counts=sorted(
            [
                *(
                    (month, "E09000007", "E09000007", "ARSON", n)
                    for month, n in zip(MONTHS, figures(1), strict=True)
                ),
                *(
                    (month, "E09000013", "E09000013", "MADE-UP SUBGROUP", n)
                    for month, n in zip(MONTHS, figures(100), strict=True)
                ),
                *(
                    (month, "Unknown Place", None, "ARSON", n)
                    for month, n in zip(MONTHS, figures(50), strict=True)
                ),
            ],
            key=repr,
        ),
    ),
    of_lines(
        "the borough table before its last months are over",
        BOROUGH_TABLE,
        line("MADE-UP GROUP", "ARSON", "Camden", first=1),
        line("MADE-UP GROUP", "ARSON", "Croydon", first=1).rsplit(",", 2)[0] + ",,",
        rows=2,
        accepted=1,
        rejected=1,
        shape="counts",
        dropped=["Group"],
        reasons={"a month after today": 1},
        lines=[2],
    ),
    of_lines(
        "a street file of data.police.uk",
        STREET,
        f"made-up-1,2026-01,{FORCE},{CAMDEN},{VIOLENCE},Under investigation,",
        f"made-up-2,2026-01,{FORCE},{OUTSIDE},Other theft,,",
        f"made-up-2,2026-01,{FORCE},{OUTSIDE},Other theft,,",
        f"made-up-3,2026-01,{FORCE},{NO_PLACE},Drugs,,",
        f",2026-01,{FORCE},{CAMDEN},Anti-social behaviour,,",
        f",2026-01,{FORCE},{CAMDEN},Anti-social behaviour,,",
        f",2026-01,{FORCE},{CAMDEN},Drugs,,",
        f"made-up-4,2026-05,{FORCE},{CAMDEN},Drugs,,",
        rows=8,
        accepted=3,
        rejected=4,
        duplicates=1,
        shape="crimes",
        reasons={
            "anti-social behaviour is an incident, not a recorded crime": 2,
            "a month after today": 1,
            "no crime reference": 1,
        },
        lines=[6, 7, 8, 9],
        dropped=[
            "Reported by",
            "Falls within",
            "Longitude",
            "Latitude",
            "Location",
            "Last outcome category",
            "Context",
        ],
        mapping={
            "crime_ref": ("Crime ID", "synonym"),
            "month": ("Month", "name"),
            "lsoa": ("LSOA code", "synonym"),
            "borough": ("LSOA name", "synonym"),
            "offence_title": ("Crime type", "synonym"),
        },
        counts=[
            (JANUARY, "E01999001", "E09000007", VIOLENCE, 1),
            (JANUARY, "E01999002", None, "Other theft", 1),
            (JANUARY, None, None, "Drugs", 1),
        ],
    ),
]
