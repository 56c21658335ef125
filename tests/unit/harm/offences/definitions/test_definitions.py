from importlib.resources import files

import polars as pl
import pytest

from harm.offences.definitions import NAMES, TIER, classify
from harm.offences.indices import get


def tier_and_sex(code: str | None, title: str | None = None) -> tuple[str | None, str | None]:
    offences = pl.DataFrame(
        {"offence": [4], "offence_code": [code], "offence_title": [title]},
        schema={"offence": pl.UInt32, "offence_code": pl.String, "offence_title": pl.String},
    )
    number, tier, sex = classify(offences).row(0)
    assert number == 4
    return tier, sex


def test_the_definitions_are_vawg_its_wider_reading_and_everything() -> None:
    assert NAMES == ("vawg", "vawg-any-sex", "all")


def test_the_table_places_every_offence_of_the_index_once() -> None:
    text = (files("harm.offences.definitions") / "vawg.csv").read_bytes()
    table = pl.read_csv(text, infer_schema=False)
    assert sorted(table["urn"]) == sorted(get("cchi-2020").entries["urn"])
    assert set(table["tier"]) == set(TIER.categories)


@pytest.mark.parametrize(
    ("code", "title", "tier", "sex"),
    [
        ("019/08", None, "core", "F"),
        (None, "Rape of a male aged 16 or over", "core", "M"),
        ("008/67", None, "core", None),
        ("008/06", None, "person", None),
        ("008/77", None, "person", None),
        ("056/02", None, "flagged", None),
        ("810/90", None, "out", None),
        ("999/98", None, None, None),
        (None, None, None, None),
    ],
)
def test_an_offence_has_its_tier_and_the_sex_in_its_title(
    code: str | None, title: str | None, tier: str | None, sex: str | None
) -> None:
    assert tier_and_sex(code, title) == (tier, sex)


def test_an_offence_of_several_rows_takes_the_tier_of_the_one_that_scores() -> None:
    # 125/12 is NN.125.12.0 at 2 days (out), and 9A.125.12.0 at 1 day (flagged).
    assert tier_and_sex("NN.125.12.0") == ("out", None)
    assert tier_and_sex("125/12") == ("flagged", None)


def test_offences_come_back_in_the_order_given() -> None:
    offences = pl.DataFrame(
        {"offence": [2, 0, 1], "offence_code": ["008/06", "999/98", "008/67"]}
    ).with_columns(offence_title=pl.lit(None, dtype=pl.String))
    assert classify(offences).rows() == [(2, "person", None), (0, None, None), (1, "core", None)]
