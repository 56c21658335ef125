"""Every page in every role of a demonstration, and every parameter of a link: a new one fails."""

from __future__ import annotations

import ast
import inspect
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args, get_type_hints

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import exports
from dashboard.access.viewer import ROLES, Role, Viewer
from dashboard.errors import NotAllowedError
from dashboard.services.files import Outgoing, release
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import ask
from dashboard.services.suspects.suspect_file import link_to
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web import navigation
from dashboard.web.kit.session import BOROUGH_CHOSEN, REASON_WRITTEN, ROLE_CHOSEN
from dashboard.wording.roles import SMALL_MONTHS
from tests.app.pages import DASHBOARD, PATIENCE, complaints, tables, words_of
from tests.unit.dashboard.build import ANALYST, loaded, row

CAMDEN, HACKNEY = "E09000007", "E09000012"
#: For each page and each of `ROLES`: y, it is in the menu and opens; r, it opens with a reason; n,
#: it is in no menu and refuses a link.
PAGES: Final = {
    "overview": "yyrn",
    "list": "yyrn",
    "movement": "yyrn",
    "cohorts": "yyrn",
    "sure": "yyrn",
    "find": "yyrn",
    "suspect": "yyrn",
    "compare": "yyrn",
    "duplicates": "ynrn",
    "cases": "yyrn",
    "case": "yyrn",
    "meeting": "yyrn",
    "work": "yynn",
    "results": "yyyn",
    "boroughs": "yyrn",
    "allocation": "yyrn",
    "reach": "yyyn",
    "quality": "yyrn",
    "upload": "ynnn",
    "score": "yynn",
    "subject_access": "ynyn",
    "removal": "nnny",
    "log": "nnyn",
    "method": "yyyy",
}
#: For each kind of file and each of `ROLES`: y, n, or r with a reason.
FILES: Final = {"file": "yyrn", "tables": "yyyn"}
#: What is in each file that leaves: people, whom the question it is made from has guarded already;
#: areas, in which small counts are banded; or a file that its reader brought.
OUTGOING: Final = {
    "handout_outgoing": "people",
    "list_outgoing": "people",
    "profile_outgoing": "people",
    "sheet_outgoing": "areas and people",
    "tables_outgoing": "what the page shows",
    "notice_outgoing": "people",
    "access_outgoing": "whoever is answered",
    "rejects_outgoing": "own file",
    "reach_outgoing": "nobody, and no record",
    "scored_list_outgoing": "own file",
    "scored_rows_outgoing": "own file",
    "allocation_outgoing": "areas",
    "pack_outgoing": "people",
    "minutes_outgoing": "people",
    "slides_outgoing": "people",
    "calendar_outgoing": "cases by their ids alone",
}
#: The parameters of links: what a list rests on or how it is shown, and who is meant.
OF_LISTS: Final = {
    *("as_of", "window", "index", "definition", "top", "ties", "half_life", "minimum", "seed"),
    "lot_seed",
    *("list", "sort", "by", "today", "from", "to", "lane", "tab", "span", "borough", "wide"),
    *("closer", "spots", "show", "sure"),
    *("pool", "areas", "demand", "strength", "rule", "against"),
    *("counters", "at", "basis", "detour", "people", "part", "pairs"),
    *("state", "owner"),
}
OF_PEOPLE: Final = {"suspect", "ref"}
TAKES: Final = {
    *("take_number", "take_text", "take_date", "take_switch", "take_choice", "take_older"),
    *("values_of", "linked_suspect"),
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with a frozen list; to be copied."""
    data = tmp_path_factory.mktemp("prepared")
    loaded(
        data,
        row(suspect_id="OWN", suspect_name="Olive Own", suspect_home_borough=CAMDEN,
            borough=CAMDEN),
        row(crime_ref="C2", suspect_id="FAR", suspect_name="Fay Farley",
            suspect_home_borough=HACKNEY, borough=HACKNEY),
        row(crime_ref="C1", suspect_id="FAR", suspect_name="Fay Farley",
            suspect_home_borough=HACKNEY, borough=CAMDEN, allegation_status="eliminated"),
        synthetic=True,
    )  # fmt: skip
    freeze_list(ask(Workspace(Settings(data=data)), ANALYST))
    return data


@pytest.fixture
def folder(elsewhere: Path, prepared: Path) -> Path:
    return Path(shutil.copytree(prepared, elsewhere, dirs_exist_ok=True))


def opened(view: str, role: Role, *, reason: str = "", **query: str) -> AppTest:
    """A page as somebody has it who chose a role in this session."""
    page = AppTest.from_file(str(DASHBOARD / "app.py"), default_timeout=PATIENCE)
    page.switch_page(f"views/{view}.py")
    page.query_params.update(query)
    page.session_state[ROLE_CHOSEN] = role
    page.session_state[BOROUGH_CHOSEN] = CAMDEN
    page.session_state[REASON_WRITTEN] = reason
    return page.run()


def everything(page: AppTest) -> str:
    """All that is sent to the browser, in figures, tables and words."""
    parts = [words_of(page), *(str(chart.proto) for chart in page.get("plotly_chart"))]
    parts += [frame.value.to_csv() for frame in page.dataframe]
    parts += [str(element.proto) for element in (*page.button, *page.selectbox, *page.expander)]
    return "\n".join(parts)


def in_menu(page: AppTest) -> set[str]:
    return {link.proto.page for link in page.sidebar.get("page_link")}


def test_every_page_has_an_expectation_for_every_role() -> None:
    assert set(PAGES) == {name for name, *_ in navigation.PAGES} == set(navigation.PAGE_ACTIONS)
    assert {len(cells) for cells in PAGES.values()} == {len(ROLES)}


@pytest.mark.parametrize("view", PAGES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.usefixtures("folder")
def test_a_role_has_the_pages_that_are_written_here(role: Role, view: str) -> None:
    right = PAGES[view][ROLES.index(role)]
    page = opened(view, role)
    if right == "y":
        assert complaints(page) == []
        assert page.title
    else:
        (complaint,) = complaints(page)
        assert ("only with a reason" in complaint) == (right == "r")
        assert len(page.title) == 1
        assert "Farley" not in everything(page)
        if right == "r":
            assert complaints(opened(view, role, reason="complaint 12 of May")) == []
    if role == "supervisor":
        assert "Farley" not in everything(page)
        assert "FAR" not in everything(page).replace("FAR-", "")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.usefixtures("folder")
def test_the_menu_has_the_pages_of_the_role(role: Role) -> None:
    allowed = [view for view, cells in PAGES.items() if cells[ROLES.index(role)] != "n"]
    assert len(in_menu(opened("method", role))) == len(allowed)


@pytest.mark.parametrize("view", ["suspect", "compare"])
def test_a_link_to_somebody_out_of_sight_is_one_to_nobody(folder: Path, view: str) -> None:
    token = link_to(ask(Workspace(Settings(data=folder)), ANALYST), "FAR")
    desk = Workspace(Settings(data=folder))
    before = desk.register.log().height
    forbidden, unknown = (
        everything(opened(view, "supervisor", suspect=link)).replace(link, "LINK")
        for link in (token, "no-such-link")
    )
    assert forbidden == unknown
    assert desk.register.log().height == before
    assert "Farley" in everything(opened(view, "analyst", suspect=token)) or view == "compare"


@pytest.mark.usefixtures("folder")
def test_another_role_begins_with_nothing_that_was_seen() -> None:
    page = opened("list", "analyst")
    assert "Farley" in everything(page)
    page.selectbox(key=ROLE_CHOSEN).set_value("supervisor").run()
    assert complaints(page) == []
    page.selectbox(key=BOROUGH_CHOSEN).set_value(CAMDEN).run()
    assert "Farley" not in everything(page)
    assert "Olive Own" in everything(page)
    assert "Shown: 1 of the 2 listed" in words_of(page)


def test_a_folder_that_turns_mixed_offers_no_role_and_says_so(folder: Path) -> None:
    page = opened("list", "auditor")
    assert page.selectbox(key=ROLE_CHOSEN).value == "auditor"
    loaded(folder, row(crime_ref="C9", suspect_id="REAL"))
    page.run()
    assert "no role can be chosen any more: you are" in words_of(page)
    assert not [box for box in page.selectbox if box.key == ROLE_CHOSEN]
    assert complaints(page) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_takes_the_files_that_are_written_here(folder: Path, role: Role) -> None:
    kinds = get_args(get_type_hints(Outgoing)["kind"])
    assert set(kinds) == set(FILES)
    desk = Workspace(Settings(data=folder))
    for kind in kinds:
        right = FILES[kind][ROLES.index(role)]
        for reason in ("", "complaint 12 of May"):
            own = frozenset({CAMDEN}) if role == "supervisor" else frozenset[str]()
            question = ask(desk, Viewer("ada", role=role, boroughs=own, reason=reason))
            if right == "y" or (right == "r" and reason):
                assert release(question, Outgoing(b"x", "x", 1, kind=kind)) == b"x"
                continue
            with pytest.raises(NotAllowedError):
                release(question, Outgoing(b"x", "x", 1, kind=kind))


def test_every_file_is_one_of_these() -> None:
    root = Path(next(iter(exports.__path__)))
    made = {
        node.name
        for path in root.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.endswith("_outgoing")
    }
    assert made == set(OUTGOING)


def parameters() -> Iterator[str]:
    """The names of parameters of links, as the code of the pages has them."""
    for path in sorted(DASHBOARD.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in TAKES:
                yield from (
                    argument.value
                    for argument in node.args
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                )


def test_every_parameter_of_a_link_is_of_a_list_or_names_people_by_a_token() -> None:
    assert set(parameters()) == OF_LISTS - {"show"} | OF_PEOPLE
    assert "linked_reference" in inspect.getsource(
        __import__("dashboard.web.kit.people_table", fromlist=["x"]).linked_suspect
    )


def test_an_auditor_reads_the_log_and_reading_it_again_reads_it_again(folder: Path) -> None:
    page = opened("log", "auditor")
    assert complaints(page) == []
    register = Workspace(Settings(data=folder)).register
    assert register.log()["action"].to_list().count("log") == 1
    page.run()
    assert register.log()["action"].to_list().count("log") == 1
    (again,) = (button for button in page.button if button.label == "Read it again")
    again.click().run()
    assert register.log()["action"].to_list().count("log") == 2
    for part in ("Users", "Days", "Lines"):
        page.session_state["part of the log"] = part
        assert complaints(page.run()) == []
        assert len(page.dataframe) == 1
    page.session_state["part of the log"] = "Unusual use"
    assert complaints(page.run()) == []
    assert "nothing stands out" in words_of(page)
    assert "Inclusion is not grounds" in words_of(page)


@pytest.mark.usefixtures("folder")
def test_a_month_of_another_borough_with_few_crimes_is_a_gap_and_said_to_be() -> None:
    for borough, has_gaps in (("Hackney", True), ("Camden", False)):
        page = opened("boroughs", "supervisor", borough=borough, tab="Over time")
        assert complaints(page) == []
        assert (SMALL_MONTHS in words_of(page)) is has_gaps
        (months,) = tables(page, "Days")
        assert bool(months["Days"].isna().any()) is has_gaps
