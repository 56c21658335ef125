"""Every offence is in one group, which has a code that can stand in a link."""

import re

import polars as pl
import pytest

from harm.offences.definitions.groups import UNGROUPED, code_of, group_of, titles
from harm.offences.indices import get
from tests.unit.harm.build import ABH, ARSON, COERCIVE_CONTROL, RAPE, STRANGULATION, UNKNOWN

ENTRIES = get("cchi-2020").entries


def groups_of(*offences: tuple[str | None, str | None]) -> list[str]:
    numbered = [(number, *offence) for number, offence in enumerate(offences)]
    schema = {"offence": pl.UInt32, "offence_code": pl.String, "offence_title": pl.String}
    answer = group_of(pl.DataFrame(numbered, schema=schema, orient="row"))
    assert answer["offence"].to_list() == list(range(len(offences)))
    return answer["group"].to_list()


@pytest.mark.parametrize(
    ("code", "group"),
    [
        (RAPE, "rape"),
        (ABH, "assault"),
        (COERCIVE_CONTROL, "controlling-or-coercive-behaviour"),
        (ARSON, "arson"),  # counts by a flag alone
        (STRANGULATION, "newer-offences"),
        ("034/01", "robbery-of-business-property"),  # in no category of the definition
        (UNKNOWN, UNGROUPED),
        (None, UNGROUPED),
    ],
)
def test_an_offence_is_in_the_group_of_its_category_or_else_of_its_classification(
    code: str | None, group: str
) -> None:
    assert groups_of((code, None)) == [group]


def test_every_offence_of_the_index_is_in_a_group_that_has_a_name() -> None:
    groups = groups_of(*ENTRIES.select("urn", "title").iter_rows())
    assert set(groups) <= set(titles()) - {UNGROUPED}
    assert len(set(groups)) > 40


def test_a_code_is_short_words_and_no_two_groups_share_one() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in titles())
    named = [name for code, name in titles().items() if code != UNGROUPED]
    assert sorted({code_of(name) for name in named}) == sorted(code_of(name) for name in named)
    assert named == sorted(named)


def test_a_name_has_no_remark_in_brackets_and_never_says_how_an_offence_came_in() -> None:
    assert not [name for name in titles().values() if "(" in name or "flag" in name or not name]
    assert code_of("Spiking / Poison, with intent") == "spiking"
