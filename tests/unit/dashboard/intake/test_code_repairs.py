"""Offence codes are mended only where it is certain what they were; boroughs by any name."""

import polars as pl
import pytest

from dashboard.geography import borough_of, boroughs
from dashboard.intake import code_repairs
from dashboard.intake.code_repairs import NOTED, ZEROS
from dashboard.intake.months import NAMES
from harm.offences import indices
from harm.offences.lookup import classification

CARELESS = "Causing death by careless or inconsiderate driving"


def mended(*pairs: tuple[str | None, str | None]) -> code_repairs.Codes:
    frame = pl.DataFrame(pairs, schema={"code": pl.String, "title": pl.String}, orient="row")
    return code_repairs.mended(frame["code"], frame["title"])


@pytest.mark.parametrize(
    ("code", "whole"),
    [
        ("08-Jan", "008/01"),
        ("8-Jan", "008/01"),
        ("08 Jan", "008/01"),
        ("20-Mar", "020/03"),
        ("Aug-53", "008/53"),
        ("August-53", "008/53"),
        ("08/01/2026", "008/01"),
        ("2026-01-08", "008/01"),
        ("2026-01-08 00:00:00", "008/01"),
    ],
)
def test_a_date_that_one_code_alone_can_have_become_is_that_code(code: str, whole: str) -> None:
    answer = mended((code, None))
    assert answer.values.to_list() == [whole]
    assert (answer.repaired, answer.left) == ({NOTED: 1}, 0)


@pytest.mark.parametrize("code", ["04-Aug", "08-Apr", "2026-08-01", "27-Jun", "12-Dec", "Jan-08"])
def test_any_other_date_stays_and_is_counted(code: str) -> None:
    answer = mended((code, None), (code, "An offence made up"))
    assert answer.values.to_list() == [code, code]
    assert (answer.repaired, answer.left) == ({}, 2)


def test_the_title_tells_which_of_two_codes_a_date_was() -> None:
    answer = mended(("04-Aug", CARELESS), ("04-Aug", None))
    assert answer.values.to_list() == ["004/08", "04-Aug"]
    assert (answer.repaired, answer.left) == ({NOTED: 1}, 1)


@pytest.mark.parametrize("code", ["19/8", "019/8", "19/08", "1908", "1908.0"])
def test_a_code_that_lost_its_noughts_has_them_again(code: str) -> None:
    answer = mended((code, None))
    assert (answer.values.to_list(), answer.repaired) == (["019/08"], {ZEROS: 1})


@pytest.mark.parametrize("code", ["019/08", "01908", "10501", "105/01"])
def test_a_code_that_has_all_its_digits_is_not_said_to_lack_any(code: str) -> None:
    answer = mended((code, None))
    assert classification(answer.values[0]) == classification(code)
    assert (answer.repaired, answer.left) == ({}, 0)


@pytest.mark.parametrize("code", ["99999", "777/77", "12", "SX03001", "31-Foo", "", "8/1/x"])
def test_a_code_of_another_series_stays_as_it_is(code: str) -> None:
    answer = mended((code, None))
    assert (answer.values.to_list(), answer.repaired, answer.left) == ([code], {}, 0)


def test_nothing_stays_nothing() -> None:
    answer = mended((None, "Rape"), (None, None), ("1908", None))
    assert answer.values.to_list() == [None, None, "019/08"]


def test_what_a_spreadsheet_makes_of_any_code_becomes_it_again_or_stays() -> None:
    known = {code for code in indices.get("cchi-2020").entries["classification"] if code}
    for whole in sorted(known):
        first, _, second = whole.partition("/")
        if not second or int(second) > 12 or not 1 <= int(first) <= 31 or not int(second):
            continue
        text = f"{int(first):02}-{NAMES[int(second) - 1][:3].title()}"
        assert mended((text, None)).values[0] in {whole, text}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Camden", "Camden"),
        ("E09000007", "Camden"),
        ("00AG", "Camden"),
        ("LB of Camden", "Camden"),
        ("LB Camden", "Camden"),
        ("London Borough of Camden", "Camden"),
        ("Camden London Borough", "Camden"),
        ("Camden Council", "Camden"),
        ("Camden 027C", "Camden"),
        ("CAMDEN BOCU", "Camden"),
        ("Royal Borough of Greenwich", "Greenwich"),
        ("Royal Borough of Kingston upon Thames", "Kingston upon Thames"),
        ("The Royal Borough of Kensington & Chelsea", "Kensington and Chelsea"),
        ("RBKC", "Kensington and Chelsea"),
        ("Richmond-Upon-Thames", "Richmond upon Thames"),
        ("City of London", "City of London"),
        ("City of London 001A", "City of London"),
        ("City of Westminster", "Westminster"),
        ("Westminster City Council", "Westminster"),
        ("Hammersmith & Fulham", "Hammersmith and Fulham"),
    ],
)
def test_a_borough_is_known_by_whatever_it_is_called(text: str, name: str) -> None:
    code = boroughs().filter(pl.col("name") == name)["code"].item()
    assert borough_of(text) == code


@pytest.mark.parametrize(
    "text", ["", "London", "Atlantis", "E08000003", "LB of", "Not Camden", "12"]
)
def test_what_is_no_borough_is_none(text: str) -> None:
    assert borough_of(text) is None


def test_every_borough_is_known_by_its_style() -> None:
    for code, name in boroughs().select("code", "name").iter_rows():
        written = (name, name.upper(), code, f"LB of {name}", f"London Borough of {name}")
        assert {borough_of(text) for text in written} == {code}
