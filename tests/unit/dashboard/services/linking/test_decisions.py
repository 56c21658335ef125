"""Links between references: decided by reviewers, used everywhere, and undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import LinkError, NotAllowedError, UnknownSuspectError
from dashboard.register import Proposal
from dashboard.services.linking.decisions import decide_link, undo_link
from dashboard.services.linking.links import list_links, second_readings
from dashboard.services.listing.frozen_lists import freeze_list, reproduce_list
from dashboard.services.listing.movement import list_movement
from dashboard.services.question import USUAL, Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.answer import answer_suspect
from dashboard.services.suspects.search import search
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.movement.attribution import PARTS
from harm.scoring.ranking_csv import written
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import loaded, row

ADA, BEN = Viewer("ada"), Viewer("ben")
HACKNEY, CAMDEN = "E09000012", "E09000007"
EARLY, LATE = date(2026, 1, 10), date(2026, 2, 10)

#: A1 and A2 are one person, recorded first as A2; V1 and V2 are one victim.
ROWS = (
    row(crime_ref="C1", suspect_id="A1", victim_id="V1", recorded_on=LATE, suspect_sex="M",
        suspect_home_borough=HACKNEY, borough=HACKNEY, suspect_name="Sam Gray"),
    row(crime_ref="C2", suspect_id="A2", victim_id="V2", recorded_on=EARLY, suspect_sex="M",
        suspect_home_borough=CAMDEN, borough=CAMDEN, suspect_name="Samuel Gray"),
    row(crime_ref="C3", suspect_id="A1", victim_id="V1", recorded_on=LATE, suspect_sex="M",
        allegation_status="named", suspect_home_borough=HACKNEY, borough=HACKNEY),
    row(crime_ref="C3", suspect_id="A2", victim_id="V2", recorded_on=LATE, suspect_sex="M",
        allegation_status="charged", suspect_home_borough=CAMDEN, borough=HACKNEY),
    row(crime_ref="C4", suspect_id="B", victim_id="V1", recorded_on=LATE),
    row(crime_ref="C5", suspect_id="B", victim_id="V2", recorded_on=LATE),
    row(crime_ref="C6", suspect_id="V2", victim_id="A1", victim_sex="U", recorded_on=LATE),
    row(crime_ref="C7", suspect_id="D", recorded_on=LATE, suspect_sex="F"),
)  # fmt: skip
#: A list of one, so that a link moves somebody.
ONE = RankingSpec(rules=Rules(top=1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    loaded(tmp_path / "data", *ROWS)
    return tmp_path / "data"


def asked(folder: Path, viewer: Viewer = ADA, spec: RankingSpec = USUAL) -> Question:
    return ask(Workspace(Settings(data=folder)), viewer, spec)


def linked(folder: Path, *pairs: tuple[str, str]) -> Question:
    for a, b in pairs:
        decide_link(asked(folder), a, b, "same", "the same photo")
    return asked(folder)


def scores(question: Question) -> dict[str, tuple[int, int, int]]:
    columns = ("suspect_id", "tenths", "allegations", "victims")
    return {who: tuple(rest) for who, *rest in question.ranking.table.select(columns).iter_rows()}


def test_two_references_of_one_person_have_one_place_and_a_crime_counts_once(folder: Path) -> None:
    before = scores(asked(folder))
    after = scores(linked(folder, ("A1", "A2")))
    one = before["D"][0]
    assert (before["A1"][:2], before["A2"][:2]) == ((2 * one, 2), (2 * one, 2))
    assert "A1" not in after
    assert after["A2"] == (3 * one, 3, 2)
    assert {who: after[who] for who in ("B", "D", "V2")} == {
        who: before[who] for who in ("B", "D", "V2")
    }


def test_a_victim_under_two_references_counts_once(folder: Path) -> None:
    assert scores(asked(folder))["B"][2] == 2
    after = scores(linked(folder, ("V1", "V2"), ("A1", "A2")))
    assert after["B"][2] == 1
    assert after["A2"][2] == 1


def test_of_one_crime_the_row_that_has_gone_furthest_is_kept(folder: Path) -> None:
    question = linked(folder, ("A1", "A2"), ("V1", "V2"))
    crimes = question.store.suspects.crimes_of("A1")
    own = crimes.filter(pl.col("crime_ref") == "C3")
    assert own.select("suspect_id", "victim_id", "allegation_status").rows() == [
        ("A2", "V2", "charged")
    ]


@pytest.mark.parametrize("reference", ["A1", "A2"])
def test_each_reference_opens_the_person(folder: Path, reference: str) -> None:
    before = answer_suspect(asked(folder), reference).file
    assert before.references == ()
    question = linked(folder, ("A1", "A2"))
    answer = answer_suspect(question, reference)
    assert answer.file.explanation.suspect_id == "A2"
    assert answer.file.references == ("A2", "A1")
    assert answer.file.explanation.tenths == scores(question)["A2"][0]
    found = search(question, reference)
    assert found.rows["suspect_id"].to_list() == ["A2"]
    opened = question.workspace.register.log().filter(pl.col("action") == "suspect")["subject"]
    assert opened.to_list() == [reference, "A2"]


def test_what_the_person_alleges_of_others_is_theirs_under_each_reference(folder: Path) -> None:
    assert answer_suspect(asked(folder), "A2").associates.links.counter.is_empty()
    counter = answer_suspect(linked(folder, ("A1", "A2")), "A1").associates.links.counter
    assert counter.height == 1
    assert "C6" in str(counter.row(0))


def test_undo_restores_the_list_byte_for_byte_and_its_name(folder: Path) -> None:
    before = asked(folder)
    kept, name = written(before.ranking), freeze_list(before).name
    linked(folder, ("A1", "A2"))
    between = freeze_list(asked(folder))
    assert between.name != name
    assert between.links == 1
    undone = undo_link(asked(folder), "A2", "A1", "two brothers")
    assert undone.references == ()
    after = asked(folder)
    assert written(after.ranking) == kept
    assert freeze_list(after).name == name
    assert reproduce_list(asked(folder), between.name).identical
    assert reproduce_list(asked(folder), name).identical


def test_a_list_from_before_keeps_its_name_and_reproduces(folder: Path) -> None:
    old = freeze_list(asked(folder))
    assert old.links is None
    question = linked(folder, ("A1", "A2"))
    assert reproduce_list(question, old.name).identical
    past = answer_suspect(question, "A2").associates.history
    assert sorted(past.filter(pl.col("list") == old.name)["suspect_id"]) == ["A1", "A2"]
    assert past.filter(pl.col("list") == "now").select("suspect_id", "changed").rows() == [
        ("A2", "links")
    ]


def test_movement_has_links_as_a_reason_and_its_parts_sum(folder: Path) -> None:
    old = freeze_list(asked(folder))
    question = linked(folder, ("A1", "A2"))
    moved = list_movement(question, old.name, "now").changes
    by = {line["suspect_id"]: line for line in moved.iter_rows(named=True)}
    one = scores(question)["D"][0]
    assert by["A2"]["links"] == one
    assert by["A1"]["links"] == -2 * one
    assert by["A2"]["cause"] == "links" or by["A2"]["movement"] == "stayed"
    for line in by.values():
        assert sum(line[part] for part in PARTS) == (line["tenths_after"] or 0) - (
            line["tenths_before"] or 0
        )


def test_a_decision_is_seen_at_once_in_another_process(folder: Path) -> None:
    here, there = Workspace(Settings(data=folder)), Workspace(Settings(data=folder))
    assert "A1" in scores(ask(there, BEN))
    decide_link(ask(here, ADA), "A1", "A2", "same", "the same photo")
    assert "A1" not in scores(ask(there, BEN))
    undo_link(ask(there, BEN), "A1", "A2", "two brothers")
    assert "A1" in scores(ask(here, ADA))


def test_what_moves_somebody_across_the_cut_needs_two_reviewers(folder: Path) -> None:
    first = decide_link(asked(folder, ADA, ONE), "A1", "A2", "same", "the same photo")
    assert (first.moves, first.waits, first.row.needs) == (True, True, 2)
    assert "A1" in scores(asked(folder))
    with pytest.raises(LinkError, match=r"already decided .* second reviewer must say so too"):
        decide_link(asked(folder, ADA, ONE), "A2", "A1", "same", "really")
    second = decide_link(asked(folder, BEN, ONE), "A1", "A2", "same", "the same birth")
    assert (second.waits, second.references) == (False, ("A2", "A1"))
    assert "A1" not in scores(asked(folder))
    undone = undo_link(asked(folder, ADA, ONE), "A1", "A2", "two brothers")
    assert (undone.waits, "A1" in scores(asked(folder))) == (True, False)
    with pytest.raises(LinkError, match="already undone"):
        undo_link(asked(folder, ADA, ONE), "A1", "A2", "two brothers")
    assert not undo_link(asked(folder, BEN, ONE), "A1", "A2", "two brothers").waits
    assert "A1" in scores(asked(folder))


def test_two_who_disagree_are_shown_and_not_used(folder: Path) -> None:
    decide_link(asked(folder, ADA), "A1", "A2", "same", "the same photo")
    decide_link(asked(folder, BEN), "A1", "A2", "different", "another birth")
    assert "A1" in scores(asked(folder))
    (link,) = list_links(asked(folder)).links
    assert (link.state, link.held, link.who) == ("held", ("disputed",), ("ada", "ben"))


@pytest.mark.parametrize(
    ("a", "b", "decision", "reason", "words"),
    [
        ("A1", "A1", "same", "x", "was given twice"),
        ("A1", "A2", "equal", "x", "one of same, different, unsure, and not 'equal'"),
        ("A1", "A2", "same", " - ", "needs a reason"),
        ("A1", "nobody", "same", "x", "Nobody in the data has the reference 'nobody'"),
    ],
)
def test_what_cannot_be_decided_is_one_sentence(
    folder: Path, a: str, b: str, decision: str, reason: str, words: str
) -> None:
    with pytest.raises((LinkError, UnknownSuspectError), match=words):
        decide_link(asked(folder), a, b, decision, reason)
    assert asked(folder).workspace.register.links() == []


def test_nothing_is_undone_that_was_not_decided(folder: Path) -> None:
    with pytest.raises(LinkError, match="nothing to undo"):
        undo_link(asked(folder), "A1", "A2", "x")
    with pytest.raises(LinkError, match="needs a reason"):
        undo_link(asked(folder), "A1", "A2", "")


def test_a_proposal_changes_nothing_and_is_listed_with_its_band(folder: Path) -> None:
    question = asked(folder)
    before = written(question.ranking)
    weights = [("A1", "A2", 6_000), ("A1", "B", 5_999), ("A1", "D", -2_000), ("B", "D", -2_001)]
    rows = [Proposal(a=a, b=b, weight=w, levels="{}", model="m") for a, b, w in weights]
    question.workspace.register.propose_links(ADA, rows, version=1)
    assert written(asked(folder).ranking) == before
    found = list_links(asked(folder))
    assert [link.band for link in found.links] == ["very likely", "likely", "possible", "unlikely"]
    assert {link.state for link in found.links} == {"proposed"}
    decide_link(asked(folder), "A1", "A2", "same", "the same photo")
    assert [link.a for link in list_links(asked(folder), "used").links] == ["A1"]
    with pytest.raises(LinkError, match="and not 'odd'"):
        list_links(asked(folder), "odd")


def test_a_supervisor_sees_a_person_by_the_borough_of_any_reference(folder: Path) -> None:
    camden = Viewer("cid", role="supervisor", boroughs=frozenset({CAMDEN}))
    linked(folder, ("A1", "A2"))
    assert answer_suspect(asked(folder, camden), "A1").file.explanation.suspect_id == "A2"
    with pytest.raises(NotAllowedError):
        list_links(asked(folder, camden))
    with pytest.raises(NotAllowedError):
        decide_link(asked(folder, camden), "A1", "B", "same", "x")


def test_whoever_is_restricted_under_one_reference_is_under_all(folder: Path) -> None:
    from dashboard.services.data.removal import restrict  # noqa: PLC0415 - used here alone

    linked(folder, ("A1", "A2"))
    boss = Viewer("bo", role="administrator")
    restrict(asked(folder, boss), "A1", "doubt", "case 17")
    question = asked(folder)
    for reference in ("A1", "A2"):
        with pytest.raises(UnknownSuspectError):
            answer_suspect(question, reference)
    assert list_links(question).links == ()


def test_pairs_that_are_read_twice_wait_for_another_reviewer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = "dashboard.services.linking.links.is_read_twice"
    monkeypatch.setattr(where, lambda *_: True)
    decide_link(asked(folder, ADA), "A1", "A2", "same", "the same photo")
    assert second_readings(asked(folder, ADA)) == ()
    assert second_readings(asked(folder, BEN)) == (("A1", "A2"),)
    decide_link(asked(folder, BEN), "A1", "A2", "same", "the same", blind=True)
    assert second_readings(asked(folder, BEN)) == ()
    found = list_links(asked(folder)).agreement
    assert (found.pairs, found.agreed) == (1, 1)


def people(question: Question) -> Sequence[tuple[str, ...]]:
    return question.store.persons.people


def test_two_sexes_are_held_until_two_reviewers_say_the_same(folder: Path) -> None:
    decide_link(asked(folder, ADA), "A1", "D", "same", "the same photo")
    assert people(asked(folder)) == ()
    (link,) = list_links(asked(folder), "held").links
    assert link.held == ("sexes",)
    decide_link(asked(folder, BEN), "A1", "D", "same", "a slip of the keyboard")
    assert people(asked(folder)) == (("A1", "D"),)
