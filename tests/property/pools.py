"""Small pools of awkward cells: small, so that people, crimes, scores and dates collide."""

from collections.abc import Sequence
from datetime import date, timedelta

from tests.oracle.rules import Cell

#: A code and a title, as a force may write them.
Offence = tuple[str | None, str | None]

#: Dates of a list; the leap day and both sides of the day that a 29 February birthday turns on.
AS_OF = (date(2026, 2, 28), date(2026, 3, 1), date(2024, 2, 29), date(2025, 6, 30))

#: One of each way in which an offence can be found, or not found, or doubtful.
OFFENCES: Sequence[Offence] = (
    # Several scores under one classification, with and without the title that decides.
    ("019/08", "Rape of a female aged 16 or over"),
    ("019/08", None),
    ("19/8", "RAPE of a female, aged 16  or over."),
    ("01908", "Multiple Undefined Offenders Rape of a female aged 16 or over."),
    (" 1908 ", "no title of any index"),
    ("008/01", None),
    ("8/1", "Minor wound without intent (s20)"),
    ("00801", "GBH serious wound without intent (s20)"),
    ("008/06", "Assault occasioning actual bodily harm (ABH)"),
    ("008/06", None),
    ("005/01", "Wounding with intent to do grievous bodily harm (Indictable)"),
    ("099/99", None),
    # A CJS code of two offences with different scores; a URN in either case.
    ("COML025", None),
    ("coml025", "Murder - of persons aged 1 year or over"),
    ("1.1.1.1a", None),
    ("19C.19.8.0", "the title of nothing"),
    # Titles alone, and codes that no table has.
    (None, "attempted murder of persons aged 1 year or over"),
    (None, "Rape of a female aged 16 or over"),
    ("", "Assault occasioning actual bodily harm (ABH)"),
    ("  ", "Stalking involving fear of violence"),
    ("777/77", "Harming or threatening to harm a witness"),
    # Newer than the index.
    ("008/77", None),
    ("derived.9", None),
    (None, "Threatening to share an intimate image"),
    # In no table of ours; often, since a table of one's own may have them.
    *[("999/98", None), (None, "An offence of nobody's index")] * 3,
    (None, None),
    ("", "  "),
    # The title says the victim's sex; other tiers; in the one index and not in the other.
    ("019/16", None),
    (None, "Rape of a male aged 16 or over"),
    ("008/67", None),
    ("105/01", None),
    ("105/01", None),
    ("125/12", None),
    ("028/03", "Burglary - Residential - Dwelling"),
    ("8H.99.99.221", None),
    ("NN.125.12.0", None),
    ("067/01", None),
)

#: Offences that count under the default rules when the victim is female.
COUNTING: Sequence[Offence] = (
    ("019/08", None),
    ("COML025", None),
    ("008/67", None),
    ("008/77", None),
    (None, "Rape of a female aged 16 or over"),
)

#: References in an order that text, numbers and capitals would each put differently.
SUSPECTS: Sequence[str | None] = ("S10", "S9", "s1", "Ée", "S10", "S9", None)
CRIMES = ("C1", "C2", "C10", "c3")
VICTIMS: Sequence[str | None] = ("V1", "V2", "S9", None)

CELLS: dict[str, Sequence[Cell]] = {
    "borough": ("E09000001", "E09000033", None),
    "victim_sex": ("F", "F", "F", "M", "X", "U", None),
    "domestic": (False, True, None),
    "honour_based": (False, False, None, True),
    "crime_status": ("recorded", "recorded", None, "recorded", "cancelled", "transferred"),
    "allegation_status": (
        *("named", "interviewed", None, "arrested", "charged", "convicted"),
        *("acquitted", "eliminated", "no_further_action"),
    ),
    "source": ("victim", None, "witness", "third_party", "police"),
    "suspect_situation": ("at_large", None, "unknown", "custody", "prison", "deceased"),
}


def recorded_dates(as_of: date, window_days: int) -> list[date]:
    """Around both edges of the window, and at ages that halve once, twice and in part."""
    edges = (window_days - 1, window_days, window_days + 1)
    ages = [0, 1, -1, 2, 30, 60, 91, 182, window_days // 2, *edges]
    return [as_of - timedelta(days=age) for age in ages]


def birthdays(as_of: date) -> list[date | None]:
    """Around the eighteenth birthday, leap days among them."""
    eighteen_years = [as_of - timedelta(days=days) for days in range(6573, 6578)]
    return [None, None, date(1980, 1, 1), date(2008, 2, 29), date(2006, 2, 28), *eighteen_years]
