"""A facet is what some counting allegation of a suspect has; what does not count says nothing."""

import pytest

from harm.offences.indices import get
from harm.record.allegations import Allegations
from harm.scoring.rules import Rules
from harm.suspects.facets import ALSO, TABLE, UNKNOWN, facets
from tests.unit.harm.build import (
    ABH,
    AS_OF,
    COERCIVE_CONTROL,
    RAPE,
    Cells,
    days_ago,
    frame,
    row,
)
from tests.unit.harm.build import (
    UNKNOWN as NO_OFFENCE,
)

Facets = dict[str, tuple[list[str], list[str], list[str], str]]


def read_facets(*rows: Cells, rules: Rules | None = None) -> Facets:
    allegations = Allegations.of(frame(*rows))
    names = dict(allegations.suspects.collect().iter_rows())
    answer = facets(allegations, rules=rules or Rules(), index=get("cchi-2020"), as_of=AS_OF)
    assert dict(answer.schema) == TABLE
    return {names[number]: (b, st, so, group) for number, b, st, so, group in answer.iter_rows()}


FULL = {"borough": "E09000007", "allegation_status": "named", "source": "victim"}


def test_each_set_has_what_some_allegation_has_once_and_sorted() -> None:
    rows = [
        row(**FULL),
        row(**FULL | {"crime_ref": "C2"}),
        row(crime_ref="C3", borough="E09000003", allegation_status="charged", source="police"),
    ]
    assert read_facets(*rows) == {
        "S1": (["E09000003", "E09000007"], ["charged", "named"], ["police", "victim"], "rape")
    }


def test_what_the_record_does_not_say_is_unknown() -> None:
    assert read_facets(row(borough=None, source=None)) == {
        "S1": ([UNKNOWN], ["named"], [UNKNOWN], "rape")
    }


@pytest.mark.parametrize(
    "not_counting",
    [
        {"crime_status": "cancelled"},
        {"offence_code": NO_OFFENCE},
        {"recorded_on": days_ago(365)},
        {"victim_sex": "M"},
    ],
)
def test_an_allegation_that_does_not_count_says_nothing(not_counting: Cells) -> None:
    other = {"crime_ref": "C2", "borough": "E09000003", "source": "police", **not_counting}
    assert read_facets(row(**FULL), row(**other))["S1"][:3] == (
        ["E09000007"],
        ["named"],
        ["victim"],
    )
    alone = read_facets(row(suspect_id="S2", **other), row(**FULL))
    assert set(alone) == {"S1"}


@pytest.mark.parametrize("order", [1, -1])
def test_the_group_is_that_of_the_allegation_that_carries_most(order: int) -> None:
    rows = [row(offence_code=ABH), row(crime_ref="C2", offence_code=COERCIVE_CONTROL)]
    assert read_facets(*rows[::order])["S1"][3] == "controlling-or-coercive-behaviour"


def test_of_equally_grave_allegations_the_latest_gives_the_group() -> None:
    harassment, images = "008/30", "008/71"  # both 10 days
    for older, newer in ((harassment, images), (images, harassment)):
        rows = [
            row(offence_code=older, recorded_on=days_ago(9)),
            row(offence_code=newer, crime_ref="C2", recorded_on=days_ago(8)),
        ]
        [(_, _, _, group)] = read_facets(*rows).values()
        [(_, _, _, alone)] = read_facets(rows[1]).values()
        assert group == alone


def test_what_an_allegation_carries_is_weighed_by_the_rules() -> None:
    old_rape = row(offence_code=RAPE, recorded_on=days_ago(300))
    new_control = row(crime_ref="C2", offence_code=COERCIVE_CONTROL, recorded_on=days_ago(0))
    assert read_facets(old_rape, new_control)["S1"][3] == "rape"
    faded = read_facets(old_rape, new_control, rules=Rules(half_life_days=20))
    assert faded["S1"][3] == "controlling-or-coercive-behaviour"


def test_facets_ask_for_the_columns_that_they_say() -> None:
    assert ALSO == ("borough",)
