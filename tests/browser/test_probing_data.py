"""Every view on data whose every text is a probe: nothing on any page is made by data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import polars as pl
import pytest
from playwright.sync_api import FilePayload, expect

from dashboard.access.viewer import Viewer
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.app.pages import MENU, VIEWS
from tests.browser.probes import MADE_BY_DATA, PROBES
from tests.browser.reading import Reader, Record, Tabs
from tests.browser.serving import Server, serving
from tests.unit.dashboard.build import TODAY, loaded, row

pytestmark = pytest.mark.browser

#: Of one suspect everything is alleged that of the others is alleged singly.
MANY = "https://many.example/ **live** $live$ :smile:"
TEXTS = ("offence_title", "victim_id", "suspect_name", "suspect_home_borough", "borough", "ward")


def _rows() -> list[dict[str, object]]:
    rows = []
    for number, probe in enumerate(PROBES):
        texts = dict.fromkeys(TEXTS, probe)
        on = TODAY - timedelta(days=5 * number)
        of_many = texts | {"suspect_id": MANY, "recorded_on": on}
        rows += [
            row(crime_ref=probe, suspect_id=probe, **texts),
            row(crime_ref=probe, **of_many),
            row(crime_ref=f"{probe} again", **of_many, offence_code=probe),
        ]
    return rows


@pytest.fixture(scope="module")
def probing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on such data, with such a marking, and lists frozen by such a person."""
    data = tmp_path_factory.mktemp("probing") / "data"
    loaded(data, *_rows())
    desk = Workspace(Settings(data=data))
    for as_of in (TODAY - timedelta(days=100), TODAY):
        freeze_list(ask(desk, Viewer(who=MANY), RankingSpec(as_of=as_of)))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HARMDESK_MARKING", MANY)
        with serving(data) as up:
            yield up


@pytest.fixture
def reader(tabs: Tabs, probing: Server, record: Record) -> Reader:
    return Reader(tabs({"width": 1440, "height": 2000}), probing, record)


def _made_by_data(reader: Reader) -> list[str]:
    """What data made of the page, with all that folds unfolded, where it is in sight."""
    for folded in reader.page.locator("details > summary").filter(visible=True).all():
        if folded.evaluate("summary => !summary.parentElement.open"):
            folded.click()
    reader.rest()
    expect(reader.page.get_by_test_id("stException")).to_have_count(0)
    made: list[str] = reader.page.evaluate(MADE_BY_DATA)
    return made


def _query(view: str, server: Server) -> dict[str, str]:
    link = Workspace(Settings(data=server.data)).register.link
    return {
        "list": {"show": "everyone"},
        "suspect": {"suspect": link(MANY)},
        "compare": {"suspect": link(MANY), "with": link(PROBES[0])},
    }.get(view, {})


def test_no_view_makes_anything_of_data(reader: Reader) -> None:
    """Each by its link where it is asked something, and else turned to in the menu."""
    titles = {page: title for page, title, *_ in MENU}
    made, unmarked = {}, []
    reader.open("")
    for view in sorted(VIEWS, key=lambda view: view != "overview"):
        query = _query(view, reader.server)
        if query:
            reader.open(view, **query)
        elif view != "overview":
            reader.turn_to(titles[view])
        made[view] = _made_by_data(reader)
        if MANY not in reader.page.inner_text("body"):  # the marking, at least
            unmarked.append(view)
    assert sorted(made) == VIEWS
    assert {view: what for view, what in made.items() if what} == {}
    assert unmarked == []


def test_no_suspect_makes_anything_of_their_own_record(reader: Reader) -> None:
    link = Workspace(Settings(data=reader.server.data)).register.link
    probes = [probe for number, probe in enumerate(PROBES) if number % 20 == 9]
    made = {}
    for probe in probes:
        reader.open("suspect", suspect=link(probe))
        made[probe] = _made_by_data(reader)
    assert {probe: what for probe, what in made.items() if what} == {}


def test_what_is_pointed_out_on_the_timeline_is_text(reader: Reader) -> None:
    reader.open("suspect", **_query("suspect", reader.server))
    slider = reader.page.get_by_test_id("stSlider").locator("input")
    for number in range(3):
        expect(slider).to_have_value(str(number))
        slider.press("ArrowRight")
        expect(slider).to_have_value(str(number + 1))
        reader.rest()
        assert _made_by_data(reader) == []


@pytest.mark.parametrize("text", ["https://www.e.example **live** $live$", "[live](//a.example)"])
def test_what_is_searched_for_and_what_is_unknown_are_text(reader: Reader, text: str) -> None:
    reader.open("find")
    reader.write("Reference, name, date of birth or crime", text)
    reader.rest()
    assert _made_by_data(reader) == []
    reader.open("suspect", list=text)
    reader.write("Reference", text)
    expect(reader.page.get_by_role("alert").first).to_contain_text("live")
    assert _made_by_data(reader) == []


def test_a_dropped_file_makes_nothing(reader: Reader) -> None:
    whole = {"crime_ref": PROBES, "suspect_id": PROBES, "offence_title": PROBES}
    headings = {probe: ["**live**"] * len(PROBES) for probe in PROBES[:20]}
    days = ["https://d.example/live" if n % 3 == 0 else "2026-03-01" for n in range(len(PROBES))]
    frame = pl.DataFrame(
        {**whole, "recorded_on": days, "allegation_status": PROBES[::-1], **headings}
    )
    content = frame.write_csv().encode()
    name = "https: www.e.example **live** $live$.csv"
    reader.open("upload")
    payload = FilePayload(name=name, mimeType="text/csv", buffer=content)
    reader.page.locator("input[type=file]").set_input_files(payload)
    expect(reader.page.get_by_text("How it was read")).to_be_visible()
    reader.rest()
    assert _made_by_data(reader) == []
