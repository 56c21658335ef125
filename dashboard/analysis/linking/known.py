"""Scores new references against a register that is known: whom each may already be.

A register is made ready once; a new reference then takes a fraction of a second.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import polars as pl
from splink import DuckDBAPI
from splink.internals.realtime import compare_records

from dashboard.analysis.linking.bands import LEAST
from dashboard.analysis.linking.blocking import RULES
from dashboard.analysis.linking.chances import Chances, chances_of
from dashboard.analysis.linking.engine import (
    frequency_for_splink,
    own_database,
    pairs_of,
    settings_of,
)
from dashboard.analysis.linking.model import Model, shipped_model
from dashboard.analysis.linking.pairs import as_pairs, compared_in
from dashboard.analysis.linking.records import records_of


@dataclass(frozen=True)
class KnownRegister:
    """A register made ready for what is new to be scored against it.

    Attributes:
        records: as `records.records_of`.
        model: that weighs.
        chances: what agrees by chance in it.
    """

    records: pl.DataFrame
    model: Model
    chances: Chances


def known_register(register: pl.DataFrame, *, model: Model | None = None) -> KnownRegister:
    """Make a register ready.

    Args:
        register: as `records.REGISTER`, each reference once.
        model: None: the one that is shipped.

    Raises:
        ValueError: a reference is there twice, or is missing.
    """
    used, records = model or shipped_model(), records_of(register)
    return KnownRegister(records, used, chances_of(records, used, compared_in(records)))


def score_one(
    nominals: pl.DataFrame, register: KnownRegister, *, least: float = LEAST
) -> pl.DataFrame:
    """Whom of a register new references may be.

    Args:
        nominals: new references, as `records.REGISTER`; one or more, each once. A reference that
            is in the register is not compared with itself.
        register: made ready.
        least: the least weight, in bits.

    Returns:
        The columns of `pairs.find_pairs`, where `a` is the new reference and `b` a known one. What
        is new is not compared with what else is new.

    Raises:
        ValueError: a reference is there twice, or is missing.
    """
    known = register.records
    compared = compared_in(known)
    new = _counted(records_of(nominals), known)
    places = _candidates(new, known)
    frequencies = register.chances
    left, right = (
        _with_frequencies(side.select(pl.all().gather(places[of])), frequencies)
        for side, of in ((new, "new"), (known, "known"))
    )
    settings = settings_of(
        compared, register.model.same, frequencies.shares, prior=frequencies.prior
    )
    with own_database() as connection:
        found = compare_records(
            left.with_row_index("place").to_arrow(),
            right.with_row_index("place").to_arrow(),
            settings,
            DuckDBAPI(connection=connection),
            sql_cache_key=_key(settings),
            join_condition="l.place = r.place",
        )
        frame = pairs_of(found)
    return as_pairs(frame, compared, register.model, least, in_order=False)


def _key(settings: dict[str, Any]) -> str:
    """What names the SQL of these settings, which splink takes a fifth of a second to write."""
    return sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()


def _counted(new: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """New records with how many have their forename, and the columns of those that are known."""
    counts = known.select("given", known_count="given_count").unique("given").drop_nulls()
    counted = new.join(counts, on="given", how="left", maintain_order="left").with_columns(
        given_count=pl.col("given_count") + pl.col("known_count").fill_null(0)
    )
    return counted.with_columns(
        pl.lit(None, known.schema[name]).alias(name)
        for name in known.columns
        if name not in counted.columns
    ).select(known.columns)


def _candidates(new: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The pairs that agree in one of the six ways, by their places `new` and `known`."""
    ours = new.with_row_index("new")
    theirs = known.with_row_index("known")
    found = [
        ours.select("new", "suspect_id", *rule).join(
            theirs.select("known", *rule, other="suspect_id"), on=rule
        )
        for rule in RULES
    ]
    pairs = pl.concat(part.select("new", "known", "suspect_id", "other") for part in found)
    return pairs.filter(pl.col("suspect_id") != pl.col("other")).unique(["new", "known"])


def _with_frequencies(records: pl.DataFrame, chances: Chances) -> pl.DataFrame:
    """Records with how common their names are, as splink takes it."""
    for column, frequencies in chances.frequencies.items():
        usual = pl.lit(chances.unseen[column])
        share = frequency_for_splink(pl.col("frequency").fill_null(usual), column)
        records = records.join(frequencies, on=column, how="left", maintain_order="left")
        known = pl.col(column).is_not_null()
        records = records.with_columns(pl.when(known).then(share).alias(f"tf_{column}"))
        records = records.drop("frequency")
    return records
