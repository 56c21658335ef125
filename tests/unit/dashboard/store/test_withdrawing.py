"""A load is taken back: in counts, in files of before, and never against the rules."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboard.errors import StoreError
from dashboard.services.data.dry_run import try_withdrawal
from dashboard.services.data.withdrawal import withdraw_load
from dashboard.services.listing.frozen_lists import freeze_list, reproduce_list
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Store, load, withdraw
from dashboard.store.loading import Extract
from tests.unit.dashboard.build import ANALYST, extract, loaded, names_in, row
from tests.unit.dashboard.store.test_identity import AS_EDITION_2

pytestmark = pytest.mark.slow


def counts(batch: str, **crimes: int) -> Extract:
    """A file of counts: so many crimes of each category in one month of one area."""
    frame = pl.DataFrame(
        [
            {
                "row": n,
                "source": "a source",
                "batch": batch,
                "month": date(2026, 1, 1),
                "area": "E09000003",
                "borough": "E09000003",
                "category": category,
                "crimes": number,
            }
            for n, (category, number) in enumerate(crimes.items())
        ],
        schema_overrides={"crimes": pl.Int64},
    )
    none = extract(row()).rows.head(0)
    return Extract(
        rows=none, file="counts.csv", sha256="0", read=len(crimes), counts=frame, shape="counts"
    )


def counted(folder: Path) -> dict[str, int]:
    return dict(Store.open(folder).counts.by_category().select("category", "crimes").rows())


def test_counts_are_withdrawn_alike(tmp_path: Path) -> None:
    loaded(tmp_path, row())
    load(tmp_path, [counts("January", Robbery=5, Burglary=2)])
    load(tmp_path, [counts("January", Robbery=500), counts("February", Theft=1)])
    assert counted(tmp_path) == {"Robbery": 500, "Theft": 1}
    gone = withdraw(tmp_path, 3, reason="wrong unit")
    assert (gone.removed, gone.restored) == (1, 2)
    assert counted(tmp_path) == {"Robbery": 5, "Burglary": 2, "Theft": 1}
    back = withdraw(tmp_path, gone.version, reason="it was right")
    assert (back.removed, back.restored) == (2, 1)
    assert counted(tmp_path) == {"Robbery": 500, "Theft": 1}


def test_a_withdrawn_file_can_be_loaded_again(tmp_path: Path) -> None:
    loaded(tmp_path, row())
    wrong = [row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in range(2, 5)]
    loaded(tmp_path, *wrong)
    withdraw(tmp_path, 2, reason="too early")
    again = loaded(tmp_path, *wrong)
    assert (again.version, again.accepted, again.duplicates) == (4, 3, 0)


def test_people_are_as_made_up_as_the_loads_that_hold(tmp_path: Path) -> None:
    loaded(tmp_path, row(), synthetic=True)
    loaded(tmp_path, row(crime_ref="C2"))
    assert Store.open(tmp_path).facts.people == "mixed"
    withdraw(tmp_path, 2, reason="a real file")
    store = Store.open(tmp_path)
    assert store.facts.people == "synthetic"
    assert store.at(2).facts.people == "mixed"


@pytest.mark.parametrize(
    ("version", "reason", "words"),
    [
        (1, "why", "is the first and cannot be withdrawn"),
        (0, "why", r"no version 0 to withdraw; it has 1 to 3"),
        (-1, "why", "no version -1 to withdraw"),
        (99, "why", "no version 99 to withdraw"),
        (2, "why", "withdrawn already, by version 3"),
        (3, "", "needs a reason"),
        (3, " \n\t ", "needs a reason"),
        (3, "x" * 501, "has 501 letters"),
    ],
)
def test_what_cannot_be_withdrawn_is_refused_and_changes_nothing(
    tmp_path: Path, version: int, reason: str, words: str
) -> None:
    loaded(tmp_path, row())
    loaded(tmp_path, row(crime_ref="C2"))
    withdraw(tmp_path, 2, reason="x" * 500)
    before = names_in(tmp_path)
    with pytest.raises(StoreError, match=words):
        withdraw(tmp_path, version, reason=reason)
    assert names_in(tmp_path) == before
    assert Store.open(tmp_path).version == 3


def test_nothing_can_be_withdrawn_from_no_data(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no data"):
        withdraw(tmp_path / "nothing", 2, reason="why")
    assert not (tmp_path / "nothing").exists()


def test_a_load_into_a_file_of_before_can_be_withdrawn(tmp_path: Path) -> None:
    loaded(tmp_path, row(allegation_status="named"))
    loaded(tmp_path, row(allegation_status="charged"))
    with duckdb.connect(str(tmp_path / "offences-2.duckdb")) as connection:
        connection.execute(AS_EDITION_2)
    gone = withdraw(tmp_path, 2, reason="wrong file")
    assert (gone.version, gone.removed, gone.restored) == (3, 1, 1)
    assert Store.open(tmp_path).suspects.crimes_of("S1")["allegation_status"].to_list() == ["named"]


def test_a_withdrawal_is_in_the_versions_and_in_the_log_and_past_lists_reproduce(
    tmp_path: Path,
) -> None:
    loaded(tmp_path, row(crime_ref="C1", suspect_id="S1"))
    loaded(tmp_path, row(crime_ref="C2", suspect_id="S2"))
    desk = Workspace(Settings(data=tmp_path))
    kept = freeze_list(ask(desk, ANALYST, RankingSpec()))
    withdraw_load(Caller(desk, ANALYST), 2, " wrong\nfile ")
    versions = desk.store.versions()
    assert versions["shape"].to_list()[-1] == "withdrawal"
    assert versions["reason"].to_list() == [None, None, "wrong file"]
    assert versions["withdrawn_by"].to_list() == [None, 3, None]
    last = desk.register.log().row(-1, named=True)
    assert (last["action"], last["subject"]) == ("withdraw", "version 2: wrong file")
    assert last["version"] == 3
    assert ranked_list(ask(desk, ANALYST, RankingSpec())).people["suspect_id"].to_list() == ["S1"]
    assert reproduce_list(ask(desk, ANALYST), kept.name).identical


def test_a_rehearsal_tells_what_the_withdrawal_then_does_and_changes_nothing(
    tmp_path: Path,
) -> None:
    loaded(tmp_path, row(crime_ref="C1", suspect_id="S1"))
    loaded(tmp_path, row(crime_ref="C2", suspect_id="S2"), row(crime_ref="C1", suspect_id="S1"))
    desk = Workspace(Settings(data=tmp_path))
    tried = try_withdrawal(ask(desk, ANALYST, RankingSpec()), 2, "wrong file")
    assert desk.facts.version == 2
    left = tried.movement.filter(pl.col("movement") == "left")["suspect_id"].to_list()
    assert left == ["S2"]
    assert tried.after is not None
    done = withdraw_load(Caller(desk, ANALYST), 2, "wrong file")
    assert done == replace(tried.withdrawn, version=done.version)
    assert ask(desk, ANALYST, RankingSpec()).ranking.table.equals(tried.after.table)
