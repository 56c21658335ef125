"""A suspect with very many allegations: quick to explain, bounded to show, and still whole."""

from __future__ import annotations

import json
from datetime import date, timedelta

import polars as pl
import pytest

from dashboard.cli.display.suspects import MOST_ROWS, show_suspect
from dashboard.documents.profile import MARKS, _lanes
from dashboard.figures.network import MOST_VICTIMS, left_out, nodes
from dashboard.figures.palette import palette
from dashboard.figures.timeline import (
    ADDED_UP,
    ALONE,
    DAYS_OF,
    gathered,
    marks_with_room,
    period_of,
)
from dashboard.figures.timeline import timeline as draw_timeline
from dashboard.figures.timeline_words import in_period_words
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.answer import SuspectAnswer
from dashboard.services.suspects.associates import Associates
from dashboard.services.suspects.stability import Stability
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.services.workspace import Workspace
from dashboard.web.parts.timeline import in_gathered_words, in_left_out_words
from dashboard.wording.bounds import (
    MOST_CHOICES,
    MOST_NAMED,
    match_choices,
    named_cell,
    named_list,
    named_words,
)
from dashboard.wording.compare import in_common_words
from dashboard.wording.formats import share
from harm.days import in_days, spoken
from harm.scoring.rules import Rules
from harm.suspects import timeline
from harm.suspects.explanation import Explanation
from tests.unit.dashboard.build import (
    ANALYST,
    associates_at,
    desk_with,
    row,
    stability_at,
    suspect_at,
)
from tests.unit.harm.build import ABH, UNKNOWN, days_ago

MANY = MOST_ROWS + 112


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """S1 has many allegations of several kinds, S2 two."""
    cells = [
        {"offence_code": code, "offence_title": title, "committed_on": committed}
        for code, title, committed in (
            (ABH, None, days_ago(30)),
            (UNKNOWN, "an “odd” offence", None),
            (None, "Rape of a female aged 16 or over", days_ago(20)),
        )
    ]
    rows = [
        row(crime_ref=f"C{n:04}", suspect_id="S1", victim_id=f"V{n % 40}") | cells[n % 3]
        for n in range(MANY)
    ]
    folder = tmp_path_factory.mktemp("many")
    return desk_with(folder, *rows, *(row(crime_ref=f"D{n}", suspect_id="S2") for n in range(2)))


Answers = tuple[SuspectFile, Stability, Associates]


@pytest.fixture(scope="module")
def answers(desk: Workspace) -> Answers:
    about = (ANALYST, RankingSpec(Rules(top=1)), "S1")
    return suspect_at(desk, *about), stability_at(desk, *about), associates_at(desk, *about)


def test_the_score_is_added_up_a_few_times_however_many_rows_there_are(
    desk: Workspace,
    answers: Answers,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """For each row again it took 20 s of a processor for 100,000 rows."""
    added_up: list[int] = []

    def counted(explanation: Explanation) -> int:
        added_up.append(1)
        return int(explanation.counting["tenths"].sum())

    monkeypatch.setattr(Explanation, "tenths", property(counted))
    show_suspect(desk.settings, SuspectAnswer(*answers), json=True)
    assert len(json.loads(capsys.readouterr().out)["allegations"]) == MANY
    assert len(added_up) < 10


def test_scripts_are_given_every_row_with_the_values_of_the_record(
    desk: Workspace, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    show_suspect(desk.settings, SuspectAnswer(*answers), json=True)
    given = json.loads(capsys.readouterr().out)["allegations"]
    explanation = answers[0].explanation
    rows, score = explanation.rows.to_dicts(), explanation.tenths
    for alleged, record in zip(given, rows, strict=True):
        index_tenths, committed = record["index_tenths"], record["committed_on"]
        assert alleged["days"] == in_days(record["tenths"])
        assert alleged["share"] == share(record["tenths"], score)
        assert alleged["index_days"] == (None if index_tenths is None else in_days(index_tenths))
        assert alleged["recorded_on"] == record["recorded_on"].isoformat()
        assert alleged["committed_on"] == (committed.isoformat() if committed else None)
        assert alleged["offence_title"] == (
            record["offence_title"] or record["index_title"] or record["offence_code"]
        )
        for same in ("crime_ref", "counts", "reason", "derived", "source", "delay_days"):
            assert alleged[same] == record[same]
    assert {alleged["offence_title"] for alleged in given} >= {"an “odd” offence"}


def test_a_terminal_is_given_the_largest_rows_and_the_sum_of_the_rest(
    desk: Workspace, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    show_suspect(desk.settings, SuspectAnswer(*answers), json=False)
    text = capsys.readouterr().out
    rest = answers[0].explanation.rows.slice(MOST_ROWS)
    assert f"and 112 more, {spoken(int(rest['tenths'].sum()))} days; --json has every row." in text
    largest = answers[0].explanation.rows.head(MOST_ROWS)
    assert all(crime in text for crime in largest["crime_ref"])


@pytest.mark.parametrize("number", [1, MOST_NAMED, MOST_NAMED + 1, 1000])
def test_the_first_names_are_given_and_the_rest_counted(number: int) -> None:
    names = [f"C{n:04}" for n in range(number)]
    more = f" and {number - MOST_NAMED} more" if number > MOST_NAMED else ""
    words = ", ".join(names[:MOST_NAMED]) + more
    frame = pl.DataFrame({"offence": ["x"] * number, "name": names[::-1]})
    cell = frame.group_by("offence").agg(named_cell(pl.col("name")))["name"].item()
    assert cell == words
    assert named_words(names).replace("1,0", "10") == words


CHOICES = pl.DataFrame(
    {"name": [f"C{n}" for n in range(1000)]}, schema={"name": pl.String}
).with_columns(
    label=pl.format("{} · Rape · 30 Apr 26", "name"),
    searched=pl.format("{} · Rape (S.1) · 30 Apr 26 2026-04-30", "name"),
)


def test_a_long_list_of_choices_is_cut_and_what_is_chosen_stays_on_offer() -> None:
    offered = match_choices(CHOICES, "", keep=["C999", "C0"])["name"].to_list()
    assert offered == ["C0", "C999", *(f"C{n}" for n in range(1, MOST_CHOICES + 1))]


@pytest.mark.parametrize("text", ["c777", " rape  C777 ", "2026-04-30 C777", "(s.1) C777"])
def test_choices_are_found_by_every_word_of_reference_offence_and_date(text: str) -> None:
    assert match_choices(CHOICES, text, keep=[])["name"].to_list() == ["C777"]


@pytest.mark.parametrize("text", ["C777 burglary", "C.*", "["])
def test_what_is_in_no_choice_finds_none_and_is_no_pattern(text: str) -> None:
    assert match_choices(CHOICES, text, keep=["C1"])["name"].to_list() == ["C1"]


def test_a_sentence_names_twenty_crimes_in_common_and_counts_the_rest(answers: Answers) -> None:
    words = in_common_words(answers[0], answers[0])
    assert f"They have {MANY} crimes (C0000, " in words
    assert f"C0019 and {MANY - MOST_NAMED} more) and 40 victims in common." in words


def test_a_profile_of_many_draws_the_largest_marks_and_adds_up_the_rest() -> None:
    first = days_ago(300)
    rows = marks_of(MARKS + 50, on=first)
    lanes = _lanes(rows, (first, days_ago(0)))
    rest = int(rows["tenths"].sum()) - sum(mark["tenths"] for mark in lanes["marks"])
    assert len(lanes["marks"]) == MARKS
    assert lanes["notes"] == [f"Not drawn: the 50 smallest, {spoken(rest)} days."]


def marks_of(number: int, *, on: date) -> pl.DataFrame:
    """Marks of two victims over two hundred days, each of other days."""
    return pl.DataFrame(
        {
            "victim_code": [f"V{n % 2 + 1}" for n in range(number)],
            "crime_ref": [f"C{n}" for n in range(number)],
            "offence": "Rape",
            "tenths": [*range(1, number + 1)],
            "index_tenths": [*range(1, number + 1)],
            "counts": True,
            "stage": "earlier",
            "allegation_status": "named",
            "recorded_on": [on + timedelta(days=n % 200) for n in range(number)],
            "committed_on": on,
            "delay_days": 0,
        },
        schema=timeline.MARKS,
    )


@pytest.mark.parametrize("number", [ALONE, ALONE + 1, 30_000])
def test_a_timeline_has_a_bounded_number_of_marks_and_its_parts_add_up(number: int) -> None:
    window = (days_ago(364), days_ago(0))
    rows = marks_of(number, on=window[0])
    largest, months = gathered(rows)
    assert largest.height + int(months["allegations"].sum()) == number
    assert int(largest["tenths"].sum()) + int(months["tenths"].sum()) == rows["tenths"].sum()
    assert set(largest["tenths"]) == {*range(number - ALONE + 1, number + 1)}
    figure = draw_timeline(rows, window, palette("light"))
    marks = sum(len(trace.x) for trace in figure.data if "markers" in trace.mode)
    assert marks <= 1_000
    words = in_gathered_words(rows)
    assert (f"the other {number - ALONE:,}" in words) == (number > ALONE)
    assert len(figure.to_json()) < 500_000


@pytest.mark.parametrize(
    ("years", "victims", "period"),
    [(1, 2, "month"), (10, 4, "month"), (5, 24, "quarter"), (10, 60, "year")],
)
def test_a_timeline_of_many_years_and_victims_is_added_up_by_longer_periods(
    years: int, victims: int, period: str
) -> None:
    window = (days_ago(365 * years - 1), days_ago(0))
    rows = (
        marks_of(20_000, on=window[0])
        .with_row_index("n")
        .with_columns(
            victim_code=pl.format("V{}", pl.col("n") % victims + 1),
            recorded_on=pl.lit(window[0]) + pl.duration(days=pl.col("n") * 7 % (365 * years)),
        )
    )
    marks = marks_with_room(rows.drop("n"), window)
    assert period_of(marks) == period
    largest, periods = gathered(marks)
    assert largest.height + int(periods["allegations"].sum()) == marks.height
    assert periods.height <= ADDED_UP
    assert f"by {period} and victim" in in_gathered_words(marks)
    figure = draw_timeline(rows.drop("n"), window, palette("light"))
    assert sum(len(trace.x) for trace in figure.data if "markers" in trace.mode) <= 1_000


def test_a_period_is_written_as_a_person_writes_it() -> None:
    words = [in_period_words(date(2026, 5, 9), period) for period in DAYS_OF]
    assert words == ["May 2026", "April to June 2026", "2026"]


def test_rows_that_are_not_drawn_are_counted_by_why() -> None:
    window = (days_ago(364), days_ago(0))
    rows = (
        marks_of(600, on=window[0])
        .with_row_index("n")
        .with_columns(
            victim_code=pl.format("V{}", pl.col("n") % 30 + 1),
            recorded_on=pl.when(pl.col("n") % 30 == 0)
            .then(window[0] - timedelta(days=900))
            .otherwise("recorded_on"),
        )
    )
    words = in_left_out_words(rows.drop("n"), window)
    assert (
        words == " 20 earlier rows and 120 rows of victims beyond the first 24 in the tables alone."
    )
    assert in_left_out_words(marks_of(5, on=window[0]), window) == ""


@pytest.mark.parametrize("victims", [0, 3, MOST_VICTIMS, MOST_VICTIMS + 7, 5_000])
def test_a_network_draws_so_many_victims_at_most_and_counts_the_rest(victims: int) -> None:
    codes = [f"V{n + 1}" for n in range(victims)]
    people = pl.DataFrame(
        {
            "suspect_id": ["S2", "S3"],
            "together": [["C1"], []],
            "victims": [codes, codes[-1:]],
            "through": [[], ["S2"]],
            "step": [1, 2],
            "position": [2, None],
            "listed": [True, False],
        },
        schema_overrides={"victims": pl.List(pl.String), "through": pl.List(pl.String)},
    )
    circles = [node.name for node in nodes(people, "S1") if node.kind == "victim"]
    assert len(circles) + left_out(people) == victims
    assert len(circles) <= MOST_VICTIMS
    assert circles[-1:] == codes[-1:]  # accuses two, and so is drawn before the others
    cells = people.select(named_list("victims"))["victims"]
    assert (f"and {victims - MOST_NAMED} more" in str(cells[0])) == (victims > MOST_NAMED)
    assert cells[1] == (codes[-1] if codes else None)
