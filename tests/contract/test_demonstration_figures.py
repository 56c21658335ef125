"""Every published figure that the demonstration is held to, with what it gives."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl
import pytest

import sample_data
from harm.offences.indices import get as get_index
from harm.offences.lookup import classification
from harm.record.allegations import Allegations
from harm.scoring.eligibility import explain_rows
from harm.scoring.ranking import Ranking, rank
from harm.scoring.rules import Rules

MARGINALS: Final = Path(sample_data.__file__).parent / "data" / "marginals"
PUBLISHED: Final = {
    row["figure"]: row
    for row in pl.read_csv(MARGINALS / "published_figures.csv").iter_rows(named=True)
}
LAST_DAY, YEAR_BEFORE = date(2026, 2, 28), date(2025, 2, 28)
RAPE: Final = "019/"


def ranked(rows: pl.DataFrame, as_of: date) -> Ranking:
    return rank(Allegations.of(rows), rules=Rules(), index=get_index("cchi-2020"), as_of=as_of)


class Year:
    """The demonstration's last year, and its lists."""

    def __init__(self, rows: pl.DataFrame) -> None:
        self.now, self.before = ranked(rows, LAST_DAY), ranked(rows, YEAR_BEFORE)
        recent = rows.filter(pl.col("recorded_on") > YEAR_BEFORE)
        self.crimes = recent.unique("crime_ref", keep="first", maintain_order=True)
        self.counting = recent.filter(
            pl.col("suspect_id").is_in(self.now.listed["suspect_id"].implode()),
            pl.col("crime_status") == "recorded",
        )

    @property
    def offences(self) -> pl.Series:
        pairs = self.crimes.select("offence_code", "offence_title").iter_rows()
        return pl.Series([offence(code, title) for code, title in pairs])


def offence(code: str | None, title: str | None) -> str:
    """A Home Office classification; the wording itself where the index does not know it."""
    index = get_index("cchi-2020")
    if found := index.find(code, title):
        return str(index.entries["classification"][found[0]])
    return classification(code) if code else str(title)


def offence_gap(year: Year) -> float:
    mix = pl.read_csv(MARGINALS / "offence_mix.csv").with_columns(
        pl.coalesce("offence_title", "wording").alias("offence_title")
    )
    pairs = mix.select("offence_code", "offence_title").iter_rows()
    real = mix.with_columns(kind=pl.Series([offence(code, title) for code, title in pairs]))
    shares = real.group_by("kind").agg(real=100 * pl.col("crimes").sum() / mix["crimes"].sum())
    return widest(shares, year.offences.alias("kind"))


def borough_gap(year: Year) -> float:
    counts = pl.read_csv(MARGINALS / "borough_shares.csv")
    shares = counts.group_by(kind="borough_code").agg(
        real=100 * pl.col("crimes").sum() / counts["crimes"].sum()
    )
    return widest(shares, year.crimes["borough"].alias("kind"))


def widest(real: pl.DataFrame, kinds: pl.Series) -> float:
    """The largest difference of a share, in percentage points."""
    made = kinds.to_frame().group_by("kind").agg(made=100 * pl.len() / len(kinds))
    both = real.join(made, on="kind", how="full", coalesce=True, nulls_equal=True)
    gaps = both.select((pl.col("real").fill_null(0) - pl.col("made").fill_null(0)).abs())
    return float(gaps.to_series().max())  # type: ignore[arg-type]


def same_month(crimes: pl.DataFrame) -> float:
    same = pl.col("recorded_on").dt.truncate("1mo") == pl.col("committed_on").dt.truncate("1mo")
    return float(crimes.select(same.mean()).item())


def new_to_list(year: Year) -> float:
    was, now = set(year.before.listed["suspect_id"]), year.now.listed["suspect_id"]
    return sum(suspect not in was for suspect in now) / len(now)


def victims_of_the_listed(year: Year) -> int:
    judged = explain_rows(
        Allegations.of(year.counting), rules=Rules(), index=get_index("cchi-2020"), as_of=LAST_DAY
    ).collect()
    counting = judged.filter(pl.col("reason").is_null())
    return counting["victim_id"].drop_nulls().n_unique()


FIGURES: Final[dict[str, Callable[[Year], float]]] = {
    "suspects_assessed": lambda year: year.now.assessed,
    "median_days": lambda year: year.now.median_tenths / 10,
    "top_allegations_each": lambda year: int(year.now.listed["allegations"].sum()) / 100,
    "top_days": lambda year: int(year.now.listed["tenths"].sum()) / 10,
    "top_victims": victims_of_the_listed,
    "suspects_with_15_victims": lambda year: int((year.now.listed["victims"] == 15).sum()),
    "offence_gap_points": offence_gap,
    "borough_gap_points": borough_gap,
    "same_month_rape": lambda year: same_month(
        year.crimes.filter(year.offences.str.starts_with(RAPE))
    ),
    "same_month_all": lambda year: same_month(year.crimes),
    "new_to_list": new_to_list,
}


@pytest.fixture(scope="module")
def year(generated: pl.DataFrame) -> Year:
    return Year(generated)


def test_every_published_figure_is_computed() -> None:
    assert set(FIGURES) == set(PUBLISHED)


@pytest.mark.parametrize("figure", PUBLISHED)
def test_a_published_figure_is_reproduced(
    year: Year, capsys: pytest.CaptureFixture[str], figure: str
) -> None:
    published, made = PUBLISHED[figure], FIGURES[figure](year)
    low, high = published["low"], published["high"]
    with capsys.disabled():
        print(f"\n{published['meaning']:45} {low:>10,.6g} to {high:<10,.6g} {made:>12,.6g}")  # noqa: T201
    assert low <= made <= high
