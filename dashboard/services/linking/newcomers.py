"""References of a file that are new, and whom of the record each may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.analysis.linking.records import REGISTER
from dashboard.services.linking.proposals import score_new
from dashboard.services.linking.register import references_in
from dashboard.services.question import Question

#: A new reference and whom it may be, of the bands from *likely* on.
KNOWN: Final = pl.Schema(
    {
        "a": pl.String(),
        "name_a": pl.String(),
        "b": pl.String(),
        "name_b": pl.String(),
        "band": pl.String(),
        "chance": pl.Float64(),
    }
)
_SHOWN: Final = ("very likely", "likely")


@dataclass(frozen=True, slots=True)
class Newcomers:
    """References of a file that the record does not have.

    Attributes:
        new: how many there are.
        known: as `KNOWN`, the likeliest first: `a` is new, `b` is in the record.
    """

    new: int
    known: pl.DataFrame


def new_references(question: Question, rows: pl.DataFrame) -> pl.DataFrame:
    """Whoever is named in rows and not in the record, as `REGISTER`, by reference.

    Args:
        question: on the record before the rows are loaded.
        rows: sound rows of a file, as the allegation frame.
    """
    columns = REGISTER.names()[1:]
    return (
        rows.drop_nulls("suspect_id")
        .sort("recorded_on", "crime_ref")
        .group_by("suspect_id")
        .agg(pl.col(name).drop_nulls().last() for name in columns)
        .join(references_in(question), on="suspect_id", how="anti")
        .select(pl.col(name).cast(dtype) for name, dtype in REGISTER.items())
        .sort("suspect_id")
    )


def known_already(question: Question, new: pl.DataFrame) -> Newcomers:
    """Which new references look like people already known; nothing is kept, and nobody joined.

    Args:
        question: on the record before they are loaded.
        new: as `new_references`.

    Raises:
        NotAllowedError: the viewer may not see pairs.
    """
    found = score_new(question, new).filter(pl.col("band").is_in(_SHOWN))
    names = {
        side: people.select(pl.col("suspect_id").alias(side), suspect_name=pl.col("suspect_name"))
        for side, people in (("a", new), ("b", references_in(question)))
    }
    for side, own in names.items():
        named = own.rename({"suspect_name": f"name_{side}"})
        found = found.join(named, on=side, how="left", maintain_order="left")
    ordered = found.sort("weight", "a", "b", descending=[True, False, False])
    return Newcomers(
        new.height, ordered.select(pl.col(name).cast(dtype) for name, dtype in KNOWN.items())
    )
