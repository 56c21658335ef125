"""What is said of one suspect in a minute, next to another, and of what is not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.exports.suspect_profile import victims
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.associates import Associates
from dashboard.services.suspects.stability import Stability
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording import allegations
from dashboard.wording.compare import SIDE_BY_SIDE, compared, in_common_words
from dashboard.wording.suspect import BEYOND, HAPPENED, data_gaps, summary_answers
from harm.scoring.rules import Rules
from harm.stability.fragility import Fragility, Single
from tests.unit.dashboard.build import ANALYST, associates_at, loaded, row, stability_at, suspect_at
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, STRANGULATION, UNKNOWN, days_ago

TWO = RankingSpec(Rules(top=2), as_of=AS_OF)
Described = tuple[SuspectFile, Stability, Associates]
Ask = Callable[[str], Described]


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """S1 has much, S2 two rapes, S3 one and a half, S4 nothing that counts."""
    many = [row(crime_ref=f"A{n}", suspect_id="S1", recorded_on=days_ago(n)) for n in range(6)]
    loaded(
        tmp_path,
        *many,
        row(
            crime_ref="B1",
            suspect_id="S2",
            victim_id="V",
            recorded_on=days_ago(200),
            committed_on=days_ago(230),
            allegation_status="charged",
        ),
        row(crime_ref="B2", suspect_id="S2", victim_id="W", recorded_on=days_ago(100)),
        row(crime_ref="B3", suspect_id="S2", offence_code=UNKNOWN, suspect_situation="custody"),
        row(crime_ref="C1", suspect_id="S3", victim_id="V"),
        row(crime_ref="C2", suspect_id="S3", offence_code=STRANGULATION),
        row(crime_ref="B2", suspect_id="S3", offence_code=ABH, recorded_on=days_ago(100)),
        row(crime_ref="D1", suspect_id="S4", crime_status="cancelled"),
        row(crime_ref="E1", suspect_id="S5", offence_code=COERCIVE_CONTROL),
    )
    return Workspace(Settings(data=tmp_path))


@pytest.fixture
def look_at(desk: Workspace) -> Ask:
    def describe(suspect: str) -> Described:
        about = (ANALYST, TWO, suspect)
        return suspect_at(desk, *about), stability_at(desk, *about), associates_at(desk, *about)

    return describe


def test_the_first_of_a_list_has_an_answer_to_each_question(look_at: Ask) -> None:
    answer = dict(summary_answers(*look_at("S1")))
    assert list(answer) == ["Matters most", "Without it", "Rests on", "Ages out", "Who else"]
    assert answer["Matters most"] == (
        "A0, “Rape of a female aged 16 or over”: 1,825 days, 17 % of the score; recorded 31 March "
        "2026, named. 5 others carry as much."
    )
    assert answer["Without it"] == (
        "Position 1 with 9,125 days: still on the list, whichever three are left out."
    )
    assert answer["Ages out"] == (
        "31 March 2027, 365 days after the list’s date; then not assessed, if nothing new is "
        "recorded of anybody. The first of 6 as large leaves on 26 March 2027."
    )
    assert answer["Who else"] == (
        "Nobody else is named with them, and no victim of theirs accuses anybody else."
    )


def test_the_answers_of_a_place_that_one_allegation_holds(look_at: Ask) -> None:
    answer = dict(summary_answers(*look_at("S2")))
    assert answer["Without it"] == (
        "Position 3 with 1,825 days, off the list: leaving out one other instead would do the same."
    )
    assert answer["Matters most"].endswith(
        "recorded 21 December 2025, named. One other carries as much."
    )
    assert answer["Rests on"] == "Charged 50 %, in hand 50 % of the days."
    assert answer["Who else"] == "1 named with them."


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ((), "no other single allegation would take them off it."),
        (("X", "Y"), "leaving out any one of 2 others instead would do the same."),
    ],
)
def test_how_many_others_alone_would_do_the_same_is_said(
    look_at: Ask, others: tuple[str, ...], words: str
) -> None:
    file, solidity, context = look_at("S2")
    singles = tuple(Single(crime, 1) for crime in ("B2", *others))
    held = replace(solidity, fragility=Fragility(1, ("B2",), singles))
    assert dict(summary_answers(file, held, context))["Without it"].endswith(
        f"off the list: {words}"
    )


def test_where_another_than_the_largest_holds_the_place_it_is_named(look_at: Ask) -> None:
    file, solidity, context = look_at("S1")
    held = replace(solidity, fragility=Fragility(1, ("A5",), (Single("A5", 1),)))
    assert dict(summary_answers(file, held, context))["Without it"].endswith(
        "still on the list; without A5 alone, off it."
    )


def test_the_answers_of_a_place_that_two_hold(desk: Workspace) -> None:
    basis = RankingSpec(Rules(top=4), as_of=AS_OF)
    about = (ANALYST, basis, "S2")
    answer = summary_answers(
        suspect_at(desk, *about), stability_at(desk, *about), associates_at(desk, *about)
    )
    assert dict(answer)["Without it"] == (
        "Position 3 with 1,825 days: still on the list; two fewer would take them off it."
    )


def test_the_answers_of_somebody_off_the_list(look_at: Ask) -> None:
    answer = dict(summary_answers(*look_at("S3")))
    assert answer["Without it"] == "Position 3 with 557.5 days, off the list, as now."
    assert "1,825 days, 77 % of the score" in answer["Matters most"]
    assert dict(summary_answers(*look_at("S5")))["Without it"] == "Not assessed."


def test_of_somebody_with_nothing_that_counts_only_who_else_is_reported(look_at: Ask) -> None:
    assert [label for label, _ in summary_answers(*look_at("S4"))] == ["Who else"]


def test_two_suspects_have_the_same_figures_side_by_side(look_at: Ask) -> None:
    first, second = (look_at(suspect)[:2] for suspect in ("S1", "S2"))
    table = compared(first, second)
    assert table.schema == SIDE_BY_SIDE
    answer = {what: (one, other) for what, one, other in table.iter_rows()}
    assert answer["Position of 4"] == ("1", "2")
    assert answer["Days"] == ("10,950", "3,650")
    assert answer["Allegations"] == ("6", "2")
    assert answer["Charged or convicted"] == ("0", "1")
    assert answer["Known victims"] == ("0", "2")
    assert answer["Without the largest"] == ("1", "3")
    assert answer["Held by allegations"] == ("More than 3", "1")
    assert answer["Position then"] == ("Not assessed", "Not assessed")
    assert answer["Largest ages out"] == ("31 Mar 27", "21 Dec 26")


def test_somebody_without_a_score_can_be_compared(look_at: Ask) -> None:
    answer = compared(look_at("S4")[:2], look_at("S3")[:2])
    assert answer["first"].to_list() == [
        *("Not assessed", "Not assessed", "0", "0", "0", "0"),
        *("–", "–", "–", "–", "–", "–"),
    ]


def test_what_two_suspects_have_in_common_is_said(look_at: Ask) -> None:
    first, second, third = (look_at(suspect)[0] for suspect in ("S1", "S2", "S3"))
    assert in_common_words(first, second) == "They have no crime and no victim in common."
    assert in_common_words(second, third) == "They have 1 crime (B2) and 1 victim in common."


def test_what_is_not_known_of_a_record_stands_before_what_never_is(look_at: Ask) -> None:
    assert data_gaps(look_at("S2")[0]) == (
        "Of 1 crime: who the victim is.",
        "Of 2 crimes: when it was committed.",
        "Of 3 crimes: in which borough it was.",
        "Of 3 crimes: who reported it.",
        "Of 1 crime: what the index would give for it.",
        "Since when the suspect is in custody.",
        HAPPENED,
        BEYOND,
    )


def test_the_days_of_all_victims_add_up_to_the_score(look_at: Ask) -> None:
    file = look_at("S2")[0]
    answer = victims(file.explanation.rows)
    assert answer["victim_code"].to_list() == ["V1", "V2"]
    assert answer["tenths"].sum() == file.explanation.tenths
    assert answer["first_recorded_on"].to_list() == [days_ago(200), days_ago(100)]


def test_a_victim_whose_crime_another_row_carries_is_reported_with_no_days(tmp_path: Path) -> None:
    loaded(tmp_path, row(victim_id="V", recorded_on=days_ago(9)), row(victim_id="W"))
    desk = Workspace(Settings(data=tmp_path))
    answer = victims(suspect_at(desk, ANALYST, TWO, "S1").explanation.rows)
    assert answer.select("victim_code", "allegations").rows() == [("V1", 1), ("V2", 1)]
    assert sorted(answer["tenths"]) == [0, 18_250]


def test_a_doubtful_score_is_marked_in_words(look_at: Ask) -> None:
    def doubts(suspect: str) -> dict[str, str]:
        rows = look_at(suspect)[0].explanation.rows
        return dict(rows.select("crime_ref", allegations.doubt()).iter_rows())

    assert doubts("S3") == {"C1": "lowest of several", "C2": "derived", "B2": "lowest of several"}
    assert doubts("S2")["B3"] == "no score"


@pytest.mark.parametrize(
    "template", ["https://records.example/x", "ftp://x/{crime_ref}", "javascript:{crime_ref}"]
)
def test_a_link_that_leads_to_no_crime_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="must begin with https"):
        Settings(crime_link=template)


def test_a_link_to_a_crime_is_a_choice() -> None:
    assert Settings().crime_link is None
    assert Settings(crime_link="").crime_link is None
    assert Settings(crime_link="https://x/{crime_ref}").crime_link == "https://x/{crime_ref}"
