"""Every table of a page can be taken in one marked workbook, with one line in the log."""

from __future__ import annotations

import fastexcel
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.web.downloads import GATE, Parcel
from dashboard.wording.formats import whole_days
from dashboard.wording.notices import LIMITS, PEOPLE
from tests.app.pages import VIEWS, complaints, table, visited
from tests.conftest import TESTER

LABEL = "Tables of this page (XLSX)"


#: The pages that show no table until somebody asks for something, or owns a case.
WITHOUT_TABLES = {
    *("find", "suspect", "compare", "duplicates", "case", "work"),
    *("upload", "score", "subject_access", "removal"),
}


def take(page: AppTest) -> Parcel:
    """The workbook of a page, which waits to be fetched."""
    (button,) = [button for button in page.button if button.label == LABEL]
    button.click().run()
    assert complaints(page) == []
    parcel = GATE.take(next(reversed(GATE._waiting)))
    assert parcel is not None
    return parcel


def cells(content: bytes, sheet: str) -> list[str]:
    read = fastexcel.read_excel(content).load_sheet(sheet, header_row=None).to_polars()
    return [str(cell) for row in read.iter_rows() for cell in row if cell is not None]


def test_the_list_leaves_as_a_workbook_and_the_log_says_so(desk: Workspace) -> None:
    people = ranked_list(ask(desk, TESTER, RankingSpec())).people
    page = visited("list")
    before = desk.register.log().height
    parcel = take(page)
    assert desk.register.log().height == before  # nothing has left yet
    content = parcel.hand_over()
    assert desk.register.log().slice(before).select("action", "subject").rows() == [
        ("tables", "Top 100: 1 table")
    ]
    book = fastexcel.read_excel(content)
    assert book.sheet_names == ["Cover", "Notes", "The list"]
    rows = book.load_sheet("The list").to_polars()
    assert rows["Suspect"].to_list() == people["suspect_id"].to_list()
    assert rows["Days"].to_list() == people.select(whole_days()).to_series().to_list()
    cover = " ".join(cells(content, "Cover"))
    for words in (desk.settings.marking, PEOPLE["synthetic"], LIMITS, RankingSpec().rules.id):
        assert words in cover
    assert "opens the suspect" not in " ".join(cells(content, "Notes"))
    assert parcel.name == f"harmdesk-top-100-{desk.facts.newest}.xlsx"


def test_a_suspects_tables_name_the_suspect_in_the_log(desk: Workspace) -> None:
    worst = str(ranked_list(ask(desk, TESTER, RankingSpec())).people["suspect_id"][0])
    page = visited("suspect", suspect=desk.register.link(worst))
    take(page).hand_over()
    line = desk.register.log().row(-1, named=True)
    assert line["action"] == "tables"
    assert line["subject"].startswith(f"Suspect: {worst}: ")


@pytest.mark.parametrize(
    "view",
    sorted({*VIEWS} - WITHOUT_TABLES),
)
def test_every_table_of_a_view_is_in_its_workbook(view: str) -> None:
    page = visited(view)
    shown = [table(page, number) for number in range(len(page.dataframe))]
    book = fastexcel.read_excel(take(page).hand_over())
    assert len(book.sheet_names) == 2 + len(shown)
    for name, frame in zip(book.sheet_names[2:], shown, strict=True):
        assert book.load_sheet(name).to_polars().height >= len(frame)


def test_a_page_without_a_table_offers_no_workbook() -> None:
    assert LABEL not in [button.label for button in visited("find").button]
