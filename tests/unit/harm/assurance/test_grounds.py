"""The days of a score by how far, by whom and against whom; what rests on a doubtful ground."""

import polars as pl
import pytest

from harm.assurance.grounds import HOW_FAR, PARTS, REPORTED_BY, carried, divided, resting_on
from harm.offences.indices import get as get_index
from harm.record.allegations import ALLEGATION_STATUS, SOURCE, Allegations, complete
from harm.scoring.rules import Rules
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, Cells, frame, row

INDEX = get_index("cchi-2020")


def kinds(*rows: Cells, rules: Rules | None = None) -> pl.DataFrame:
    allegations = Allegations.of(frame(*rows))
    numbers = allegations.suspects.collect()["suspect"]
    chosen = rules or Rules()
    return carried(allegations, numbers, rules=chosen, index=INDEX, as_of=AS_OF)


def parts(kind: str, *rows: Cells, rules: Rules | None = None) -> dict[str, tuple[int, int]]:
    """Allegations and tenths of a day of each part."""
    found = divided(kinds(*rows, rules=rules)).filter(pl.col("kind") == kind)
    return {
        part: (number, tenths)
        for part, number, tenths in found.select("part", "allegations", "tenths").iter_rows()
    }


def test_every_status_and_every_source_has_a_part() -> None:
    assert set(HOW_FAR) == set(ALLEGATION_STATUS.categories)
    assert set(HOW_FAR.values()) == set(PARTS["how_far"])
    assert set(REPORTED_BY) == set(SOURCE.categories)
    assert {*REPORTED_BY.values(), "not_recorded"} == set(PARTS["reported_by"])


@pytest.mark.parametrize("status", [s for s in HOW_FAR if HOW_FAR[s] != "ended"])
def test_an_allegation_is_as_far_as_its_status_says(status: str) -> None:
    assert parts("how_far", row(allegation_status=status)) == {HOW_FAR[status]: (1, 18250)}


def test_what_ended_otherwise_carries_nothing() -> None:
    rows = (row(allegation_status="acquitted"), row(crime_ref="C2", allegation_status="eliminated"))
    assert parts("how_far", *rows) == {}


def test_the_parts_come_in_their_order_and_sum_to_the_score() -> None:
    rows = [
        row(crime_ref="C1", allegation_status="no_further_action"),
        row(crime_ref="C2", allegation_status="charged", offence_code=COERCIVE_CONTROL),
        row(crime_ref="C3", allegation_status="arrested", offence_code=ABH),
        row(crime_ref="C4", allegation_status="named", offence_code=ABH),
    ]
    found = parts("how_far", *rows)
    assert list(found.items()) == [
        ("charged", (1, 840)),
        ("in_hand", (2, 200)),
        ("no_further_action", (1, 18250)),
    ]


@pytest.mark.parametrize(
    ("sources", "part"),
    [
        (["police", "police"], "police"),
        (["police", None], "not_recorded"),
        (["police", "witness"], "other"),
        (["third_party", "victim"], "victim"),
        ([None], "not_recorded"),
    ],
)
def test_the_police_alone_reported_what_nobody_else_did(
    sources: list[str | None], part: str
) -> None:
    rows = [row(source=source, victim_id=f"V{n}") for n, source in enumerate(sources)]
    assert list(parts("reported_by", *rows)) == [part]
    assert resting_on(kinds(*rows), "police").height == (part == "police")


def test_a_crime_has_gone_as_far_as_any_of_its_rows() -> None:
    rows = [
        row(victim_id="V1", allegation_status="no_further_action"),
        row(victim_id="V2", allegation_status="interviewed"),
    ]
    assert list(parts("how_far", *rows)) == ["in_hand"]
    assert resting_on(kinds(*rows), "no_further_action").is_empty()


def test_the_victim_of_most_days_is_apart_from_the_others() -> None:
    rows = [
        row(crime_ref="C1", victim_id="V1"),
        row(crime_ref="C2", victim_id="V2"),
        row(crime_ref="C3", victim_id="V2", offence_code=ABH),
        row(crime_ref="C3", victim_id="V3", offence_code=ABH),
        row(crime_ref="C4", offence_code=COERCIVE_CONTROL),
    ]
    assert parts("victims", *rows) == {
        "most_named": (2, 18350),
        "others": (1, 18250),
        "not_known": (1, 840),
    }


def test_where_each_victim_counts_a_crime_is_one_piece_with_all_of_them() -> None:
    rows = [row(victim_id="V1"), row(victim_id="V2")]
    assert parts("victims", *rows, rules=Rules(victim_rows="each")) == {"most_named": (2, 36500)}


def test_where_days_are_shared_everybody_in_the_crime_is_needed() -> None:
    rows = [row(), row(suspect_id="S2", allegation_status="charged")]
    found = divided(kinds(*rows, rules=Rules(co_suspects="equal_share")))
    assert found.filter(kind="how_far")["tenths"].to_list() == [9125, 9125]


def test_a_death_recorded_elsewhere_is_known() -> None:
    known = complete(frame(row(suspect_situation="deceased")))
    record = known.select("suspect_id", "suspect_situation", "suspect_born")
    whole = Allegations.of(frame(row()), record)
    numbers = whole.suspects.collect()["suspect"]
    found = carried(whole, numbers, rules=Rules(), index=INDEX, as_of=AS_OF)
    assert found.is_empty()
    assert divided(found).is_empty()
