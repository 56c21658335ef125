"""The data's quality in words and tables, from what the desk answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from dashboard.services.data.quality import DataQuality
from dashboard.services.places.trends import NEW_SYSTEM
from dashboard.wording.formats import counted, day, share, short_day
from harm.assurance.data_quality import DECISIVE
from harm.days import spoken
from harm.offences import categories, indices

#: Each defect in words, and what it does to a list.
DEFECT_WORDS: Final[dict[str, tuple[str, str]]] = {
    "unmapped": (
        "Offence not in the index",
        "scores nothing, so the suspect may be placed too low",
    ),
    "ambiguous": (
        "Code with several scores",
        "scores the lowest, since no title decides: the suspect may be placed too low",
    ),
    "derived": (
        "Offence newer than the index",
        "scores Harmdesk's own arithmetic, not the index's",
    ),
    "alike": (
        "Alike under two crime references",
        "has the suspect, victim, offence and date of another: it may count twice",
    ),
    "one_case": (
        "Perhaps one case twice",
        "may be another record’s case: same suspect and offence within three days",
    ),
    "births": (
        "Two dates of birth",
        "may be of several people; the latest birth decides who is under 18",
    ),
    "victim": ("Victim not known", "is not counted among the victims, whose number decides ties"),
    "victim_sex": (
        "Victim's sex not known",
        "is in the definition only by its offence or its flags",
    ),
    "born": ("Date of birth not known", "may be of someone under 18"),
    "name": ("Suspect's name not known", "is harder to recognise, and to link"),
    "committed": ("Date of the offence not known", "has no known delay"),
    "borough": ("Place not known", "is in no borough's sum"),
    "home": ("Home borough not known", "is on no borough's own list"),
    "source": ("Who reported it not known", "may be a report by the police themselves"),
}
NAMES: Final = {defect: words[0] for defect, words in DEFECT_WORDS.items()}
#: How much a defect matters to a list, by a shape and a word: a shape can be seen without colour.
MARKS: Final = {
    "check": "▲ check",
    "know": "△ know",
    "elsewhere": "○ others",
    "none": "✓ none",
}
MARKS_KEY: Final = (
    "▲ touches the listed and can change a place: check it before the list is used. △ touches the "
    "listed and changes no place. ○ is in allegations of others alone. ✓ is in no allegation."
)
#: CONNECT replaced CRIS on 28 February 2024: figures before and after are not comparable.
BREAKS: Final = {NEW_SYSTEM: "CONNECT replaces CRIS"}
#: A month with less than this part of the usual one is reported as thin.
THIN: Final = 3


@dataclass(frozen=True, slots=True)
class QualityWords:
    """The data's quality in words."""

    sentence: str
    months: str
    figures: dict[str, str]


def in_quality_words(quality: DataQuality, *, today: date | None = None) -> QualityWords:
    """The data's age and wholeness in words.

    Args:
        quality: as the desk answers.
        today: from which age is counted; None: the day it is.
    """
    facts, first = quality.facts, quality.defects.row(0, named=True)
    old = ((today or date.today()) - facts.newest).days  # noqa: DTZ011 - a local day
    scored = first["of"] - first["rows"]
    touched = int(quality.defects.filter(pl.col("defect") == "alike")["places"][0])
    sentence = (
        f"The newest record is of {day(facts.newest)}, **{counted(max(old, 0), 'day')}** ago. "
        f"**{first['of']:,}** allegations stand behind the list of {day(quality.ranking.as_of)}; "
        f"the index scores {share(scored, first['of'])} of them. What is doubtful in the others, "
        f"and how many of the listed each doubt touches, is below."
    )
    figures = {
        "Newest record": f"{facts.newest:%d %b %y}",
        "Age": counted(max(old, 0), "day"),
        "Allegations scored": share(scored, first["of"]),
        "Perhaps counted twice": f"{touched:,}",
    }
    return QualityWords(sentence, _months_in_words(monthly(quality.months)), figures)


def monthly(months: pl.DataFrame) -> pl.DataFrame:
    """Every month from the first to the last: one in which nothing was recorded has a row too."""
    if months.is_empty():
        return months.with_columns(note=pl.lit(""))
    span = pl.date_range(pl.col("month").min(), pl.col("month").max(), "1mo")
    whole = months.select(month=span)
    usual = pl.col("rows").median()
    note = (
        pl.when(pl.col("rows") == 0)
        .then(pl.lit("nothing recorded"))
        .when(pl.col("rows") * THIN < usual)
        .then(pl.lit("far fewer than usual"))
        .when(pl.col("month") == NEW_SYSTEM)
        .then(pl.lit("series break: CONNECT replaced CRIS"))
        .otherwise(pl.lit(""))
    )
    return (
        whole.join(months, on="month", how="left", maintain_order="left")
        .with_columns(pl.col("rows", "named").fill_null(0))
        .with_columns(note=note)
    )


def _months_in_words(months: pl.DataFrame) -> str:
    if months.is_empty():
        return "The record has no allegations or crimes."
    first, last = months["month"][0], months["month"][-1]
    empty = months.filter(pl.col("rows") == 0)["month"].to_list()
    thin = months.filter(pl.col("note") == "far fewer than usual")["month"].to_list()
    if first == last:
        sentences = [f"All of it in {first:%B %Y}."]
    else:
        sentences = [f"{first:%B %Y} to {last:%B %Y}."]
        sentences.append(
            f"Nothing was recorded in {_named(empty)}."
            if empty
            else "No month between them is empty."
        )
    if thin:
        sentences.append(f"Far fewer than usual in {_named(thin)}.")
    if first < NEW_SYSTEM:
        sentences.append(
            "On 28 February 2024 CONNECT replaced CRIS: figures before and after it are not "
            "comparable."
        )
    else:
        sentences.append("All of it is after 28 February 2024, when CONNECT replaced CRIS.")
    return " ".join(sentences)


def _named(months: list[date]) -> str:
    return ", ".join(f"{month:%B %Y}" for month in months)


def defect_table(quality: DataQuality) -> pl.DataFrame:
    """Each defect in words: `mark`, `defect`, `places`, `rows`, `share`, `effect`."""
    figures = quality.defects
    return figures.select(
        pl.Series(
            "mark",
            [_mark(*row) for row in figures.select("defect", "rows", "places").iter_rows()],
            pl.String,
        ),
        pl.col("defect").replace_strict(NAMES),
        "places",
        "rows",
        pl.Series("share", [share(n, of) for n, of in figures.select("rows", "of").iter_rows()]),
        pl.col("defect")
        .replace_strict({name: words[1] for name, words in DEFECT_WORDS.items()})
        .alias("effect"),
    )


def _mark(defect: str, rows: int, places: int) -> str:
    """How much a defect matters to the list: by a shape and a word."""
    if places:
        return MARKS["check" if defect in DECISIVE else "know"]
    return MARKS["elsewhere" if rows else "none"]


def defects_by_month(trend: pl.DataFrame) -> pl.DataFrame:
    """Each defect that ever touched the listed, and how many of them at each date.

    Args:
        trend: as `PLACES_BY_MONTH`.

    Returns:
        `defect` in words, and a column of each date, such as `28 Feb 26`, earliest first.
    """
    dates = trend["as_of"].unique().sort()
    touched = trend.filter(pl.col("places").sum().over("defect") > 0)
    return (
        touched.pivot("as_of", index="defect", values="places", maintain_order=True)
        .rename({f"{found}": short_day(found) for found in dates}, strict=False)
        .with_columns(pl.col("defect").replace(NAMES))
    )


def scored_counts(counts: pl.DataFrame, index: str) -> pl.DataFrame:
    """Counts of crimes with what the index says of each category.

    Returns:
        the counts with `days` of each crime (empty where the category has no one score) and
        `range`, in words.
    """
    ranges = [_range(index, category) for category in counts["category"]]
    return counts.with_columns(
        pl.Series("days", [days for days, _ in ranges], pl.Float64),
        pl.Series("range", [words for _, words in ranges], pl.String),
    )


def _range(index: str, category: str) -> tuple[float | None, str]:
    tenths = categories.score(indices.get(index), [category])[0]
    if tenths is not None:
        return tenths / 10, "one score"
    found = categories.range_of(indices.get(index), category)
    if found is None:
        return None, "not in the index"
    if found.lowest == found.highest:
        return None, "not all of it is in the index"
    return None, f"{spoken(found.lowest)} to {spoken(found.highest)} days: no one score"
