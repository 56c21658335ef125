"""Two forces in one record are what each is alone: whatever is loaded, and in whatever order."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.intake import Choices, of_path, take
from dashboard.services.data.loading import extract_of
from dashboard.services.ranking import rank_at
from dashboard.services.ranking_spec import RankingSpec
from dashboard.store import Store
from tests.depth import examples
from tests.unit.dashboard.forces import CITY, extract, line

ALLEGATION = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3))
#: What one load brings: allegations of the same few crimes, people and victims in either force.
BATCH = st.tuples(
    st.sampled_from(["Met", "CoLP"]),
    st.lists(ALLEGATION, min_size=1, max_size=4, unique_by=lambda a: a[:2]),
)


def lines_of(batch: list[tuple[int, int, int]]) -> list[str]:
    return [
        line(f"C{crime}", f"S{suspect}", victim=f"V{victim}", on=f"2026-01-{crime:02}")
        for crime, suspect, victim in batch
    ]


def list_of(batches: list[tuple[str, list[tuple[int, int, int]]]]) -> dict[str, int]:
    """The tenths of a day of each suspect, after these loads one after the other."""
    if not batches:
        return {}
    with TemporaryDirectory() as folder:
        extracts = []
        for number, (force, batch) in enumerate(batches):
            file = of_path(extract(Path(folder) / f"{number}.csv", *lines_of(batch)))
            report = take(file, today=date(2026, 4, 30), choices=Choices(force=force))
            extracts.append(extract_of(report))
        store = Store.alone(extracts, choices=None, memory="500MB")
        table = rank_at(store, RankingSpec(as_of=date(2026, 4, 30))).table
        return dict(table.select("suspect_id", "tenths").iter_rows())


@settings(max_examples=examples(20))
@given(batches=st.lists(BATCH, min_size=1, max_size=4), draw=st.data())
def test_the_list_of_two_forces_is_that_of_each_united(
    batches: list[tuple[str, list[tuple[int, int, int]]]], draw: st.DataObject
) -> None:
    met = [batch for batch in batches if batch[0] == "Met"]
    city = [batch for batch in batches if batch[0] == "CoLP"]
    apart = list_of(met) | list_of(city)
    assert sum(reference.startswith(f"{CITY}/") for reference in apart) == len(list_of(city))
    assert list_of(batches) == apart
    order = draw.draw(st.permutations(["Met"] * len(met) + ["CoLP"] * len(city)))
    left = {"Met": list(met), "CoLP": list(city)}
    assert list_of([left[force].pop(0) for force in order]) == apart
