"""Where a single known thing happened, the whole change is in its part and in no other."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from harm.movement.attribution import PARTS, Moment
from harm.scoring.ranking import rank
from tests.depth import examples
from tests.property.bridge import scores
from tests.property.causes import OF_ALLEGATIONS, OF_CHOICES, UNDONE, Cause, Effect, State, states
from tests.unit.harm.build import AS_OF, row
from tests.unit.harm.movement.moments import by_suspect, moment, numbered_alike

QUICK = settings(max_examples=examples(100))
#: A birthday that makes a suspect 18 within the 400 days after the date of the list.
BORN = date(2008, 9, 1)


def moments(first: State, second: State) -> tuple[Moment, Moment]:
    records = numbered_alike(first.rows, second.rows)
    if second.rows is first.rows:
        records[1] = records[0]
    before, after = (
        moment(record, as_of=state.as_of, rules=state.rules, index=state.index)
        for record, state in zip(records, (first, second), strict=True)
    )
    return before, after


def whole_scores(found: Moment) -> dict[str, int]:
    """Each suspect's score if the rules had no minimum."""
    ranking = found.ranking
    if ranking.rules.minimum_allegations == 1:
        return scores(ranking)
    rules = replace(ranking.rules, minimum_allegations=1)
    return scores(rank(found.allegations, rules=rules, index=found.index, as_of=ranking.as_of))


def change_of_score(change: dict[str, Any]) -> int:
    return int(change["tenths_after"] or 0) - int(change["tenths_before"] or 0)


def check_parts(first: State, second: State, effect: Effect) -> None:
    """The parts of everyone are the cause's own, or others' shares; and the minimum's."""
    before, after = moments(first, second)
    whole_before, whole_after = whole_scores(before), whole_scores(after)
    for suspect, change in by_suspect(before, after).items():
        score = change_of_score(change)
        whole = whole_after.get(suspect, 0) - whole_before.get(suspect, 0)
        part = effect.part if suspect in effect.own else "shares"
        expected = dict.fromkeys(PARTS, 0) | {part: whole, "minimum": score - whole}
        assert {name: change[name] for name in PARTS} == expected, (suspect, effect)
        in_both = change["position_before"] is not None and change["position_after"] is not None
        if in_both or first.rules.minimum_allegations == 1:
            assert change["minimum"] == 0
        if first.rules.co_suspects == "full":
            assert change["shares"] == 0


@settings(max_examples=examples(400))
@given(
    state=states(),
    cause=st.sampled_from(OF_ALLEGATIONS),
    undone=st.booleans(),
    data=st.data(),
)
def test_the_whole_change_is_in_the_part_of_its_cause(
    state: State, cause: Cause, data: st.DataObject, *, undone: bool
) -> None:
    effect = data.draw(st.composite(cause)(state))
    if undone:
        undoing = replace(effect, part=UNDONE.get(cause, effect.part))
        check_parts(effect.state, state, undoing)
    else:
        check_parts(state, effect.state, effect)


@QUICK
@given(state=states(), days=st.integers(160, 400), backwards=st.booleans())
def test_whoever_comes_of_age_is_on_by_a_fact_whatever_else_has_aged(
    state: State, days: int, *, backwards: bool
) -> None:
    rows = [
        {**each, "suspect_born": BORN} if each["suspect_id"] == "S1" else each
        for each in state.rows
    ]
    young = replace(state, rows=rows)
    grown = replace(young, as_of=state.as_of + timedelta(days=days))
    first, second = (grown, young) if backwards else (young, grown)
    before, after = moments(first, second)
    whole = whole_scores(before if backwards else after)
    sign = -1 if backwards else 1
    for suspect, change in by_suspect(before, after).items():
        assert change["new"] == 0
        if suspect == "S1":
            assert (change["status"], change["aged_out"]) == (sign * whole["S1"], 0)
            assert change["shares"] == 0
        else:
            assert change["status"] == 0
            assert sign * change["aged_out"] <= 0
            assert sign * change["shares"] <= 0


@QUICK
@given(state=states(), day=st.integers(1, 200), days=st.integers(0, 100))
def test_what_was_recorded_between_the_dates_is_new_and_the_rest_has_aged(
    state: State, day: int, days: int
) -> None:
    recorded_on = AS_OF + timedelta(days=day)
    crime = row(crime_ref="later", suspect_id="N1", recorded_on=recorded_on)
    known = replace(state, rows=[*state.rows, crime])
    later = replace(known, as_of=AS_OF + timedelta(days=day + days))
    before, after = moments(known, later)
    for suspect, change in by_suspect(before, after).items():
        parts = {part for part in PARTS if change[part]}
        assert parts <= {"new" if suspect == "N1" else "aged_out", "minimum"}


@QUICK
@given(state=states(), cause=st.sampled_from(OF_CHOICES), data=st.data())
def test_a_choice_is_the_cause_of_all_that_it_changes(
    state: State, cause: Cause, data: st.DataObject
) -> None:
    effect = data.draw(st.composite(cause)(state))
    for change in by_suspect(*moments(state, effect.state)).values():
        assert {part for part in PARTS if change[part]} <= {effect.part}
        assert change[effect.part] == change_of_score(change)


@QUICK
@given(state=states(), data=st.data())
def test_of_several_causes_the_parts_are_theirs_and_sum(state: State, data: st.DataObject) -> None:
    causes = st.lists(st.sampled_from([*OF_ALLEGATIONS, *OF_CHOICES]), min_size=2, max_size=5)
    last, possible = state, {"minimum", "shares"}
    for cause in data.draw(causes):
        effect = data.draw(st.composite(cause)(last))
        last = effect.state
        possible.add(effect.part)
    for change in by_suspect(*moments(state, last)).values():
        assert sum(change[part] for part in PARTS) == change_of_score(change)
        assert {part for part in PARTS if change[part]} <= possible
