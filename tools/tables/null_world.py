"""What a list shows where listing does nothing: many made-up worlds, from one seed on."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from harm.offences.indices import get
from harm.stability.null_world import NullWorld, measured, simulate
from tools.tables.sources import DATA, TableSource, write_sources

TABLES: Final = Path(__file__).parents[2] / "harm" / "stability" / "tables"
WORLDS: Final = 100
INDEX: Final = "cchi-2020"


def build(_sources: Path) -> None:
    """Write the table and where it is from."""
    TABLES.mkdir(exist_ok=True)
    measured([world(seed) for seed in range(WORLDS)]).write_csv(TABLES / "null_world.csv")
    write_sources(
        TABLES,
        [
            TableSource(
                table="null_world.csv",
                source="Our simulation, harm/stability/null_world.py: everybody has a rate of "
                "their own that never changes; offences from the mix in "
                "sample_data/data/marginals/offence_mix.csv, days of the Cambridge index",
                edition=f"{WORLDS} worlds, seeds 0 to {WORLDS - 1}",
                licence="MIT",
                read_on="2026-11-27",
            )
        ],
    )


def world(seed: int) -> NullWorld:
    """The world of a seed, with the offences that are recorded in London."""
    mix = pl.read_csv(DATA / "marginals" / "offence_mix.csv", infer_schema=False)
    offences = mix.select("offence_code", "offence_title").with_row_index("offence")
    known = mix.with_columns(get(INDEX).score(offences)["tenths"]).drop_nulls("tenths")
    scores = known["tenths"].cast(pl.Float64).to_numpy() / 10
    weights = known["crimes"].cast(pl.Float64).to_numpy()
    return simulate(np.asarray(scores), np.asarray(weights), seed=seed)
