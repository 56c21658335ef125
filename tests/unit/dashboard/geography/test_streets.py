"""The file of a street network: read as it was written, the same bytes for the same links."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from dashboard.errors import ReachError
from dashboard.geography.streets import LINKS, StreetFacts, read_streets, write_streets

FACTS = StreetFacts(
    file="a “file”.parquet",
    sha256="ab" * 32,
    source="Contains OS data © Crown copyright",
    read=9,
    unusable=1,
    outside=2,
    motorways=None,
    loops=1,
    loose=2,
    pieces=2,
    parts=1,
    largest=3,
    links=3,
    points=4,
)
ROWS = pl.DataFrame(
    [(3, 2, 1, 0, 90), (1, 2, 3, 4, 50), (1, 2, 3, 3, 70)], schema=LINKS, orient="row"
)


def test_a_network_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "streets.parquet"
    write_streets(file, ROWS, FACTS)
    links, facts = read_streets(file)
    assert facts == FACTS
    assert links.equals(ROWS.sort(pl.all()))


def test_the_same_links_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    files = [tmp_path / name for name in "ab"]
    write_streets(files[0], ROWS, FACTS)
    write_streets(files[1], ROWS.reverse(), FACTS)
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("wrong", ["bytes", "columns", "rows", "no facts", "gone"])
def test_a_file_that_is_not_ours_is_refused_in_a_sentence(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "streets.parquet"
    if wrong == "bytes":
        file.write_bytes(b"PAR1 nothing")
    elif wrong == "columns":
        ROWS.rename({"centimetres": "metres"}).write_parquet(file)
    elif wrong == "rows":
        write_streets(file, ROWS, replace(FACTS, links=4))
    elif wrong == "no facts":
        ROWS.write_parquet(file)
    with pytest.raises(ReachError, match="bring it again with `harmdesk streets import`"):
        read_streets(file)
