"""Writes the harm indices, the offences that they score and the VAWG definition."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

ROOT: Final = Path(__file__).resolve().parents[2]
INDICES: Final = ROOT / "harm" / "offences" / "indices" / "tables"
DEFINITIONS: Final = ROOT / "harm" / "offences" / "definitions"

#: Our own tiers for the derived offences, which the mapping of the 2020 edition cannot hold.
#: Strangulation goes with the assaults; images and order breaches with the offences that always
#: count; communications offences count when the crime is flagged.
DERIVED_TIER: Final = {
    "strangulation": "person",
    "communications": "flagged",
}

CCHI_SOURCE: Final = (
    "Cambridge Centre for Evidence-Based Policing, Cambridge Crime Harm Index, 2020 update; "
    "Sherman, Neyroud and Neyroud (2016), Policing 10(3)"
)


def build(sources: Path) -> None:
    """Write every table of `harm/offences/indices/tables` and `harm/offences/definitions`.

    Args:
        sources: a folder with the source tables, laid out as harm/*.csv.
    """
    cchi = _read(sources / "harm" / "cchi_2020_official.csv")
    derived = _read(sources / "harm" / "cchi_supplement_derived.csv").with_columns(
        urn=pl.format("DERIVED.{}", pl.int_range(1, pl.len() + 1))
    )
    tiers = _read(sources / "harm" / "vawg_offence_map.csv")
    pl.concat([_official(cchi), _derived(derived)]).write_csv(INDICES / "offences.csv")
    _cchi_days(cchi).write_csv(INDICES / "cchi-2020.csv")
    _derived_days(derived).write_csv(INDICES / "cchi-2020-derived.csv")
    _ons(sources).write_csv(INDICES / "ons-css-2020.csv")
    _definition(tiers, derived).write_csv(DEFINITIONS / "vawg.csv")
    _sources().write_csv(INDICES / "SOURCES.csv")


def _read(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False).with_columns(pl.all().fill_null(""))


def _official(cchi: pl.DataFrame) -> pl.DataFrame:
    codes = pl.col("cjs_codes").str.split(";").list.eval(pl.element().str.strip_chars())
    return cchi.select(
        urn="athena_urn",
        title=pl.col("offence_title").str.strip_chars(),
        short_title=pl.col("short_title").str.strip_chars(),
        classification="ho_classification",
        cjs_codes=codes.list.eval(pl.element().filter(pl.element() != "N/A")).list.join(";"),
        ho_class=pl.col("hocr_class").str.replace("/", "."),
        group=pl.col("subgroup").str.to_lowercase(),
        attempt="is_attempt",
    )


def _derived(derived: pl.DataFrame) -> pl.DataFrame:
    return derived.select(
        urn="urn",
        title="offence",
        # The wording under which the Met publishes its counts of this offence.
        short_title=pl.when(pl.col("offence") == "Strangulation or suffocation")
        .then(pl.lit("Non Fatal Strangulation or Suffocation"))
        .otherwise("offence"),
        classification="ho_classification",
        cjs_codes=pl.lit(""),
        ho_class=pl.lit(""),
        group=pl.lit("created after the 2020 edition"),
        attempt=pl.lit("0"),
    )


def _cchi_days(cchi: pl.DataFrame) -> pl.DataFrame:
    return cchi.select(
        urn="athena_urn",
        days="cchi_days",
        starting_point=pl.col("starting_point").str.strip_chars(),
        guideline=pl.col("guideline_source").str.strip_chars(),
        proxy=pl.col("proxy_or_note").str.strip_chars(),
    )


def _derived_days(derived: pl.DataFrame) -> pl.DataFrame:
    return derived.select(
        urn="urn",
        days="derived_days",
        starting_point="arithmetic",
        guideline=pl.col("source").str.extract(r"(https?://[^\s;]+)").fill_null(""),
        proxy="basis",
        statute="statute",
    )


def _ons(sources: Path) -> pl.DataFrame:
    weights = _read(sources / "harm" / "ons_css_weights.csv").filter(
        pl.col("hocr_class") != "1/4.1/4.10/4.2"
    )
    return (
        weights.group_by("hocr_class", maintain_order=True)
        .agg(
            title=pl.col("prc_description").str.join("; "),
            days=pl.col("css_weight_days").first(),
        )
        .rename({"hocr_class": "ho_class"})
    )


def _definition(tiers: pl.DataFrame, derived: pl.DataFrame) -> pl.DataFrame:
    offence = pl.col("offence").str.to_lowercase()
    ours = pl.lit("core")
    for word, tier in DERIVED_TIER.items():
        ours = pl.when(offence.str.contains(word)).then(pl.lit(tier)).otherwise(ours)
    return pl.concat(
        [
            tiers.select(
                urn="athena_urn",
                tier="vawg_tier",
                victim_sex="victim_sex_in_title",
                category="vawg_category",
            ),
            derived.select(
                urn="urn",
                tier=ours,
                victim_sex=pl.lit(""),
                category=pl.lit("created after the 2020 edition"),
            ),
        ]
    )


def _sources() -> pl.DataFrame:
    open_licence = "Open Government Licence v3.0"
    ours = "Harmdesk's own, same licence as the code"
    free = (
        "Copyright Cambridge Centre for Evidence Based Policing 2020; "
        "free to download, no licence text"
    )
    rows = [
        ("offences.csv", CCHI_SOURCE, "2020 update (6 October 2020)", free),
        ("cchi-2020.csv", CCHI_SOURCE, "2020 update (6 October 2020)", free),
        (
            "cchi-2020-derived.csv",
            "Harmdesk, by the rule of the 2020 edition; not CCHI",
            "2025",
            ours,
        ),
        (
            "ons-css-2020.csv",
            "Office for National Statistics, Crime Severity Score",
            "December 2020",
            open_licence,
        ),
        (
            "../../definitions/concern.csv",  # written by hand, and shipped with the built one
            (
                "Harmdesk's reading of research on what comes before domestic homicide "
                "(see harm/offences/definitions/concern.py)"
            ),
            "2026",
            ours,
        ),
        (
            "../../definitions/vawg.csv",
            "Harmdesk's reading of the published definitions; no official list is public",
            "2025",
            ours,
        ),
    ]
    return pl.DataFrame(
        rows, schema=["table", "source", "edition", "licence"], orient="row"
    ).with_columns(read_on=pl.lit("2026-11-23"))
