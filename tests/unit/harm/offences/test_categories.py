import polars as pl
import pytest

from harm.offences import categories
from harm.offences.categories import Range, range_of, ranges, score
from harm.offences.indices import get, of_your_own
from tests.unit.harm.build import own_index

CAMBRIDGE, ONS = get("cchi-2020"), get("ons-css-2020")

#: Both of the offences of the Home Office class 46.
SHOPLIFTING = ("46.46.0.0", "46.46.0.0A")


@pytest.mark.parametrize(
    ("category", "tenths"),
    [
        ("Shoplifting", 10),
        ("SHOPLIFTING", 10),
        ("Bicycle theft", 20),
        ("THEFT FROM THE PERSON", 20),
        ("Interfering with a Motor Vehicle", 30),
        ("AGGRAVATED VEHICLE TAKING", 100),
        ("VIOLENT DISORDER", 1820),
        ("Robbery", 3650),
        ("ROBBERY OF PERSONAL PROPERTY", 3650),
    ],
)
def test_a_category_of_offences_that_all_have_one_score_has_it(category: str, tenths: int) -> None:
    assert score(CAMBRIDGE, [category]) == [tenths]


@pytest.mark.parametrize(
    "category",
    [
        *("Violence and sexual offences", "Burglary", "Drugs", "Public order", "Vehicle crime"),
        *("VIOLENCE WITH INJURY", "RAPE", "HOMICIDE", "OTHER SEXUAL OFFENCES", "ARSON"),
    ],
)
def test_a_wide_category_has_a_range_and_no_score(category: str) -> None:
    found = range_of(CAMBRIDGE, category)
    assert found is not None
    assert found.lowest < found.highest
    assert found.tenths is None
    assert score(CAMBRIDGE, [category]) == [None]


def test_a_range_reaches_from_the_least_to_the_most_serious_offence() -> None:
    rape = range_of(CAMBRIDGE, "Rape")
    assert rape is not None
    assert (rape.lowest, rape.highest, rape.offences) == (18250, 29200, 12)


def test_what_is_wide_for_one_index_may_have_one_score_in_another() -> None:
    homicide = ["HOMICIDE"]
    assert (score(CAMBRIDGE, homicide), score(ONS, homicide)) == ([None], [79734])


@pytest.mark.parametrize(
    ("cut_short", "whole"),
    [
        ("THEFT FROM THE", "THEFT FROM THE PERSON"),
        ("RACE OR RELIGIOUS AGG PUBLIC", "RACE OR RELIGIOUS AGG PUBLIC FEAR"),
        ("DEATH SERIOUS INJURY ILLEG", "DEATH SERIOUS INJURY ILLEGAL DRIVING"),
        ("Aggravated vehicle tak", "AGGRAVATED VEHICLE TAKING"),
    ],
)
def test_a_name_that_was_cut_short_is_known_by_its_beginning(cut_short: str, whole: str) -> None:
    found = range_of(CAMBRIDGE, cut_short)
    assert found is not None
    assert found == range_of(CAMBRIDGE, whole)


@pytest.mark.parametrize(
    "beginning", ["VIOLENCE WITH", "THEFT FROM", "SHOPLIFT", "INTERFERING", "ARS", ""]
)
def test_a_beginning_that_is_short_or_that_of_several_names_nothing(beginning: str) -> None:
    assert range_of(CAMBRIDGE, beginning) is None
    assert score(CAMBRIDGE, [beginning]) == [None]


@pytest.mark.parametrize(
    ("offence", "tenths"),
    [
        ("008/67", 840),
        ("8/67", 840),
        ("105/01", 10),
        ("008/77", 5475),
        ("assault occasioning actual bodily harm (ABH)", 100),
        ("Murder - of persons aged 1 year or over", 54750),
    ],
)
def test_an_offence_by_its_own_code_or_title_scores_as_in_an_allegation(
    offence: str, tenths: int
) -> None:
    assert range_of(CAMBRIDGE, offence) is None
    assert score(CAMBRIDGE, [offence]) == [tenths]


@pytest.mark.parametrize("offence", ["019/08", "125/12"])
def test_an_offence_of_several_scores_has_none_for_nothing_says_which(offence: str) -> None:
    assert score(CAMBRIDGE, [offence]) == [None]


@pytest.mark.parametrize(
    "unknown", ["Anti-social behaviour", "999/98", "FRAUD AND FORGERY", "Mopery", "–"]
)
def test_what_nobody_knows_has_neither_range_nor_score(unknown: str) -> None:
    for index in (CAMBRIDGE, ONS):
        assert range_of(index, unknown) is None
        assert score(index, [unknown]) == [None]


def test_categories_are_scored_each_by_itself_and_in_order() -> None:
    query = ["Robbery", "Drugs", "Robbery", "008/67", "Mopery"]
    assert score(CAMBRIDGE, query) == [3650, None, 3650, 840, None]
    assert score(CAMBRIDGE, []) == []


def test_an_index_of_ones_own_knows_no_category() -> None:
    own = of_your_own("mine", own_index(("019/08", "Rape", "5"), ("046/00", "Theft", "1")))
    assert range_of(own, "Rape") is None
    assert range_of(own, "Shoplifting") is None
    assert score(own, ["Shoplifting", "Robbery"]) == [None, None]


def test_an_index_of_ones_own_scores_what_it_names_so() -> None:
    own = of_your_own("mine", own_index(("", "Violence and sexual offences", "7.5")))
    assert score(own, ["VIOLENCE AND SEXUAL OFFENCES"]) == [75]


def test_a_category_of_which_an_index_lacks_an_offence_has_no_score() -> None:
    first, second = SHOPLIFTING
    some = of_your_own("some", own_index((first, "", "3")))
    every = of_your_own("every", own_index((first, "", "3"), (second, "", "3")))
    assert range_of(some, "Shoplifting") == Range(30, 30, 30, offences=1, known=2)
    assert score(some, ["Shoplifting"]) == [None]
    assert range_of(every, "Shoplifting") == Range(30, 30, 30, offences=2, known=2)
    assert score(every, ["Shoplifting"]) == [30]


def test_the_middle_is_the_lower_of_the_two_in_the_middle() -> None:
    first, second = SHOPLIFTING
    own = of_your_own("two", own_index((first, "", "3"), (second, "", "8")))
    assert range_of(own, "Shoplifting") == Range(30, 30, 80, offences=2, known=2)


def test_the_middle_is_a_score_that_the_index_has_for_the_category() -> None:
    rape = range_of(CAMBRIDGE, "Rape")
    assert rape is not None
    # Four offences each of 1,825, 2,555 and 2,920 days.
    assert rape.middle == 25550


#: lowest, middle, highest (tenths of a day) and offences, for the Met's kinds of crime.
MET = {
    "AGGRAVATED VEHICLE TAKING": (100, 100, 100, 4),
    "ARSON": (50, 50, 3650, 4),
    "BICYCLE THEFT": (20, 20, 20, 4),
    "BURGLARY - RESIDENTIAL": (100, 1260, 7300, 11),
    "BURGLARY BUSINESS AND COMMUNITY": (100, 100, 7300, 4),
    "CRIMINAL DAMAGE": (10, 20, 3650, 19),
    "DEATH SERIOUS INJURY ILLEGAL DRIVING": (100, 3650, 18250, 6),
    "DOMESTIC BURGLARY": (100, 1260, 7300, 11),
    "FRAUD AND FORGERY": (None, None, None, 0),
    "HOMICIDE": (7300, 54750, 54750, 3),
    "INTERFERING WITH A MOTOR VEHICLE": (30, 30, 30, 4),
    "MISC CRIMES AGAINST SOCIETY": (10, 100, 14600, 111),
    "NFIB": (None, None, None, 0),
    "OTHER OFFENCES PUBLIC ORDER": (20, 100, 7300, 25),
    "OTHER SEXUAL OFFENCES": (100, 1825, 25550, 102),
    "OTHER THEFT": (10, 20, 3650, 22),
    "POSSESSION OF DRUGS": (10, 30, 5475, 27),
    "POSSESSION OF WEAPONS": (10, 3650, 29200, 33),
    "PUBLIC FEAR ALARM OR DISTRESS": (10, 30, 50, 6),
    "RACE OR RELIGIOUS AGG PUBLIC FEAR": (20, 50, 100, 6),
    "RAPE": (18250, 25550, 29200, 12),
    "RES BURGLARY OF A HOME": (100, 1260, 7300, 11),
    "RES BURGLARY OF UNCONNECTED BUILDING": (None, None, None, 0),
    "ROBBERY OF BUSINESS PROPERTY": (3650, 3650, 3650, 4),
    "ROBBERY OF PERSONAL PROPERTY": (3650, 3650, 3650, 4),
    "SHOPLIFTING": (10, 10, 10, 2),
    "STALKING AND HARASSMENT": (20, 50, 2520, 18),
    "THEFT FROM A VEHICLE": (20, 20, 20, 2),
    "THEFT FROM THE PERSON": (20, 20, 20, 2),
    "THEFT OR UNAUTH TAKING OF A MOTOR VEH": (50, 50, 100, 4),
    "TRAFFICKING OF DRUGS": (10, 5475, 5475, 47),
    "VIOLENCE WITH INJURY": (20, 5475, 43800, 45),
    "VIOLENCE WITHOUT INJURY": (10, 100, 54750, 39),
    "VIOLENT DISORDER": (1820, 1820, 1820, 1),
}


def test_each_of_the_34_kinds_of_crime_of_the_met_has_its_figures() -> None:
    assert len(MET) == 34
    assert ranges(CAMBRIDGE, [*MET]).rows() == [(name, *answer) for name, answer in MET.items()]


def test_the_figures_of_a_category_are_those_of_its_range_in_each_index() -> None:
    for index in (CAMBRIDGE, ONS):
        for name, lowest, middle, highest, offences in ranges(index, [*MET]).iter_rows():
            found = range_of(index, name)
            if found is None:
                assert (lowest, middle, highest, offences) == (None, None, None, 0)
                continue
            assert (lowest, middle, highest) == (found.lowest, found.middle, found.highest)
            assert offences == found.offences
            assert lowest <= middle <= highest


def test_figures_stand_in_the_order_asked_with_one_row_a_name() -> None:
    found = ranges(CAMBRIDGE, ["Robbery", "Mopery", "008/67", "robbery", "019/08"])
    assert found.rows() == [
        ("Robbery", 3650, 3650, 3650, 8),
        ("Mopery", None, None, None, 0),
        ("008/67", 840, 840, 840, 1),
        ("robbery", 3650, 3650, 3650, 8),
        ("019/08", None, None, None, 0),
    ]


@pytest.mark.parametrize("wanted", [[], ["Mopery"], ["Robbery"]])
def test_figures_are_whole_tenths_of_a_day_whatever_is_asked(wanted: list[str]) -> None:
    assert dict(ranges(CAMBRIDGE, wanted).schema) == {
        "category": pl.String,
        "lowest": pl.Int64,
        "middle": pl.Int64,
        "highest": pl.Int64,
        "offences": pl.Int64,
    }


def test_an_index_of_ones_own_gives_what_it_names_so() -> None:
    own = of_your_own("mine", own_index(("", "Violence and sexual offences", "7.5")))
    assert ranges(own, ["VIOLENCE AND SEXUAL OFFENCES", "Rape"]).rows() == [
        ("VIOLENCE AND SEXUAL OFFENCES", 75, 75, 75, 1),
        ("Rape", None, None, None, 0),
    ]


def test_an_offence_that_scores_nothing_has_a_figure_of_nought_not_none() -> None:
    own = of_your_own("mine", own_index(("X1", "Mopery", "0")))
    assert ranges(own, ["Mopery"]).rows() == [("Mopery", 0, 0, 0, 1)]


def test_two_indices_of_one_name_are_told_apart_also_when_much_was_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(categories, "REMEMBERED", 3)
    for days, tenths in (("7.5", 75), ("8", 80), ("7.5", 75)):
        own = of_your_own("mine", own_index(("X1", "Mopery", days)))
        query = ["Mopery", *(f"Nothing {n}" for n in range(5)), "Mopery"]
        found = ranges(own, query)["middle"].to_list()
        assert found == [tenths, *[None] * 5, tenths]
