"""Ten questions of analysts: each is answered on one screen, three clicks from the overview.

A click is a click, or what is typed with Enter at its end; a list of options that is opened and
written into is two. A table may be scrolled in its own frame; the page never is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl
import pytest
from playwright.sync_api import Download, Locator, ViewportSize, expect

import sample_data
from dashboard.geography import borough_names
from dashboard.intake import of_upload
from dashboard.services.data.loading import read_file
from dashboard.services.listing.filters import Filter
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.overview import answer_overview
from dashboard.services.own_borough import at_large_filter, choose_own_borough
from dashboard.services.places.areas import Areas, compare_areas, compare_wards
from dashboard.services.places.comparison import compare_with_chance, half_of
from dashboard.services.places.hotspots import find_hotspots
from dashboard.services.question import Caller, Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.scored_file import score_file
from dashboard.services.suspects.answer import answer_suspect
from dashboard.services.workspace import Workspace
from dashboard.web.kit.session import the_viewer
from dashboard.web.parts.overview import changed_rows
from dashboard.wording.explanation import in_explanation_words
from dashboard.wording.hotspots import in_half_names, in_spot_names
from dashboard.wording.overview import in_change_words, verdict
from dashboard.wording.places import in_place_words
from dashboard.wording.scored_file import in_scored_words
from dashboard.wording.suspect import summary_answers
from tests.browser.reading import ROW, Grid, Reader, Record, Tabs
from tests.browser.serving import Server
from tests.conftest import TESTER

pytestmark = pytest.mark.browser

SCREEN: Final = ViewportSize(width=1440, height=900)
MOST_CLICKS: Final = 3
UPDATE: Final = Path(sample_data.__file__).parent / "examples/synthetic-allegations-update.csv"
CODES: Final = {name: code for code, name in borough_names().items()}
SUSPECT_AT: Final = 80  # pixels from the left
SUSPECT: Final = 1  # the column of the list that has the reference
PAGE_SCROLLED: Final = "document.querySelector('[data-testid=stMain]').scrollTop"


@dataclass
class Walk:
    """A reader on their way from the overview to an answer, and how often they clicked."""

    reader: Reader
    clicks: int = field(default=0, init=False)

    def turn_to(self, title: str) -> None:
        """Click a page's name in the menu."""
        self.clicks += 1
        self.reader.turn_to(title)

    def click(self, what: Locator) -> None:
        """Click what is in sight."""
        expect(what).to_be_in_viewport()
        self.clicks += 1
        what.click()
        self.reader.rest()

    def choose(self, label: str, option: str) -> None:
        """Open a list of options with a click, write into it and press Enter."""
        box = self.reader.page.get_by_role("combobox", name=label)
        self.click(box)
        self.clicks += 1
        box.fill(option)
        expect(self.reader.page.get_by_role("option", name=option, exact=True)).to_be_visible()
        box.press("Enter")
        self.reader.rest()

    def click_on_map(self, code: str) -> None:
        """Click on a borough's name on the map."""
        name = self.reader.page.locator(".js-plotly-plot").first.get_by_text(
            borough_names()[code], exact=True
        )
        expect(name).to_be_in_viewport()
        box = name.bounding_box()
        assert box is not None
        self.clicks += 1
        self.reader.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.reader.expect_title(borough_names()[code])

    def click_row(self, number: int) -> None:
        """Scroll the table's own rows, and click the reference in one of them."""
        above = number - 2
        frame = self.reader.grid().frame
        box = frame.bounding_box()
        assert box is not None
        self.reader.page.mouse.move(box["x"] + SUSPECT_AT, box["y"] + ROW * 3)
        self.reader.page.mouse.wheel(0, ROW * above)
        expect(frame.locator(".dvn-scroller")).to_have_js_property("scrollTop", ROW * above)
        self.clicks += 1
        self.reader.page.mouse.click(box["x"] + SUSPECT_AT, box["y"] + ROW * 3.5)
        self.reader.rest()

    def take(self, label: str) -> Download:
        """Click on the button of a file, and take the file."""
        button = self.reader.page.get_by_role("button", name=label, exact=True)
        with self.reader.page.expect_download() as arriving:
            self.click(button)
        return arriving.value

    def expect_answer(self, *texts: str) -> None:
        """The answer is in sight, the page was not scrolled, and there were few clicks."""
        for text in texts:
            shown = self.reader.page.get_by_test_id("stMain").get_by_text(plain(text)).first
            expect(shown).to_be_in_viewport(ratio=1)
        assert self.reader.page.evaluate(PAGE_SCROLLED) == 0
        assert self.clicks <= MOST_CLICKS

    def expect_rows(self, column: int, texts: Sequence[str], *, grid: Grid | None = None) -> None:
        """A table begins so, and these rows are in sight."""
        table = grid or self.reader.grid()
        table.expect_column(column, texts)
        box = table.frame.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + ROW * (len(texts) + 1) <= SCREEN["height"]
        self.expect_answer()


def plain(text: str) -> str:
    """Words as a page shows them."""
    return text.replace("**", "")


@pytest.fixture
def walk(tabs: Tabs, server: Server, record: Record, desk: Workspace) -> Iterator[Walk]:
    """A reader on the overview, who has chosen no borough of their own."""
    own = Caller(desk, the_viewer())
    choose_own_borough(own, None)
    reader = Reader(tabs(SCREEN), server, record)
    reader.open("")
    yield Walk(reader)
    choose_own_borough(own, None)


@pytest.fixture
def question(desk: Workspace) -> Question:
    return ask(desk, TESTER, RankingSpec())


def names_in(question: Question, chosen: Filter, most: int) -> list[str]:
    """The references of those whom a filter leaves, as many as are looked for."""
    return ranked_list(question, chosen).people["suspect_id"].head(most).to_list()


def test_who_is_new_and_why(walk: Walk, question: Question) -> None:
    overview = answer_overview(question)
    assert overview.movement is not None
    rows = changed_rows(overview.movement)
    walk.expect_rows(0, rows["suspect_id"].to_list())
    walk.expect_rows(5, rows["why"].to_list())
    walk.expect_answer(in_change_words(overview))
    came = overview.movement.people.filter(pl.col("movement").cast(pl.String) == "entered")
    walk.click(walk.reader.page.get_by_role("link", name="Everyone who came, went or moved"))
    walk.reader.expect_title("Movement")
    walk.expect_answer(f"Entered ({came.height})")
    walk.expect_rows(0, came.sort("position_after")["suspect_id"].head(5).to_list())


def test_why_37_is_there_and_where_without_the_most_doubtful(
    walk: Walk, question: Question
) -> None:
    suspect = ranked_list(question).people["suspect_id"][36]
    answer = answer_suspect(question, suspect)
    summary = dict(summary_answers(answer.file, answer.stability, answer.associates))
    walk.turn_to("Top 100")
    walk.reader.grid().wait()
    walk.click_row(36)
    walk.reader.expect_suspect(suspect)
    walk.expect_answer(
        in_explanation_words(answer.file.explanation),
        *(summary[label] for label in ("Matters most", "Without it", "Rests on")),
    )


def test_which_in_croydon_are_at_large_with_two_or_more_victims(
    walk: Walk, question: Question
) -> None:
    listing = ranked_list(question, at_large_filter(CODES["Croydon"]))
    assert listing.people.height
    walk.choose("Your borough", "Croydon")
    walk.click(walk.reader.page.get_by_role("link", name="at large, with two or more victims"))
    walk.reader.expect_title("Top 100")
    walk.expect_rows(SUSPECT, listing.people["suspect_id"].head(10).to_list())


def test_whether_the_data_is_good_enough(walk: Walk, question: Question) -> None:
    words, reservations = verdict(answer_overview(question), today=date.today())  # noqa: DTZ011
    walk.expect_answer("Can it be relied on?", words, *reservations)
    assert walk.clicks == 0


def test_a_hand_out_for_the_meeting(walk: Walk, question: Question, tmp_path: Path) -> None:
    walk.turn_to("Top 100")
    file = walk.take("Meeting hand-out")
    file.save_as(tmp_path / "handout.pdf")
    assert (tmp_path / "handout.pdf").read_bytes().startswith(b"%PDF")
    assert file.suggested_filename == f"harmdesk-handout-{question.as_of}.pdf"
    walk.expect_answer()


def test_how_lewisham_compares(walk: Walk, question: Question) -> None:
    areas = compare_areas(question, measure="per_1000")
    words = in_place_words(areas, compare_with_chance(areas), CODES["Lewisham"])
    walk.turn_to("Boroughs")
    walk.click_on_map(CODES["Lewisham"])
    walk.expect_answer(words)


def test_which_wards(walk: Walk, question: Question) -> None:
    found = find_hotspots(question, of="named", measure="per_1000")
    marked = found.table.filter(pl.col("spot").is_in(["high", "low"]))
    assert marked.height
    walk.turn_to("Boroughs")
    walk.click(walk.reader.page.get_by_role("tab", name="Wards"))
    walk.expect_answer(in_spot_names(marked))


def test_which_wards_of_lewisham(walk: Walk, question: Question) -> None:
    wards = compare_wards(question, "named")
    assert isinstance(wards, Areas)
    walk.turn_to("Boroughs")
    walk.click_on_map(CODES["Lewisham"])
    walk.click(walk.reader.page.get_by_role("tab", name="Wards"))
    walk.expect_answer(in_half_names(half_of(wards, CODES["Lewisham"])))


@pytest.mark.parametrize(
    ("key", "link"),
    [("home", "of the 100 listed live"), ("incident", "listed have allegations there")],
)
def test_which_of_the_listed_are_mine(walk: Walk, question: Question, key: str, link: str) -> None:
    mine = Filter(**{key: (CODES["Croydon"],)})  # type: ignore[arg-type] # a facet's values
    walk.choose("Your borough", "Croydon")
    walk.click(walk.reader.page.get_by_role("link", name=link))
    walk.reader.expect_title("Top 100")
    walk.expect_rows(SUSPECT, names_in(question, mine, 5))


def test_a_file_of_my_own_is_scored(walk: Walk, question: Question) -> None:
    account = read_file(question, of_upload(UPDATE.name, UPDATE.read_bytes()))
    scored = score_file(question, account, RankingSpec(), "alone")
    walk.turn_to("Score a file")
    with walk.reader.page.expect_file_chooser() as chooser:
        walk.click(walk.reader.page.get_by_test_id("stFileUploader").locator("button"))
    chooser.value.set_files(UPDATE)
    walk.expect_answer(in_scored_words(scored))
    walk.expect_rows(SUSPECT, scored.people["suspect_id"].head(3).to_list())


def test_the_sheet_of_a_borough(walk: Walk, tmp_path: Path) -> None:
    walk.turn_to("Boroughs")
    walk.click_on_map(CODES["Lewisham"])
    file = walk.take("Borough sheet")
    file.save_as(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert file.suggested_filename == f"harmdesk-borough-{CODES['Lewisham']}.pdf"
    walk.expect_answer()
