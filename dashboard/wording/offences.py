"""The short forms of offences: what tells them apart comes first, and nothing of it is cut."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import polars as pl

from harm.scoring.texts import texts_of

#: What a short form neither begins nor ends with.
_EDGES = " .·,"


@cache
def short_offence(title: str) -> str:
    """An offence as a table shows it: “Rape, girl under 13” and “Rape, woman 16+”.

    It is for reading down a column; the suspect's page has the index's own words. No two offences
    of an index have the same short form.

    Args:
        title: the words of an index or of an extract; words that are not known stay as they are.
    """
    text = title
    for phrase, short in _phrases():
        text = text.replace(phrase, short)
    plain = " ".join(text.split()).strip(_EDGES).replace(" ,", ",").replace(",,", ",")
    return plain[:1].upper() + plain[1:] if plain else title


def with_short_offences(allegations: pl.DataFrame) -> pl.DataFrame:
    """Allegations with the short form of each offence's title in the index, for a figure's labels.

    Args:
        allegations: with `index_title`.
    """
    return allegations.with_columns(texts_of(allegations["index_title"], short_offence))


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """Phrases and their short forms, in the order in which they are replaced."""
    table = files("dashboard.wording") / "tables" / "offence_phrases.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return tuple((row["phrase"], row["short"]) for row in rows)
