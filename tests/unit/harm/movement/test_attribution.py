"""A change of score is put down to what happened, and to nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from harm.movement.attribution import CHANGE, changes
from harm.offences.indices import get as get_index
from harm.scoring.ranking import rank
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, Cells, days_ago, row
from tests.unit.harm.movement.moments import TWO, by_suspect, moment, numbered_alike, parts

OTHER = get_index("ons-css-2020")


def of_data(before: Sequence[Cells], after: Sequence[Cells]) -> dict[str, dict[str, object]]:
    first, second = numbered_alike(before, after)
    return parts(moment(first), moment(second))


def test_the_frame_is_as_it_is_said_to_be() -> None:
    (same,) = numbered_alike([row()])
    assert dict(changes(moment(same), moment(same)).schema) == CHANGE


def test_a_crime_loaded_later_is_new() -> None:
    second = row(crime_ref="C2", offence_code=ABH)
    assert of_data([row()], [row(), second]) == {"S1": {"new": 100}}


def test_a_cancelled_crime_lowers_its_suspects_and_nobody_else() -> None:
    others = [row(crime_ref="C1", suspect_id="S2"), row(crime_ref="C2", suspect_id="S3")]
    cancelled = [row(crime_status="cancelled"), {**others[0], "crime_status": "cancelled"}]
    assert of_data([row(), *others], [*cancelled, others[1]]) == {
        "S1": {"status": -18250},
        "S2": {"status": -18250},
        "S3": {},
    }


def test_an_offence_that_became_another_is_reclassified() -> None:
    assert of_data([row()], [row(offence_code=COERCIVE_CONTROL)]) == {
        "S1": {"reclassified": 840 - 18250}
    }


def test_one_that_became_another_and_was_cancelled_is_out_by_its_status() -> None:
    after = row(offence_code=COERCIVE_CONTROL, crime_status="cancelled")
    assert of_data([row()], [after]) == {"S1": {"status": -18250}}


def test_the_offence_of_a_victim_who_was_added_is_that_of_the_crime() -> None:
    before = [row(victim_id="V1")]
    after = [row(victim_id="V1"), row(victim_id="V2", offence_code=COERCIVE_CONTROL)]
    assert of_data(before, after) == {"S1": {}}


def test_a_suspect_who_was_taken_off_a_crime_changed_by_a_fact() -> None:
    assert of_data([row()], [row(suspect_id="S2")]) == {
        "S1": {"status": -18250},
        "S2": {"new": 18250},
    }


def test_other_rules_and_another_index_have_parts_of_their_own() -> None:
    (same,) = numbered_alike([row(source="police"), row(crime_ref="C2", offence_code=ABH)])
    without = replace(TWO, police_generated="leave")
    found = parts(moment(same), moment(same, rules=without, index="ons-css-2020"))
    by_index = rank(same, rules=without, index=OTHER, as_of=AS_OF).table["tenths"][0] - 100
    assert found == {"S1": {"rules": -18250, "index": by_index}}


def test_who_reaches_the_minimum_has_their_other_allegations_in_a_part_of_its_own() -> None:
    first, second = numbered_alike([row()], [row(), row(crime_ref="C2", offence_code=ABH)])
    rules = replace(TWO, minimum_allegations=2)
    found = parts(moment(first, rules=rules), moment(second, rules=rules))
    assert found == {"S1": {"new": 100, "minimum": 18250}}


def test_who_falls_below_the_minimum_loses_the_rest_by_it() -> None:
    both = [row(), row(crime_ref="C2", offence_code=ABH, recorded_on=days_ago(360))]
    (same,) = numbered_alike(both)
    rules = replace(TWO, minimum_allegations=2)
    before = moment(same, rules=rules)
    after = moment(same, rules=rules, as_of=AS_OF + timedelta(days=10))
    assert parts(before, after) == {"S1": {"aged_out": -100, "minimum": -18250}}
    assert by_suspect(before, after)["S1"]["cause"] == "minimum"


def test_who_has_nothing_left_did_not_fall_by_the_minimum() -> None:
    rules = replace(TWO, minimum_allegations=2)
    crimes = [row(crime_ref=name, crime_status="cancelled") for name in ("C1", "C2")]
    first, second = numbered_alike([row(), row(crime_ref="C2")], crimes)
    found = parts(moment(first, rules=rules), moment(second, rules=rules))
    assert found == {"S1": {"status": -36500}}


def test_a_suspect_below_the_minimum_at_both_dates_has_no_part_but_by_other_rules() -> None:
    first, second = numbered_alike([row()], [row(), row(crime_ref="C2", offence_code=ABH)])
    before = moment(first, rules=replace(TWO, minimum_allegations=3))
    assert parts(before, moment(second)) == {"S1": {"rules": 18350}}


def test_other_rules_are_the_cause_also_where_they_set_another_minimum_or_shares() -> None:
    (same,) = numbered_alike([row(), row(suspect_id="S2"), row(suspect_id="S2", crime_ref="C2")])
    rules = replace(TWO, minimum_allegations=2, co_suspects="equal_share")
    assert parts(moment(same), moment(same, rules=rules)) == {
        "S1": {"rules": -18250},
        "S2": {"rules": -9125},
    }


def test_every_victim_row_counts_where_the_rules_say_so() -> None:
    first, second = numbered_alike([row(victim_id="V1")], [row(victim_id=v) for v in ("V1", "V2")])
    rules = replace(TWO, victim_rows="each")
    assert parts(moment(first, rules=rules), moment(second, rules=rules)) == {
        "S1": {"status": 18250}
    }


def test_a_place_lost_to_others_is_told_from_one_lost_by_ones_own_score() -> None:
    rapes = [row(crime_ref=f"C{suspect}", suspect_id=suspect) for suspect in ("S1", "S2")]
    small = row(crime_ref="C3", suspect_id="S3", offence_code=COERCIVE_CONTROL)
    grown = row(crime_ref="C4", suspect_id="S3", recorded_on=days_ago(1))
    fallen = {**rapes[0], "offence_code": ABH}
    first, second = numbered_alike([*rapes, small], [fallen, rapes[1], small, grown])
    found = by_suspect(moment(first), moment(second))
    moved = {
        suspect: tuple(one[name] for name in ("moved_by_own", "moved_by_others", "cause"))
        for suspect, one in found.items()
    }
    before = {suspect: one["position_before"] for suspect, one in found.items()}
    assert (before["S3"], found["S3"]["movement"]) == (3, "entered")
    assert moved["S3"] == (-2, 0, "new")
    s1, s2 = before["S1"], before["S2"]
    assert moved["S1"] == (3 - int(str(s1)), 0, "reclassified")
    assert moved["S2"] == (0, 2 - int(str(s2)), "others" if s2 == 1 else None)


def test_who_is_pushed_off_the_list_left_by_others() -> None:
    weak = row(crime_ref="C1", suspect_id="S1", offence_code=ABH)
    strong = [row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in (2, 3)]
    first, second = numbered_alike([weak], [weak, *strong])
    found = by_suspect(moment(first), moment(second))
    assert (found["S1"]["movement"], found["S1"]["cause"]) == ("left", "others")
    assert found["S1"]["moved_by_others"] == 2
    assert (found["S2"]["cause"], found["S2"]["moved_by_own"]) == ("new", None)


def test_references_that_became_one_person_moved_by_links_and_by_nothing_else() -> None:
    apart = [row(), row(crime_ref="C2", suspect_id="S2", offence_code=ABH)]
    joined = [row(), row(crime_ref="C2", suspect_id="S1", offence_code=ABH)]
    later = [*joined, row(crime_ref="C3", suspect_id="S1", offence_code=ABH)]
    first, relinked, second = numbered_alike(apart, joined, later)
    before = replace(moment(first), relinked=relinked)
    assert parts(before, moment(second)) == {
        "S1": {"links": 100, "new": 100},
        "S2": {"links": -100},
    }
    assert parts(before, moment(relinked)) == {"S1": {"links": 100}, "S2": {"links": -100}}


def test_references_that_were_parted_moved_by_links() -> None:
    joined, apart = numbered_alike(
        [row(), row(crime_ref="C2", suspect_id="S1", offence_code=ABH)],
        [row(), row(crime_ref="C2", suspect_id="S2", offence_code=ABH)],
    )
    before = replace(moment(joined), relinked=apart)
    assert parts(before, moment(apart)) == {"S1": {"links": -100}, "S2": {"links": 100}}
