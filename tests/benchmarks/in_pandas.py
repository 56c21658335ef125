"""The ranking as an analyst would write it in pandas."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl

from dashboard.settings import Settings
from dashboard.store.store import LOCKED
from harm import definitions, indices
from harm.eligibility import adult_if_born_by
from harm.rules import Rules

#: As the store opens the file, since one process may open it in one way only.
CONFIG = LOCKED | {"memory_limit": Settings().memory}


def rank_in_pandas(directory: Path, *, rules: Rules, index: str) -> pd.DataFrame:
    """The whole ranking under the default choices, by pandas, as of the newest date."""
    file = directory / (directory / "current").read_text(encoding="utf-8").strip()
    connection = duckdb.connect(str(file), read_only=True, config=CONFIG)
    as_of: date = connection.sql("select max(recorded_on) from allegations").fetchall()[0][0]
    after = as_of - timedelta(days=rules.window_days)
    rows = connection.execute(
        "select suspect, crime, victim, offence, recorded_on, victim_sex, domestic, honour_based,"
        " crime_status, allegation_status, suspect_born, suspect_situation from allegations"
        " where to_version is null and suspect is not null and recorded_on > ?"
        " and recorded_on <= ?",
        [after, as_of],
    ).df()
    offences = connection.sql("select * from offences order by offence").pl()
    scored = indices.get(index).score(offences).join(definitions.classify(offences), on="offence")
    scores = pd.DataFrame(
        scored.with_columns(pl.col("tier").cast(pl.String)).to_dict(as_series=False)
    )
    people = connection.execute(
        "select person as suspect, reference as suspect_id from people"
    ).df()
    return _ordered(_summed(_counting(rows.merge(scores, on="offence"), as_of)), people, rules.seed)


def _counting(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    sex, title = rows["victim_sex"], rows["title_sex"]
    male = (sex == "M") | ((sex == "U") & (title == "M"))
    female = (sex == "F") | ((sex == "U") & (title == "F"))
    flagged = rows["domestic"] | rows["honour_based"]
    tier = rows["tier"]
    admitted = (
        (tier == "core")
        | ((tier == "person") & (female | flagged))
        | ((tier == "flagged") & flagged)
    )
    young = rows["suspect_born"] > pd.Timestamp(adult_if_born_by(as_of))
    return rows[
        ~rows["crime_status"].isin(["cancelled", "transferred"])
        & ~male
        & admitted
        & ~rows["allegation_status"].isin(["eliminated", "acquitted"])
        & (rows["suspect_situation"] != "deceased")
        & ~young
        & rows["tenths"].notna()
    ]


def _summed(counting: pd.DataFrame) -> pd.DataFrame:
    units = counting.groupby(["suspect", "crime"], as_index=False).agg(
        {"tenths": "max", "recorded_on": "max"}
    )
    sums = units.groupby("suspect").agg(
        tenths=("tenths", "sum"),
        allegations=("crime", "size"),
        most_serious=("tenths", "max"),
        last_recorded_on=("recorded_on", "max"),
    )
    return sums.join(counting.groupby("suspect")["victim"].nunique().rename("victims"))


def _ordered(sums: pd.DataFrame, people: pd.DataFrame, seed: str) -> pd.DataFrame:
    named = sums.reset_index().merge(people, on="suspect")
    named["draw"] = [hashlib.sha256(f"{seed}{i}".encode()).hexdigest() for i in named["suspect_id"]]
    ordered = named.sort_values(
        ["tenths", "victims", "most_serious", "last_recorded_on", "draw"],
        ascending=[False, False, False, False, True],
    ).reset_index(drop=True)
    ordered["position"] = ordered.index + 1
    ordered["rank"] = ordered["tenths"].rank(method="min", ascending=False).astype(int)
    return ordered
