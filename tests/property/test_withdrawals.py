"""Whatever is loaded and withdrawn in whatever order, the record is as a plain model has it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import StoreError
from dashboard.store import Store, load, withdraw
from tests.unit.dashboard.build import KNOWN, extract, loaded, row

Key = tuple[str, str | None]
#: What a file says of some allegations: for each the statuses of its rows, one a victim.
Claims = dict[Key, tuple[str, ...]]

KEYS = st.tuples(st.sampled_from(["C1", "C2"]), st.sampled_from(["S1", "S2", None]))
ROWS = st.lists(st.sampled_from(["named", "charged", "arrested"]), min_size=1, max_size=2)
FILES = st.dictionaries(KEYS, ROWS.map(tuple), min_size=1, max_size=3)
STEPS = st.lists(st.one_of(FILES, st.integers(min_value=0, max_value=9)), min_size=1, max_size=8)


@dataclass
class Model:
    """The record in plain Python: what each load brought, and what each withdrawal takes back."""

    brought: dict[int, Claims] = field(default_factory=dict)
    withdraws: dict[int, int] = field(default_factory=dict)

    def holds(self, version: int) -> bool:
        return not any(
            target == version and self.holds(later) for later, target in self.withdraws.items()
        )

    def stands(self) -> dict[Key, tuple[int, tuple[str, ...]]]:
        """For each allegation the load whose rows stand, and the rows."""
        record: dict[Key, tuple[int, tuple[str, ...]]] = {}
        for version in sorted(self.brought):
            if self.holds(version):
                record |= {key: (version, rows) for key, rows in self.brought[version].items()}
        return record

    def load(self, version: int, words_of: Claims) -> bool:
        """Whether the file brought anything."""
        now = {key: rows for key, (_, rows) in self.stands().items()}
        new = {key: rows for key, rows in words_of.items() if now.get(key) != rows}
        if new:
            self.brought[version] = new
        return bool(new)

    def withdraw(self, coming: int, version: int) -> tuple[int, int, int]:
        """Rows removed, restored, and kept as a later load has them."""
        root = version
        while root in self.withdraws:
            root = self.withdraws[root]
        before = self.stands()
        self.withdraws[coming] = version
        after = self.stands()
        moved = {k for k in before | after if before.get(k) != after.get(k)}
        removed = sum(len(before[key][1]) for key in moved if key in before)
        restored = sum(len(after[key][1]) for key in moved if key in after)
        later = [rows for key, rows in self.brought[root].items() if after.get(key, (0,))[0] > root]
        return removed, restored, sum(map(len, later))


def in_rows(words_of: Claims) -> list[dict[str, object]]:
    return [
        row(crime_ref=crime, suspect_id=suspect, victim_id=f"V{n}", allegation_status=status)
        for (crime, suspect), statuses in words_of.items()
        for n, status in enumerate(statuses)
    ]


def rows_at(store: Store, version: int) -> list[tuple[object, ...]]:
    frame = store._frame(KNOWN, {"version": version})
    columns = ("crime_ref", "suspect_id", "victim_id", "allegation_status")
    return sorted(frame.select(*columns).rows(), key=repr)


def as_rows(words_of: Claims) -> list[tuple[object, ...]]:
    columns = ("crime_ref", "suspect_id", "victim_id", "allegation_status")
    return sorted((tuple(one[name] for name in columns) for one in in_rows(words_of)), key=repr)


@settings(max_examples=30)
@given(first=FILES, steps=STEPS)
def test_the_record_is_as_the_model_has_it_now_and_as_known_at_every_version(
    first: Claims, steps: list[Claims | int]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, model = Path(name), Model()
        load(folder, [extract(*in_rows(first))])
        model.load(1, first)
        known = {1: as_rows(first)}
        for step in steps:
            coming = max(known) + 1
            if isinstance(step, dict):
                done = load(folder, [extract(*in_rows(step))])
                assert (done.version == coming) == model.load(coming, step)
                if done.version != coming:
                    continue
            else:
                version = 1 + step % max(known)
                if version == 1 or not model.holds(version):
                    with pytest.raises(StoreError, match=r"cannot be withdrawn|withdrawn already"):
                        withdraw(folder, version, reason="a trial")
                    continue
                gone = withdraw(folder, version, reason="a trial")
                counts = (gone.removed, gone.restored, gone.kept_later)
                assert counts == model.withdraw(coming, version)
                assert gone.version == coming
            known[coming] = as_rows({key: rows for key, (_, rows) in model.stands().items()})
        store = Store.open(folder)
        assert store.versions()["version"].to_list() == sorted(known)
        for version, rows in known.items():
            assert rows_at(store, version) == rows


def test_withdrawing_a_later_load_does_not_bring_back_one_that_is_withdrawn(tmp_path: Path) -> None:
    for status in ("named", "arrested", "charged"):
        loaded(tmp_path, row(allegation_status=status))
    second = withdraw(tmp_path, 2, reason="wrong file")
    assert (second.removed, second.restored, second.kept_later) == (0, 0, 1)
    third = withdraw(tmp_path, 3, reason="wrong file")
    assert (third.version, third.removed, third.restored, third.kept_later) == (5, 1, 1, 0)
    assert [one[3] for one in rows_at(Store.open(tmp_path), 5)] == ["named"]
