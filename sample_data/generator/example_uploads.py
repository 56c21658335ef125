"""Writes the example upload files: `python -m sample_data.generator.example_uploads`.

Three small files to try the intake with, all synthetic: an update of the demonstration, an extract
in another layout, and one with faults.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final

import polars as pl

from sample_data.generator.population import generate
from sample_data.months import LAST_DAY

EXAMPLES: Final = Path(__file__).parents[1] / "examples"
_BOROUGHS: Final = Path(__file__).parents[2] / "dashboard" / "geography" / "tables" / "boroughs.csv"

_SEED: Final = 2026
_UPDATED, _NEW, _OTHER_LAYOUT, _FAULTY = 30, 20, 40, 30
_FORTNIGHT: Final = timedelta(days=14)

#: What a case has become when it is next reported.
_NEXT_STATUS: Final = {
    "named": "interviewed",
    "interviewed": "arrested",
    "arrested": "charged",
    "charged": "convicted",
}

#: An extract's own headings, as a force's system might have them.
_HEADINGS: Final = {
    "crime_ref": "Crime Reference",
    "suspect_id": "Suspect Nominal",
    "offence_code": "HO Code",
    "offence_title": "Offence",
    "recorded_on": "Date Recorded",
    "committed_on": "Committed From",
    "borough": "Borough",
    "victim_id": "Victim Nominal",
    "victim_sex": "Victim Sex",
    "domestic": "DA Flag",
    "suspect_name": "Suspect Name",
    "suspect_born": "Suspect DOB",
}


def main() -> None:
    """Write the examples again."""
    demonstration = generate(_SEED).allegations
    others = generate(_SEED + 1).allegations
    rng = Random(_SEED)
    EXAMPLES.mkdir(exist_ok=True)
    files = {
        "synthetic-allegations-update": update(rng, demonstration, others),
        "synthetic-croydon-february": other_layout(rng, others),
        "synthetic-allegations-with-faults": with_faults(rng, others),
    }
    for name, frame in files.items():
        frame.write_csv(EXAMPLES / f"{name}.csv")


def update(rng: Random, demonstration: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Open cases of the demonstration's last month gone further, and a new fortnight's crimes.

    Half of the new allegations are against people whom the demonstration has already.
    """
    recent = pl.col("recorded_on") > LAST_DAY - 2 * _FORTNIGHT
    single = demonstration.filter(
        recent, pl.col("suspect_id").is_not_null(), pl.len().over("crime_ref") == 1
    )
    open_cases = single.filter(pl.col("allegation_status").cast(pl.String).is_in([*_NEXT_STATUS]))
    further = _drawn(rng, open_cases, _UPDATED).with_columns(
        pl.col("allegation_status").cast(pl.String).replace(_NEXT_STATUS),
        pl.col("crime_status").cast(pl.String),
    )
    fresh = _drawn(rng, _named(others).filter(recent), _NEW).with_columns(
        pl.col("recorded_on", "committed_on").dt.offset_by("14d"),
        pl.col("crime_status", "allegation_status").cast(pl.String),
    )
    known = _drawn(rng, single, _NEW // 2).select(_about_suspect(single))
    against_known = pl.concat(
        [fresh.head(_NEW // 2).drop(known.columns), known], how="horizontal"
    ).select(fresh.columns)
    return pl.concat([further, against_known, fresh.tail(_NEW // 2)]).sort(
        "recorded_on", "crime_ref"
    )


def other_layout(rng: Random, others: pl.DataFrame) -> pl.DataFrame:
    """A month of one borough under other headings: names for codes, British dates, Y and N."""
    names = dict(pl.read_csv(_BOROUGHS).select("code", "name").iter_rows())
    croydon = _named(others).filter(
        pl.col("borough").replace_strict(names) == "Croydon",
        pl.col("recorded_on") > LAST_DAY - 2 * _FORTNIGHT,
    )
    rows = _drawn(rng, croydon, _OTHER_LAYOUT).sort("recorded_on", "crime_ref")
    return rows.with_columns(
        pl.col("borough").replace_strict(names),
        pl.col("recorded_on", "committed_on", "suspect_born").dt.strftime("%d/%m/%Y"),
        pl.col("offence_code").str.replace_all(r"\b0+", ""),
        domestic=pl.when("domestic").then(pl.lit("Y")).otherwise(pl.lit("N")),
    ).select(pl.col(old).alias(new) for old, new in _HEADINGS.items())


def with_faults(rng: Random, others: pl.DataFrame) -> pl.DataFrame:
    """Rows of which some cannot be taken: no reference, no such date, no such status, twice in."""
    columns = [*_HEADINGS, "crime_status", "allegation_status", "source"]
    rows = _drawn(rng, _named(others), _FAULTY).select(pl.col(columns).cast(pl.String))
    faulty = rows.with_row_index("at").with_columns(
        _spoilt("crime_ref", {2: None}),
        _spoilt("recorded_on", {5: "2025-02-30", 6: "yesterday"}),
        _spoilt("allegation_status", {9: "guilty"}),
        _spoilt("victim_sex", {12: "woman?"}),
        _spoilt("offence_code", {15: "999/99"}),
        _spoilt("offence_title", {15: None}),
    )
    return pl.concat([faulty, faulty.slice(20, 2)]).drop("at")


def _spoilt(column: str, faults: dict[int, str | None]) -> pl.Expr:
    """The column with other text at the rows numbered."""
    spoilt = pl.col("at").replace_strict(
        list(faults), list(faults.values()), default=None, return_dtype=pl.String
    )
    at_fault = pl.col("at").is_in([*faults])
    return pl.when(at_fault).then(spoilt).otherwise(pl.col(column)).alias(column)


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(
        pl.all_horizontal(pl.col("suspect_id", "borough", "suspect_name").is_not_null())
    )


def _about_suspect(frame: pl.DataFrame) -> list[str]:
    return [name for name in frame.columns if name.startswith("suspect_")]


def _drawn(rng: Random, frame: pl.DataFrame, total: int) -> pl.DataFrame:
    places = list(range(frame.height))
    rng.shuffle(places)
    return frame[places[:total]]


if __name__ == "__main__":
    main()
