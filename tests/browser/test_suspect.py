"""One suspect in one minute, as an analyst would: eyes, keyboard, a file to print."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import ViewportSize, expect

from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.answer import answer_suspect
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.explanation import in_explanation_words
from dashboard.wording.suspect import summary_answers
from tests.browser.reading import PATIENCE, Reader, Record, Tabs
from tests.browser.serving import Server
from tests.conftest import TESTER, with_answers
from tests.depth import some
from tests.unit.dashboard.build import ANALYST, suspect_at

pytestmark = pytest.mark.browser

SIZES = (ViewportSize(width=1440, height=1000), ViewportSize(width=390, height=844))
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: Into how many the hundred are dealt out, of whom the longest answers are looked for in one.
SHARES = 10
QUESTIONS = ("Matters most", "Without it", "Ages out", "Who else")


@pytest.fixture
def order(desk: Workspace) -> list[str]:
    listed: list[str] = ask(desk, ANALYST, RankingSpec()).ranking.listed["suspect_id"].to_list()
    return listed


#: In such an order that each share has both sizes.
READERS = [
    (size, theme)
    for size, themes in zip(SIZES, (THEMES, THEMES[::-1]), strict=True)
    for theme in themes
]


@pytest.fixture(params=some(READERS, 2, shares=2))
def any_reader(
    request: pytest.FixtureRequest, tabs: Tabs, server: Server, record: Record
) -> Reader:
    return Reader(tabs(*request.param), server, record)


@pytest.fixture(scope="module")
def longest(demonstration: Path) -> str:
    """Of a share of the hundred the one whose sentence and answers take most room."""
    question = ask(with_answers(Workspace(Settings(data=demonstration))), TESTER, RankingSpec())

    def letters(suspect: str) -> int:
        found = answer_suspect(question, suspect)
        answers = summary_answers(found.file, found.stability, found.associates)
        return len(in_explanation_words(found.file.explanation)) + sum(
            len(answer) for _, answer in answers
        )

    listed: list[str] = question.ranking.listed["suspect_id"].to_list()
    return max(some(listed, SHARES, shares=SHARES), key=letters)


def opened(reader: Reader, desk: Workspace, suspect: str) -> None:
    reader.open("suspect", suspect=desk.register.link(suspect))
    expect_drawn(reader, suspect)


def expect_drawn(reader: Reader, suspect: str) -> None:
    """Wait for a suspect with the charts: what is still drawing asks the page to run again."""
    reader.expect_suspect(suspect)
    for chart in reader.page.get_by_test_id("stPlotlyChart").all():
        expect(chart.locator(".main-svg").first).to_be_attached(timeout=PATIENCE)
    reader.settle()


def test_five_questions_are_answered_within_the_first_screen(
    any_reader: Reader, desk: Workspace, order: list[str], longest: str
) -> None:
    for suspect in (order[0], longest):
        opened(any_reader, desk, suspect)
        size = any_reader.page.viewport_size
        assert size is not None
        sentence = in_explanation_words(
            suspect_at(desk, TESTER, RankingSpec(), suspect).explanation
        )
        why = any_reader.page.get_by_role("heading", name=sentence[:40])
        for answer in (why, *map(any_reader.page.get_by_text, QUESTIONS)):
            box = answer.first.bounding_box()
            assert box is not None
            assert box["y"] >= 0
        result = any_reader.page.locator(".st-key-minute").bounding_box()
        assert result is not None
        assert result["y"] + result["height"] <= size["height"]


def test_keys_turn_to_whoever_stands_before_and_after(
    reader: Reader, desk: Workspace, order: list[str]
) -> None:
    opened(reader, desk, order[4])
    reader.page.keyboard.press("n")
    expect_drawn(reader, order[5])
    reader.page.keyboard.press("p")
    expect_drawn(reader, order[4])
    reader.page.go_back()
    reader.expect_suspect(order[5])


def test_a_key_that_is_written_into_a_field_turns_no_page(
    reader: Reader, desk: Workspace, order: list[str]
) -> None:
    opened(reader, desk, order[4])
    field = reader.page.get_by_placeholder("Name, reference, birth, crime")
    field.press_sequentially(f"np/?{order[7]}")
    reader.expect_suspect(order[4])
    field.fill(order[7])
    field.press("Enter")
    reader.expect_suspect(order[7])
    expect(field).to_have_value("")


def test_the_arrow_keys_step_through_the_allegations(
    reader: Reader, desk: Workspace, order: list[str]
) -> None:
    opened(reader, desk, order[0])
    rows = suspect_at(desk, TESTER, RankingSpec(), order[0]).explanation.rows.sort(
        "recorded_on", "crime_ref"
    )
    slider = reader.page.get_by_role("slider", name="Step through")
    slider.focus()
    for crime in rows["crime_ref"].head(3):
        slider.press("ArrowRight")
        expect(reader.page.get_by_text(f"{crime}: ").first).to_be_visible(timeout=PATIENCE)


def test_the_profile_arrives_as_a_file_with_an_id_of_its_own_each_time(
    reader: Reader, desk: Workspace, order: list[str], tmp_path: Path
) -> None:
    opened(reader, desk, order[2])
    before = desk.register.log().height
    taken = []
    for number in range(2):
        with reader.page.expect_download() as arriving:
            reader.page.get_by_role("button", name="Profile").click()
        arriving.value.save_as(tmp_path / f"{number}.pdf")
        taken.append((tmp_path / f"{number}.pdf").read_bytes())
    assert taken[0].startswith(b"%PDF")
    assert taken[0] != taken[1]
    assert arriving.value.suggested_filename == f"harmdesk-profile-{order[2]}.pdf"
    lines = desk.register.log().slice(before)
    assert lines.select("action", "subject").rows() == [("file", f"profile of {order[2]}")] * 2
    ids = [seal.split("; ")[0] for seal in lines["seal"]]
    assert [file_id.split(" ")[0] for file_id in ids] == ["file", "file"]
    assert ids[0] != ids[1]


def test_compare_leads_to_both_side_by_side(
    reader: Reader, desk: Workspace, order: list[str]
) -> None:
    opened(reader, desk, order[9])
    reader.page.get_by_role("button", name="Compare").click()
    reader.expect_title("Compare")
    for suspect in (order[9], order[10]):
        expect(reader.page.get_by_role("heading", name=suspect)).to_be_visible(timeout=PATIENCE)
    reader.page.go_back()
    reader.expect_suspect(order[9])


def test_two_tabs_keep_their_own_suspect(reader: Reader, desk: Workspace, order: list[str]) -> None:
    opened(reader, desk, order[0])
    other = reader.second_tab()
    opened(other, desk, order[1])
    reader.page.keyboard.press("n")
    reader.expect_suspect(order[1])
    other.page.keyboard.press("n")
    other.expect_suspect(order[2])
    reader.page.reload()
    reader.expect_suspect(order[1])
