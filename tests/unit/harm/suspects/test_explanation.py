from harm.offences.indices import Index, get
from harm.record.allegations import SCHEMA
from harm.scoring.rules import Rules
from harm.suspects.explanation import ADDED, Explanation, Standing, explain
from tests.unit.harm.build import (
    ABH,
    AS_OF,
    COERCIVE_CONTROL,
    STRANGULATION,
    UNKNOWN,
    Cells,
    days_ago,
    frame,
    row,
)

FIRST_OF_NINE = Standing(position=1, assessed=9)
NOT_ASSESSED = Standing(position=None, assessed=9)


def explained(
    *rows: Cells,
    rules: Rules | None = None,
    standing: Standing = FIRST_OF_NINE,
    index: Index | None = None,
) -> Explanation:
    return explain(
        frame(*rows),
        "S1",
        standing=standing,
        rules=rules or Rules(),
        index=index or get("cchi-2020"),
        as_of=AS_OF,
    )


def test_a_row_says_what_the_frame_gave_and_what_the_index_says_of_it() -> None:
    answer = explained(row(offence_code=STRANGULATION, victim_id="X"))
    assert answer.rows.columns == [*SCHEMA.names(), *ADDED]
    line = answer.rows.row(0, named=True)
    assert {name: line[name] for name in ADDED if name not in ("guideline", "starting_point")} == {
        "counts": True,
        "tenths": 5475,
        "index_tenths": 5475,
        "reason": None,
        "derived": True,
        "ambiguous": False,
        "index_title": "Strangulation or suffocation",
        "victim_code": "V1",
        "delay_days": None,
    }
    assert line["starting_point"].startswith("B2 1.5 x 365")
    assert line["guideline"].startswith("https://")
    assert (answer.suspect_id, answer.standing) == ("S1", FIRST_OF_NINE)


def test_a_row_that_does_not_count_carries_nothing_and_keeps_its_index_score() -> None:
    rows = [row(crime_status="cancelled"), row(crime_ref="C2", offence_code=UNKNOWN)]
    answer = explained(*rows, standing=NOT_ASSESSED)
    words = answer.rows.sort("crime_ref").select("counts", "tenths", "index_tenths", "reason")
    assert words.rows() == [(False, 0, 18250, "cancelled"), (False, 0, None, "unmapped")]
    assert answer.rows.select("derived", "ambiguous").null_count().row(0) == (0, 0)
    assert (answer.tenths, answer.counting.height) == (0, 0)


def test_what_counts_comes_first_then_most_days_then_the_latest() -> None:
    answer = explained(
        row(crime_ref="C5", crime_status="cancelled"),
        row(crime_ref="C3", offence_code=ABH, recorded_on=days_ago(20)),
        row(crime_ref="C4", offence_code=ABH, recorded_on=days_ago(30)),
        row(crime_ref="C2", offence_code=ABH, recorded_on=days_ago(20)),
        row(crime_ref="C1", recorded_on=days_ago(40)),
    )
    assert answer.rows["crime_ref"].to_list() == ["C1", "C2", "C3", "C4", "C5"]
    assert answer.tenths == 18250 + 3 * 100


def test_only_the_suspects_rows_are_reported_and_others_share_the_days() -> None:
    rows = [row(), row(suspect_id="S2"), row(suspect_id=None)]
    answer = explained(*rows, rules=Rules(co_suspects="equal_share"))
    assert answer.rows["suspect_id"].to_list() == ["S1"]
    assert answer.rows.select("tenths", "index_tenths").row(0) == (9125, 18250)


def test_a_crime_that_counts_once_is_carried_by_one_of_its_rows() -> None:
    rows = [
        row(victim_id="V1", offence_code=ABH),
        row(victim_id="V2", offence_code=COERCIVE_CONTROL),
        row(victim_id="V3", victim_sex="M"),
        row(crime_ref="C2", victim_id="V1", offence_code=ABH),
    ]
    answer = explained(*rows)
    words = answer.rows.select("crime_ref", "victim_id", "tenths", "reason").rows()
    assert words[:2] == [("C1", "V2", 840, None), ("C2", "V1", 100, None)]
    assert set(words[2:]) == {("C1", "V1", 0, "counted_once"), ("C1", "V3", 0, "male_victim")}
    each = explained(*rows, rules=Rules(victim_rows="each"))
    assert each.tenths == 1040
    assert "counted_once" not in each.rows["reason"].to_list()


def test_of_equal_rows_of_a_crime_the_latest_carries_it_then_the_first_victim() -> None:
    rows = [
        row(victim_id="Va", recorded_on=days_ago(9)),
        row(victim_id="Vc", recorded_on=days_ago(5)),
        row(victim_id="Vb", recorded_on=days_ago(5)),
    ]
    assert explained(*rows).counting["victim_id"].to_list() == ["Vb"]


def test_victims_are_v1_v2_and_so_on_by_first_date() -> None:
    answer = explained(
        row(crime_ref="C1", victim_id="zoe", recorded_on=days_ago(9)),
        row(crime_ref="C2", victim_id="amy", recorded_on=days_ago(8)),
        row(crime_ref="C3", victim_id="zoe", recorded_on=days_ago(1)),
        row(crime_ref="C4", victim_id="bea", recorded_on=days_ago(8)),
        row(crime_ref="C5", victim_id=None),
    )
    codes = dict(answer.rows.select("crime_ref", "victim_code").iter_rows())
    assert codes == {"C1": "V1", "C2": "V2", "C3": "V1", "C4": "V3", "C5": None}
