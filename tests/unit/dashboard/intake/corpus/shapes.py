"""Files of crimes that name nobody, and of counts by month."""

from datetime import date
from typing import Final

from tests.unit.dashboard.intake.corpus.trouble import of_lines

LONG: Final = "Borough,Offence,Month,Count"
WIDE: Final = "Borough,Offence,Jan 2026,Feb 2026"
JANUARY: Final = date(2026, 1, 1)
FEBRUARY: Final = date(2026, 2, 1)
CAMDEN: Final = ("E09000007", "E09000007")
CROYDON: Final = ("E09000008", "E09000008")
TOTAL: Final = "a total, not a record"
TWICE: Final = "another line counts the same area, offence and month differently"
UNREADABLE: Final = "crimes cannot be read"

CRIMES: Final = [
    of_lines(
        "crimes that name nobody",
        "Crime Ref,Offence Code,Recorded Date,Borough,Victim Sex",
        "C1,019/08,2026-01-05,Camden,F",
        "C2,008/06,2026-01-06,Croydon,M",
        "C2,008/06,2026-01-06,Croydon,M",
        rows=3,
        accepted=2,
        duplicates=1,
        shape="crimes",
        values={
            "crime_ref": ["C1", "C2"],
            "suspect_id": [None, None],
            "borough": ["E09000007", "E09000008"],
        },
    ),
]

LONG_COUNTS: Final = [
    of_lines(
        "counts, a row for each month",
        LONG,
        "Camden,Rape,2026-01,3",
        "Camden,Rape,2026-02,0",
        "LB of Croydon,019/08,Jan-26,12",
        rows=3,
        accepted=3,
        shape="counts",
        counts=[
            (JANUARY, *CAMDEN, "Rape", 3),
            (JANUARY, *CROYDON, "019/08", 12),
            (FEBRUARY, *CAMDEN, "Rape", 0),
        ],
    ),
    of_lines(
        "counts with commas for the thousands, and of a place that nobody knows",
        LONG,
        'Camden,Theft,202601,"1,234"',
        'Camden,Theft,202602,"1,234,567"',
        "Atlantis,Theft,202601,12.0",
        rows=3,
        accepted=3,
        shape="counts",
        counts=[
            (JANUARY, "Atlantis", None, "Theft", 12),
            (JANUARY, *CAMDEN, "Theft", 1_234),
            (FEBRUARY, *CAMDEN, "Theft", 1_234_567),
        ],
    ),
    of_lines(
        "lines of counts that are repeated",
        LONG,
        "Camden,Rape,2026-01,3",
        "Camden,Rape,2026-01,3",
        "Camden,Rape,Jan 2026,3",
        rows=3,
        accepted=1,
        duplicates=2,
        shape="counts",
        counts=[(JANUARY, *CAMDEN, "Rape", 3)],
    ),
    of_lines(
        "lines of counts that disagree",
        LONG,
        "Camden,Rape,2026-01,3",
        "Croydon,Rape,2026-01,4",
        "Camden,Rape,2026-01,5",
        rows=3,
        accepted=1,
        rejected=2,
        shape="counts",
        reasons={TWICE: 2},
        lines=[2, 4],
        counts=[(JANUARY, *CROYDON, "Rape", 4)],
    ),
    of_lines(
        "totals among the counts",
        LONG,
        "Camden,Rape,2026-01,3",
        "Camden,Subtotal,2026-01,3",
        "Total,Rape,2026-01,3",
        "Grand Total,,,3",
        rows=4,
        accepted=1,
        rejected=3,
        shape="counts",
        reasons={TOTAL: 3},
        lines=[3, 4, 5],
        counts=[(JANUARY, *CAMDEN, "Rape", 3)],
    ),
    of_lines(
        "counts of a month to come, or of none",
        LONG,
        "Camden,Rape,2026-04,3",
        "Camden,Rape,2026-05,3",
        "Camden,Rape,,3",
        "Camden,Rape,2026-13,3",
        "Camden,,2026-04,3",
        rows=5,
        accepted=1,
        rejected=4,
        shape="counts",
        reasons={
            "a month after today": 1,
            "month cannot be read": 1,
            "no month": 1,
            "no offence or category": 1,
        },
        lines=[3, 4, 5, 6],
        counts=[(date(2026, 4, 1), *CAMDEN, "Rape", 3)],
    ),
    of_lines(
        "counts that are no numbers of crimes",
        LONG,
        "Camden,Arson,2026-01,3",
        "Camden,Rape,2026-01,few",
        "Camden,Theft,2026-01,-3",
        "Camden,Murder,2026-01,2.5",
        'Camden,Bigamy,2026-01,"1,23"',
        "Camden,Fraud,2026-01,99999999999999999999999",
        rows=6,
        accepted=1,
        rejected=5,
        shape="counts",
        reasons={UNREADABLE: 5},
        lines=[3, 4, 5, 6, 7],
        counts=[(JANUARY, *CAMDEN, "Arson", 3)],
    ),
]

PLACES: Final = [
    of_lines(
        "counts of a borough that is written in several ways",
        LONG,
        "Camden,Rape,2026-01,3",
        "LB of Camden,Rape,2026-01,3",
        "E09000007,Arson,2026-01,1",
        "camden,Arson,2026-01,2",
        rows=4,
        accepted=1,
        rejected=2,
        duplicates=1,
        shape="counts",
        reasons={TWICE: 2},
        lines=[4, 5],
        counts=[(JANUARY, *CAMDEN, "Rape", 3)],
    ),
    of_lines(
        "counts of wards that share a name in two boroughs",
        "Borough,Ward Name,Offence,Month,Count",
        "Camden,Made-Up Green,Rape,2026-01,3",
        "Croydon,Made-Up Green,Rape,2026-01,4",
        rows=2,
        accepted=2,
        shape="counts",
        counts=[
            (JANUARY, "Made-Up Green", "E09000007", "Rape", 3),
            (JANUARY, "Made-Up Green", "E09000008", "Rape", 4),
        ],
    ),
]

WIDE_COUNTS: Final = [
    of_lines(
        "counts, a column for each month, some without a figure",
        WIDE,
        "Camden,Rape,3,4",
        'Croydon,Rape,,"1,005"',
        "Camden,Arson,-,N/A",
        rows=3,
        accepted=2,
        rejected=1,
        reasons={"no figure in any month": 1},
        lines=[4],
        shape="counts",
        counts=[
            (JANUARY, *CAMDEN, "Rape", 3),
            (FEBRUARY, *CAMDEN, "Rape", 4),
            (FEBRUARY, *CROYDON, "Rape", 1_005),
        ],
    ),
    of_lines(
        "wide counts with a total row, a line twice, one at odds and one unreadable",
        WIDE,
        "Camden,Rape,3,4",
        "Camden,Rape,3,4",
        "Croydon,Rape,1,2",
        "Croydon,Rape,1,3",
        "Croydon,Arson,some,2",
        "Total,,8,11",
        rows=6,
        accepted=1,
        rejected=4,
        duplicates=1,
        shape="counts",
        reasons={TWICE: 2, TOTAL: 1, UNREADABLE: 1},
        lines=[4, 5, 6, 7],
        counts=[(JANUARY, *CAMDEN, "Rape", 3), (FEBRUARY, *CAMDEN, "Rape", 4)],
    ),
    of_lines(
        "wide counts with a column of totals",
        f"{WIDE},Total Crimes",
        "Camden,Rape,3,4,7",
        rows=1,
        accepted=1,
        shape="counts",
        dropped=["Total Crimes"],
        counts=[(JANUARY, *CAMDEN, "Rape", 3), (FEBRUARY, *CAMDEN, "Rape", 4)],
    ),
    of_lines(
        "wide counts with columns that nobody asked for",
        "Group,Sub Group,Ward Code,202601,202602,Rank",
        "A,Arson,E05999999,1,2,9",
        rows=1,
        accepted=1,
        shape="counts",
        dropped=["Group", "Rank"],
        counts=[
            (JANUARY, "E05999999", None, "Arson", 1),
            (FEBRUARY, "E05999999", None, "Arson", 2),
        ],
    ),
]

TROUBLES: Final = [*CRIMES, *LONG_COUNTS, *PLACES, *WIDE_COUNTS]
