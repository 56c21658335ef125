"""Two records side by side: what is shown, and what a second reader is not shown."""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import LinkError, NotAllowedError, UnknownSuspectError
from dashboard.services.linking.decisions import decide_link, undo_link
from dashboard.services.linking.proposals import propose_links, see_proposals
from dashboard.services.linking.reading import CRIMES, Recorded, link_to_pair, read_pair
from dashboard.services.linking.review import QUEUE, answer_review, perhaps_also
from dashboard.services.question import Question
from dashboard.services.suspects.suspect_file import linked_reference
from harm.suspects.agreement import is_read_twice
from tests.unit.dashboard.build import loaded, row
from tests.unit.dashboard.services.linking.test_proposals import asked, record

#: A pair that is read twice, and one that is not: it rests on the references alone.
TWICE = next(f"A{n}" for n in range(2, 200) if is_read_twice("A1", f"A{n}"))
ONCE = next(f"A{n}" for n in range(2, 200) if not is_read_twice("A1", f"A{n}"))
OTHER = {"suspect_name": "Derek Plimton", "suspect_born": "1988-05-03"}


@pytest.fixture(params=[ONCE])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    loaded(
        tmp_path,
        *(record(ref, "A1") for ref in ("C1", "D1")),
        *(record(ref, request.param, **OTHER) for ref in ("C2", "D2")),
        *(record(f"L{n}", "LISTED", suspect_name="Joel Ash", suspect_born=None) for n in range(3)),
        row(crime_ref="C9", suspect_id="M", suspect_name="Ann Lee", suspect_sex="F",
            victim_id="VC1"),
        synthetic=True,
    )  # fmt: skip
    return tmp_path


def pairs_of(question: Question) -> list[tuple[str, str, str]]:
    return answer_review(question).queue.select("a", "b", "asks").rows()


def test_both_records_are_as_they_were_loaded(folder: Path) -> None:
    found = read_pair(asked(folder), ONCE, "A1")
    one, other = found.records
    assert (one.reference, other.reference) == ("A1", ONCE)
    assert (one.name, other.name) == ("Derek Plimpton", "Derek Plimton")
    assert (one.born, other.born) == (date(1988, 3, 5), date(1988, 5, 3))
    assert one.crimes.select("crime_ref", "victim_id", "as_victim").rows() == [
        ("C1", "VC1", False),
        ("D1", "VD1", False),
    ]
    assert not found.rows
    assert found.standing.state == "open"


def test_a_reading_has_no_rank_and_no_ethnicity(folder: Path) -> None:
    named = {field.name for field in fields(Recorded)} | set(CRIMES.names())
    assert not [name for name in named if re.search("ethnic|position|rank|tenths|days", name)]
    assert "ethnic" not in repr(asdict(read_pair(asked(folder), "A1", ONCE)))


def test_a_victim_is_read_by_the_crimes_against_them(folder: Path) -> None:
    found = read_pair(asked(folder), "VC1", "A1")
    victim = found.records[1]
    assert (victim.name, victim.sex) == (None, None)
    assert victim.crimes.select("crime_ref", "as_victim").rows() == [("C1", True), ("C9", True)]


def test_the_weight_is_that_of_the_matching_whatever_is_at_hand(folder: Path) -> None:
    assert read_pair(asked(folder), "A1", ONCE).weight is None
    found = propose_links(asked(folder)).pairs.filter(b=ONCE)["weight"].item()
    kept = read_pair(asked(folder), "A1", ONCE)  # of the register: another workspace
    assert kept.weight == found
    assert {each.what for each in kept.compared} == {"name", "born", "sex", "home"}
    compared, scored = asked(folder), asked(folder)
    see_proposals(compared)
    perhaps_also(scored, "A1")
    for question in (compared, scored):
        again = read_pair(question, "A1", ONCE)
        assert again.weight == pytest.approx(found, abs=0.002)
        assert {each.what: each.level for each in again.compared} == {
            each.what: each.level for each in kept.compared
        }


@pytest.mark.parametrize(("a", "b"), [("A1", "NOBODY"), ("NOBODY", "A1")])
def test_nobody_is_refused_before_the_log(folder: Path, a: str, b: str) -> None:
    question = asked(folder)
    before = question.workspace.register.log().height
    for ask in (read_pair, link_to_pair):
        with pytest.raises(UnknownSuspectError, match="Nobody in the data has the reference"):
            ask(question, a, b)
    with pytest.raises(LinkError):
        read_pair(question, "A1", "A1")
    assert question.workspace.register.log().height == before


def test_a_reading_is_in_the_log_by_both_references(folder: Path) -> None:
    question = asked(folder)
    read_pair(question, ONCE, "A1")
    line = question.workspace.register.log().row(-1, named=True)
    assert (line["action"], line["subject"]) == ("combination", f"A1 and {ONCE}")


def test_a_link_to_a_pair_leads_to_both_in_order(folder: Path) -> None:
    question = asked(folder)
    tokens = link_to_pair(question, ONCE, "A1")
    assert [linked_reference(question, token) for token in tokens] == ["A1", ONCE]


def test_a_supervisor_is_told_nothing_of_a_pair(folder: Path) -> None:
    question = asked(folder)
    hers = Question(
        question.workspace,
        Viewer("sue", role="supervisor", boroughs=frozenset({"E09000007"})),
        question.spec,
        question.store,
        question.restricted,
    )
    for a, b in (("A1", ONCE), ("A1", "NOBODY")):
        for ask in (read_pair, link_to_pair):
            with pytest.raises(NotAllowedError):
                ask(hers, a, b)


def test_what_speaks_against_a_pair_is_said_before_anybody_decides(folder: Path) -> None:
    assert read_pair(asked(folder), "A1", ONCE).against == ()
    assert read_pair(asked(folder), "A1", "M").against == ("sexes",)
    decide_link(asked(folder), "A1", "LISTED", "different", "two photographs")
    decide_link(asked(folder, top=9), ONCE, "LISTED", "same", "one photograph")
    assert "contradiction" in read_pair(asked(folder), "A1", ONCE).against


def test_the_queue_is_in_the_order_of_the_proposals(folder: Path) -> None:
    question = asked(folder)
    assert answer_review(question).people is None
    assert pairs_of(question) == []
    found = see_proposals(question)
    review = answer_review(question)
    assert review.queue.schema == QUEUE
    assert review.queue.select("a", "b").rows() == found.pairs.select("a", "b").rows()
    assert review.queue.row(0, named=True)["crosses"]
    assert review.people == found.people


def test_what_was_kept_is_in_the_queue_before_anybody_is_compared(folder: Path) -> None:
    propose_links(asked(folder))
    queue = answer_review(asked(folder)).queue
    assert queue.select("a", "b", "asks", "tenths").rows() == [("A1", ONCE, "open", None)]


def test_a_pair_asks_for_a_second_reviewer_until_there_is_one(folder: Path) -> None:
    decide_link(asked(folder, "ada"), "A1", ONCE, "same", "one photograph")
    assert pairs_of(asked(folder, "ada")) == []
    assert pairs_of(asked(folder, "ben")) == [("A1", ONCE, "pending")]
    (link,) = answer_review(asked(folder, "ada")).decided
    assert link.state == "pending"
    decide_link(asked(folder, "ben"), "A1", ONCE, "same", "one photograph")
    assert pairs_of(asked(folder, "ben")) == []
    assert read_pair(asked(folder), "A1", ONCE).is_one
    undo_link(asked(folder, "ada"), "A1", ONCE, "two brothers")
    assert pairs_of(asked(folder, "ben")) == [("A1", ONCE, "undoing")]
    undo_link(asked(folder, "ben"), "A1", ONCE, "two brothers")
    assert pairs_of(asked(folder, "ben")) == [("A1", ONCE, "open")]
    assert answer_review(asked(folder, "ben")).decided == ()


def test_somebody_else_may_know_what_one_could_not_say(folder: Path) -> None:
    decide_link(asked(folder, "ada"), "A1", ONCE, "unsure", "no photograph")
    assert pairs_of(asked(folder, "ada")) == []
    assert pairs_of(asked(folder, "ben")) == [("A1", ONCE, "unsure")]


@pytest.mark.parametrize("folder", [TWICE], indirect=True)
@pytest.mark.parametrize("decision", ["same", "different", "unsure"])
def test_a_second_reader_is_shown_nothing_of_the_first(folder: Path, decision: str) -> None:
    see = asked(folder, "ben", top=9)
    see_proposals(see)
    untouched = read_pair(see, "A1", TWICE)
    decide_link(asked(folder, "ada", top=9), "A1", TWICE, decision, "a reason of the first")
    question = asked(folder, "ben", top=9)
    see_proposals(question)
    blind = read_pair(question, "A1", TWICE)
    assert blind.blind
    assert not blind.rows
    assert not blind.is_one
    assert (blind.standing, blind.own, blind.held) == (untouched.standing, None, ())
    for one, other in zip(blind.records, untouched.records, strict=True):
        assert one.crimes.equals(other.crimes)
        assert (one.reference, one.name, one.born) == (other.reference, other.name, other.born)
    review = answer_review(question)
    (asks,) = review.queue.rows(named=True)
    assert asks["asks"] == "second reading"
    assert not [asks[name] for name in ("tenths", "before", "after", "crosses") if asks[name]]
    assert review.decided == ()
    theirs = perhaps_also(question, "A1")
    assert decision == "same" or theirs["other"].to_list() == [TWICE]


@pytest.mark.parametrize("folder", [TWICE], indirect=True)
def test_the_first_reader_sees_what_they_said(folder: Path) -> None:
    decide_link(asked(folder, "ada", top=9), "A1", TWICE, "different", "two photographs")
    found = read_pair(asked(folder, "ada", top=9), "A1", TWICE)
    assert (found.blind, found.own) == (False, "different")
    assert [row.reason for row in found.rows] == ["two photographs"]


def test_whom_somebody_may_be_leaves_out_who_was_told_apart(folder: Path) -> None:
    found = perhaps_also(asked(folder), "A1")
    assert found.select("own", "other", "suspect_name").rows() == [("A1", ONCE, "Derek Plimton")]
    decide_link(asked(folder), "A1", ONCE, "different", "two photographs")
    assert perhaps_also(asked(folder), "A1").is_empty()
    assert isinstance(perhaps_also(asked(folder), "M"), pl.DataFrame)
