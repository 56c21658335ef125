"""A frozen list is kept as it stood, had again, and held against another."""

import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event

import polars as pl
import pytest
import sqlalchemy as sa

from dashboard.errors import FrozenListError, HarmdeskError, RegisterError, StoreError
from dashboard.register.frozen_lists import EDITION
from dashboard.services.data.quality import data_quality
from dashboard.services.listing.frozen_lists import (
    freeze_list,
    frozen_list,
    reproduce_list,
    spec_of,
)
from dashboard.services.listing.movement import changes_since, list_movement
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.movement import between, moved, reason, summary
from harm.movement.attribution import PARTS
from harm.offences import indices
from harm.offences.indices import Index, of_your_own
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, desk_with, loaded, row, suspect_at
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, own_index

TWO = RankingSpec(Rules(top=2), as_of=AS_OF)
ROWS = (
    row(),
    row(crime_ref="C2", suspect_id="S2", offence_code=COERCIVE_CONTROL, suspect_name="Ben"),
    row(crime_ref="C3", suspect_id="S3", offence_code=ABH),
)


def changed(desk: Workspace, **cells: object) -> None:
    """Put something in place of a column of every frozen list."""
    with desk.register._engine.begin() as connection:
        table = sa.Table("frozen_lists", sa.MetaData(), autoload_with=connection)
        connection.execute(sa.update(table).values(cells))


def test_a_list_is_kept_with_all_that_it_rests_on(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *ROWS)
    kept = freeze_list(ask(desk, ANALYST, TWO))
    assert (kept.as_of, kept.version, kept.listed, kept.assessed) == (AS_OF, 1, 2, 3)
    assert (kept.index, kept.index_table, kept.who) == ("cchi-2020", None, "an analyst")
    assert kept.rules_id == TWO.rules.id
    assert spec_of(kept) == replace(TWO, version=1, links=0)
    assert [one.name for one in desk.register.all_frozen()] == [kept.name]
    assert desk.register.frozen(kept.name) == kept
    *line, seal = desk.register.log().rows()[-1][4:]
    assert line == ["freeze", kept.name, 1, kept.rules_id, None]
    assert seal.startswith(f"list {kept.name} ")


def test_the_same_list_frozen_twice_is_the_one_frozen_first(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *ROWS)
    first = freeze_list(ask(desk, ANALYST, TWO))
    assert freeze_list(ask(desk, replace(ANALYST, who="another"), TWO)) == first
    assert len(desk.register.all_frozen()) == 1


@pytest.mark.parametrize(
    "basis",
    [
        replace(TWO, rules=Rules(top=3)),
        replace(TWO, index="ons-css-2020"),
        replace(TWO, as_of=date(2026, 3, 30)),
    ],
    ids=["rules", "index", "date"],
)
def test_another_basis_is_another_list(tmp_path: Path, basis: RankingSpec) -> None:
    desk = desk_with(tmp_path, *ROWS)
    assert freeze_list(ask(desk, ANALYST, basis)).name != freeze_list(ask(desk, ANALYST, TWO)).name


def test_a_list_is_reproduced_after_later_loads_to_the_byte(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *ROWS)
    kept = freeze_list(ask(desk, ANALYST, TWO))
    loaded(tmp_path, row(crime_status="cancelled"), row(crime_ref="C4", suspect_id="S3"))
    answer = reproduce_list(ask(desk, ANALYST), kept.name)
    assert answer.identical
    assert answer.differences.is_empty()
    past = ranked_list(ask(desk, ANALYST, spec_of(kept)))
    assert past.facts.version == 1
    assert past.people["suspect_id"].to_list() == ["S1", "S2"]
    assert suspect_at(desk, ANALYST, spec_of(kept), "S1").explanation.tenths == 18250
    assert ranked_list(ask(desk, ANALYST, TWO)).people["suspect_id"].to_list() == ["S3", "S2"]
    assert freeze_list(ask(desk, ANALYST, spec_of(kept))) == kept


def test_a_past_list_knows_nobody_who_was_loaded_later(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *ROWS)
    loaded(tmp_path, row(crime_ref="C9", suspect_id="S9"))
    assert suspect_at(desk, ANALYST, TWO, "S9").explanation.tenths == 18250
    with pytest.raises(HarmdeskError, match="No suspect in the data has the reference 'S9'"):
        suspect_at(desk, ANALYST, replace(TWO, version=1), "S9")
    quality = data_quality(ask(desk, ANALYST, replace(TWO, version=1)))
    assert quality.versions["version"].to_list() == [1]


def test_a_version_between_knows_what_it_replaced_and_not_what_came_after(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *ROWS)
    loaded(tmp_path, row(offence_code=ABH))
    loaded(tmp_path, row(offence_code=COERCIVE_CONTROL), row(crime_ref="C9", suspect_id="S9"))
    scores = [
        dict(
            ask(desk, ANALYST, replace(TWO, version=version))
            .ranking.table["suspect_id", "tenths"]
            .iter_rows()
        )
        for version in (1, 2, 3)
    ]
    assert [score["S1"] for score in scores] == [18250, 100, 840]
    assert ["S9" in score for score in scores] == [False, False, True]
    facts = [ask(desk, ANALYST, replace(TWO, version=version)).store.facts for version in (1, 2, 3)]
    assert [(one.version, one.allegations) for one in facts] == [(1, 3), (2, 3), (3, 4)]


def test_what_differs_is_reported_for_each_suspect(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *ROWS)
    kept = freeze_list(ask(desk, ANALYST, TWO))
    other = kept.content.replace(b",18250,", b",18251,")
    changed(desk, content=zlib.compress(other), sha256="0", index_sha256="1")
    answer = reproduce_list(ask(desk, ANALYST), kept.name)
    assert not answer.identical
    assert answer.differences["suspect_id"].to_list() == ["", "S1", "S1"]
    assert answer.differences["what"].to_list()[1:] == ["tenths", "most_serious"]


def test_a_list_on_an_index_of_ones_own_is_reproduced_without_its_file(tmp_path: Path) -> None:
    own = of_your_own("mine of a test", own_index(("019/08", "", "7"), (ABH, "", "5")))
    indices.register(own.name, lambda: own)
    desk = desk_with(tmp_path, *ROWS)
    kept = freeze_list(ask(desk, ANALYST, replace(TWO, index=own.name)))
    indices.registry._makers.pop(own.name)
    indices.registry._made.cache_clear()
    assert reproduce_list(ask(desk, ANALYST), kept.name).identical
    other = of_your_own(own.name, own_index(("019/08", "", "8")))
    indices.register(own.name, lambda: other)
    with pytest.raises(FrozenListError, match="another of that name is in use"):
        spec_of(kept)
    indices.registry._makers.pop(own.name)
    indices.registry._made.cache_clear()


def test_two_readers_never_take_each_other_s_index_of_one_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_with(tmp_path, *ROWS)
    kept, both = [], Event()
    begun: list[str] = []
    for days in ("7", "8"):
        own = of_your_own("mine of two", own_index(("019/08", "", days)))
        indices.register(own.name, partial(replace, own))
        kept.append(
            freeze_list(
                ask(desk, ANALYST, replace(TWO, index=own.name, rules=Rules(top=int(days))))
            )
        )
        indices.registry._makers.pop(own.name)
        indices.registry._made.cache_clear()
    reproduce_index = indices.reproduce_index

    def wait_for_the_other(name: str, rows: str) -> Index:
        begun.append(name)
        if len(begun) == 2:
            both.set()
        both.wait(1)  # where only one may, the other does not come
        return reproduce_index(name, rows)

    monkeypatch.setattr(indices, "reproduce_index", wait_for_the_other)
    with ThreadPoolExecutor(2) as pool:
        errors = [query.exception() for query in [pool.submit(spec_of, one) for one in kept]]
    assert [type(error) for error in errors if error is not None] == [FrozenListError]
    indices.registry._makers.pop("mine of two")
    indices.registry._made.cache_clear()


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"edition": EDITION + 1}, "was kept by another edition of Harmdesk"),
        ({"rules": '{"colour": "red"}'}, "rests on rules"),
        ({"rules": "not JSON"}, "rests on rules"),
        ({"rules": '{"top": 0}'}, "rests on rules"),
        ({"rules_id": "0123456789ab"}, r"rests on rules \(0123456789ab\)"),
        ({"index": "gone"}, "rests on the index gone, which this Harmdesk does not have"),
    ],
    ids=["edition", "unknown rule", "no rules", "wrong rule", "another id", "index"],
)
def test_a_list_that_cannot_be_reproduced_says_why(
    tmp_path: Path, cells: dict[str, object], words: str
) -> None:
    desk = desk_with(tmp_path, *ROWS)
    kept = freeze_list(ask(desk, ANALYST, TWO))
    changed(desk, **cells)
    with pytest.raises(FrozenListError, match=words):
        reproduce_list(ask(desk, ANALYST), kept.name)
    with pytest.raises(FrozenListError, match=words):
        list_movement(ask(desk, ANALYST), kept.name, "now")


def test_a_list_of_a_version_that_the_data_does_not_have_says_so(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *ROWS)
    kept = freeze_list(ask(desk, ANALYST, TWO))
    changed(desk, version=7)
    with pytest.raises(StoreError, match="The data has no version 7: it is at version 1"):
        reproduce_list(ask(desk, ANALYST), kept.name)


def test_a_damaged_list_says_so(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *ROWS)
    kept = freeze_list(ask(desk, ANALYST, TWO))
    changed(desk, content=b"no")
    with pytest.raises(RegisterError, match="the register is damaged"):
        frozen_list(ask(desk, ANALYST), kept.name)


def test_a_list_of_which_something_else_is_kept_says_so(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, row())
    kept = freeze_list(ask(desk, ANALYST, RankingSpec(as_of=AS_OF)))
    changed(desk, content=zlib.compress(b"position\nnot a number\n"))
    with pytest.raises(FrozenListError, match="no longer as it was frozen"):
        reproduce_list(ask(desk, ANALYST), kept.name)


def test_a_list_that_nobody_froze_says_so(tmp_path: Path) -> None:
    with pytest.raises(FrozenListError, match="There is no frozen list called 'x'"):
        frozen_list(ask(desk_with(tmp_path, *ROWS), ANALYST), "x")


def test_before_the_record_begins_there_is_nothing_to_freeze(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *ROWS)
    with pytest.raises(FrozenListError, match="The record begins on 2026-03-21"):
        freeze_list(ask(desk, ANALYST, replace(TWO, as_of=date(2026, 3, 20))))
    assert desk.register.all_frozen() == []


def test_a_crime_cancelled_by_a_later_load_lowers_exactly_its_suspects(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *ROWS, row(suspect_id="S4"))
    kept = freeze_list(ask(desk, ANALYST, TWO))
    loaded(tmp_path, row(crime_status="cancelled"), row(suspect_id="S4", crime_status="cancelled"))
    answer = list_movement(ask(desk, ANALYST), kept.name, "now")
    lowered = answer.changes.filter(pl.col("status") != 0)
    assert sorted(lowered["suspect_id"]) == ["S1", "S4"]
    assert lowered["status"].to_list() == [-18250, -18250]
    assert (
        answer.changes.select((pl.col(part) != 0).sum() for part in PARTS).row(0).count(0)
        == len(PARTS) - 1
    )
    assert answer.versions == (1, 2)
    assert summary(answer.changes, answer.before.rules) == (
        "2 entered: 2 because others fell. 2 left: 2 by a status or fact that changed. "
        "Of those on both lists: 0 up, 0 down, 0 stayed."
    )
    assert "data version 1" in between(answer)
    whys = {
        one["suspect_id"]: reason(one, answer.before.rules)
        for one in answer.people.iter_rows(named=True)
    }
    assert str(whys["S1"]).endswith("crime cancelled")
    assert whys["S2"] == "Because others fell"
    names = dict(answer.people.select("suspect_id", "suspect_name").iter_rows())
    assert names["S2"] == "Ben"


def test_now_rests_on_the_other_lists_rules_unless_it_is_said(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *ROWS)
    kept = freeze_list(ask(desk, ANALYST, replace(TWO, index="ons-css-2020")))
    assert list_movement(ask(desk, ANALYST), "now", kept.name).before.index == "ons-css-2020"
    words = list_movement(ask(desk, ANALYST), kept.name, "now", now=TWO)
    assert words.after.index == "cchi-2020"
    assert (words.changes["index"] != 0).any()


def test_now_and_now_is_no_movement(tmp_path: Path) -> None:
    answer = list_movement(ask(desk_with(tmp_path, *ROWS), ANALYST), "now", "now")
    assert set(answer.changes["movement"].cast(pl.String)) == {"stayed"}


def test_a_list_is_held_against_the_last_one_frozen_under_the_same_rules(tmp_path: Path) -> None:
    desk = desk_with(
        tmp_path, *ROWS, row(crime_ref="C0", suspect_id="S0", recorded_on=date(2026, 3, 1))
    )
    assert changes_since(ask(desk, ANALYST, TWO)) is None
    earlier = replace(TWO, as_of=date(2026, 3, 20))
    freeze_list(ask(desk, ANALYST, replace(earlier, rules=Rules(top=3))))
    freeze_list(ask(desk, ANALYST, TWO))
    assert changes_since(ask(desk, ANALYST, TWO)) is None
    kept = freeze_list(ask(desk, ANALYST, earlier))
    lines = desk.register.log().height
    answer = changes_since(ask(desk, ANALYST, TWO))
    assert answer is not None
    assert (answer.name, answer.as_of) == (kept.name, kept.as_of)
    assert dict(moved(answer.changes).iter_rows()) == {
        "S0": "▼ 1",
        "S1": "new",
        "S2": "new",
        "S3": "new",
    }
    assert desk.register.log().height == lines
    changed(desk, rules="{")
    assert changes_since(ask(desk, ANALYST, TWO)) is None


def test_a_move_is_a_word_or_a_sign(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *ROWS)
    kept = freeze_list(ask(desk, ANALYST, TWO))
    loaded(tmp_path, row(crime_ref="C5", suspect_id="S3"))
    answer = list_movement(ask(desk, ANALYST), kept.name, "now")
    assert dict(moved(answer.changes).iter_rows()) == {"S3": "new", "S1": "▼ 1", "S2": "▼ 1"}
    back = list_movement(ask(desk, ANALYST), "now", kept.name)
    assert dict(moved(back.changes).iter_rows()) == {"S1": "▲ 1", "S2": "new", "S3": "▼ 2"}
    same = list_movement(ask(desk, ANALYST), kept.name, kept.name)
    assert set(moved(same.changes)["moved"]) == {"="}
