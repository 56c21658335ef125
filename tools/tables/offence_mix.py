"""The Met's 2025 VAWG counts by wording, each wording with the code and title its rows carry.

The Met's wordings and the index's are kept by different people. A wording is mapped where the two
agree to the letter, or by the hand mapping next to this file, or, for an attempt, as the offence
attempted. What is left is written as the Met words it, without a code, and stays unmapped.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

_HAND_MAPPING: Final = Path(__file__).with_name("hand_mapping.csv")
_ATTEMPTED: Final = "Attempted - "
_OUTSIDE: Final = "Non-Vawg Crime"

COLUMNS: Final = (
    "wording",
    "crimsec_group",
    "offence_class",
    "crimes",
    "offence_code",
    "offence_title",
    "urn",
    "victim_sex",
    "mapped_by",
)


def offence_mix(sources: Path) -> pl.DataFrame:
    """One row a wording; see `COLUMNS`.

    `victim_sex` is the sex that the wording itself states, else null. `mapped_by` is `index` (the
    index has this very wording), `hand`, `attempt` (the code of the offence attempted) or null.
    """
    counts = _counts(sources)
    mapped = pl.concat([_by_index(counts, sources), _by_hand(sources)])
    known = counts.join(mapped, on="wording", how="left", validate="1:1")
    return (
        pl.concat([known.filter(_is_mapped()), _attempts(known), _unmapped(known)])
        .with_columns(victim_sex=_sex_in("wording"))
        .select(COLUMNS)
        .sort("crimes", "wording", descending=[True, False])
    )


def _counts(sources: Path) -> pl.DataFrame:
    name = "mps_vawg_2025_offences_matched_to_cchi2020.csv"
    return (
        pl.read_csv(sources / "calibration" / name, infer_schema=False)
        .filter(pl.col("crimsec_offences") != _OUTSIDE)
        .select(
            wording="crimsec_offences",
            crimsec_group="crimsec_group",
            offence_class="crimseccodeexpansion",
            crimes=pl.col("count").cast(pl.Int32),
            matched_urn="ATHENA URN",
        )
    )


def _index(sources: Path) -> pl.DataFrame:
    return pl.read_csv(sources / "harm" / "cchi_2020_official.csv", infer_schema=False).select(
        urn="athena_urn", offence_code="ho_classification", offence_title="offence_title"
    )


def _by_index(counts: pl.DataFrame, sources: Path) -> pl.DataFrame:
    return (
        counts.select("wording", urn="matched_urn")
        .join(_index(sources), on="urn", how="inner")
        .select("wording", "offence_code", "offence_title", "urn", mapped_by=pl.lit("index"))
    )


def _by_hand(sources: Path) -> pl.DataFrame:
    hand = pl.read_csv(_HAND_MAPPING, infer_schema=False)
    supplement = pl.read_csv(
        sources / "harm" / "cchi_supplement_derived.csv", infer_schema=False
    ).select(supplement_offence="offence", derived_code="ho_classification")
    return (
        hand.join(_index(sources), on="urn", how="left")
        .join(supplement, on="supplement_offence", how="left")
        .select(
            "wording",
            pl.coalesce("offence_code", "derived_code"),
            pl.coalesce("offence_title", "supplement_offence"),
            "urn",
            mapped_by=pl.lit("hand"),
        )
    )


def _is_mapped() -> pl.Expr:
    return pl.col("mapped_by").is_not_null()


def _base() -> pl.Expr:
    return pl.col("wording").str.strip_prefix(_ATTEMPTED)


def _attempts(known: pl.DataFrame) -> pl.DataFrame:
    """Attempts without a row of their own: the code of the full offence, the Met's title."""
    full = known.filter(_is_mapped()).select(base="wording", base_code="offence_code")
    return (
        _wanting(known)
        .join(full, left_on=_base(), right_on="base", how="inner")
        .with_columns(
            offence_code=pl.col("base_code"),
            offence_title=pl.col("wording"),
            mapped_by=pl.lit("attempt"),
        )
        .select(known.columns)
    )


def _unmapped(known: pl.DataFrame) -> pl.DataFrame:
    full = known.filter(_is_mapped()).select(base="wording")
    return (
        _wanting(known)
        .join(full, left_on=_base(), right_on="base", how="anti")
        .with_columns(offence_title=pl.col("wording"))
    )


def _wanting(known: pl.DataFrame) -> pl.DataFrame:
    return known.filter(~_is_mapped())


def _sex_in(column: str) -> pl.Expr:
    words = pl.col(column).str.to_lowercase()
    return (
        pl.when(words.str.contains(r"\b(female|girl)\b"))
        .then(pl.lit("F"))
        .when(words.str.contains(r"\bmale (child|person|victim)|- male -"))
        .then(pl.lit("M"))
    )
