"""Files whose places, sexes, flags and statuses are written in their usual words."""

from typing import Final

from tests.unit.dashboard.intake.corpus.trouble import HEAD, Trouble, of_lines


def worded(name: str, *pairs: tuple[str, object], column: str) -> Trouble:
    """Sound rows of one more column, each with a text and the value that it stands for."""
    rows = (f'C{n},S{n},019/08,2026-01-05,"{text}"' for n, (text, _) in enumerate(pairs))
    return of_lines(
        name,
        f"{HEAD},{column}",
        *rows,
        rows=len(pairs),
        accepted=len(pairs),
        values={column: [value for _, value in pairs]},
    )


PLACES: Final = [
    worded(
        "boroughs by their code",
        ("E09000007", "E09000007"),
        ("e09000033", "E09000033"),
        ("00AH", "E09000008"),
        column="borough",
    ),
    worded(
        "boroughs by name, however it is spelt",
        ("Camden", "E09000007"),
        ("  TOWER   HAMLETS ", "E09000030"),
        ("Hammersmith & Fulham", "E09000013"),
        ("Kingston-upon-Thames", "E09000021"),
        ("Westminster, City of", "E09000033"),
        column="borough",
    ),
    worded(
        "boroughs with their style",
        ("LB of Hackney", "E09000012"),
        ("LB Hackney", "E09000012"),
        ("London Borough of Barking and Dagenham", "E09000002"),
        ("Royal Borough of Greenwich", "E09000011"),
        ("The Royal Borough of Kensington and Chelsea", "E09000020"),
        ("RB Kingston upon Thames", "E09000021"),
        ("Camden Council", "E09000007"),
        ("City of Westminster", "E09000033"),
        column="borough",
    ),
    worded(
        "boroughs by an old or short name",
        ("LBBD", "E09000002"),
        ("K&C", "E09000020"),
        ("Richmond", "E09000027"),
        ("The City", "E09000001"),
        ("Barking/Dagenham", "E09000002"),
        column="borough",
    ),
    worded(
        "a borough that nobody knows is kept as an unknown place",
        ("Atlantis", None),
        ("E08000003", None),
        ("", None),
        ("Unknown", None),
        column="borough",
    ),
]

KINDS: Final = [
    worded(
        "sexes",
        ("Female", "F"),
        ("f", "F"),
        ("M", "M"),
        ("MALE", "M"),
        ("Non-Binary", "X"),
        ("Not stated", "U"),
        ("Unknown", "U"),
        ("", "U"),
        column="victim_sex",
    ),
    worded(
        "flags",
        ("Yes", True),
        ("Y", True),
        ("TRUE", True),
        ("1", True),
        ("DA", True),
        ("No", False),
        ("n", False),
        ("0", False),
        ("Non-domestic", False),
        ("", False),
        column="domestic",
    ),
    worded(
        "crime statuses",
        ("Recorded Crime", "recorded"),
        ("No-Crimed", "cancelled"),
        ("CANCELLED", "cancelled"),
        ("Transferred to other force", "transferred"),
        ("", "recorded"),
        column="crime_status",
    ),
    worded(
        "allegation statuses",
        ("NFA", "no_further_action"),
        ("no_further_action", "no_further_action"),
        ("RUI", "arrested"),
        ("Charged/Summonsed", "charged"),
        ("Voluntary Interview", "interviewed"),
        ("Eliminated from enquiries", "eliminated"),
        ("Found not guilty", "acquitted"),
        ("", "named"),
        column="allegation_status",
    ),
    worded(
        "sources",
        ("Injured Party", "victim"),
        ("Member of public", "witness"),
        ("3rd Party", "third_party"),
        ("Police Generated", "police"),
        ("", None),
        column="source",
    ),
    worded(
        "situations",
        ("On remand", "custody"),
        ("HMP", "prison"),
        ("Died", "deceased"),
        ("At Liberty", "at_large"),
        ("", "unknown"),
        column="suspect_situation",
    ),
]

STRANGE: Final = [
    of_lines(
        "words that no list has",
        f"{HEAD},victim_sex,domestic,crime_status",
        "C1,S1,019/08,2026-01-05,femail,perhaps,asleep",
        "C2,S2,019/08,2026-01-05,F,Y,live",
        rows=2,
        accepted=1,
        rejected=1,
        reasons={
            "crime_status cannot be read": 1,
            "domestic cannot be read": 1,
            "victim_sex cannot be read": 1,
        },
        lines=[2],
        values={"crime_ref": ["C2"], "victim_sex": ["F"], "domestic": [True]},
    ),
]

TROUBLES: Final = [*PLACES, *KINDS, *STRANGE]
