import pytest

from harm.offences.indices import Index, get, of_your_own
from harm.record.allegations import SCHEMA
from harm.scoring.rules import Rules
from harm.suspects.explanation import ADDED, Explanation, Standing, explain, share
from tests.unit.harm.build import (
    ABH,
    AS_OF,
    COERCIVE_CONTROL,
    STRANGULATION,
    UNKNOWN,
    Cells,
    days_ago,
    frame,
    own_index,
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
    told = explained(row(offence_code=STRANGULATION, victim_id="X"))
    assert told.rows.columns == [*SCHEMA.names(), *ADDED]
    line = told.rows.row(0, named=True)
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
    assert (told.suspect_id, told.standing) == ("S1", FIRST_OF_NINE)


def test_a_row_that_does_not_count_carries_nothing_and_keeps_its_index_score() -> None:
    rows = [row(crime_status="cancelled"), row(crime_ref="C2", offence_code=UNKNOWN)]
    told = explained(*rows, standing=NOT_ASSESSED)
    said = told.rows.sort("crime_ref").select("counts", "tenths", "index_tenths", "reason")
    assert said.rows() == [(False, 0, 18250, "cancelled"), (False, 0, None, "unmapped")]
    assert told.rows.select("derived", "ambiguous").null_count().row(0) == (0, 0)
    assert (told.tenths, told.counting.height) == (0, 0)


def test_what_counts_comes_first_then_most_days_then_the_latest() -> None:
    told = explained(
        row(crime_ref="C5", crime_status="cancelled"),
        row(crime_ref="C3", offence_code=ABH, recorded_on=days_ago(20)),
        row(crime_ref="C4", offence_code=ABH, recorded_on=days_ago(30)),
        row(crime_ref="C2", offence_code=ABH, recorded_on=days_ago(20)),
        row(crime_ref="C1", recorded_on=days_ago(40)),
    )
    assert told.rows["crime_ref"].to_list() == ["C1", "C2", "C3", "C4", "C5"]
    assert told.tenths == 18250 + 3 * 100


def test_only_the_suspects_rows_are_told_and_others_share_the_days() -> None:
    rows = [row(), row(suspect_id="S2"), row(suspect_id=None)]
    told = explained(*rows, rules=Rules(co_suspects="equal_share"))
    assert told.rows["suspect_id"].to_list() == ["S1"]
    assert told.rows.select("tenths", "index_tenths").row(0) == (9125, 18250)


def test_a_crime_that_counts_once_is_carried_by_one_of_its_rows() -> None:
    rows = [
        row(victim_id="V1", offence_code=ABH),
        row(victim_id="V2", offence_code=COERCIVE_CONTROL),
        row(victim_id="V3", victim_sex="M"),
        row(crime_ref="C2", victim_id="V1", offence_code=ABH),
    ]
    told = explained(*rows)
    said = told.rows.select("crime_ref", "victim_id", "tenths", "reason").rows()
    assert said[:2] == [("C1", "V2", 840, None), ("C2", "V1", 100, None)]
    assert set(said[2:]) == {("C1", "V1", 0, "counted_once"), ("C1", "V3", 0, "male_victim")}
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
    told = explained(
        row(crime_ref="C1", victim_id="zoe", recorded_on=days_ago(9)),
        row(crime_ref="C2", victim_id="amy", recorded_on=days_ago(8)),
        row(crime_ref="C3", victim_id="zoe", recorded_on=days_ago(1)),
        row(crime_ref="C4", victim_id="bea", recorded_on=days_ago(8)),
        row(crime_ref="C5", victim_id=None),
    )
    codes = dict(told.rows.select("crime_ref", "victim_code").iter_rows())
    assert codes == {"C1": "V1", "C2": "V2", "C3": "V1", "C4": "V3", "C5": None}


RAPE_SENTENCE = (
    "Position 1 of 9: 1,825 days from one allegation by one victim in the last 365 days, "
    "of “Rape of a female aged 16 or over”."
)


def test_one_allegation_is_one_sentence() -> None:
    assert explained(row(victim_id="V1")).sentence == RAPE_SENTENCE


def test_several_of_one_offence_are_said_to_be_all_of_it() -> None:
    rows = [row(crime_ref=f"C{n}", victim_id=f"V{n}", offence_code=STRANGULATION) for n in range(2)]
    standing = Standing(position=1234, assessed=36000)
    assert explained(*rows, standing=standing).sentence == (
        "Position 1,234 of 36,000: 1,095 days from two allegations by two victims in the last "
        "365 days, all of “Strangulation or suffocation”."
    )


def test_of_several_offences_the_one_with_most_days_is_named_with_its_share() -> None:
    one_rape = [row(), *(row(crime_ref=f"D{n}", offence_code=ABH) for n in range(2))]
    assert explained(*one_rape, rules=Rules(window_days=1000)).sentence == (
        "Position 1 of 9: 1,845 days from three allegations by victims not recorded in the last "
        "1,000 days; one of “Rape of a female aged 16 or over” is 99 % of it."
    )
    two_rapes = [*one_rape, row(crime_ref="C9")]
    assert "; two of “Rape of a female aged 16 or over” are 99 % of it." in (
        explained(*two_rapes).sentence
    )


def test_of_offences_of_equal_days_the_first_by_name_is_named() -> None:
    rows = [row(offence_code="008/30"), row(crime_ref="C2", offence_code="DERIVED.3")]
    for in_any_order in (rows, rows[::-1]):
        assert explained(*in_any_order).sentence.endswith(
            "; one of “Harassment - Putting people in fear of violence” is 50 % of it."
        )


def test_a_long_title_is_cut_after_nine_words() -> None:
    long_one = row(offence_code="NN.810.90.9", offence_title=None)
    sentence = explained(long_one, rules=Rules(definition="all")).sentence
    assert "“Vehicle Excise and Registration Act 1994 , Contravention of …”" in sentence


def test_from_ten_on_allegations_are_counted_in_figures() -> None:
    rows = [row(crime_ref=f"C{n}", victim_id=f"V{n % 9}") for n in range(10)]
    sentence = explained(*rows).sentence
    assert "from 10 allegations by nine victims in the last" in sentence


def test_victims_of_a_crime_that_counts_once_are_all_counted() -> None:
    rows = [row(victim_id="V1"), row(victim_id="V2"), row(victim_id="V3", victim_sex="M")]
    assert "from one allegation by two victims in" in explained(*rows).sentence


def test_who_is_not_assessed_for_want_of_allegations_is_told_so() -> None:
    told = explained(row(), rules=Rules(minimum_allegations=3), standing=NOT_ASSESSED)
    assert told.sentence == (
        "Not assessed: one allegation counted, and these rules need three allegations."
    )


def test_who_has_no_score_is_told_the_two_commonest_reasons() -> None:
    rows = [
        row(crime_ref="C1", crime_status="cancelled"),
        row(crime_ref="C2", offence_code=UNKNOWN),
        row(crime_ref="C3", offence_code=UNKNOWN),
        row(crime_ref="C4", crime_status="transferred"),
    ]
    assert explained(*rows, standing=NOT_ASSESSED).sentence == (
        "Has no score: of four records none counts (2 because the index has no score for this "
        "offence; 1 because the crime was cancelled)."
    )


def test_an_offence_without_a_title_is_not_called_nothing() -> None:
    untitled = of_your_own("mine", own_index(("X1", "", "5"), ("X2", "", "7")))
    rows = [row(offence_code="X1"), row(crime_ref="C2", offence_code="X2")]
    sentence = explained(*rows, index=untitled, rules=Rules(definition="all")).sentence
    assert "“”" not in sentence


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (1, 2, "50 %"),
        (995, 1000, "over 99 %"),
        (999, 1000, "over 99 %"),
        (1000, 1000, "100 %"),
        (994, 1000, "99 %"),
        (1, 1000, "under 1 %"),
        (0, 1000, "0 %"),
        (0, 0, "0 %"),
    ],
)
def test_a_share_is_never_said_to_be_all_or_none_unless_it_is(
    part: int, whole: int, said: str
) -> None:
    assert share(part, whole) == said
