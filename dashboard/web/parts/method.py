"""The parts of the method page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.geography import ATTRIBUTION
from dashboard.geography.recorded_crime import SOURCE
from dashboard.services.ranking_spec import RankingSpec
from dashboard.web.kit.more_rules import CHOICES as MORE_RULES
from dashboard.web.kit.ranking_spec import TIES
from dashboard.web.kit.table import show_pairs, show_table
from dashboard.web.kit.text import escaped
from dashboard.wording.notices import LIMITS
from dashboard.wording.rules import DEFINITION_WORDS
from harm.days import days_column
from harm.offences import indices
from harm.offences.lookup import classification

DEFINITION_SOURCE: Final = (
    "Harmdesk's reading of the published definitions; the police chiefs' own list of codes is "
    "not public."
)

#: Each field of the rules in words, and whether it is public or ours.
CHOICES: Final = {
    "definition": "Which offences count",
    "window_days": "Days that the list looks back (public)",
    "top": "How many are listed (public)",
    "ties": "Equal scores at the last place (ours)",
    "co_suspects": "Several people named in one crime (ours)",
    "victim_rows": "A crime with several victims (ours)",
    "attempts": "Attempts, scored as the index has them (ours)",
    "derived": "Offences newer than the index, scored by our supplement (ours)",
    "custody": "People in custody or prison (ours)",
    "police_generated": "Reports by the police themselves (ours)",
    "half_life_days": "Age in days at which an allegation weighs half (ours)",
    "minimum_allegations": "Fewest allegations to be assessed (ours)",
    "seed": "What the last tie-break is drawn with (ours)",
    "lot_seed": "What a lot at the cut is drawn with (ours)",
}
#: What the values of a choice are called, as the sidebar calls them.
VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "definition": {
        name: f"{words[0].upper()}{words[1:]}" for name, words in DEFINITION_WORDS.items()
    },
    "ties": {str(name): words for name, words in TIES.items()},
    **{name: titles for name, (_, titles) in MORE_RULES.items()},
}


STEPS: Final = """
1. The crime is not cancelled or transferred.
2. It was recorded in the window: after the date of the list less the window, and not after it.
3. The offence is in the definition, with this victim and these flags.
4. The suspect was not eliminated or acquitted (ours).
5. The suspect has not died, and is not known to be under 18 (ours).
6. The index has a score for the offence. There is no default: an offence that the index does
   not have scores nothing, and is counted and shown.

The first test that fails is the reason given. Suspects are ordered by score, then number of
victims, then the most serious allegation, then the latest date recorded, then a recorded draw.
"""

LIMITS_OF_USE: Final = f"""
- {LIMITS}
- A score adds up allegations. It is no finding of guilt, and it predicts nothing.
- High scores fall by themselves as allegations leave the window; a falling score does not show
  that anything worked.
- Who is reported, recorded and named differs between groups and places; a list carries those
  differences on.
- A person decides, and writes down why. The list alone decides nothing.
"""


def choices(basis: RankingSpec) -> None:
    """Show each choice and its value."""
    values = asdict(basis.rules)
    show_pairs({text: escaped(_value_words(name, values[name])) for name, text in CHOICES.items()})
    st.markdown(
        f":small[Rules {escaped(basis.rules.id)}: the number changes when any choice does.]"
    )


def _value_words(name: str, value: object) -> str:
    """A value of a choice as it is called where it is chosen."""
    if value is None:
        return "None: the age changes nothing"
    if name in VALUES:
        return VALUES[name][str(value)]
    if name == "lot_seed" and not value:
        return "No lot is drawn"
    return f"{value:,}" if isinstance(value, int) else str(value)


def index_table(basis: RankingSpec) -> None:
    """Show the whole index, searched by code or words."""
    index = indices.get(basis.index)
    st.markdown(escaped(f"{index.title}, {index.edition}: {index.unit}. {index.caveat}"))
    sought = st.text_input(
        "Search the index", placeholder="019/08, 19C.19.8.0, stalking …", key="sought"
    )
    found = search(index.entries, sought)
    st.markdown(f"{found.height:,} of {index.entries.height:,} offences.")
    show_table(
        found.select(
            "title",
            "classification",
            "urn",
            days_column().alias("days"),
            "starting_point",
            pl.col("guideline").replace("", None),
            pl.when("derived").then(pl.lit("derived")).otherwise(pl.lit("")).alias("note"),
            "cjs_codes",
        ),
        _columns(),
        height=480,
        alt="The index: each offence with its codes, days, starting point and guideline.",
    )


def search(entries: pl.DataFrame, sought: str) -> pl.DataFrame:
    """The entries that have every word sought in a title or a code."""
    words = sought.casefold().split()
    text = sought.strip()
    coded = (
        (pl.col("classification") == classification(text))
        | (pl.col("urn").str.to_lowercase() == text.lower())
        | pl.col("cjs_codes").str.to_lowercase().str.split(";").list.contains(text.lower())
    )
    by_code = entries.filter(coded)
    if by_code.height or not words:
        return by_code if text else entries
    titles = (
        pl.col("title").str.to_lowercase() + pl.lit(" ") + pl.col("short_title").str.to_lowercase()
    )
    return entries.filter(
        pl.all_horizontal(titles.str.contains(word, literal=True) for word in words)
    )


def sources() -> str:
    """Where each figure is from, as a Markdown list."""
    indexed = [
        f"- {escaped(f'{index.title}: {index.source}. {index.licence}.')}"
        for index in map(indices.get, indices.names())
    ]
    return "\n".join(
        [
            *indexed,
            f"- Definition of violence against women and girls: {DEFINITION_SOURCE}",
            f"- Recorded crime: {SOURCE}",
            f"- Places and populations: {ATTRIBUTION}",
            "- People of the demonstration: made up by a generator. No real person is among them.",
        ]
    )


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "title": column.TextColumn("Offence", width=380, pinned=True),
        "classification": column.TextColumn("Home Office", width=90),
        "urn": column.TextColumn("URN", width=96),
        "days": column.NumberColumn("Days", width=70, format="localized"),
        "starting_point": column.TextColumn("Starting point", width=190),
        "guideline": column.LinkColumn("Guideline", width=80, display_text="open"),
        "note": column.TextColumn("Note", width=70),
        "cjs_codes": column.TextColumn("CJS codes", width=160),
    }
