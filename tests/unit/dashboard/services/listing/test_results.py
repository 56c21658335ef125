"""Whether pursuing works, from a record and its frozen lists to the sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import dashboard
from dashboard.access.viewer import Viewer
from dashboard.services.linking.decisions import decide_link
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.listing.pursued import SOON
from dashboard.services.listing.results import Measured, Results, results
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import files, load
from dashboard.wording import results as wording
from dashboard.wording.results import (
    HEADINGS,
    arrests_words,
    comparison_words,
    in_results_words,
    power_words,
    result_row,
    trial_words,
)
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, extract, row

TOP = 20
RULES = Rules(top=TOP, window_days=60)
FIRST, SECOND = date(2025, 1, 31), date(2025, 9, 30)
SUPERVISOR = Viewer("sue", role="supervisor", boroughs=frozenset({"E09000007"}))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two lists of 20, with forty people each, whose place is their number.

    After the first list every second one is named again; after the second, those in an even place
    outside the cut, and of those inside only the first two; one of these by the police alone.
    """
    rows = list[dict[str, object]]()

    def named(who: str, day: date, times: int = 1, **more: object) -> None:
        for _ in range(times):
            rows.append(row(crime_ref=f"C{len(rows)}", suspect_id=who, recorded_on=day, **more))

    for as_of, letter in ((FIRST, "A"), (SECOND, "B")):
        for place in range(1, 2 * TOP + 1):
            named(f"{letter}{place:02}", as_of - timedelta(days=5), 2 * TOP + 1 - place)
    for place in range(2, 2 * TOP + 1, 2):
        named(f"A{place:02}", FIRST + timedelta(days=100))
        if place > TOP:
            named(f"B{place:02}", SECOND + timedelta(days=100))
    named("B12", SECOND + timedelta(days=180))
    named("B14", SECOND + timedelta(days=2), source="police")
    named("B16", SECOND + timedelta(days=181))
    named("Z", SECOND + timedelta(days=200))
    workspace = desk_with(tmp_path_factory.mktemp("results"), *rows)
    for as_of in (FIRST, SECOND):
        freeze_list(ask(workspace, ANALYST, RankingSpec(rules=RULES, as_of=as_of)))
    return workspace


def asked(desk: Workspace, viewer: Viewer = ANALYST, since: date | None = SECOND) -> Results:
    return results(ask(desk, viewer, RankingSpec(rules=RULES)), since=since)


def row_of(found: Results, cut: int, outcome: str, period: str = "since") -> Measured:
    (only,) = (
        each
        for each in found.rows
        if (each.cut, each.outcome, each.period) == (cut, outcome, period)
    )
    return only


def test_those_inside_and_outside_are_counted_after_their_own_first_list(desk: Workspace) -> None:
    found = asked(desk)
    assert (found.window, found.lists, found.crossed) == (10, {"since": 1, "before": 1}, 0)
    assert {each.cut for each in found.rows} == {TOP - 10, TOP, TOP + 10}
    compared = row_of(found, TOP, "named_by_victim").compared
    assert compared is not None
    assert (compared.inside.total, compared.inside.people) == (1, 10)
    assert (compared.outside.total, compared.outside.people) == (5, 10)
    other = row_of(found, TOP, "named").compared
    assert other is not None
    assert (other.inside.total, other.outside.total) == (2, 5)
    before = row_of(found, TOP, "named", "before").compared
    assert before is not None
    assert (before.inside.total, before.outside.total, before.holds_zero) == (5, 5, True)


def test_days_are_of_those_at_large_and_by_victims_alone(desk: Workspace) -> None:
    compared = row_of(asked(desk), TOP, "days").compared
    assert compared is not None
    rape = 18250
    assert (compared.inside.total, compared.outside.total) == (rape, 5 * rape)
    assert compared.inside.exposure == 10 * 180
    words = comparison_words(row_of(asked(desk), TOP, "days"))
    assert "101.4 days per 100 person-days of 10 people inside" in words


def test_only_the_end_of_a_list_that_is_acted_on_is_real(desk: Workspace) -> None:
    found = asked(desk)
    real = {(each.period, each.cut) for each in found.rows if each.real}
    assert real == {("since", TOP)}
    assert found.rows[0].real
    none = asked(desk, since=None)
    assert none.started is None
    assert none.lists == {"since": 0, "before": 2}
    assert not any(each.real for each in none.rows)
    assert "a trial of the method" in in_results_words(none)


def test_a_list_without_half_a_year_after_it_is_left_out(desk: Workspace) -> None:
    early = RankingSpec(rules=RULES, as_of=FIRST)
    assert results(ask(desk, ANALYST, early), since=FIRST).lists == {"since": 1, "before": 0}
    other = RankingSpec(rules=replace(RULES, top=7))
    nothing = results(ask(desk, ANALYST, other), since=FIRST)
    assert nothing.rows == ()
    assert "Nothing can be compared yet" in in_results_words(nothing)


def test_a_supervisor_is_not_shown_counts_from_which_people_could_be_known(
    desk: Workspace,
) -> None:
    found = asked(desk, SUPERVISOR)
    assert row_of(found, TOP, "named_by_victim").compared is None
    assert row_of(found, TOP, "days").compared is None
    assert row_of(found, TOP, "named", "before").compared is not None
    assert "not shown" in comparison_words(found.rows[0])
    assert "not shown" in power_words(found)


def test_the_words_have_both_rates_the_interval_and_the_smallest_effect(desk: Workspace) -> None:
    found = asked(desk)
    words = comparison_words(found.rows[0])
    assert "1 of 10 (10.0 of 100) inside, 5 of 10 (50.0 of 100) outside" in words
    assert "The difference is −40.0 of 100, from " in words
    assert "more than there is outside" in words
    assert "A year is too short: it takes about" in in_results_words(found)
    assert len(result_row(found.rows[0])) == len(HEADINGS)
    assert all(len(result_row(each)) == len(HEADINGS) for each in asked(desk, SUPERVISOR).rows)


def test_trials_that_differ_are_said(desk: Workspace) -> None:
    found = asked(desk)
    calm = "Of 15 trials none shows more than chance may give."
    assert trial_words(found) == calm
    trial = found.rows[3]
    assert not trial.real
    assert trial.compared is not None
    odd = replace(trial, compared=replace(trial.compared, low=0.1, high=0.3))
    words = trial_words(replace(found, rows=(*found.rows[:3], odd, *found.rows[4:])))
    assert words.startswith("Of 15 trials, 1 shows a difference, though nothing can come of")
    assert trial_words(replace(found, rows=(replace(odd, real=True),))) == ""
    assert trial_words(replace(found, rows=())) == ""


def test_references_that_are_one_person_count_once_on_their_first_side(tmp_path: Path) -> None:
    rows = [
        row(crime_ref=f"C{n}{m}", suspect_id=f"S{n}", recorded_on=FIRST - timedelta(days=3))
        for n in range(1, 5)
        for m in range(5 - n)
    ]
    rows.append(row(crime_ref="D", suspect_id="S3", recorded_on=FIRST + timedelta(days=90)))
    rows.append(row(crime_ref="E", suspect_id="S9", recorded_on=FIRST + timedelta(days=200)))
    workspace = desk_with(tmp_path, *rows)
    spec = RankingSpec(rules=Rules(top=2))
    freeze_list(ask(workspace, ANALYST, replace(spec, as_of=FIRST)))

    def sides() -> list[tuple[int, int]]:
        compared = results(ask(workspace, ANALYST, spec), since=FIRST).rows[0].compared
        assert compared is not None
        return [(side.people, side.total) for side in (compared.inside, compared.outside)]

    assert sides() == [(1, 0), (1, 1)]
    decide_link(ask(workspace, ANALYST, spec), "S2", "S3", "same", "the same photo")
    assert sides() == [(1, 1), (0, 0)]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A list of two with two next to it, and loads on its day, 80 and 100 days later.

    S1 is charged by the first of these, S3 by the second alone, and S2 was arrested before.
    """
    folder = tmp_path_factory.mktemp("followed")
    charged = {80: {"S1": "charged"}, 100: {"S1": "charged", "S3": "arrested"}}
    for later in (0, 80, 100):
        status = {"S2": "arrested"} | charged.get(later, {})
        rows = [
            row(
                crime_ref=f"C{n}{m}",
                suspect_id=f"S{n}",
                recorded_on=FIRST - timedelta(days=3),
                allegation_status=status.get(f"S{n}", "named"),
            )
            for n in range(1, 5)
            for m in range(5 - n)
        ]
        if later:
            rows.append(row(crime_ref="E", suspect_id="S9", recorded_on=FIRST + timedelta(days=70)))
        if later > SOON:
            rows.append(row(crime_ref="F", suspect_id="S9", recorded_on=FIRST + timedelta(days=99)))
        brought = replace(extract(*rows), known_on=FIRST + timedelta(days=later))
        load(folder, [brought], keep=files.KEPT)
    late = row(crime_ref="G", suspect_id="S9", recorded_on=FIRST + timedelta(days=200))
    load(folder, [replace(extract(late), known_on=FIRST + timedelta(days=200))], keep=files.KEPT)
    workspace = Workspace(Settings(data=folder))
    spec = RankingSpec(rules=Rules(top=2), as_of=FIRST, known_on=FIRST)
    freeze_list(ask(workspace, ANALYST, spec))
    return workspace


def test_who_is_newly_arrested_or_charged_is_read_from_later_loads(followed: Workspace) -> None:
    found = results(ask(followed, ANALYST, RankingSpec(rules=Rules(top=2))), since=FIRST)
    assert found.followed == {"since": 1, "before": 0}
    compared = row_of(found, 2, "arrested_or_charged").compared
    assert compared is not None
    assert (compared.inside.total, compared.inside.people) == (0, 1)  # S2, arrested before
    assert (compared.outside.total, compared.outside.people) == (0, 1)  # S3, ten days too late
    nearer = row_of(found, 1, "arrested_or_charged").compared
    assert nearer is not None
    assert (nearer.inside.total, nearer.inside.people) == (1, 1)  # S1
    assert arrests_words(found) == wording.ARRESTS
    words = comparison_words(row_of(found, 1, "arrested_or_charged"))
    assert words.startswith("Newly arrested or charged within 90 days, in any crime, at place 1")


def test_a_record_that_was_loaded_once_says_that_it_cannot_show_arrests(desk: Workspace) -> None:
    found = asked(desk)
    assert found.followed == {"since": 0, "before": 0}
    assert "arrested_or_charged" not in {each.outcome for each in found.rows}
    assert arrests_words(found) == wording.NOT_COMPARED


def test_a_supervisor_is_not_shown_few_arrests(followed: Workspace) -> None:
    question = ask(followed, SUPERVISOR, RankingSpec(rules=Rules(top=2)))
    found = results(question, since=FIRST)
    assert row_of(found, 1, "arrested_or_charged").compared is None


PERCENT_FALL = re.compile(
    r"(%|per ?cent)[^.]*\b(fell|fall|drop|lower|fewer|less|reduc|down|decreas|cut by)"
    r"|\b(fell|fall|drop|reduc|decreas|down|cut)\w*( \w+){0,3} by [^.]*(%|per ?cent)",
    re.IGNORECASE,
)


def test_nothing_that_is_said_of_results_is_a_percent_fall(desk: Workspace) -> None:
    found = asked(desk)
    texts = [in_results_words(found), *map(comparison_words, found.rows), *HEADINGS]
    texts += [wording.LIMITS, wording.ARRESTS, wording.NOT_COMPARED]
    texts += [cell for each in found.rows for cell in result_row(each)]
    for text in texts:
        assert "%" not in text
        assert "percent" not in text.lower()
    assert PERCENT_FALL.search("Scores fell by 93 %.")
    assert PERCENT_FALL.search("42 per cent fewer were named again.")
    root = Path(dashboard.__file__).parent
    files = list(root.rglob("*results*.py"))
    assert {path.parent.name for path in files} >= {"wording", "display", "listing"}
    for path in files:
        assert not PERCENT_FALL.search(path.read_text("utf-8")), path.name
