"""Every version at once: the same rows as of the record opened at that version."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from dashboard.store import Store, load
from dashboard.store.loading import Extract
from dashboard.store.offence_choices import Choice, choose
from dashboard.store.withdrawal import withdraw
from harm.record.allegations import Allegations, complete
from tests.unit.dashboard.build import row
from tests.unit.harm.build import Cells, frame

AFTER, UNTIL = date(2024, 12, 31), date(2025, 12, 31)


def extract(known_on: date, *rows: Cells) -> Extract:
    return Extract(
        rows=complete(frame(*rows)),
        file=f"extract {known_on}",
        sha256=f"{known_on}",
        read=len(rows),
        synthetic=True,
        known_on=known_on,
    )


def person(number: int, **cells: object) -> Cells:
    own = {
        "crime_ref": f"C{number}",
        "suspect_id": f"S{number % 4}",
        "recorded_on": date(2025, 1 + number, 3),
    }
    return row(**{**own, **cells})


def record(folder: Path) -> Store:
    """Six versions: two loads, a row that changes, a death, a choice, and a withdrawal."""
    first = [person(n, offence_title=f"Shoving {n % 2}", offence_code=None) for n in range(6)]
    load(folder, [extract(date(2025, 7, 1), *first)])
    load(folder, [extract(date(2025, 8, 1), *(person(n) for n in range(6, 9)))])
    load(folder, [extract(date(2025, 9, 1), person(2, crime_status="cancelled"))])
    late = person(9, suspect_situation="deceased", suspect_born=date(2012, 1, 1))
    load(folder, [extract(date(2025, 10, 1), late)])
    choose(
        folder,
        Choice(offence_code=None, offence_title="Shoving 1", urn="cchi-1", text="a reason"),
    )
    withdraw(folder, 3, reason="wrong file")
    return Store.open(folder)


def rows_of(allegations: Allegations) -> pl.DataFrame:
    rows = allegations.rows.collect()
    return rows.select(sorted(rows.columns)).sort(pl.all())


def test_each_version_has_the_rows_that_it_has_when_opened(tmp_path: Path) -> None:
    store = record(tmp_path)
    period = store.snapshots.period(after=AFTER, until=UNTIL)
    versions = [version for version, _ in store.brought()]
    assert len(versions) == 6
    seen = set()
    for version in versions:
        for until in (UNTIL, date(2025, 5, 3)):
            whole = store.at(version).allegations(after=AFTER, until=until)
            found = period.at(version, after=AFTER, until=until)
            assert_frame_equal(rows_of(found), rows_of(whole))
            assert_frame_equal(found.offences, whole.offences)
            assert_frame_equal(found.suspects.collect(), whole.suspects.collect())
            seen.add((rows_of(found).height, tuple(found.offences["offence_code"])))
    assert len(seen) > 4  # the versions do differ
    died = period.at(versions[-1], after=AFTER, until=UNTIL).record
    assert died is not None
    assert died.collect().filter(pl.col("suspect_situation") == "deceased").height == 1


def test_each_version_is_about_what_it_is_about_when_opened(tmp_path: Path) -> None:
    store = record(tmp_path)
    versions = [version for version, _ in store.brought()]
    for row_ in store.snapshots.extents(versions).iter_rows(named=True):
        facts = store.at(row_["version"]).facts
        assert (row_["oldest"], row_["newest"]) == (facts.oldest, facts.newest)
        assert row_["allegations"] == facts.allegations
