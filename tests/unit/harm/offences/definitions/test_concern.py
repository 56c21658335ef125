"""The offences of concern are offences that the index has, and each is found by what it is."""

from importlib.resources import files

import polars as pl
import pytest

from harm.offences.definitions.concern import CONCERN, concern_of
from harm.offences.indices import get
from tests.unit.harm.build import ABH, COERCIVE_CONTROL, RAPE, STRANGULATION, UNKNOWN

TABLE = pl.read_csv(
    (files("harm.offences.definitions") / "concern.csv").read_bytes(),
    infer_schema=False,
)
ENTRIES = get("cchi-2020").entries


def concerns_of(*offences: tuple[str | None, str | None]) -> list[str | None]:
    numbered = [(number, *offence) for number, offence in enumerate(offences)]
    schema = {"offence": pl.UInt32, "offence_code": pl.String, "offence_title": pl.String}
    answer = concern_of(pl.DataFrame(numbered, schema=schema, orient="row"))
    assert answer["offence"].to_list() == list(range(len(offences)))
    return answer["concern"].to_list()


def test_every_row_is_an_offence_of_the_index_by_its_own_title() -> None:
    found = TABLE.join(ENTRIES, on=["urn", "title"], how="inner")
    assert found.height == TABLE.height
    assert TABLE["urn"].n_unique() == TABLE.height


def test_every_concern_has_an_offence_and_every_offence_a_concern_we_know() -> None:
    assert set(TABLE["concern"]) == set(CONCERN.categories)


@pytest.mark.parametrize(
    ("concern", "words"),
    [
        ("coercive_control", "coercive"),
        ("stalking", "stalking"),
        ("strangulation", "choke|strangulation"),
    ],
)
def test_every_offence_that_says_what_it_is_is_in_the_table(concern: str, words: str) -> None:
    text = ENTRIES.filter(pl.col("title").str.contains(f"(?i){words}"))["urn"]
    assert set(text) == set(TABLE.filter(pl.col("concern") == concern)["urn"])


@pytest.mark.parametrize(
    ("code", "title", "concern"),
    [
        (COERCIVE_CONTROL, None, "coercive_control"),
        ("SC15004", None, "coercive_control"),
        ("195/12", None, "stalking"),
        (None, "Stalking involving fear of violence", "stalking"),
        (None, "Breach of a stalking protection order", "stalking"),
        (STRANGULATION, None, "strangulation"),
        ("5/4", None, "strangulation"),
        ("195/94", None, None),  # harassment
        ("005/05", None, None),  # chloroform
        (RAPE, None, None),
        (ABH, None, None),
        (UNKNOWN, None, None),
        (None, None, None),
    ],
)
def test_an_offence_has_its_concern_by_code_or_title(
    code: str | None, title: str | None, concern: str | None
) -> None:
    assert concerns_of((code, title)) == [concern]


def test_offences_come_back_in_the_order_given() -> None:
    assert concerns_of(
        (ABH, None), (STRANGULATION, None), (UNKNOWN, None), (COERCIVE_CONTROL, None)
    ) == [
        None,
        "strangulation",
        None,
        "coercive_control",
    ]
