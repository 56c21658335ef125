"""The ranking as an analyst would write it in pandas."""

from __future__ import annotations

import hashlib

import pandas as pd
import polars as pl

from harm.offences import definitions, indices
from harm.scoring.eligibility import adult_if_born_by
from harm.scoring.rules import Rules
from sample_data.demonstration import demonstration

OFFENCE = ["offence_code", "offence_title"]


def extract() -> pd.DataFrame:
    """The demonstration's extract as an analyst has it: one flat frame, already in memory."""
    rows = demonstration()
    texts = [name for name, dtype in rows.schema.items() if dtype == pl.Enum]
    flat = pd.DataFrame(rows.with_columns(pl.col(texts).cast(pl.String)).to_dict(as_series=False))
    for name in ("recorded_on", "suspect_born"):
        flat[name] = pd.to_datetime(flat[name])
    return flat


def rank_in_pandas(flat: pd.DataFrame, *, rules: Rules, index: str) -> pd.DataFrame:
    """The whole ranking under the default choices, as of the newest date.

    Looking an offence up in the index is Harmdesk's own here too, once for each distinct one.
    """
    as_of = flat["recorded_on"].max()
    after = as_of - pd.Timedelta(days=rules.window_days)
    young = flat["suspect_born"] > pd.Timestamp(adult_if_born_by(as_of.date()))
    apart = flat["suspect_id"][young | (flat["suspect_situation"] == "deceased")]
    rows = flat[
        flat["suspect_id"].notna() & ~flat["suspect_id"].isin(apart) & (flat["recorded_on"] > after)
    ]
    distinct = rows[OFFENCE].drop_duplicates().reset_index(drop=True)
    offences = pl.DataFrame(
        {
            name: [text if isinstance(text, str) else None for text in distinct[name]]
            for name in OFFENCE
        }
    ).with_row_index("offence")
    scored = indices.get(index).score(offences).join(definitions.classify(offences), on="offence")
    scores = pd.DataFrame(
        scored.with_columns(pl.col("tier").cast(pl.String)).to_dict(as_series=False)
    )
    known = pd.concat([distinct, scores], axis=1)
    return _ordered(_summed(_counting(rows.merge(known, on=OFFENCE))), rules.seed)


def _counting(rows: pd.DataFrame) -> pd.DataFrame:
    sex, title = rows["victim_sex"], rows["title_sex"]
    male = (sex == "M") | ((sex == "U") & (title == "M"))
    female = (sex == "F") | ((sex == "U") & (title == "F"))
    flagged = rows["domestic"] | rows["honour_based"]
    tier = rows["tier"]
    counting_rows = (
        (tier == "core")
        | ((tier == "person") & (female | flagged))
        | ((tier == "flagged") & flagged)
    )
    return rows[
        ~rows["crime_status"].isin(["cancelled", "transferred"])
        & ~male
        & counting_rows
        & ~rows["allegation_status"].isin(["eliminated", "acquitted"])
        & rows["tenths"].notna()
    ]


def _summed(counting: pd.DataFrame) -> pd.DataFrame:
    units = counting.groupby(["suspect_id", "crime_ref"], as_index=False).agg(
        {"tenths": "max", "recorded_on": "max"}
    )
    sums = units.groupby("suspect_id").agg(
        tenths=("tenths", "sum"),
        allegations=("crime_ref", "size"),
        most_serious=("tenths", "max"),
        last_recorded_on=("recorded_on", "max"),
    )
    return sums.join(counting.groupby("suspect_id")["victim_id"].nunique().rename("victims"))


def _ordered(sums: pd.DataFrame, seed: str) -> pd.DataFrame:
    named = sums.reset_index()
    named["draw"] = [hashlib.sha256(f"{seed}{i}".encode()).hexdigest() for i in named["suspect_id"]]
    ordered = named.sort_values(
        ["tenths", "victims", "most_serious", "last_recorded_on", "draw"],
        ascending=[False, False, False, False, True],
    ).reset_index(drop=True)
    ordered["position"] = ordered.index + 1
    ordered["rank"] = ordered["tenths"].rank(method="min", ascending=False).astype(int)
    return ordered
