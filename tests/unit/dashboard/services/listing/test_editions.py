"""A list under a table of one's own: what it changes, whom it moves, and who may see that."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.access.viewer import Viewer
from dashboard.services.listing.editions import MOVED, under_edition
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.editions import changes_table, in_edition_words, moved_table
from harm.offences.indices import Index, get, of_your_own, register
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, loaded, row
from tests.unit.harm.build import ABH, COERCIVE_CONTROL, RAPE, own_index

HACKNEY, CAMDEN = "E09000012", "E09000007"
SPEC = RankingSpec(rules=Rules(top=4))
OWN = of_your_own(
    "own *edition*",
    own_index(
        (RAPE, "", "2000"), (ABH, "", "4000"), (COERCIVE_CONTROL, "", "84"), ("", "New", "1")
    ),
)


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    rows = [
        row(
            crime_ref=f"C{n}",
            suspect_id=f"S{n}",
            offence_code=(RAPE, ABH, COERCIVE_CONTROL)[n % 3],
            recorded_on=date(2025, 1, 1 + n),
            suspect_home_borough=(CAMDEN, HACKNEY)[n % 2],
        )
        for n in range(12)
    ]
    loaded(tmp_path, *rows)
    return Workspace(Settings(data=tmp_path))


def listed_under(desk: Workspace, index: Index) -> list[str]:
    """The list under a table that was registered, as `--index FILE` does."""
    register("registered", lambda: index)
    spec = RankingSpec(rules=SPEC.rules, index="registered")
    return ranked_list(ask(desk, ANALYST, spec)).people["suspect_id"].to_list()


def test_who_moves_is_who_is_elsewhere_on_the_list_under_the_table(desk: Workspace) -> None:
    found = under_edition(ask(desk, ANALYST, SPEC), OWN)
    mine = ranked_list(ask(desk, ANALYST, SPEC)).people["suspect_id"].to_list()
    theirs = listed_under(desk, OWN)
    assert (found.both, found.leave, found.come) == (
        len({*mine} & {*theirs}),
        len({*mine} - {*theirs}),
        len({*theirs} - {*mine}),
    )
    assert found.come > 0
    assert found.moved.schema == MOVED
    stays = [each for each in mine if each in theirs]
    apart = [each for each in stays if mine.index(each) != theirs.index(each)]
    assert found.elsewhere == len(apart)
    assert set(found.moved["suspect_id"]) == ({*mine} ^ {*theirs}) | {*apart}
    for one in found.moved.filter("listed_after").iter_rows(named=True):
        assert theirs[one["position_after"] - 1] == one["suspect_id"]
    come = found.moved.filter(~pl.col("listed"))
    assert come["tenths_more"].to_list() == [39900] * come.height
    assert moved_table(found).height == found.moved.height
    assert "4,000" not in in_edition_words(found)


def test_the_words_count_the_offences_and_escape_the_name(desk: Workspace) -> None:
    found = under_edition(ask(desk, ANALYST, SPEC), OWN)
    words = in_edition_words(found)
    assert words.startswith("own \\*edition\\* held against Cambridge")
    assert "1 offence added" in words
    assert f"**{found.leave}** would leave" in words
    assert changes_table(found).height == found.changes.height
    assert changes_table(found)["kind"][0] == "Added"


def test_the_index_itself_changes_nothing_and_moves_nobody(desk: Workspace) -> None:
    found = under_edition(ask(desk, ANALYST, SPEC), get("cchi-2020"))
    assert found.changes.is_empty()
    assert found.moved.is_empty()
    assert (found.both, found.leave, found.come, found.elsewhere) == (4, 0, 0, 0)
    assert "the list is the same" in in_edition_words(found)


def test_a_table_that_only_changes_what_nobody_has_moves_nobody(desk: Workspace) -> None:
    index = get("cchi-2020")
    murder = pl.col("title").str.starts_with("Murder")
    tenths = index.entries.select(pl.when(murder).then(1).otherwise("tenths")).to_series()
    found = under_edition(ask(desk, ANALYST, SPEC), index.rescored(tenths))
    assert set(found.changes["kind"]) == {"changed"}
    assert "same names at the same places" in in_edition_words(found)


def test_a_supervisor_has_their_own_people_and_everybodys_counts(desk: Workspace) -> None:
    whole = under_edition(ask(desk, ANALYST, SPEC), OWN)
    supervisor = Viewer("a supervisor", role="supervisor", boroughs=frozenset({CAMDEN}))
    own = under_edition(ask(desk, supervisor, SPEC), OWN)
    theirs = {f"S{n}" for n in range(0, 12, 2)}
    assert set(own.moved["suspect_id"]) == set(whole.moved["suspect_id"]) & theirs
    assert 0 < own.moved.height < whole.moved.height
    assert (own.both, own.leave, own.come) == (whole.both, whole.leave, whole.come)


def test_the_log_has_the_size_and_fingerprint_of_the_table_and_not_its_name(
    desk: Workspace,
) -> None:
    under_edition(ask(desk, ANALYST, SPEC), OWN)
    line = desk.register.log().tail(1).row(0, named=True)
    assert line["action"] == "list"
    assert line["subject"].endswith(f"a table of 4 offences, SHA-256 {OWN.fingerprint[:16]}")
    assert "edition" not in line["subject"]
