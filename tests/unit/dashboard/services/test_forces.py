"""Whom a typed reference means where two forces have it, and which forces a record is of."""

from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import AmbiguousReferenceError, HarmdeskError
from dashboard.services.cases.joining import decide_person
from dashboard.services.forces import (
    forces_known,
    forces_of,
    people_of,
    resolve,
    several_forces,
)
from dashboard.services.question import Question
from tests.unit.dashboard.forces import (
    CITY,
    HACKNEY,
    IN_CITY,
    MET,
    caller_of,
    line,
    load_lines,
    question_of,
)

S1 = f"{CITY}/S1"
OF_HACKNEY = Viewer(who="a supervisor", role="supervisor", boroughs=frozenset({HACKNEY}))


@pytest.fixture
def question(tmp_path: Path) -> Question:
    folder = tmp_path / "data"
    load_lines(folder, line(), line("C2", "S2"), line("C3", "CoLP/7"))
    load_lines(folder, line(borough=IN_CITY), line("C4", "S4", borough=IN_CITY), force="CoLP")
    return question_of(folder)


@pytest.mark.parametrize(
    ("text", "force", "meant"),
    [
        ("S1", "Met", "S1"),
        ("S1", "CoLP", S1),
        ("s1", "city of london", S1),
        ("CoLP/S1", None, S1),
        ("Met/S1", None, "S1"),
        (f"{CITY}/S1", CITY, S1),
        ("S2", None, "S2"),
        ("S4", None, f"{CITY}/S4"),
        ("CoLP/7", None, "CoLP/7"),
        ("S2", "CoLP", f"{CITY}/S2"),
        ("nobody", None, "nobody"),
        ("Kent/S1", None, "Kent/S1"),
    ],
)
def test_what_is_meant(question: Question, text: str, force: str | None, meant: str) -> None:
    assert resolve(question, text, force) == meant


def test_a_reference_of_two_forces_is_refused_with_both_and_what_to_do(question: Question) -> None:
    with pytest.raises(AmbiguousReferenceError) as refused:
        resolve(question, "S1")
    assert refused.value.forces == (CITY, MET)
    assert refused.value.reference == "S1"
    for words in (CITY, MET, S1):
        assert words in str(refused.value)
    assert "--" not in str(refused.value)


def test_of_crimes_too(question: Question) -> None:
    with pytest.raises(AmbiguousReferenceError):
        resolve(question, "C1", kind="crimes")
    assert resolve(question, "C4", kind="crimes") == f"{CITY}/C4"
    assert resolve(question, "C1", "CoLP", "crimes") == f"{CITY}/C1"


def test_a_force_that_is_not_in_the_data_is_named_with_those_that_are(question: Question) -> None:
    with pytest.raises(HarmdeskError, match=rf"'Kent'.*'{MET}', '{CITY}'"):
        resolve(question, "S1", "Kent")


def test_a_name_and_a_force_that_contradict_each_other_are_refused(question: Question) -> None:
    with pytest.raises(HarmdeskError, match="leave one of them out"):
        resolve(question, "CoLP/S1", "Met")


def test_a_viewer_is_not_told_of_whom_they_may_not_see(question: Question) -> None:
    theirs = question_of(question.settings.data, OF_HACKNEY)
    assert resolve(theirs, "S1") == "S1"
    assert resolve(theirs, "S4") == "S4"  # as a reference that nobody has


def test_two_references_of_one_person_mean_that_person(question: Question) -> None:
    folder = question.settings.data
    decide_person(question, "S1", S1, "same", "the same photograph")
    assert resolve(question_of(folder), "S1") == "S1"
    assert people_of(question_of(folder), CITY) == [S1, f"{CITY}/S4"]  # of equals the lowest
    assert S1 in people_of(question_of(folder), MET)


def test_of_one_force_every_text_is_as_it_was_typed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert resolve(caller_of(folder), "S1") == "S1"
    load_lines(folder, line())
    question = question_of(folder)
    assert [resolve(question, text) for text in ("S1", "s1", "CoLP/S1")] == ["S1", "s1", "CoLP/S1"]
    assert resolve(question, "S1", "Met") == "S1"
    assert several_forces(question.workspace) is None
    assert forces_of(question.workspace, question.store).present == (MET,)


def test_which_forces_are_known(question: Question) -> None:
    known = forces_known(question.workspace)
    assert (known.own, known.others) == (MET, (CITY,))
    forces = forces_of(question.workspace, question.store)
    assert forces.present == (MET, CITY)
    assert forces.are_several
    assert [forces.of(text) for text in ("S1", S1)] == [(MET, "S1"), (CITY, "S1")]
