"""The suspect page says what the desk explains, and leads nobody astray."""

from __future__ import annotations

import json
import math
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.associates import in_brief, in_counter_words
from dashboard.wording.explanation import in_explanation_words
from dashboard.wording.notices import LIMITS
from dashboard.wording.reasons import REASON_WORDS
from dashboard.wording.suspect import data_gaps, summary_answers
from harm.days import spoken
from sample_data.demonstration import demonstration
from tests.app.pages import complaints, figures, looked_up, tables, unescaped, visited, words_of
from tests.conftest import TESTER
from tests.unit.dashboard.build import ANALYST, associates_at, stability_at, suspect_at

ODD = "<script>alert('x')</script> \"';--"


@pytest.fixture
def worst(desk: Workspace) -> str:
    return str(ranked_list(ask(desk, TESTER, RankingSpec())).people["suspect_id"][0])


@pytest.fixture
def file(desk: Workspace, worst: str) -> SuspectFile:
    return suspect_at(desk, TESTER, RankingSpec(), worst)


@pytest.fixture
def token(desk: Workspace, worst: str) -> str:
    return desk.register.link(worst)


def test_a_link_opens_its_suspect_with_why_in_one_sentence(
    token: str, worst: str, file: SuspectFile
) -> None:
    page = visited("suspect", suspect=token)
    assert complaints(page) == []
    assert page.title[0].value.endswith(f" · {worst}")
    assert unescaped(page.header[0].value) == in_explanation_words(file.explanation)


def test_the_bars_add_up_to_the_score(token: str, file: SuspectFile) -> None:
    bars, *_ = figures(visited("suspect", suspect=token))
    steps, total = bars["x"][:-1], bars["x"][-1]
    score = file.explanation.tenths
    assert bars["measure"] == [*["relative"] * len(steps), "total"]
    assert sum(round(step * 10) for step in steps) == score
    assert round(total * 10) == score
    assert bars["text"][-1] == spoken(score)


def test_the_tables_are_the_explanation(token: str, file: SuspectFile) -> None:
    page = visited("suspect", suspect=token)
    counting = file.explanation.counting
    (shown,) = tables(page, "delay_days")
    assert shown["crime_ref"].to_list() == counting["crime_ref"].to_list()
    assert [round(days * 10) for days in shown["days"]] == counting["tenths"].to_list()
    assert shown["victim_code"].to_list() == counting["victim_code"].to_list()
    assert shown["delay_days"].to_list() == counting["delay_days"].to_list()
    (scored,) = tables(page, "starting_point")
    assert set(scored["starting_point"]) == set(counting["starting_point"])
    assert round(scored["together"].sum() * 10) == file.explanation.tenths
    assert scored["allegations"].sum() == counting.height
    uncounted = file.explanation.rows.filter(~file.explanation.rows["counts"])
    assert len(tables(page, "reason")) == (1 if uncounted.height else 0)


def test_what_does_not_count_is_shown_with_its_reason(desk: Workspace) -> None:
    people = ranked_list(ask(desk, TESTER, RankingSpec())).people["suspect_id"]
    files = (suspect_at(desk, TESTER, RankingSpec(), suspect).explanation for suspect in people)
    partly = next(f for f in files if 0 < f.counting.height < f.rows.height)
    left_out = partly.rows.filter(~partly.rows["counts"])
    page = visited("suspect", suspect=desk.register.link(partly.suspect_id))
    (shown,) = tables(page, "reason")
    assert shown["crime_ref"].to_list() == left_out["crime_ref"].to_list()
    assert shown["reason"].to_list() == [REASON_WORDS[reason] for reason in left_out["reason"]]


def test_the_link_s_filters_change_what_is_explained(worst: str, token: str) -> None:
    page = visited("suspect", suspect=token, window="730")
    assert "in the last 730 days" in words_of(page)
    assert page.title[0].value.endswith(f" · {worst}")


@pytest.mark.parametrize("token", ["nonsense", "", "N1848197", ODD])
def test_a_link_to_nobody_says_so_and_shows_nobody(token: str) -> None:
    page = visited("suspect", suspect=token)
    assert complaints(page) == []
    assert "This link leads to nobody here" in words_of(page)
    assert len(page.dataframe) == 0


@pytest.mark.parametrize("reference", ["N0000000", ODD, "x" * 5_000])
def test_an_unknown_reference_is_one_plain_line_and_no_link(reference: str) -> None:
    page = looked_up(visited("suspect"), reference)
    assert len(complaints(page)) == 1
    assert "No suspect in the data has the reference" in complaints(page)[0]
    assert len(complaints(page)[0]) < 400
    assert "suspect" not in page.query_params
    assert LIMITS in words_of(page)


def test_whoever_was_opened_is_offered_where_nobody_is_and_to_compare_with(
    desk: Workspace,
) -> None:
    first, second = ask(desk, ANALYST, RankingSpec()).ranking.table["suspect_id"].head(2)
    page = visited("suspect", suspect=desk.register.link(first))
    page.query_params["suspect"] = desk.register.link(second)
    page.run()
    page.switch_page("views/suspect.py")
    del page.query_params["suspect"]
    page.run()
    labels = [unescaped(button.label) for button in page.button if "open again" in str(button.key)]
    assert [label.rsplit(", ", 1)[1] for label in labels] == [second, first]
    page.button(key=f"open again {first}").click().run()
    assert page.title[0].value.endswith(f" · {first}")
    page.switch_page("views/compare.py")
    page.query_params["suspect"] = desk.register.link(first)
    page.run()
    assert f"open again {first}" not in [button.key for button in page.button]
    page.button(key=f"open again {second}").click().run()
    assert complaints(page) == []
    assert page.query_params["with"] == desk.register.link(second)


@pytest.mark.parametrize("reference", ["", "   "])
def test_an_empty_reference_opens_nobody_and_is_no_fault(reference: str) -> None:
    page = looked_up(visited("suspect"), reference)
    assert complaints(page) == []
    assert page.title[0].value == "Suspect"


def test_a_written_reference_opens_its_suspect_by_a_token(worst: str, token: str) -> None:
    page = looked_up(visited("suspect"), f"  {worst} ")
    assert page.title[0].value.endswith(f" · {worst}")
    assert page.query_params["suspect"] == token
    assert worst not in token


def test_what_is_asked_first_stands_above_everything_else(desk: Workspace, worst: str) -> None:
    about = (TESTER, RankingSpec(), worst)
    result = summary_answers(
        suspect_at(desk, *about),
        stability_at(desk, *about),
        associates_at(desk, TESTER, RankingSpec(), worst),
    )
    page = visited("suspect", suspect=desk.register.link(worst))
    assert len(result) == 5
    for label, answer in result:
        assert f"**{label}** {answer}" in words_of(page)


def test_what_is_not_known_is_reported(file: SuspectFile, token: str) -> None:
    page = visited("suspect", suspect=token)
    assert len(data_gaps(file)) >= 2
    for sentence in data_gaps(file):
        assert sentence in words_of(page)


def test_those_before_and_after_are_one_button_away(desk: Workspace) -> None:
    order = ask(desk, ANALYST, RankingSpec()).ranking.table["suspect_id"]
    page = visited("suspect", suspect=desk.register.link(order[1]))
    page.button(key="turn Next").click().run()
    assert page.title[0].value.endswith(f" · {order[2]}")
    page.button(key="turn Previous").click().run()
    page.button(key="turn Previous").click().run()
    assert page.title[0].value.endswith(f" · {order[0]}")
    assert [button.key for button in page.button if "turn" in str(button.key)] == ["turn Next"]


def test_an_allegation_is_pointed_out_in_words_and_by_a_ring(token: str, file: SuspectFile) -> None:
    page = visited("suspect", suspect=token)
    (slider,) = page.select_slider
    crime = file.explanation.rows.sort("recorded_on")["crime_ref"][0]
    assert slider.value == "all"
    slider.set_value(crime).run()
    assert complaints(page) == []
    assert f"{crime}: " in words_of(page)
    timeline = json.loads(page.get("plotly_chart")[1].proto.spec)["data"]
    assert len(timeline[2]["x"]) >= 1


def test_a_counter_allegation_stands_in_a_block_of_its_own(desk: Workspace) -> None:
    alleged = demonstration().select("suspect_id", "victim_id").drop_nulls()
    mutual = alleged.join(
        alleged, left_on=["suspect_id", "victim_id"], right_on=["victim_id", "suspect_id"]
    )
    suspects = ask(desk, ANALYST, RankingSpec()).ranking.table["suspect_id"]
    accused = next(
        suspect
        for suspect in suspects.filter(suspects.is_in(mutual["suspect_id"].implode()))
        if associates_at(desk, TESTER, RankingSpec(), suspect).links.counter.height
    )
    page = visited("suspect", suspect=desk.register.link(accused))
    context = associates_at(desk, TESTER, RankingSpec(), accused)
    assert in_counter_words(context) in words_of(page)
    (shown,) = tables(page, "own_crimes")
    assert shown["crime_ref"].to_list() == context.links.counter["crime_ref"].to_list()
    assert "A counter-allegation: " in words_of(page)


def test_others_who_are_involved_have_a_table_and_their_references_open_them(
    desk: Workspace,
) -> None:
    linked = next(
        one
        for one in ask(desk, ANALYST, RankingSpec()).ranking.table["suspect_id"].head(60)
        if associates_at(desk, TESTER, RankingSpec(), one).people.height
    )
    page = visited("suspect", suspect=desk.register.link(linked))
    context = associates_at(desk, TESTER, RankingSpec(), linked)
    assert complaints(page) == []
    assert in_brief(context) in words_of(page)
    (shown,) = tables(page, "victims")
    assert shown["suspect_id"].to_list() == context.people["suspect_id"].to_list()


def test_places_on_past_lists_are_in_chart_and_table(
    demonstration: Path, elsewhere: Path, worst: str
) -> None:
    shutil.copytree(demonstration, elsewhere, dirs_exist_ok=True)  # no other test has this list
    desk = Workspace(Settings(data=elsewhere))
    freeze_list(ask(desk, TESTER, RankingSpec(as_of=desk.facts.newest - timedelta(days=60))))
    page = visited("suspect", suspect=desk.register.link(worst))
    history = associates_at(desk, TESTER, RankingSpec(), worst).history
    shown = next(one for one in tables(page, "changed"))
    assert len(history) > 12
    as_shown = [None if math.isnan(days) else round(days * 10) for days in shown["days"]]
    assert as_shown == history["tenths"].reverse().to_list()
    drawn = [None if days is None else round(days * 10) for days in figures(page)[-1]["y"]]
    assert drawn == history["tenths"].to_list()
