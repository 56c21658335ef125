"""The data quality page says what the desk answers, and what each doubt touches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlencode

import polars as pl
import pytest

from dashboard.services.data.quality import DataQuality, data_quality
from dashboard.services.listing.filters import Filter
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.places.trends import NEW_SYSTEM
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.doubts import defect_doubts, ground_doubts
from dashboard.wording.quality import (
    DEFECT_WORDS,
    defect_table,
    in_quality_words,
    monthly,
    scored_counts,
)
from dashboard.wording.verdict import in_rule_words, verdict_on
from harm.assurance.data_quality import DECISIVE
from tests.app.pages import complaints, figures, tables, visited, words_of
from tests.conftest import TESTER
from tests.unit.dashboard.build import suspect_at


@pytest.fixture
def quality(desk: Workspace) -> DataQuality:
    return data_quality(ask(desk, TESTER, RankingSpec()))


def test_the_table_has_every_doubt_with_the_desk_s_figures(quality: DataQuality) -> None:
    (shown,) = tables(visited("quality"), "defect")
    assert shown["defect"].to_list() == [what for what, _ in DEFECT_WORDS.values()]
    assert shown["rows"].to_list() == quality.defects["rows"].to_list()
    assert shown["places"].to_list() == quality.defects["places"].to_list()
    assert shown["rows"].sum() > 0
    assert shown["places"].max() <= quality.ranking.listed.height


def test_each_mark_is_a_shape_and_a_word_by_what_the_doubt_touches(quality: DataQuality) -> None:
    marks = dict(defect_table(quality).select("defect", "mark").iter_rows())
    for defect, rows, _, places in quality.defects.iter_rows():
        touching = "▲ check" if defect in DECISIVE else "△ know"
        apart = "○ others" if rows else "✓ none"
        assert marks[DEFECT_WORDS[defect][0]] == (touching if places else apart)
    assert len(set(marks.values())) == 4


def test_each_count_leads_to_the_list_of_those_people(
    desk: Workspace, quality: DataQuality
) -> None:
    page = visited("quality")
    assert complaints(page) == []
    links = {link.proto.label: link.proto for link in page.get("page_link")}
    doubts = [*ground_doubts(quality.standing), *defect_doubts(quality)]
    assert len(doubts) > 8
    for doubt in doubts:
        link = links[doubt.words]
        assert (link.page, link.query_string) == ("list", urlencode(doubt.filter))
        chosen, unknown = Filter.parse({key: [code] for key, code in doubt.filter.items()})
        shown = ranked_list(ask(desk, TESTER), chosen).people
        assert unknown == []
        assert doubt.words.startswith(f"**{shown.height:,}** ")


def test_the_verdict_is_that_of_the_front_page_with_its_rule(quality: DataQuality) -> None:
    words = words_of(visited("quality"))
    verdict, reservations = verdict_on(quality, today=date.today())  # noqa: DTZ011 - a local day
    for sentence in (verdict, *reservations, in_rule_words()):
        assert sentence in words
    assert "less than 80 % of the allegations" in in_rule_words()
    assert "more than 38 days old" in in_rule_words()


def test_the_days_of_the_listed_are_divided_without_a_rest(quality: DataQuality) -> None:
    shown = tables(visited("quality"), "part")
    whole = quality.ranking.listed["tenths"].sum() / 10
    assert [round(parts["days"].sum(), 1) for parts in shown] == [whole] * 3
    assert {parts["allegations"].sum() for parts in shown} == {
        quality.ranking.listed["allegations"].sum()
    }


def test_the_places_touched_are_listed_suspects_with_such_an_allegation(
    desk: Workspace, quality: DataQuality
) -> None:
    listed = quality.ranking.listed
    derived = 0
    for suspect in listed["suspect_id"].head(20):
        rows = suspect_at(desk, TESTER, RankingSpec(), suspect).explanation.counting
        derived += bool(rows["derived"].any())
    twenty = data_quality(
        ask(desk, TESTER, RankingSpec(rules=replace(quality.ranking.rules, top=20)))
    )
    assert twenty.defects.filter(pl.col("defect") == "derived")["places"].to_list() == [derived]
    assert derived > 0


def test_the_chart_has_the_months_of_the_table(quality: DataQuality) -> None:
    page = visited("quality")
    drawn, by_month = figures(page)[0], monthly(quality.months)
    assert drawn["y"] == by_month["rows"].to_list()
    replaced, accepted = (
        int(sum(quality.versions[name].to_list())) for name in ("superseded", "accepted")
    )
    assert accepted - 1.2 * replaced < sum(drawn["y"]) < accepted - replaced


def test_the_words_tell_the_age_from_the_day_it_is(quality: DataQuality) -> None:
    words = in_quality_words(quality, today=quality.facts.newest + timedelta(days=41))
    assert words.figures["Age"] == "41 days"
    assert "**41 days** ago" in words.sentence


def test_a_month_without_rows_a_thin_one_and_the_break_are_reported(quality: DataQuality) -> None:
    months = pl.DataFrame(
        {
            "month": [date(2024, 1, 1), date(2024, 3, 1), date(2024, 4, 1), date(2024, 6, 1)],
            "rows": [90, 100, 10, 95],
            "named": [1, 2, 3, 4],
        }
    )
    noted = dict(monthly(months).select("month", "note").iter_rows())
    assert noted == {
        date(2024, 1, 1): "",
        date(2024, 2, 1): "nothing recorded",
        NEW_SYSTEM: "series break: CONNECT replaced CRIS",
        date(2024, 4, 1): "far fewer than usual",
        date(2024, 5, 1): "nothing recorded",
        date(2024, 6, 1): "",
    }
    words = in_quality_words(replace(quality, months=months)).months
    assert "Nothing was recorded in February 2024, May 2024." in words
    assert "Far fewer than usual in April 2024." in words
    assert "not comparable" in words


def test_the_offences_without_a_score_are_those_of_the_first_row(quality: DataQuality) -> None:
    lacking = quality.defects.filter(pl.col("defect") == "unmapped")["rows"][0]
    assert quality.unscored["rows"].sum() == lacking > 0
    assert quality.unscored["offence_title"][0] in (
        tables(visited("quality"), "offence_title")[0].to_string()
    )


def test_a_category_has_a_score_only_where_all_its_offences_have_the_same() -> None:
    counts = pl.DataFrame({"category": ["Bicycle theft", "Violence and sexual offences", "Fog"]})
    answer = scored_counts(counts, "cchi-2020")
    assert answer.select("days", "range").rows() == [
        (2.0, "one score"),
        (None, "1 to 5,475 days: no one score"),
        (None, "not in the index"),
    ]


def test_a_look_at_the_quality_leaves_a_line_for_it_and_one_for_whom_it_names(
    desk: Workspace,
) -> None:
    before = desk.register.log().height
    visited("quality").run()
    new = desk.register.log()[before:]
    assert new["action"].to_list() == ["quality", "list"]
    assert "whose record was wrong" in new["subject"][1]
