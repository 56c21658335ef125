"""A record of two forces: every page says which, and the list can be filtered by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.services.places.area_choices import BASES
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.comparison import own_force
from dashboard.services.places.map_scale import map_values
from dashboard.services.question import ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.areas import in_area_words
from tests.app.pages import VIEWS, complaints, table, visited, words_of
from tests.conftest import TESTER
from tests.unit.dashboard.forces import CITY, HACKNEY, IN_CITY, MET, line, load_lines

BOTH = f"{MET} and {CITY}"


@pytest.fixture
def record(elsewhere: Path) -> Path:
    """A record in which the City's force has nothing in the City yet."""
    load_lines(elsewhere, line(), line("C2", "S2"))
    load_lines(elsewhere, line(borough=HACKNEY, victim="V7"), force="CoLP")
    return elsewhere


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_says_which_forces_are_in(record: Path, view: str) -> None:
    del record
    page = visited(view)
    assert complaints(page) == []
    assert BOTH in words_of(page)


def test_a_page_of_one_force_names_it(elsewhere: Path) -> None:
    load_lines(elsewhere, line())
    page = visited("list")
    assert f"version 1 · {MET}" in words_of(page)
    assert "Force" not in [control.label for control in page.multiselect]


def test_the_list_is_filtered_by_force_and_says_so(record: Path) -> None:
    del record
    page = visited("list", force=CITY)
    assert complaints(page) == []
    assert list(table(page)["suspect_id"]) == [f"S1 ({CITY})"]
    assert f"a reference of {CITY}" in words_of(page)
    (control,) = [control for control in page.multiselect if control.label == "Force"]
    assert control.value == [CITY]
    page = control.set_value([MET]).run()
    assert set(table(page)["suspect_id"]) == {"S1", "S2"}


def test_a_link_to_a_force_that_is_not_in_is_said_to_be_wrong(record: Path) -> None:
    del record
    page = visited("list", force="Kent Police")
    assert "Kent Police" in words_of(page)
    assert len(table(page)) == 3


def test_nothing_in_the_city_is_known_to_be_nothing_once_its_force_is_in(record: Path) -> None:
    question = ask(Workspace(Settings(data=record)), TESTER)
    for basis in BASES:
        areas = compare_areas(question, of=basis)
        known = basis != "recorded"
        assert areas.knows_city == known
        assert own_force(areas, IN_CITY) != known
        value = map_values(areas).filter(code=IN_CITY)["value"][0]
        assert (value == 0) == known
        assert ("not in this data" in in_area_words(areas, IN_CITY, None)) != known


def test_without_its_force_nothing_is_known_of_the_city(elsewhere: Path) -> None:
    load_lines(elsewhere, line())
    question = ask(Workspace(Settings(data=elsewhere)), TESTER)
    areas = compare_areas(question)
    assert own_force(areas, IN_CITY)
    assert "not in this data" in in_area_words(areas, IN_CITY, None)


def test_a_search_is_for_the_people_of_a_force_where_one_is_chosen(record: Path) -> None:
    del record
    page = visited("find")
    page.text_input[0].set_value("S1")
    page = next(b for b in page.button if b.label == "Search").click().run()
    assert complaints(page) == []
    assert set(table(page)["suspect_id"]) == {"S1", f"S1 ({CITY})"}
    (control,) = [control for control in page.selectbox if control.label == "Force"]
    page = control.set_value(CITY).run()
    assert set(table(page)["suspect_id"]) == {f"S1 ({CITY})"}
