"""Whether pursuing works: people, rates, interval and power on the page, and never a fall."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest

import dashboard
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.results import HEADINGS, LIMITS, NOT_COMPARED, OUTCOMES
from harm.scoring.rules import Rules
from tests.app.pages import complaints, tables, words_of
from tests.app.test_meeting import opened
from tests.unit.dashboard.build import ANALYST, loaded, row
from tests.unit.dashboard.services.cases.desk import CAMDEN

LISTED: Final = date(2025, 1, 31)
#: So many stand on each side of the end of the list, of whom so many are named again.
PLACES, AGAIN = 8, {"inside": 1, "outside": 4}
#: Words in which a level would become a fall, and a comparison a success.
FALLS: Final = re.compile(
    r"%|\bper\s?cent|\bfell by|\bfall of|\breduc(?:ed|tion|es)\b|\bdecrease|\bdropped by|"
    r"\bcut by|\bsuccess|\bprevented\b",
    re.IGNORECASE,
)
ROOT: Final = Path(dashboard.__file__).parent


@pytest.fixture
def folder(elsewhere: Path) -> Path:
    """A list half a year ago, and who of those near its end was named again."""
    cells = {"suspect_home_borough": CAMDEN, "borough": CAMDEN}
    rows = [
        row(crime_ref=f"C{n}-{m}", suspect_id=f"S{n:02}", victim_id=f"V{n}-{m}",
            recorded_on=LISTED - timedelta(days=3), **cells)
        for n in range(4 * PLACES)
        for m in range(1 + 4 * PLACES - n)
    ]  # fmt: skip
    for side, first in (("inside", PLACES), ("outside", 2 * PLACES)):
        rows += [
            row(crime_ref=f"D{first + n}", suspect_id=f"S{first + n:02}", victim_id=f"W{n}",
                recorded_on=LISTED + timedelta(days=90), **cells)
            for n in range(AGAIN[side])
        ]  # fmt: skip
    rows.append(
        row(crime_ref="E", suspect_id="Z", recorded_on=LISTED + timedelta(days=200), **cells)
    )
    loaded(elsewhere, *rows, synthetic=True)
    spec = RankingSpec(Rules(top=2 * PLACES), as_of=LISTED)
    freeze_list(ask(Workspace(Settings(data=elsewhere)), ANALYST, spec))
    return elsewhere


def test_without_an_old_list_a_sentence_says_what_it_takes(elsewhere: Path) -> None:
    loaded(elsewhere, row(suspect_home_borough=CAMDEN), synthetic=True)
    page = opened("analyst", view="results")
    assert complaints(page) == []
    assert "Nothing can be compared yet" in words_of(page)
    assert page.dataframe == []


@pytest.mark.usefixtures("folder")
def test_each_comparison_has_people_both_rates_the_interval_and_what_could_be_seen() -> None:
    page = opened("analyst", view="results", top=f"{2 * PLACES}")
    page.main.date_input[0].set_value(LISTED).run()
    assert complaints(page) == []
    words = words_of(page)
    assert "With 8 people inside and 8 outside, half the rate" in words
    assert "A year is too short" in words
    assert "1 of 8 (12.5 of 100) inside, 4 of 8 (50.0 of 100) outside" in words
    assert "The smallest difference that it would find 80 times of 100" in words
    assert words.index("A year is too short") < words.index("1 of 8 (12.5 of 100)")
    shown, *others = tables(page, HEADINGS[0])
    assert 2 <= len(others) < len(OUTCOMES)
    assert list(shown.columns) == [name for name in HEADINGS if name != HEADINGS[2]]
    real = shown[~shown[HEADINGS[1]].str.contains("trial")]
    assert real[HEADINGS[3]].to_list() == ["8"]
    assert real[HEADINGS[5]].to_list() == ["12.5"]
    assert real[HEADINGS[6]].to_list() == ["50.0"]
    assert " to " in real[HEADINGS[8]].to_list()[0]
    trials = shown[shown[HEADINGS[1]].str.contains("trial")]
    assert {*trials[HEADINGS[1]]} == {f"{PLACES} (trial)", f"{3 * PLACES} (trial)"}
    for said in (LIMITS, NOT_COMPARED):
        assert said in words


@pytest.mark.usefixtures("folder")
def test_few_people_are_withheld_from_whoever_may_not_see_everybody() -> None:
    page = opened("supervisor", view="results", top=f"{2 * PLACES}")
    page.main.date_input[0].set_value(LISTED).run()
    assert complaints(page) == []
    assert "4 of 8" not in words_of(page)
    assert "not shown: so few people" in words_of(page)


@pytest.mark.usefixtures("folder")
def test_no_fall_is_said_anywhere_on_the_page() -> None:
    page = opened("auditor", view="results", top=f"{2 * PLACES}")
    page.main.date_input[0].set_value(LISTED).run()
    assert complaints(page) == []
    said = words_of(page)
    own = said[said.index("Lists are acted on since") :].split("Days of harm, added up")[0]
    assert not FALLS.findall(own)
    shown = "".join(frame.value.to_csv() for frame in page.dataframe)
    assert not FALLS.findall(shown)


@pytest.mark.parametrize(
    "file", ["wording/results.py", "web/views/results.py", "web/parts/results.py"]
)
def test_no_word_for_a_fall_is_in_the_code_of_results(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not FALLS.findall(text)
    assert FALLS.search("It fell by 12 %, a reduction")
