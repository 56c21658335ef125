"""Writes which offence classes make up each category under which crime is published."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from tools.tables.indices import INDICES
from tools.tables.sources import OGL, TableSource, write_sources

#: The Met's minor categories, by the Home Office subgroup that each is, in the words of the
#: recording classes. Categories that are no subgroup (fraud, sheds) have no classes here.
MET: Final = {
    "ARSON": ("Arson",),
    "CRIMINAL DAMAGE": ("Criminal damage",),
    "BURGLARY BUSINESS AND COMMUNITY": ("Non-domestic burglary",),
    "DOMESTIC BURGLARY": ("Domestic burglary",),
    "BURGLARY - RESIDENTIAL": ("Domestic burglary",),
    "RES BURGLARY OF A HOME": ("Domestic burglary",),
    "POSSESSION OF DRUGS": ("Possession of drugs",),
    "TRAFFICKING OF DRUGS": ("Trafficking of drugs",),
    "MISC CRIMES AGAINST SOCIETY": ("Miscellaneous crimes",),
    "POSSESSION OF WEAPONS": ("Possession of weapons offences",),
    "ROBBERY OF BUSINESS PROPERTY": ("Robbery of business property",),
    "ROBBERY OF PERSONAL PROPERTY": ("Robbery of personal property",),
    "OTHER SEXUAL OFFENCES": ("Other sexual offences",),
    "RAPE": ("Rape offences",),
    "BICYCLE THEFT": ("Bicycle theft",),
    "OTHER THEFT": ("Other theft offences",),
    "SHOPLIFTING": ("Shoplifting",),
    "THEFT FROM THE PERSON": ("Theft from the person",),
    "INTERFERING WITH A MOTOR VEHICLE": ("Vehicle interference",),
    "THEFT FROM A VEHICLE": ("Theft from a vehicle",),
    "HOMICIDE": ("Homicide",),
    "STALKING AND HARASSMENT": ("Stalking and harassment",),
    "VIOLENCE WITH INJURY": ("Violence with injury",),
    "VIOLENCE WITHOUT INJURY": ("Violence without injury",),
}
#: Minor categories that are classes of their own within a subgroup.
MET_CLASSES: Final = {
    "VIOLENT DISORDER": ("62A",),
    "PUBLIC FEAR ALARM OR DISTRESS": ("9A",),
    "RACE OR RELIGIOUS AGG PUBLIC FEAR": ("9B",),
    "OTHER OFFENCES PUBLIC ORDER": ("66",),
    "AGGRAVATED VEHICLE TAKING": ("37.2",),
    "THEFT OR UNAUTH TAKING OF A MOTOR VEH": ("48",),
    "DEATH SERIOUS INJURY ILLEGAL DRIVING": ("37.1", "4.4", "4.6", "4.8", "4.9"),
}
#: The Home Office publishes these as one.
HOMICIDE: Final = {"1/4.1/4.10/4.2": ("1", "4.1", "4.10", "4.2")}


def build(sources: Path) -> None:
    """Write `categories.csv` next to the indices.

    Args:
        sources: a folder with the source tables, laid out as harm/*.csv.
    """
    classes = pl.read_csv(sources / "harm" / "ho_offence_classes_2017_18.csv", infer_schema=False)
    rows = [*_met(classes), *_police_uk(classes)]
    table = pl.DataFrame(rows, schema=["scheme", "category", "ho_class"], orient="row")
    table.unique(maintain_order=True).write_csv(INDICES / "categories.csv")
    source = TableSource(
        table="categories.csv",
        source=(
            "Home Office recording classes; which of the Met's categories is which subgroup is "
            "Harmdesk's reading of their names"
        ),
        edition="2017/18",
        licence=OGL,
        read_on="2026-11-24",
    )
    write_sources(INDICES, [source])


def _met(classes: pl.DataFrame) -> list[tuple[str, str, str]]:
    own = {code for codes in MET_CLASSES.values() for code in codes}
    rows = [("met", name, code) for name, codes in MET_CLASSES.items() for code in codes]
    for name, subgroups in MET.items():
        theirs = classes.filter(pl.col("offence_subgroup").is_in(subgroups))["hocr_class"]
        rows += [("met", name, code) for code in _each(theirs) if code not in own]
    return rows


def _police_uk(classes: pl.DataFrame) -> list[tuple[str, str, str]]:
    named = classes.select("police_uk_category", "hocr_class").iter_rows()
    return [("police.uk", category, code) for category, whole in named for code in _each([whole])]


def _each(classes: pl.Series | list[str]) -> list[str]:
    return [code for whole in classes for code in HOMICIDE.get(whole, (whole,))]
