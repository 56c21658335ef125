"""Shares within a walk, held to figures that were worked out apart from the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
import pytest

from dashboard.analysis.reach.hours import read_hours
from dashboard.analysis.reach.shares import mean_minutes, people_in, within
from dashboard.analysis.reach.walking import METRES_A_MINUTE, nearest, walk_minutes
from dashboard.geography.counters import counters_on
from dashboard.geography.residents import small_areas

TABLES: Final = Path(__file__).parent / "tables"
FIGURES: Final = pl.read_csv(TABLES / "figures.csv")
DATES: Final = {"2025": date(2025, 6, 1), "2026": date(2026, 3, 3)}
LONDON: Final = "London"


def sites_of(counters: str) -> pl.DataFrame:
    which, year = counters.split("_")
    found = counters_on(DATES[year])
    if which == "any":
        return found
    always = [
        hours is not None and hours.round_the_clock for hours in map(read_hours, found["hours"])
    ]
    return found.filter(pl.Series(always))


@pytest.mark.parametrize("counters", FIGURES["counters"].unique().sort().to_list())
def test_every_published_share_is_reproduced(counters: str) -> None:
    homes, sites = small_areas(), sites_of(counters)
    codes = sorted(homes["borough_code"].unique())
    area = homes["borough_code"].replace_strict(codes, range(len(codes))).to_numpy()
    people = homes["residents"].to_numpy()
    metres = nearest(
        homes.select("lon", "lat").to_numpy(), sites.select("lon", "lat").to_numpy()
    ).metres
    figures = FIGURES.filter(counters=counters)
    assert figures["sites"].unique().to_list() == [sites.height]
    assert figures.height == 18 * 4
    everybody = people_in(area, people, len(codes))
    for figure in figures.iter_rows(named=True):
        minutes = walk_minutes(metres, detour=figure["detour"])
        reached = within(minutes, 20, area, people, len(codes))
        walked = mean_minutes(metres, area, people, len(codes)) * everybody
        chosen = slice(None) if figure["area"] == LONDON else codes.index(figure["area"])
        total = np.sum(everybody[chosen])
        assert total == figure["residents"]
        assert np.sum(reached[chosen]) / total == pytest.approx(figure["share"], abs=1e-4)
        assert np.sum(walked[chosen]) / total / 1000 == pytest.approx(figure["mean_km"], abs=1e-3)
    assert METRES_A_MINUTE == 80


def test_the_figures_name_their_source() -> None:
    sources = pl.read_csv(TABLES / "SOURCES.csv")
    assert sources["table"].to_list() == ["figures.csv"]
    assert sources.null_count().sum_horizontal().item() == 0
