"""Counts of crimes in the record: replaced by the month of an area or of a force, never ranked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import duckdb
import polars as pl
import pytest

from dashboard.errors import NobodyNamedError
from dashboard.intake.count_tables import COUNTS
from dashboard.services.data.quality import data_quality
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking import areas_of, rank_at
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Loaded, Store, load, schema
from dashboard.store.counts import COUNTED
from dashboard.store.known import today
from dashboard.store.loading import Extract
from tests.unit.dashboard.build import (
    ANALYST,
    everything,
    extract,
    known_at,
    loaded,
    looks,
    names_in,
    row,
)
from tests.unit.dashboard.store.test_identity import AS_EDITION_2

JAN, FEB, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
BARNET, BRENT = "E09000003", "E09000005"

#: Month, area, category, crimes.
Cell = tuple[date, str | None, str, int]

#: Two months of two areas.
FIRST: Final[list[Cell]] = [
    (JAN, BARNET, "Robbery", 5),
    (JAN, BARNET, "Drugs", 2),
    (JAN, BRENT, "Robbery", 7),
    (FEB, BARNET, "Robbery", 6),
]

#: Every cell that stands at a version.
STANDING: Final = f"""
select month, area, category, crimes from counts where {schema.LIVE}
order by month, area, category
"""  # noqa: S608 - our own words


def counts(*cells: Cell, source: str = "a table", whole_force: bool = False) -> pl.DataFrame:
    """A count a line; a month of an area, or of the whole force, is replaced at once."""

    def batch(month: date, area: str | None) -> str:
        return f"{source}|{month}" if whole_force else f"{source}|{month}|{area or ''}"

    rows = [
        (number, source, batch(month, area), month, area, area, category, crimes)
        for number, (month, area, category, crimes) in enumerate(cells)
    ]
    return pl.DataFrame(rows, schema=COUNTS, orient="row")


def of_counts(
    *cells: Cell, file: str = "counts.csv", duplicates: int = 0, whole_force: bool = False
) -> Extract:
    return Extract(
        rows=extract(row()).rows.clear(),
        counts=counts(*cells, whole_force=whole_force),
        shape="counts",
        file=file,
        sha256="0",
        read=len(cells) + duplicates,
        taken=len(cells),
        duplicates=duplicates,
    )


def counted(folder: Path, *cells: Cell, whole_force: bool = False) -> Loaded:
    return load(folder, [of_counts(*cells, whole_force=whole_force)])


def standing(folder: Path, version: int | None = None) -> list[Cell]:
    store = Store.open(folder)
    query: dict[str, object] = {"version": store.version if version is None else version}
    return [*store._frame(STANDING, query).iter_rows()]


def in_order(cells: list[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: (cell[0], cell[1] or "~", cell[2]))


def test_counts_go_into_the_record_as_they_are(tmp_path: Path) -> None:
    assert counted(tmp_path, *FIRST) == Loaded(version=1, accepted=4)
    assert standing(tmp_path) == in_order(FIRST)


def test_the_same_counts_twice_change_nothing(tmp_path: Path) -> None:
    counted(tmp_path, *FIRST)
    before = (tmp_path / "offences-1.duckdb").read_bytes()
    assert counted(tmp_path, *FIRST) == Loaded(version=1, duplicates=4)
    assert counted(tmp_path, *reversed(FIRST)) == Loaded(version=1, duplicates=4)
    assert (tmp_path / "offences-1.duckdb").read_bytes() == before
    assert "offences-2.duckdb" not in names_in(tmp_path)


def test_a_changed_figure_replaces_the_one_before(tmp_path: Path) -> None:
    counted(tmp_path, *FIRST)
    changed: list[Cell] = [(JAN, BARNET, "Robbery", 9), *FIRST[1:]]
    assert counted(tmp_path, *changed) == Loaded(version=2, accepted=1, duplicates=3, superseded=1)
    assert standing(tmp_path) == in_order(changed)
    assert standing(tmp_path, 1) == in_order(FIRST)


def test_an_offence_left_out_of_a_later_count_of_its_month_no_longer_stands(
    tmp_path: Path,
) -> None:
    counted(tmp_path, *FIRST)
    later = [FIRST[0]]
    assert counted(tmp_path, *later) == Loaded(version=2, duplicates=1, superseded=1)
    assert standing(tmp_path) == in_order([FIRST[0], *FIRST[2:]])
    assert (JAN, BARNET, "Drugs", 2) in standing(tmp_path, 1)


def test_an_offence_that_was_not_there_joins_its_month(tmp_path: Path) -> None:
    counted(tmp_path, *FIRST)
    more: list[Cell] = [*FIRST[:2], (JAN, BARNET, "Arson", 1)]
    assert counted(tmp_path, *more) == Loaded(version=2, accepted=1, duplicates=2)
    assert standing(tmp_path) == in_order([*FIRST, more[-1]])


def test_other_months_and_other_areas_stay_as_they_are(tmp_path: Path) -> None:
    counted(tmp_path, *FIRST)
    other: list[Cell] = [(MARCH, BARNET, "Robbery", 1), (FEB, BRENT, "Robbery", 3)]
    assert counted(tmp_path, *other) == Loaded(version=2, accepted=2)
    assert standing(tmp_path) == in_order([*FIRST, *other])


def test_a_month_of_a_force_is_replaced_with_all_its_areas(tmp_path: Path) -> None:
    counted(tmp_path, *FIRST, whole_force=True)
    later: list[Cell] = [(JAN, BARNET, "Robbery", 5), (JAN, None, "Robbery", 1)]
    assert counted(tmp_path, *later, whole_force=True) == Loaded(
        version=2, accepted=1, duplicates=1, superseded=2
    )
    assert standing(tmp_path) == in_order([*later, FIRST[3]])


def test_what_another_publisher_counts_is_kept_next_to_it(tmp_path: Path) -> None:
    theirs = of_counts()
    object.__setattr__(theirs, "counts", counts(FIRST[0], source="another table"))
    counted(tmp_path, *FIRST)
    assert load(tmp_path, [theirs]).superseded == 0
    assert sorted(Store.open(tmp_path).counts.by_category()["source"]) == [
        "a table",
        "a table",
        "another table",
    ]


def test_crimes_counted_one_by_one_are_summed(tmp_path: Path) -> None:
    one: Cell = (JAN, BARNET, "Robbery", 1)
    assert counted(tmp_path, one, one, one, whole_force=True) == Loaded(version=1, accepted=3)
    assert standing(tmp_path) == [(JAN, BARNET, "Robbery", 3)]
    again = counted(tmp_path, one, one, one, one, whole_force=True)
    assert again == Loaded(version=2, accepted=4, superseded=1)
    assert counted(tmp_path, *[one] * 4, whole_force=True) == Loaded(version=2, duplicates=4)


def test_places_that_nobody_knows_are_known_again(tmp_path: Path) -> None:
    nowhere: Cell = (JAN, None, "Robbery", 4)
    counted(tmp_path, nowhere)
    assert counted(tmp_path, nowhere) == Loaded(version=1, duplicates=1)
    assert counted(tmp_path, (JAN, None, "Robbery", 5)).superseded == 1


def test_every_line_is_accepted_or_known_already(tmp_path: Path) -> None:
    counted(tmp_path, *FIRST)
    again = of_counts(FIRST[0], FIRST[1], (JAN, BRENT, "Robbery", 8), duplicates=2)
    answer = load(tmp_path, [again])
    assert answer == Loaded(version=2, accepted=1, duplicates=4, superseded=1)
    assert again.read == answer.accepted + answer.duplicates


def test_a_line_with_many_months_is_one_line(tmp_path: Path) -> None:
    wide = of_counts((JAN, BARNET, "Robbery", 5), (FEB, BARNET, "Robbery", 6))
    assert wide.counts is not None
    object.__setattr__(wide, "counts", wide.counts.with_columns(row=pl.lit(0, pl.UInt32)))
    object.__setattr__(wide, "taken", 1)
    assert load(tmp_path, [wide]) == Loaded(version=1, accepted=1)
    assert load(tmp_path, [wide]) == Loaded(version=1, duplicates=1)


def test_files_of_one_load_make_a_version_each_and_the_later_wins(tmp_path: Path) -> None:
    first, second = of_counts(*FIRST), of_counts((FEB, BARNET, "Robbery", 1))
    assert load(tmp_path, [first, second]) == Loaded(version=2, accepted=5, superseded=1)
    assert standing(tmp_path) == in_order([*FIRST[:3], (FEB, BARNET, "Robbery", 1)])


def test_counts_and_allegations_are_next_to_each_other(tmp_path: Path) -> None:
    loaded(tmp_path, row())
    before = known_at(tmp_path, 1)
    counted(tmp_path, *FIRST)
    assert known_at(tmp_path, 2) == before
    loaded(tmp_path, row(crime_ref="C2"))
    assert standing(tmp_path) == in_order(FIRST)
    assert Store.open(tmp_path).facts.allegations == 2


def test_a_record_of_counts_alone_says_how_new_it_is(tmp_path: Path) -> None:
    counted(tmp_path, *FIRST)
    facts = Store.open(tmp_path).facts
    assert (facts.oldest, facts.newest) == (JAN, FEB)
    assert (facts.version, facts.allegations, facts.people) == (1, 0, "real")


def test_of_counts_and_allegations_together_the_dates_are_those_of_the_allegations(
    tmp_path: Path,
) -> None:
    loaded(tmp_path, row(recorded_on=date(2026, 1, 5)), synthetic=True)
    counted(tmp_path, *FIRST)
    facts = Store.open(tmp_path).facts
    assert facts.newest == facts.oldest == date(2026, 1, 5)
    assert facts.people == "synthetic"


NOBODY: dict[str, Callable[[Path], object]] = {
    "counts": lambda folder: counted(folder, *FIRST),
    "crimes": lambda folder: load(folder, [extract(row(suspect_id=None))]),
    "both": lambda folder: load(folder, [of_counts(*FIRST), extract(row(suspect_id=None))]),
}


@pytest.mark.parametrize("kind", NOBODY)
def test_a_record_that_names_nobody_cannot_be_ranked_and_says_so_in_a_line(
    tmp_path: Path, kind: str
) -> None:
    NOBODY[kind](tmp_path)
    store, desk = Store.open(tmp_path), Workspace(Settings(data=tmp_path))
    asks: tuple[Callable[[], object], ...] = (
        lambda: rank_at(store, RankingSpec()),
        lambda: rank_at(store, RankingSpec(as_of=FEB)),
        lambda: ranked_list(ask(desk, ANALYST, RankingSpec())),
        lambda: data_quality(ask(desk, ANALYST, RankingSpec())),
    )
    for rank_nobody in asks:
        with pytest.raises(NobodyNamedError, match="The record names nobody") as answer:
            rank_nobody()
        assert "\n" not in str(answer.value)
    assert looks(desk).is_empty()


@pytest.mark.parametrize("kind", NOBODY)
def test_a_record_that_names_nobody_has_no_alleged_harm_anywhere(tmp_path: Path, kind: str) -> None:
    NOBODY[kind](tmp_path)
    store = Store.open(tmp_path)
    assert areas_of(store, RankingSpec(), "borough").is_empty()
    assert store.counts.suspects() == 0


def test_every_load_is_reported_with_its_shape_and_its_account(tmp_path: Path) -> None:
    loaded(tmp_path, row())
    again = of_counts(*FIRST, file="borough table.csv", duplicates=1)
    load(tmp_path, [again])
    answer = Store.open(tmp_path).versions()
    assert answer["loaded_at"].is_sorted()
    assert answer["known_on"].to_list() == [today(), today()]
    assert answer.drop("loaded_at", "known_on").rows(named=True) == [
        {
            "version": 1,
            "file": "extract.csv",
            "shape": "allegations",
            "rows_read": 1,
            "accepted": 1,
            "rejected": 0,
            "duplicates": 0,
            "superseded": 0,
            "reason": None,
            "warnings": None,
            "withdrawn_by": None,
        },
        {
            "version": 2,
            "file": "borough table.csv",
            "shape": "counts",
            "rows_read": 5,
            "accepted": 4,
            "rejected": 0,
            "duplicates": 1,
            "superseded": 0,
            "reason": None,
            "warnings": None,
            "withdrawn_by": None,
        },
    ]


def test_what_is_counted_is_reported_by_category_most_first(tmp_path: Path) -> None:
    counted(tmp_path, *FIRST)
    counted(tmp_path, (JAN, BRENT, "Robbery", 8))
    answer = Store.open(tmp_path).counts.by_category()
    assert answer.schema == COUNTED
    assert answer.rows() == [
        ("a table", "Robbery", 19, 2, JAN, FEB),
        ("a table", "Drugs", 2, 1, JAN, JAN),
    ]


def test_a_record_without_counts_has_none(tmp_path: Path) -> None:
    loaded(tmp_path, row())
    assert Store.open(tmp_path).counts.by_category().is_empty()


def test_rows_are_reported_by_the_month_that_they_were_recorded_in(tmp_path: Path) -> None:
    loaded(
        tmp_path,
        row(recorded_on=date(2026, 1, 31)),
        row(crime_ref="C2", recorded_on=date(2026, 1, 1), suspect_id=None),
        row(crime_ref="C3", recorded_on=date(2026, 3, 1)),
    )
    loaded(tmp_path, row(crime_ref="C3", recorded_on=date(2026, 2, 28)))
    answer = Store.open(tmp_path).counts.by_month()
    assert answer.columns == ["month", "rows", "named"]
    assert answer.rows() == [(JAN, 2, 1), (FEB, 1, 1)]


def test_counts_are_no_rows_of_any_month(tmp_path: Path) -> None:
    counted(tmp_path, *FIRST)
    assert Store.open(tmp_path).counts.by_month().is_empty()


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A record of edition 1: without counts, and without a shape of each load."""
    loaded(tmp_path, row(), row(crime_ref="C2", suspect_id="S2"), synthetic=True)
    loaded(tmp_path, row(allegation_status="charged"))
    with duckdb.connect(tmp_path / "offences-2.duckdb") as connection:
        connection.execute(AS_EDITION_2)
        connection.execute("drop table counts")
        connection.execute("alter table versions drop column shape")
        connection.execute("update meta set edition = 1")
    return tmp_path


def edition_of(folder: Path) -> int:
    return int(Store.open(folder)._frame("select edition from meta").item())


def test_a_record_of_the_edition_before_is_read(earlier: Path) -> None:
    store = Store.open(earlier)
    assert (store.version, store.facts.allegations, store.facts.people) == (2, 2, "mixed")
    assert store.facts.newest == row()["recorded_on"]
    assert store.versions()["shape"].to_list() == ["allegations", "allegations"]
    assert store.counts.by_category().schema == COUNTED
    assert store.counts.by_category().is_empty()
    assert store.counts.by_month()["rows"].sum() == 2
    assert sorted(rank_at(store, RankingSpec()).table["suspect_id"]) == ["S1", "S2"]
    assert edition_of(earlier) == 1


@pytest.mark.parametrize("kind", ["allegations", "counts"])
def test_the_next_load_brings_a_record_up_to_this_edition_with_nothing_lost(
    earlier: Path, kind: str
) -> None:
    before, known = everything(earlier), [known_at(earlier, version) for version in (1, 2)]
    more = {"allegations": extract(row(crime_ref="C3")), "counts": of_counts(*FIRST)}[kind]
    assert load(earlier, [more]) == Loaded(version=3, accepted=len(more.rows) or 4)
    after = everything(earlier)
    assert edition_of(earlier) == schema.SCHEMA_EDITION
    assert [known_at(earlier, version) for version in (1, 2)] == known
    for table in before:
        kept = after[table].select(before[table].columns).head(before[table].height)
        assert kept.equals(before[table])
    assert after["versions"]["shape"].to_list() == ["allegations", "allegations", kind]
    assert standing(earlier) == (in_order(FIRST) if kind == "counts" else [])


def test_a_load_that_brings_nothing_leaves_the_edition_as_it_is(earlier: Path) -> None:
    before = (earlier / "offences-2.duckdb").read_bytes()
    assert loaded(earlier, row(allegation_status="charged")) == Loaded(version=2, duplicates=1)
    assert (earlier / "offences-2.duckdb").read_bytes() == before
    assert edition_of(earlier) == 1


def test_the_edition_before_may_be_loaded_into_again_and_again(earlier: Path) -> None:
    for number in range(3, 6):
        assert loaded(earlier, row(crime_ref=f"C{number}")).version == number
    assert Store.open(earlier).facts.allegations == 5


def test_the_edition_before_is_rehearsed_upon_and_left_as_it_is(earlier: Path) -> None:
    before = (earlier / "offences-2.duckdb").read_bytes()
    store, answer = Store.rehearsed(earlier, [of_counts(*FIRST)], memory="1GB")
    assert answer == Loaded(version=3, accepted=4)
    assert (store.facts.allegations, store.counts.by_category()["crimes"].sum()) == (2, 20)
    assert (earlier / "offences-2.duckdb").read_bytes() == before
