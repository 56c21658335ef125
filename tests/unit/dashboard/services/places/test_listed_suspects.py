"""Who of the listed lives in a borough, and who is alleged to have harmed somebody there."""

from pathlib import Path

import pytest

from dashboard.errors import AreasError
from dashboard.geography import borough_names
from dashboard.services.listing.filters import Filter
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.places.listed_suspects import COLUMNS, count_listed, listed_suspects
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.wording.places import in_harming_words, in_living_words
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, looks, row
from tests.unit.harm.build import ABH

CAMDEN, CROYDON, HARROW = "E09000007", "E09000008", "E09000015"


@pytest.fixture
def question(tmp_path: Path) -> Question:
    """Three suspects, of whom two are listed; one of these harmed in two boroughs."""
    desk = desk_with(
        tmp_path / "data",
        row(suspect_home_borough=CAMDEN, borough=CROYDON),
        row(crime_ref="C2", suspect_home_borough=CAMDEN, borough=CAMDEN, offence_code=ABH),
        row(crime_ref="C3", suspect_id="S2", suspect_home_borough=CROYDON, borough=CROYDON),
        row(crime_ref="C4", suspect_id="S3", borough=HARROW, offence_code=ABH),
    )
    return ask(desk, ANALYST, RankingSpec(Rules(top=2)))


def test_whoever_lives_here_and_whoever_harmed_here_are_told_apart(question: Question) -> None:
    found = listed_suspects(question, CROYDON)
    assert found.listed == 2
    assert found.harming.select(
        "suspect_id", "tenths", "tenths_here", "allegations_here"
    ).rows() == [
        ("S1", 18350, 18250, 1),
        ("S2", 18250, 18250, 1),
    ]
    assert found.living["suspect_id"].to_list() == ["S2"]
    camden = listed_suspects(question, CAMDEN)
    assert camden.living.select("suspect_id", "tenths_here").rows() == [("S1", 100)]
    assert tuple(camden.living.columns) == tuple(camden.harming.columns) == COLUMNS


def test_nobody_below_the_cut_is_among_them(question: Question) -> None:
    found = listed_suspects(question, HARROW)
    assert found.harming.is_empty()
    assert found.living.is_empty()


def test_they_are_whom_the_filters_of_the_list_let_through(question: Question) -> None:
    for code in (CAMDEN, CROYDON, HARROW):
        found = listed_suspects(question, code)
        for people, chosen in (
            (found.harming, Filter(incident=(code,))),
            (found.living, Filter(home=(code,))),
        ):
            listed = ranked_list(question, chosen).people
            assert sorted(people["suspect_id"]) == sorted(listed["suspect_id"])


def test_a_look_at_them_leaves_a_line_and_a_count_of_them_none(question: Question) -> None:
    before = looks(question.workspace).height
    count_listed(question)
    assert looks(question.workspace).height == before
    listed_suspects(question, CROYDON)
    line = looks(question.workspace).row(-1, named=True)
    assert (line["action"], line["subject"]) == ("list", f"{question.ranking.name} of Croydon")


def test_the_counts_of_every_borough_are_those_of_its_people(question: Question) -> None:
    counts = count_listed(question)
    assert set(counts["code"].drop_nulls()) == set(borough_names())
    for code, living, harming in counts.select("code", "living", "harming").iter_rows():
        found = listed_suspects(question, code)
        assert (living, harming) == (found.living.height, found.harming.height)
    assert counts["name"].head(2).to_list() == ["Croydon", "Camden"]


def test_what_is_in_no_known_borough_is_counted_apart_and_last(tmp_path: Path) -> None:
    desk = desk_with(tmp_path / "data", row(), row(crime_ref="C2", suspect_id="S2", borough=CAMDEN))
    counts = count_listed(ask(desk, ANALYST))
    assert counts.select("name", "living", "harming").row(-1) == ("Unknown place", 2, 1)


def test_a_code_that_is_no_borough_s_is_refused_and_leaves_no_line(question: Question) -> None:
    before = looks(question.workspace).height
    with pytest.raises(AreasError, match="'E99' is no code of a London borough"):
        listed_suspects(question, "E99")
    assert looks(question.workspace).height == before


def test_both_are_said_in_a_sentence(question: Question) -> None:
    croydon, harrow = (listed_suspects(question, code) for code in (CROYDON, HARROW))
    assert in_living_words(croydon, "Croydon") == (
        "1 of the 2 listed has a last known home in Croydon."
    )
    assert in_harming_words(croydon, "Croydon") == (
        "2 of the 2 listed are alleged to have harmed somebody in Croydon: 2 allegations with "
        "3,650 days, over 99 % of all that they carry."
    )
    assert in_harming_words(harrow, "Harrow") == (
        "0 of the 2 listed are alleged to have harmed somebody in Harrow."
    )
