"""The indices that Harmdesk knows by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

from harm.days import to_tenths
from harm.errors import IndexTableError
from harm.offences.indices.index import ENTRY, Index

_makers: Final[dict[str, Callable[[], Index]]] = {}


def register(name: str, make: Callable[[], Index]) -> None:
    """Make an index known under a name; an earlier one of that name is replaced."""
    _makers[name] = make
    _made.cache_clear()


def names() -> list[str]:
    """The registered indices, the default first."""
    return list(_makers)


def get(name: str) -> Index:
    """The index of that name.

    Raises:
        IndexTableError: there is none.
    """
    if name not in _makers:
        raise IndexTableError(
            f"There is no index called {name!r}; choose one of {', '.join(_makers)}."
        )
    return _made(name)


@cache
def _made(name: str) -> Index:
    return _makers[name]()


def table(name: str) -> pl.DataFrame:
    """One of the shipped tables, all text, empty cells as empty text."""
    resource = files("harm.offences.indices") / "tables" / f"{name}.csv"
    return pl.read_csv(resource.read_bytes(), infer_schema=False).with_columns(
        pl.all().fill_null("")
    )


def _entries(weighted: pl.DataFrame) -> pl.DataFrame:
    """Offences with text `days` as index entries."""
    tenths = [to_tenths(days) for days in weighted["days"]]
    return weighted.with_columns(
        pl.col("attempt") == "1",
        pl.Series("tenths", [whole for whole, _ in tenths]),
        pl.Series("rounded", [rounded for _, rounded in tenths]),
    ).select(pl.col(name).cast(dtype) for name, dtype in ENTRY.items())


def _cchi_2020() -> Index:
    scores = pl.concat(
        [
            table("cchi-2020").with_columns(derived=pl.lit(value=False)),
            table("cchi-2020-derived").drop("statute").with_columns(derived=pl.lit(value=True)),
        ]
    ).rename({"proxy": "note"})
    return Index(
        name="cchi-2020",
        title="Cambridge CHI 2020",
        edition="2020 update, with 12 derived offences",
        unit="days of prison at the sentencing guidelines' starting point for a first conviction",
        source=(
            "Cambridge Crime Harm Index (CHI), Cambridge Centre for Evidence-Based Policing; "
            "Sherman, Neyroud and Neyroud (2016), Policing 10(3)"
        ),
        licence="Copyright Cambridge Centre for Evidence Based Policing 2020; free to download",
        caveat=(
            "It scores harassment, stalking and coercive control low compared with rape, so it "
            "says little about patterns of domestic abuse. Derived offences are Harmdesk's own "
            "arithmetic, not the index's."
        ),
        entries=_entries(table("offences").join(scores, on="urn", maintain_order="left")),
    )


def _ons_css_2020() -> Index:
    weights = table("ons-css-2020").select("ho_class", "days", note="title")
    none = pl.lit("")
    return Index(
        name="ons-css-2020",
        title="ONS Severity Score 2020",
        edition="weights published December 2020, rounded to tenths of a day",
        unit="average days of prison, or their equivalent, to which people were sentenced",
        source="Office for National Statistics, Crime Severity Score",
        licence="Open Government Licence v3.0",
        caveat=(
            "It is built on sentences passed, so it can carry disparities of sentencing back "
            "into a ranking; and one weight covers a whole class of offences."
        ),
        entries=_entries(
            table("offences")
            .filter(pl.col("ho_class") != "")
            .join(weights, on="ho_class", maintain_order="left")
            .with_columns(starting_point=none, guideline=none, derived=pl.lit(value=False))
        ),
    )


register("cchi-2020", _cchi_2020)
register("ons-css-2020", _ons_css_2020)
