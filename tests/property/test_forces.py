"""Two forces in one record are what each is alone: whatever is loaded, and in whatever order."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.unit.dashboard.forces import CITY, line, listed, load_lines

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
    if not batches:
        return {}
    with TemporaryDirectory() as folder:
        for number, (force, batch) in enumerate(batches):
            name = f"{number}.csv"
            load_lines(Path(folder) / "data", *lines_of(batch), force=force, name=name)
        return listed(Path(folder) / "data")


@settings(max_examples=examples(15))
@given(batches=st.lists(BATCH, min_size=1, max_size=4), draw=st.data())
def test_the_list_of_two_forces_is_that_of_each_united(
    batches: list[tuple[str, list[tuple[int, int, int]]]], draw: st.DataObject
) -> None:
    met = [batch for batch in batches if batch[0] == "Met"]
    city = [batch for batch in batches if batch[0] == "CoLP"]
    apart = list_of(met) | list_of(city)
    assert all(reference.startswith(f"{CITY}/") for reference in list_of(city))
    assert list_of(batches) == apart
    assert list_of([*city, *met]) == apart
    order = draw.draw(st.permutations(["Met"] * len(met) + ["CoLP"] * len(city)))
    left = {"Met": list(met), "CoLP": list(city)}
    assert list_of([left[force].pop(0) for force in order]) == apart
