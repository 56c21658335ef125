"""A rehearsal tells exactly what adding would change, and changes nothing."""

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import polars as pl
import pytest

from dashboard.errors import IntakeError, StoreError
from dashboard.geography import borough_names
from dashboard.intake import IntakeReport, of_path
from dashboard.services.data.dry_run import DryRun, try_load
from dashboard.services.data.loading import add_files, read_file
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.store.loading import Extract
from dashboard.store.writer import only_writer
from harm.movement.movement import compare
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, by_borough, desk_with, extract, looks, row
from tests.unit.harm.build import ABH, COERCIVE_CONTROL, Cells, days_ago

pytestmark = pytest.mark.slow

BARNET, BRENT, CAMDEN = "E09000003", "E09000005", "E09000007"
#: The files of the register.
REGISTER: Final = {"register.sqlite", "register.head"}
NEWEST: Final = days_ago(10)
TWO: Final = Rules(top=2)

HEADINGS: Final = (
    *("crime_ref", "suspect_id", "suspect_name", "offence_code", "recorded_on"),
    *("victim_sex", "borough", "crime_status"),
)
#: What stands in the record: three people, a crime that names nobody, and one that is about to
#: leave the window.
STANDING: Final[list[Cells]] = [
    row(crime_ref="C1", suspect_id="Ann", borough=BARNET),
    row(crime_ref="C2", suspect_id="Ben", borough=BRENT, offence_code=COERCIVE_CONTROL),
    row(crime_ref="C3", suspect_id="Cem", offence_code=ABH),
    row(crime_ref="C4", suspect_id=None, borough=BRENT),
    row(crime_ref="C5", suspect_id="Ann", borough=BARNET, recorded_on=days_ago(373)),
]


def line(**cells: object) -> dict[str, object]:
    """A line of a file: one rape of a woman, on the record's newest date."""
    whole: dict[str, object] = {
        "crime_ref": "C9",
        "suspect_id": "Dee",
        "suspect_name": "Dee Day",
        "offence_code": "019/16",
        "recorded_on": NEWEST,
        "victim_sex": "F",
        "borough": CAMDEN,
        "crime_status": "recorded",
    }
    assert tuple(whole) == HEADINGS
    return whole | cells


#: What a file brings; each is rehearsed, then really added.
FILES: Final[dict[str, list[dict[str, object]]]] = {
    "somebody new": [line()],
    "nothing new": [
        line(crime_ref="C1", suspect_id="Ann", offence_code="019/08", borough=BARNET)
        | {"suspect_name": None}
    ],
    "a later date": [line(recorded_on=NEWEST + timedelta(days=3))],
    "an earlier date": [line(recorded_on=NEWEST - timedelta(days=100))],
    "before the window": [line(recorded_on=NEWEST - timedelta(days=500))],
    "a cancelled crime": [
        line(crime_ref="C1", suspect_id="Ann", borough=BARNET, crime_status="cancelled")
    ],
    "another offence": [line(crime_ref="C2", suspect_id="Ben", borough=BRENT)],
    "another place": [line(crime_ref="C3", suspect_id="Cem", offence_code=ABH, borough=CAMDEN)],
    "an unknown place": [line(borough=None)],
    "an unknown offence": [line(offence_code="999/98")],
    "nobody": [line(suspect_id=None), line(crime_ref="C10", suspect_id=None)],
    "duplicates and rejects": [
        line(),
        line(),
        line(crime_ref="C10", recorded_on="never"),
        line(crime_ref="C11", suspect_id="Eve"),
    ],
}
BASES: Final[dict[str, RankingSpec]] = {
    "the default": RankingSpec(),
    "an earlier day": RankingSpec(rules=TWO, as_of=NEWEST - timedelta(days=5)),
    "another index": RankingSpec(index="ons-css-2020"),
}
SHORT: Final = RankingSpec(rules=TWO)


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return desk_with(tmp_path / "data", *STANDING)


def taken(desk: Workspace, *lines: dict[str, object]) -> IntakeReport:
    path = desk.settings.data.parent / "next.csv"
    pl.DataFrame(
        [{name: cell and str(cell) for name, cell in one.items()} for one in lines]
    ).write_csv(path)
    return read_file(Caller(desk, ANALYST), of_path(path))


def rehearsed(
    desk: Workspace, *lines: dict[str, object], basis: RankingSpec | None = None
) -> DryRun:
    return try_load(Caller(desk, ANALYST), taken(desk, *lines), basis or RankingSpec())


def record(folder: Path) -> dict[str, bytes]:
    """Every file of the data folder but the register, which has a line more."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in REGISTER
    }


def sums(desk: Workspace, basis: RankingSpec) -> dict[str | None, tuple[float, int]]:
    """Days and allegations of each borough."""
    answer = by_borough(desk, basis).select("area", "tenths", "allegations")
    return {area: (tenths / 10, allegations) for area, tenths, allegations in answer.iter_rows()}


@pytest.mark.parametrize(
    ("brought", "basis"),
    [
        *(pytest.param(brought, SHORT, id=brought) for brought in FILES),
        *(
            pytest.param(brought, basis, id=f"{brought}, {name}")
            for brought in ("somebody new", "a later date")
            for name, basis in BASES.items()
        ),
    ],
)
def test_a_rehearsal_tells_exactly_what_adding_does(
    desk: Workspace, brought: str, basis: RankingSpec
) -> None:
    account = taken(desk, *FILES[brought])
    answer = try_load(Caller(desk, ANALYST), account, basis)
    assert answer.after is not None
    then = replace(basis, as_of=answer.after.as_of)
    before, unmoved = (ranked_list(ask(desk, ANALYST, each)).ranking for each in (basis, then))
    places_before = sums(desk, then)
    receipt = add_files(Caller(desk, ANALYST), [account])
    after, places = ranked_list(ask(desk, ANALYST, basis)).ranking, sums(desk, then)
    assert replace(answer.receipt, files=()) == replace(receipt, files=())
    assert answer.before is not None
    for foretold, real in ((answer.before, before), (answer.after, after)):
        assert foretold.name == real.name
        assert foretold.cut == real.cut
        assert foretold.table.equals(real.table)
        assert foretold.unmapped.equals(real.unmapped)
    assert answer.movement.equals(compare(before, after))
    assert answer.by_date.equals(compare(before, unmoved))
    assert {
        one["code"]: (
            *(one["days_before"], one["allegations_before"]),
            *(one["days_after"], one["allegations_after"]),
        )
        for one in answer.boroughs.iter_rows(named=True)
    } == {
        code: (*places_before.get(code, (0, 0)), *places.get(code, (0, 0)))
        for code in places_before.keys() | places.keys()
        if places_before.get(code, (0, 0)) != places.get(code, (0, 0))
    }


@pytest.mark.parametrize("brought", FILES)
def test_a_rehearsal_leaves_the_record_as_it_was(desk: Workspace, brought: str) -> None:
    account = taken(desk, *FILES[brought])
    before, standing = (
        record(desk.settings.data),
        ranked_list(ask(desk, ANALYST, RankingSpec())).people,
    )
    try_load(Caller(desk, ANALYST), account, RankingSpec())
    assert record(desk.settings.data) == before
    assert ranked_list(ask(desk, ANALYST, RankingSpec())).people.equals(standing)
    assert desk.facts.version == 1


def test_a_rehearsal_leaves_no_file_anywhere(
    desk: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = taken(desk, line())
    elsewhere = {name: tmp_path / name for name in ("working", "temporary", "home")}
    for folder in elsewhere.values():
        folder.mkdir()
    monkeypatch.chdir(elsewhere["working"])
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(elsewhere["temporary"]))
    monkeypatch.setenv("HOME", str(elsewhere["home"]))
    before = {path for path in tmp_path.rglob("*") if path.name not in REGISTER}
    answer = try_load(Caller(desk, ANALYST), account, RankingSpec())
    after = {path for path in tmp_path.rglob("*") if path.name not in REGISTER}
    assert answer.receipt.accepted == 1
    assert after == before
    assert Path(tempfile.gettempdir()) == elsewhere["temporary"]


def test_a_rehearsal_has_nowhere_to_write_to_even_when_memory_is_short(desk: Workspace) -> None:
    store, _ = Store.rehearsed(desk.settings.data, [extract(row())], memory="1GB")
    assert store._frame("select current_setting('temp_directory')").item() == ""


def test_a_rehearsed_record_is_locked_as_a_readers_is(desk: Workspace, tmp_path: Path) -> None:
    store, _ = Store.rehearsed(desk.settings.data, [extract(row())], memory="1GB")
    for statement in (
        f"copy allegations to '{tmp_path / 'out.csv'}'",
        "select * from read_text('/etc/hostname')",
        "set enable_external_access = true",
    ):
        with pytest.raises(StoreError):
            store._frame(statement)
    assert not (tmp_path / "out.csv").exists()


def test_a_rehearsal_leaves_a_line_in_the_log(desk: Workspace) -> None:
    rehearsed(desk, line())
    log = looks(desk).select("who", "action", "subject", "version")
    assert log.rows() == [("an analyst", "rehearsal", "next.csv", 1)]


def test_a_file_without_a_sound_row_is_not_rehearsed(desk: Workspace) -> None:
    with pytest.raises(IntakeError, match="not one that can be taken"):
        rehearsed(desk, line(recorded_on="never"))
    assert looks(desk).is_empty()


def test_a_rehearsal_does_not_wait_for_a_load_and_keeps_none_waiting(desk: Workspace) -> None:
    with only_writer(desk.settings.data):
        answer = rehearsed(desk, line())
    assert answer.receipt.version == 2


@pytest.mark.parametrize("folder", ["data", 'it\'s a "folder"'])
def test_an_empty_data_folder_is_rehearsed_upon(tmp_path: Path, folder: str) -> None:
    desk = Workspace(Settings(data=tmp_path / folder))
    lines = [line(), line(crime_ref="C10", suspect_id="Eve", offence_code=ABH, borough=BRENT)]
    answer = rehearsed(desk, *lines)
    assert (answer.before, answer.receipt.accepted, answer.receipt.version) == (None, 2, 1)
    assert answer.movement.select("suspect_id", "position_after", "movement").rows() == [
        ("Dee", 1, "entered"),
        ("Eve", 2, "entered"),
    ]
    assert answer.boroughs.select("name", "days_before", "days_after", "change").rows() == [
        ("Camden", 0.0, 2920.0, 2920.0),
        ("Brent", 0.0, 10.0, 10.0),
    ]
    assert not desk.has_data()
    assert {path.name for path in desk.settings.data.iterdir()} == REGISTER
    log = looks(desk).select("action", "version")
    assert log.rows() == [("rehearsal", 0)]


def test_an_odd_folder_name_is_no_part_of_a_question(tmp_path: Path) -> None:
    desk = desk_with(tmp_path / 'it\'s a "folder"', *STANDING)
    assert rehearsed(desk, line()).receipt.version == 2


def test_a_file_that_names_nobody_moves_nobody(tmp_path: Path) -> None:
    desk = Workspace(Settings(data=tmp_path / "data"))
    answer = rehearsed(desk, *FILES["nobody"])
    assert (answer.before, answer.after) == (None, None)
    assert answer.movement.is_empty()
    assert answer.people.is_empty()
    assert answer.boroughs.is_empty()


def test_whoever_the_file_names_is_reported_by_where_they_would_stand(desk: Workspace) -> None:
    answer = rehearsed(
        desk,
        line(crime_ref="C9", offence_code=ABH),
        line(crime_ref="C10", offence_code=ABH),
        line(crime_ref="C11", suspect_id="Ben", suspect_name="Ben Bell", borough=BRENT),
        line(crime_ref="C12", suspect_id="Eve", suspect_name=None, crime_status="cancelled"),
        line(crime_ref="C13", suspect_id=None),
        basis=SHORT,
    )
    columns = ("suspect_id", "name", "rows", "position_before", "position_after", "movement")
    assert answer.people.select(columns).rows() == [
        ("Ben", "Ben Bell", 1, 2, 2, "stayed"),
        ("Dee", "Dee Day", 2, None, 3, "off the list"),
        ("Eve", None, 1, None, None, None),
    ]


def test_boroughs_are_named_and_the_most_changed_comes_first(desk: Workspace) -> None:
    answer = rehearsed(
        desk,
        line(offence_code=ABH, borough=CAMDEN),
        line(crime_ref="C1", suspect_id="Ann", borough=BARNET, crime_status="cancelled"),
        line(crime_ref="C10", offence_code=ABH, borough=None),
    )
    assert answer.boroughs.select("name", "days_before", "days_after", "change").rows() == [
        ("Barnet", 3650.0, 1825.0, -1825.0),
        ("Camden", 0.0, 10.0, 10.0),
        ("Unknown place", 10.0, 20.0, 10.0),
    ]
    assert borough_names()[BARNET] == "Barnet"


@pytest.mark.parametrize("asked", [None, NEWEST])
def test_a_reader_at_the_newest_date_moves_on_with_a_newer_file(
    desk: Workspace, asked: date | None
) -> None:
    later = NEWEST + timedelta(days=2)
    answer = rehearsed(desk, line(recorded_on=later), basis=RankingSpec(as_of=asked))
    assert answer.before is not None
    assert answer.after is not None
    assert (answer.before.as_of, answer.after.as_of) == (NEWEST, later)


def test_a_reader_at_an_earlier_date_stays_there(desk: Workspace) -> None:
    earlier = NEWEST - timedelta(days=1)
    answer = rehearsed(
        desk, line(recorded_on=NEWEST + timedelta(days=2)), basis=RankingSpec(as_of=earlier)
    )
    assert answer.before is not None
    assert answer.after is not None
    assert answer.before.as_of == answer.after.as_of == earlier
    assert set(answer.movement["movement"]) == {"stayed"}


def test_a_reader_at_the_newest_date_stays_there_with_an_older_file(desk: Workspace) -> None:
    answer = rehearsed(desk, line(recorded_on=NEWEST - timedelta(days=30)))
    assert answer.after is not None
    assert answer.after.as_of == NEWEST
    assert set(answer.by_date["movement"]) == {"stayed"}


def test_what_a_later_date_alone_does_is_told_apart(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path / "data",
        row(suspect_id="Ann", recorded_on=NEWEST - timedelta(days=364)),
        row(crime_ref="C2", suspect_id="Ben", recorded_on=NEWEST, offence_code=ABH),
    )
    answer = rehearsed(desk, line(recorded_on=NEWEST + timedelta(days=1)))
    moves = ("suspect_id", "position_before", "position_after", "movement")
    assert answer.by_date.select(moves).rows() == [("Ben", 2, 1, "up"), ("Ann", 1, None, "left")]
    assert answer.movement.select(moves).rows() == [
        ("Dee", None, 1, "entered"),
        ("Ben", 2, 2, "stayed"),
        ("Ann", 1, None, "left"),
    ]


def test_a_record_too_large_for_the_memory_given_is_refused_in_a_line(tmp_path: Path) -> None:
    many = [row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in range(20_000)]
    desk_with(tmp_path / "data", *many)
    short = Workspace(Settings(data=tmp_path / "data", memory="3MB"))
    before = record(tmp_path / "data")
    with pytest.raises(StoreError, match="set HARMDESK_MEMORY to more") as answer:
        rehearsed(short, line())
    assert "\n" not in str(answer.value)
    assert "Traceback" not in str(answer.value)
    # The engine keeps a folder of its own for as long as it has the file open.
    after = {
        name: content for name, content in record(tmp_path / "data").items() if ".tmp/" not in name
    }
    assert after == before


def test_a_file_that_cannot_be_added_is_refused_in_a_line(desk: Workspace) -> None:
    wrong = extract(row(crime_ref="C8"))
    broken = Extract(
        rows=wrong.rows.with_columns(victim_sex=pl.lit("?")), file="x.csv", sha256="0", read=1
    )
    with pytest.raises(StoreError, match="cannot be worked out") as answer:
        Store.rehearsed(desk.settings.data, [broken], memory="1GB")
    assert "\n" not in str(answer.value)
