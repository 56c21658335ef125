"""The demonstration's rows as they are shipped: what `sample_data.generator` makes, kept as a file.

Whoever shows the demonstration reads it, in a tenth of a second and without the generator's
libraries. `python -m sample_data.demonstration` writes it anew after a change to the generator; a
test holds the two together.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

import polars as pl

FILE: Final = "demonstration.parquet"


def demonstration() -> pl.DataFrame:
    """Twenty-four months of synthetic allegations, to 28 February 2026.

    Returns:
        The columns of `harm.record.allegations.SCHEMA`, by `recorded_on`, `crime_ref`,
        `suspect_id`; as `sample_data.generator.generate` makes them of its default seed, every
        value and in order.
    """
    return pl.read_parquet((files("sample_data") / "data" / FILE).read_bytes())


def write() -> None:
    """Make the file anew; Faker, which draws the names, is a developers' package."""
    from sample_data.generator import generate  # noqa: PLC0415 - not there where nobody develops

    path = Path(__file__).parent / "data" / FILE
    generate().allegations.write_parquet(path, compression_level=19, statistics=False)


if __name__ == "__main__":
    write()
