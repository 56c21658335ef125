"""The day on which each version was known, and the record as it was known on a day."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboard.errors import StoreError
from dashboard.services.data.offence_choices import choose_offence
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Store, load
from dashboard.store.known import today
from dashboard.store.withdrawal import withdraw
from tests.unit.dashboard.build import ANALYST, extract, loaded, row
from tests.unit.harm.build import Cells

#: What makes a file of ours one of edition 4, before versions had their day.
AS_EDITION_4 = """
alter table versions drop column known_on;
drop table offence_choices;
update meta set edition = 4;
"""
JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)


def loaded_on(folder: Path, day: date, *rows: Cells) -> None:
    load(folder, [replace(extract(*rows), known_on=day)])


def rows_of(store: Store) -> pl.DataFrame:
    """The rows of a record that count for places."""
    return store.crimes(after=date(2000, 1, 1), until=date(2100, 1, 1)).rows.collect()


@pytest.fixture
def months(tmp_path: Path) -> Path:
    loaded_on(tmp_path, JANUARY, row())
    loaded_on(tmp_path, FEBRUARY, row(crime_ref="C2"))
    loaded_on(tmp_path, FEBRUARY, row(crime_ref="C3"))
    loaded_on(tmp_path, MARCH, row(allegation_status="eliminated"))
    return tmp_path


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (JANUARY, 1),
        (FEBRUARY - timedelta(days=1), 1),
        (FEBRUARY, 3),
        (MARCH - timedelta(days=1), 3),
        (MARCH, 4),
        (date(2999, 1, 1), 4),
    ],
)
def test_the_version_of_a_day_is_the_last_one_known_by_then(
    months: Path, day: date, version: int
) -> None:
    assert Store.open(months).version_known_on(day) == version


def test_before_the_first_version_nothing_was_known(months: Path) -> None:
    with pytest.raises(StoreError, match=r"Nothing was known on 2026-01-30: .* 2026-01-31"):
        Store.open(months).version_known_on(JANUARY - timedelta(days=1))


def test_a_later_load_cannot_have_been_known_before(months: Path) -> None:
    before = Store.open(months).facts
    with pytest.raises(StoreError, match=r"known on 2026-03-31.*on 2026-02-28; give that date"):
        loaded_on(months, FEBRUARY, row(crime_ref="C4"))
    assert Store.open(months).facts == before


def test_a_load_is_known_on_its_day_and_never_before_the_last(tmp_path: Path) -> None:
    later = today() + timedelta(days=400)
    loaded(tmp_path, row())
    loaded_on(tmp_path, later, row(crime_ref="C2"))
    loaded(tmp_path, row(crime_ref="C3"))
    assert Store.open(tmp_path).versions()["known_on"].to_list() == [today(), later, later]


def test_a_withdrawal_is_known_on_its_day(months: Path) -> None:
    withdraw(months, 2, reason="wrong file")
    store = Store.open(months)
    assert store.versions()["known_on"].to_list()[-1] == today()
    assert store.version_known_on(MARCH) == 4


def test_a_list_can_be_asked_as_it_was_known_on_a_day(months: Path) -> None:
    desk = Workspace(Settings(data=months))
    spec = RankingSpec(as_of=date(2026, 4, 30))
    tenths = {
        day: ask(desk, ANALYST, replace(spec, known_on=day)).ranking.table["tenths"].sum()
        for day in (JANUARY, FEBRUARY, MARCH)
    }
    assert tenths[FEBRUARY] == 3 * tenths[JANUARY]
    assert tenths[MARCH] == 2 * tenths[JANUARY]
    question = ask(desk, ANALYST, replace(spec, known_on=FEBRUARY))
    assert (question.version, question.spec.known_on) == (3, None)
    assert question.on(replace(spec, known_on=JANUARY)).version == 1


def test_a_row_that_names_nobody_goes_when_a_later_load_names_somebody(tmp_path: Path) -> None:
    loaded(tmp_path, row(suspect_id=None), row(crime_ref="C2", suspect_id=None))
    loaded(tmp_path, row())
    store = Store.open(tmp_path)
    assert rows_of(store.at(1)).height == 2
    assert sorted(rows_of(store)["suspect"].is_null().to_list()) == [False, True]
    assert store.counts.by_month().select("rows", "named").rows() == [(2, 1)]


def test_rows_of_one_load_that_name_somebody_and_nobody_both_stay(tmp_path: Path) -> None:
    loaded(tmp_path, row(suspect_id=None), row())
    assert rows_of(Store.open(tmp_path)).height == 2


def test_the_row_that_names_nobody_is_back_when_the_naming_is_withdrawn(tmp_path: Path) -> None:
    loaded(tmp_path, row(suspect_id=None))
    loaded(tmp_path, row())
    withdraw(tmp_path, 2, reason="another person")
    assert rows_of(Store.open(tmp_path))["suspect"].to_list() == [None]


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A record of edition 4, loaded on 5 February 2026 and on 7 March."""
    loaded(tmp_path, row())
    loaded(tmp_path, row(crime_ref="C2"))
    with duckdb.connect(str(tmp_path / "offences-2.duckdb")) as connection:
        connection.execute(AS_EDITION_4)
        for version, day in ((1, "2026-02-05 10:00"), (2, "2026-03-07 23:30")):
            query = "update versions set loaded_at = $at where version = $version"
            connection.execute(query, {"at": day, "version": version})
    return tmp_path


def test_an_older_folder_was_known_on_the_days_of_its_loads(earlier: Path) -> None:
    store = Store.open(earlier)
    assert store.versions()["known_on"].to_list() == [date(2026, 2, 5), date(2026, 3, 7)]
    assert store.version_known_on(date(2026, 3, 6)) == 1
    assert store.choices.table.is_empty()


def test_the_next_load_keeps_the_days_of_an_older_folder(earlier: Path) -> None:
    loaded_on(earlier, date(2026, 3, 31), row(crime_ref="C3"))
    store = Store.open(earlier)
    days = [date(2026, 2, 5), date(2026, 3, 7), date(2026, 3, 31)]
    assert store.versions()["known_on"].to_list() == days
    assert store.version_known_on(date(2026, 3, 30)) == 2
    choose_offence(Caller(Workspace(Settings(data=earlier)), ANALYST), (None, "GBH"), "8N.8.6.0")
    assert Store.open(earlier).choices.table.height == 1
