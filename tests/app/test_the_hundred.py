"""Every number of sentence, charts, tables, file and JSON is the same, for all of the hundred."""

from __future__ import annotations

import io
import json
import re
import sys
from typing import Any, Final

import polars as pl
import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from dashboard.cli.display.suspects import show_suspect
from dashboard.exports.suspect_profile import profile_file
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.answer import SuspectAnswer, answer_suspect
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.services.workspace import Workspace
from dashboard.web.parts import suspect as suspect_parts
from dashboard.web.parts.suspect import look_at
from dashboard.wording.explanation import NUMBERS, in_explanation_words
from dashboard.wording.formats import share
from dashboard.wording.suspect import summary_answers
from harm.days import spoken
from tests.app.pages import complaints, figures, tables, unescaped, visited, words_of
from tests.conftest import TESTER
from tests.depth import ALL, DEEP, TURN
from tests.unit.dashboard.build import ANALYST

#: A part of the hundred at a time, from its first place to its last; the first part alone where
#: somebody waits.
PARTS: Final = 10
SENTENCE: Final = re.compile(
    r"^Position ([\d,]+) of ([\d,]+): ([\d,.]+) days from (\S+) allegations? by (?:(\S+) victims?|"
    r"victims not recorded) in the last 365 days"
    r"(?:; (\S+) of “.+” (?:is|are) (.+ %) of it|, (?:all )?of “.+”)\.$"
)


def number(text: str) -> int:
    return NUMBERS.index(text) if text in NUMBERS else int(text.replace(",", ""))


def in_tenths(days: float) -> int:
    return round(days * 10)


@pytest.fixture
def page() -> AppTest:
    return visited("suspect")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[SuspectAnswer]:
    """What the page worked out of each suspect that it showed."""
    answers: list[SuspectAnswer] = []

    def looked_at(question: Question, suspect_id: str) -> SuspectAnswer:
        answers.append(look_at(question, suspect_id))
        return answers[-1]

    monkeypatch.setattr(suspect_parts, "look_at", looked_at)
    return answers


@pytest.mark.parametrize("part", range(PARTS if DEEP else 1))
def test_every_number_is_the_same_wherever_it_stands(
    part: int,
    desk: Workspace,
    page: AppTest,
    shown: list[SuspectAnswer],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of one part, in turn, the page is held to an answer worked out beside it."""
    question = ask(desk, ANALYST, RankingSpec())
    listed, assessed = question.ranking.listed, question.ranking.assessed
    assert listed.height == 100
    anew = ALL or not DEEP or part == TURN % PARTS
    for line in listed.gather_every(PARTS, offset=part).iter_rows(named=True):
        suspect = line["suspect_id"]
        open_page(page, desk, suspect)
        found = shown[-1]
        assert found.file.explanation.suspect_id == suspect
        if anew:
            found = answer_suspect(ask(desk, TESTER, RankingSpec()), suspect)
        the_sentence(found.file, line, assessed)
        the_page(page, found)
        the_json(desk, found, capsys)
        the_profile(desk, found)


def open_page(page: AppTest, desk: Workspace, suspect: str) -> None:
    page.query_params["suspect"] = desk.register.link(suspect)
    page.run()


def the_sentence(file: SuspectFile, line: dict[str, Any], assessed: int) -> None:
    """It says the ranking's figures, and a share that the rows give."""
    explanation = file.explanation
    answer = SENTENCE.match(in_explanation_words(explanation))
    assert answer is not None, in_explanation_words(explanation)
    assert len(in_explanation_words(explanation).split()) < 40
    assert (number(answer[1]), number(answer[2])) == (line["position"], assessed)
    assert answer[3] == spoken(line["tenths"])
    assert number(answer[4]) == line["allegations"] == explanation.counting.height
    assert (0 if answer[5] is None else number(answer[5])) == line["victims"]
    assert explanation.tenths == line["tenths"]
    if answer[6] is not None:
        groups = explanation.counting.group_by("index_title").agg(pl.col("tenths").sum())
        assert answer[7] == share(max(groups["tenths"]), line["tenths"])


def the_page(page: AppTest, found: SuspectAnswer) -> None:
    """Heading, answers, charts and tables are the explanation's."""
    explanation = found.file.explanation
    assert complaints(page) == []
    assert page.title[0].value.endswith(explanation.suspect_id)
    assert unescaped(page.header[0].value) == in_explanation_words(explanation)
    words = words_of(page)
    for label, answer in summary_answers(found.file, found.stability, found.associates):
        assert f"**{label}** {answer}" in words
    bars, delays, *_ = figures(page)
    *steps, total = bars["x"]
    assert sum(map(in_tenths, steps)) == in_tenths(total) == explanation.tenths
    assert delays["mode"] == "lines"
    counting = tables(page, "delay_days")[0]
    assert counting["crime_ref"].to_list() == explanation.counting["crime_ref"].to_list()
    assert [*map(in_tenths, counting["days"])] == explanation.counting["tenths"].to_list()
    (scored,) = tables(page, "starting_point")
    assert sum(map(in_tenths, scored["together"])) == explanation.tenths
    uncounted = explanation.rows.filter(~explanation.rows["counts"])
    shown = [one["crime_ref"].to_list() for one in tables(page, "reason")]
    assert shown == ([uncounted["crime_ref"].to_list()] if uncounted.height else [])


def the_json(desk: Workspace, found: SuspectAnswer, capsys: pytest.CaptureFixture[str]) -> None:
    """The command line says the same."""
    explanation = found.file.explanation
    capsys.readouterr()
    show_suspect(desk.settings, found, json=True)
    sys.stdout.flush()
    answer = json.loads(capsys.readouterr().out)
    assert answer["sentence"] == in_explanation_words(explanation)
    assert answer["position"] == explanation.standing.position
    assert in_tenths(answer["days"]) == explanation.tenths
    assert [one["crime_ref"] for one in answer["allegations"]] == explanation.rows[
        "crime_ref"
    ].to_list()
    assert sum(in_tenths(one["days"]) for one in answer["allegations"]) == explanation.tenths
    answers = summary_answers(found.file, found.stability, found.associates)
    assert answer["answers"] == dict(answers)


def the_profile(desk: Workspace, found: SuspectAnswer) -> None:
    """So does the file, on at most two pages."""
    explanation = found.file.explanation
    content = profile_file(ask(desk, TESTER, RankingSpec()), found)
    document = PdfReader(io.BytesIO(content))
    assert len(document.pages) <= 2
    text = " ".join(" ".join(leaf.extract_text() for leaf in document.pages).split())
    assert in_explanation_words(explanation) in text
    for crime, tenths in explanation.counting.select("crime_ref", "tenths").iter_rows():
        assert crime in text
        assert spoken(tenths) in text
    assert spoken(explanation.tenths) in text
    assert desk.settings.marking in text
