"""The parts of a change sum to it, for everyone, whatever happened in between."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from harm.movement.attribution import OTHERS, PARTS, Moment, changes
from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from tests.depth import examples
from tests.oracle.rules import Row
from tests.property import pools
from tests.property.bridge import INDICES, frame_of
from tests.property.strategies import rows, rules


@dataclass(frozen=True)
class History:
    """Two records of the same people, and the list that is made of each."""

    before: list[Row]
    after: list[Row]
    dates: tuple[date, date]
    rules: tuple[Rules, Rules]
    indices: tuple[str, str]


@st.composite
def histories(draw: st.DrawFn) -> History:
    dates = draw(st.tuples(*[st.sampled_from(pools.AS_OF[:2])] * 2))
    chosen = draw(st.tuples(rules(), rules()) | rules().map(lambda one: (one, one)))
    before = draw(rows(dates[0], chosen[0].window_days))
    kept = [dict(row) for row in before if draw(st.integers(0, 4))]
    for row in kept:
        if not draw(st.integers(0, 2)):
            name = draw(st.sampled_from(sorted(pools.CELLS)))
            row[name] = draw(st.sampled_from(pools.CELLS[name]))
        if not draw(st.integers(0, 2)):
            row["offence_code"], row["offence_title"] = draw(st.sampled_from(pools.OFFENCES))
    after = [*kept, *draw(rows(dates[1], chosen[1].window_days, most=6))]
    if draw(st.booleans()):
        after = before
    indices = draw(st.tuples(st.sampled_from(INDICES), st.sampled_from(INDICES)))
    return History(before, after, dates, chosen, indices)


def moments(history: History) -> tuple[Moment, Moment]:
    whole = Allegations.of(frame_of([*history.before, *history.after]))
    numbered = whole.rows.collect()
    first = replace(whole, rows=numbered.head(len(history.before)).lazy())
    second = replace(whole, rows=numbered.slice(len(history.before)).lazy())
    records = (first, first if history.after is history.before else second)
    answer = [
        Moment(rank(record, rules=own, index=get_index(index), as_of=day), record, get_index(index))
        for record, own, index, day in zip(
            records, history.rules, history.indices, history.dates, strict=True
        )
    ]
    return answer[0], answer[1]


@settings(max_examples=examples(300))
@given(histories())
def test_the_parts_sum_to_the_change_of_score_and_the_moves_to_the_change_of_place(
    history: History,
) -> None:
    before, after = moments(history)
    for one in changes(before, after).iter_rows(named=True):
        change = (one["tenths_after"] or 0) - (one["tenths_before"] or 0)
        assert sum(one[part] for part in PARTS) == change, one
        assert one["links"] == 0
        if one["position_before"] and one["position_after"]:
            moved = one["position_after"] - one["position_before"]
            assert one["moved_by_own"] + one["moved_by_others"] == moved
        if one["cause"] not in {None, OTHERS}:
            assert one[one["cause"]] * change > 0


@settings(max_examples=examples(100))
@given(histories())
def test_what_did_not_change_has_no_part(history: History) -> None:
    before, after = moments(history)
    unmoved = {
        "rules": history.rules[0] == history.rules[1],
        "index": history.indices[0] == history.indices[1],
        "reclassified": history.after is history.before,
        "aged_out": history.dates[0] == history.dates[1],
        "minimum": history.rules[0].minimum_allegations == 1,
        "shares": history.rules[0].co_suspects == "full",
    }
    answer = changes(before, after)
    for part, same in unmoved.items():
        assert not same or not (answer[part] != 0).any()


@settings(max_examples=examples(60))
@given(histories())
def test_between_a_list_and_itself_nothing_changed(history: History) -> None:
    before, _ = moments(history)
    answer = changes(before, before)
    assert not any((answer[part] != 0).any() for part in PARTS)
    assert answer["cause"].null_count() == answer.height


@settings(max_examples=examples(100))
@given(histories(), st.data())
def test_the_parts_sum_where_references_became_one_person(
    history: History, data: st.DataObject
) -> None:
    before, after = moments(history)
    numbers = before.allegations.suspects.collect()["suspect"].drop_nulls().to_list()
    if not numbers:
        return
    other, one = (data.draw(st.sampled_from(numbers)) for _ in range(2))

    def joined(known: Allegations) -> Allegations:
        rows = known.rows.with_columns(pl.col("suspect", "victim").replace({other: one}))
        return replace(known, rows=rows)

    relinked = joined(before.allegations)
    same = after.allegations is before.allegations
    record = relinked if same else joined(after.allegations)
    again = rank(record, rules=history.rules[1], index=after.index, as_of=after.ranking.as_of)
    first = replace(before, relinked=relinked)
    for line in changes(first, Moment(again, record, after.index)).iter_rows(named=True):
        change = (line["tenths_after"] or 0) - (line["tenths_before"] or 0)
        assert sum(line[part] for part in PARTS) == change, line
