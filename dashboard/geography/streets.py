"""The street network of a force: one file of ours in the data folder, with what is known of it.

Harmdesk ships no streets. A force brings its own, such as OS Open Roads; what is kept are the links
that can be walked, by their ends on the National Grid and their length, and nothing else.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import polars as pl

from dashboard.errors import ReachError

#: What it is called in the data folder.
STREETS: Final = "streets.parquet"
#: A file that is being written; it gets its name once it is whole.
PART: Final = "streets.parquet.part"
#: Ends in metres of the National Grid, length in whole centimetres.
LINKS: Final = pl.Schema(
    {
        **dict.fromkeys(("easting_a", "northing_a", "easting_b", "northing_b"), pl.Int32()),
        "centimetres": pl.Int32(),
    }
)
#: The entry of the file that says what is known of it.
_FACTS: Final = "harmdesk"


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetFacts:
    """What is known of a street network.

    Attributes:
        file: the name of the file that it was made from.
        sha256: its fingerprint.
        source: what is shown with every figure that rests on it.
        read: links that the file has.
        unusable: of them without a line, or without a length that fits their ends.
        outside: of them not in or near London.
        motorways: of the rest motorways and their slip roads, which nobody walks; None: the file
            does not say which links are.
        loops: of the rest those that end where they begin, or are shorter than a metre.
        loose: of the rest links of small pieces that are joined to nothing else.
        pieces: how many such pieces there are.
        parts: how many parts are kept that are not joined to each other.
        largest: links of the largest part.
        links: how many are kept.
        points: where they meet or end.
    """

    file: str
    sha256: str
    source: str
    read: int
    unusable: int
    outside: int
    motorways: int | None
    loops: int
    loose: int
    pieces: int
    parts: int
    largest: int
    links: int
    points: int


def write_streets(path: Path, links: pl.DataFrame, facts: StreetFacts) -> None:
    """Write a network: the same links give the same bytes, in whatever order they come.

    Args:
        path: where.
        links: as `LINKS`.
        facts: what is known of it.
    """
    links.select(LINKS.names()).sort(pl.all()).write_parquet(
        path, metadata={_FACTS: json.dumps(asdict(facts), sort_keys=True)}
    )


def read_streets(path: Path) -> tuple[pl.DataFrame, StreetFacts]:
    """The links of a network, as `LINKS`, and what is known of it.

    Raises:
        ReachError: it cannot be read.
    """
    try:
        facts = StreetFacts(**json.loads(pl.read_parquet_metadata(path)[_FACTS]))
        links = pl.read_parquet(path, glob=False)
        if links.schema != LINKS or links.height != facts.links:
            raise _damaged(path)
    except (OSError, pl.exceptions.PolarsError, KeyError, TypeError, ValueError) as error:
        raise _damaged(path) from error
    return links, facts


def _damaged(path: Path) -> ReachError:
    return ReachError(
        f"The street network {path} cannot be read; bring it again with `harmdesk streets import`, "
        f"or ask for straight lines."
    )
