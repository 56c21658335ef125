"""The desk supposes, says how solid a place is, and never touches the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from dashboard.errors import UnknownSuspectError
from dashboard.services.question import ask
from dashboard.services.ranking import in_window
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.stability import stability
from dashboard.services.suspects.suspect_file import suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.stability import (
    dated_places,
    in_clock_words,
    in_fragility_words,
    in_nearby_words,
    in_what_if_words,
)
from harm.offences import indices
from harm.scoring.ranking import rank
from harm.scoring.rules import Rules
from harm.stability.fragility import Fragility, Single
from harm.stability.what_if import Place, Scenario, place
from tests.conftest import with_answers
from tests.unit.dashboard.build import (
    ANALYST,
    everything,
    loaded,
    looks,
    row,
    stability_at,
    what_if_at,
)
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, RAPE, days_ago

pytestmark = pytest.mark.slow

ONE = RankingSpec(Rules(top=1), as_of=AS_OF)
HELD_BY_EITHER = Fragility(1, ("C1",), (Single("C1", 18250), Single("C2", 840)))
WITHOUT = Scenario(left_out=frozenset({"C1"}))


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """S1 has a rape and coercive control, S2 a rape; both are named in a third crime."""
    loaded(
        tmp_path,
        row(crime_ref="C1", suspect_id="S1"),
        row(crime_ref="C2", suspect_id="S1", offence_code=COERCIVE_CONTROL),
        row(crime_ref="C3", suspect_id="S2", recorded_on=days_ago(0)),
        row(crime_ref="C4", suspect_id="S2", offence_code=ABH, recorded_on=days_ago(40)),
        row(crime_ref="C4", suspect_id="S1", offence_code=ABH, recorded_on=days_ago(40)),
        row(crime_ref="C5", suspect_id="S3", crime_status="cancelled"),
    )
    return Workspace(Settings(data=tmp_path))


def test_what_is_supposed_is_next_to_what_is(desk: Workspace) -> None:
    answer = what_if_at(desk, ANALYST, ONE, "S1", WITHOUT)
    assert answer.supposed == WITHOUT
    assert (
        answer.real
        == place(ask(desk, ANALYST, ONE).ranking, "S1")
        == Place(1, 1, 2, 19190, listed=True)
    )
    assert answer.then == Place(2, 2, 2, 940, listed=False)
    assert in_what_if_words(answer) == (
        "The suspect would have position 2 with 94 days, off the list; as recorded: position 1 "
        "with 1,919 days."
    )


def test_what_changes_nothing_is_said_to(desk: Workspace) -> None:
    answer = what_if_at(desk, ANALYST, ONE, "S1", Scenario(offences=(("C1", RAPE, None),)))
    assert in_what_if_words(answer) == "It would change nothing: position 1 with 1,919 days."


def test_supposing_leaves_a_line_and_the_record_as_it_was(desk: Workspace) -> None:
    before = everything(desk.settings.data)
    what_if_at(desk, ANALYST, ONE, "S1", WITHOUT)
    line = desk.register.log().row(-1, named=True)
    assert (line["action"], line["subject"], line["version"]) == ("what_if", "S1", 1)
    after = everything(desk.settings.data)
    assert all(after[name].equals(table) for name, table in before.items())
    assert place(ask(desk, ANALYST, ONE).ranking, "S1").position == 1


def test_without_any_allegation_the_suspect_would_not_be_assessed(desk: Workspace) -> None:
    everything_of_theirs = frozenset({"C1", "C2", "C4"})
    answer = what_if_at(desk, ANALYST, ONE, "S1", Scenario(left_out=everything_of_theirs))
    assert (answer.real.position, answer.then.position) == (1, None)
    assert "The suspect would not be assessed; as recorded: position 1" in in_what_if_words(answer)


def test_under_another_rule_the_real_place_is_that_rule_s(desk: Workspace) -> None:
    basis = RankingSpec(Rules(top=1, window_days=9), as_of=AS_OF)
    answer = what_if_at(desk, ANALYST, basis, "S1", Scenario())
    assert answer.real == answer.then == place(ask(desk, ANALYST, basis).ranking, "S1")
    assert answer.real.position is None


def test_where_days_are_shared_those_named_together_are_scored_again(desk: Workspace) -> None:
    basis = RankingSpec(Rules(top=1, co_suspects="equal_share"), as_of=AS_OF)
    answer = what_if_at(desk, ANALYST, basis, "S1", Scenario(left_out=frozenset({"C2", "C4"})))
    assert answer.real == Place(1, 1, 2, 18250 + 840 + 50, listed=True)
    assert answer.then == Place(2, 2, 2, 18250, listed=False)
    assert stability_at(desk, ANALYST, basis, "S1").fragility == HELD_BY_EITHER


def test_an_earlier_version_is_supposed_of_as_it_was_known(desk: Workspace) -> None:
    loaded(desk.settings.data, row(crime_ref="C1", suspect_id="S1", offence_code=ABH))
    now = what_if_at(desk, ANALYST, ONE, "S1", WITHOUT)
    then = what_if_at(desk, ANALYST, RankingSpec(ONE.rules, as_of=AS_OF, version=1), "S1", WITHOUT)
    assert (now.real.position, then.real.position) == (2, 1)
    assert now.then == then.then


def test_solidity_is_reported_in_words_and_figures(desk: Workspace) -> None:
    solidity = stability_at(desk, ANALYST, ONE, "S1")
    thirty_days_before = solidity.clock.before
    off = "" if thirty_days_before.listed else ", off the list"
    level = f"position {thirty_days_before.position} with 10 days{off}"  # by the draw
    assert solidity.fragility == HELD_BY_EITHER
    assert in_fragility_words(solidity) == (
        "Any one of these two alone would take the suspect off the list if it were left out: C1 "
        "(1,825 days) or C2 (84 days). Without C1, position 2 with 94 days."
    )
    assert in_clock_words(solidity) == (
        "The largest allegation, C1, leaves the window on 21 March 2027: with nothing recorded "
        "after 31 March 2026, of anybody, the suspect then would not be assessed. High scores "
        "fall by themselves, as allegations leave the window."
    )
    assert in_nearby_words(solidity) == (
        f"30 days before 31 March 2026: {level}; 30 days after: position 1 with 1,919 days."
    )
    assert dated_places(solidity).drop("position", "list").rows() == [
        (AS_OF - timedelta(days=30), 10.0, "30 days before"),
        (AS_OF, 1919.0, "The list"),
        (AS_OF + timedelta(days=30), 1919.0, "30 days after"),
        (days_ago(40 - 365), 1909.0, "C4 leaves, 10 days"),
        (days_ago(10 - 365), 0.0, "C1 leaves, 1,825 days"),
        (days_ago(10 - 365), 0.0, "C2 leaves, 84 days"),
    ]


def test_more_than_one_are_named_together_and_more_than_three_are_not(desk: Workspace) -> None:
    wide = RankingSpec(as_of=AS_OF)
    assert in_fragility_words(stability_at(desk, ANALYST, wide, "S2")) == (
        "No single allegation holds the place; the fewest that do are two: without C3 and C4, not "
        "assessed."
    )
    assert in_fragility_words(stability_at(desk, ANALYST, wide, "S1")) == (
        "No single allegation holds the place; the fewest that do are three: without C1, C2 and "
        "C4, not assessed."
    )
    loaded(desk.settings.data, row(crime_ref="C6", suspect_id="S1"))
    assert in_fragility_words(stability_at(desk, ANALYST, wide, "S1")) == (
        "On the list whichever three of the allegations were left out."
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "One allegation alone holds the place: A0 (1,825 days). Without A0, not assessed."),
        (
            2,
            (
                "Any one of these two alone would take the suspect off the list if it were left "
                "out: A0 (1,825 days) or A1 (1,825 days). Without A0, position 2 with 1,825 days."
            ),
        ),
        (
            10,
            (
                "Any one of these 10 alone would take the suspect off the list if it were left "
                "out: A0 (1,825 days), A1 (1,825 days), A2 (1,825 days), A3 (1,825 days), A4 "
                "(1,825 days), A5 (1,825 days) and 4 more. Without A0, position 2 with 16,425 days."
            ),
        ),
    ],
)
def test_where_any_of_several_alone_would_do_all_are_counted(
    tmp_path: Path, number: int, words: str
) -> None:
    same = {"recorded_on": days_ago(10), "victim_id": "V"}
    mine = [row(crime_ref=f"A{n}", suspect_id="S8", **same) for n in range(number)]
    theirs = [row(crime_ref=f"B{n}", suspect_id="S9", **same) for n in range(number - 1)]
    least = row(crime_ref="B", suspect_id="S9", offence_code=ABH, recorded_on=days_ago(300))
    loaded(tmp_path, *mine, *theirs, least)
    crowded = Workspace(Settings(data=tmp_path))
    assert in_fragility_words(stability_at(crowded, ANALYST, ONE, "S8")) == words


def test_who_has_no_score_is_told_plainly(desk: Workspace) -> None:
    solidity = stability_at(desk, ANALYST, ONE, "S3")
    assert (solidity.fragility, solidity.clock.leaving) == (Fragility(0), ())
    assert in_fragility_words(solidity).startswith("Not on the list")
    assert in_clock_words(solidity) == "No allegation counts, so none leaves the window."
    assert in_nearby_words(solidity).startswith("30 days before 31 March 2026: not assessed")


def test_solidity_is_a_part_of_the_look_at_the_suspect(desk: Workspace) -> None:
    question = ask(desk, ANALYST, ONE)
    stability(question, suspect_file(question, "S1"))
    assert looks(desk)["action"].to_list() == ["suspect"]


def test_nobody_unknown_is_supposed_of(desk: Workspace) -> None:
    with pytest.raises(UnknownSuspectError):
        what_if_at(desk, ANALYST, ONE, "S9", WITHOUT)
    with pytest.raises(UnknownSuspectError):
        stability_at(desk, ANALYST, ONE, "S9")
    assert looks(desk).is_empty()


@pytest.mark.parametrize("position", [1, 40, 100, 101])
def test_on_the_demonstration_it_is_what_ranking_again_without_the_rows_gives(
    demonstration: Path, position: int
) -> None:
    desk = with_answers(Workspace(Settings(data=demonstration)))
    ranking = ask(desk, ANALYST, RankingSpec()).ranking
    suspect = ranking.table["suspect_id"][position - 1]
    number = desk.store.suspects.number_of(suspect)
    crimes = desk.store.suspects.crimes_of(suspect).sort("recorded_on")["crime_ref"].tail(2)
    references = pl.DataFrame({"reference": crimes})
    left_out = desk.store._frame("select crime, reference from crimes").join(
        references, on="reference"
    )
    whole = in_window(desk.store, ranking.rules, ranking.as_of)
    theirs = (pl.col("suspect") == number) & pl.col("crime").is_in(left_out["crime"].implode())
    without = replace(whole, rows=whole.rows.filter(~theirs))
    again = rank(
        without, rules=ranking.rules, index=indices.get(ranking.index), as_of=ranking.as_of
    )
    supposed = Scenario(left_out=frozenset(crimes))
    answer = what_if_at(desk, ANALYST, RankingSpec(), suspect, supposed)
    assert answer.real == place(ranking, suspect)
    assert answer.then == place(again, suspect) != answer.real


def test_on_the_demonstration_the_fewest_take_everyone_of_the_list_off(demonstration: Path) -> None:
    desk = with_answers(Workspace(Settings(data=demonstration)))
    for suspect in ask(desk, ANALYST, RankingSpec()).ranking.listed["suspect_id"][::9]:
        solidity = stability_at(desk, ANALYST, RankingSpec(), suspect)
        found = solidity.fragility
        if found.changes is not None:
            supposed = Scenario(left_out=frozenset(found.crimes))
            then = what_if_at(desk, ANALYST, RankingSpec(), suspect, supposed).then
            assert (then, then.listed) == (solidity.without, False)
            assert len(found.crimes) == found.changes > 0
        for single in found.singles:
            alone = Scenario(left_out=frozenset([single.crime_ref]))
            assert not what_if_at(desk, ANALYST, RankingSpec(), suspect, alone).then.listed
        for one in solidity.clock.leaving:
            assert one.place == place(
                ask(desk, ANALYST, RankingSpec(as_of=one.leaves_on)).ranking, suspect
            )
