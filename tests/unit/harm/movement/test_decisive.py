"""The allegation that did most to move a suspect, and a tie at the cut."""

from datetime import timedelta

import polars as pl
import pytest

from harm.movement.attribution import TIE, Moment
from harm.movement.decisive import DECISIVE, decisive
from harm.scoring.rules import Rules
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, Cells, days_ago, row
from tests.unit.harm.movement.moments import by_suspect, moment, numbered_alike

SECOND = row(crime_ref="C2", offence_code=ABH, recorded_on=days_ago(3))


def found(before: list[Cells], after: list[Cells], *, later: int = 0) -> list[dict[str, object]]:
    first, second = numbered_alike(before, after)
    return of(moment(first), moment(second, as_of=AS_OF + timedelta(days=later)))


def of(before: Moment, after: Moment) -> list[dict[str, object]]:
    suspects = after.allegations.suspects.collect()["suspect"].unique()
    table = decisive(before, after, suspects)
    assert table.schema == DECISIVE
    return table.rows(named=True)


def test_a_crime_recorded_since_is_named_with_its_days() -> None:
    since = row(crime_ref="C2", recorded_on=AS_OF + timedelta(days=3), allegation_status="charged")
    (one,) = found([row()], [row(), since], later=5)
    assert (one["happened"], one["change"], one["allegation_status"]) == (
        "recorded",
        18250,
        "charged",
    )
    assert one["recorded_on"] == AS_OF + timedelta(days=3)
    assert one["offence_title"] == "Rape of a female aged 16 or over"


def test_a_suspect_named_later_in_an_earlier_crime_is_said_to_be() -> None:
    (one,) = found([row()], [row(), SECOND], later=5)
    assert (one["happened"], one["change"]) == ("named", 100)


@pytest.mark.parametrize(
    ("change", "happened"),
    [
        ({"offence_code": COERCIVE_CONTROL}, "reclassified"),
        ({"crime_status": "cancelled"}, "changed"),
        ({"allegation_status": "eliminated"}, "changed"),
    ],
)
def test_a_row_that_changed_is_said_to_have(change: dict[str, object], happened: str) -> None:
    (one,) = found([row(), SECOND], [row(**change), SECOND])
    assert one["happened"] == happened
    assert isinstance(one["change"], int)
    assert one["change"] < 0
    for name, value in change.items():
        assert one.get(name, value) == value


def test_an_allegation_that_is_no_longer_in_the_record_is_gone() -> None:
    (one,) = found([row(), SECOND], [SECOND])
    assert (one["happened"], one["recorded_on"]) == ("gone", row()["recorded_on"])


def test_an_allegation_that_is_too_old_has_left_the_window() -> None:
    old = row(crime_ref="C2", offence_code=ABH, recorded_on=days_ago(360))
    (one,) = found([row(), old], [row(), old], later=10)
    assert (one["happened"], one["change"]) == ("aged_out", -100)


def test_the_largest_change_in_the_direction_of_the_score_is_taken() -> None:
    cancelled = row(crime_status="cancelled")
    new = [row(crime_ref=f"N{n}", offence_code=ABH) for n in range(3)]
    (one,) = found([row()], [cancelled, *new])
    assert (one["happened"], one["change"]) == ("changed", -18250)
    (other,) = found([cancelled], [row(), *new])
    assert other["change"] == 18250


def test_whose_score_did_not_change_has_none() -> None:
    assert found([row(), SECOND], [row(), SECOND]) == []
    again = row(crime_ref="C3", offence_code=ABH)
    assert found([row(), SECOND], [row(), again]) == []


def test_whoever_left_with_the_score_of_the_cut_left_by_a_tie() -> None:
    """Two places; three suspects level: the one whose latest allegation is oldest is out."""
    level = [row(crime_ref=f"C{n}", suspect_id=f"S{n}", recorded_on=days_ago(n)) for n in (3, 2)]
    new = row(crime_ref="C1", suspect_id="S1", recorded_on=days_ago(1))
    first, second = numbered_alike(level, [*level, new])
    changed = by_suspect(moment(first), moment(second))
    assert (changed["S3"]["movement"], changed["S3"]["cause"]) == ("left", TIE)
    assert (changed["S1"]["movement"], changed["S1"]["cause"]) == ("entered", "new")


def test_whoever_left_below_the_cut_was_passed() -> None:
    low = row(crime_ref="C3", suspect_id="S3", offence_code=ABH)
    others = [row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in (1, 2)]
    first, second = numbered_alike([low, others[0]], [low, *others])
    assert by_suspect(moment(first), moment(second))["S3"]["cause"] == "others"


def test_shares_are_those_of_everyone_in_the_crime() -> None:
    rules = Rules(co_suspects="equal_share")
    alone = row()
    with_another = row(suspect_id="S2")
    first, second = numbered_alike([alone], [alone, with_another])
    lists = moment(first, rules=rules), moment(second, rules=rules)
    changed = {one["suspect"]: one["change"] for one in of(*lists)}
    names = dict(first.suspects.collect().select("suspect_id", "suspect").iter_rows())
    assert changed == {names["S1"]: -9125, names["S2"]: 9125}
    assert pl.DataFrame(of(*lists)).height == 2
