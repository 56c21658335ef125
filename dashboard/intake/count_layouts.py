"""What surrounds the figures of a table of counts: labels, totals, measures, and kinds of year.

A published table often counts several things in one column: offences and outcomes, boroughs and
neighbourhoods within them. Added up, they would be a figure of nothing. So lines that differ in a
column that is not read are refused until somebody says which of them are meant; of one published
layout that is known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake.file_warnings import FileWarning, examples, listed, rows_words
from dashboard.intake.table_kinds import AREAS

#: Places that are all others together.
ALL_PLACES: Final = (
    r"(?i)^(?:grand |sub-?)?totals?\b|\btotals?$|^all$|^all (?:of )?(?:london )?(?:boroughs?|"
    r"areas?|wards?|bcus?|districts?|places|local authorities|london|police force areas?|snts?|"
    r"teams?)\b|^(?:greater )?london(?: region| total)?$|^(?:the )?met(?:ropolitan)? police"
    r"(?: service| force)?(?: area| district)?$|^mps(?: total)?$|^mpd$|"
    r"^(?:england|united kingdom|uk)\b|^overall\b|^sum$|^force(?:wide| total)\b"
)
#: Offences that are all others together.
ALL_OFFENCES: Final = (
    r"(?i)^(?:grand |sub-?)?totals?\b|\btotals?$|^all$|^tnos?$|^overall\b|^sum$|"
    r"^all (?:of )?(?:the )?(?:recorded |notifiable |reported |police recorded )*"
    r"(?:crimes?|offences?)(?: types?| groups?| categories)?$|"
    r"^(?:total )?(?:recorded |notifiable )?(?:crimes?|offences?)(?: \(tno\))?$|^all categories$"
)
A_FINANCIAL_YEAR: Final = re.compile(r"(?:fy\s*)?((?:19|20)\d{2})\s*[-/–]\s*(\d{2})(?!\d)")
#: More different values than this are no kinds of line.
MOST_VALUES: Final = 60
#: A thousand as it is written on the Continent, or one with three places.
THREE_PLACES: Final = r"^[0-9]{1,3}\.000$"

#: The Metropolitan Police's own file behind its dashboard, by headings that only it has, and which
#: of its lines count crimes by borough.
MET_DASHBOARD: Final = frozenset(["Month_Year", "Area Type", "Borough_SNT", "Measure", "Count"])
OF_MET_DASHBOARD: Final = {"Area Type": "Borough", "Measure": "Offences"}


def are_financial_years(texts: Collection[str]) -> bool:
    """Whether texts such as 2008-09 are years from April to March and not months: all follow so."""
    found = [A_FINANCIAL_YEAR.fullmatch(text.strip().casefold()) for text in texts]
    years = {match[0] for match in found if match}
    return len(years) > 1 and all(
        match is not None and int(match[2]) == (int(match[1]) + 1) % 100 for match in found
    )


def check_months(texts: Collection[str], name: str) -> None:
    """Refuse financial years that look like months.

    Raises:
        IntakeError: they are.
    """
    if are_financial_years(texts):
        first, *_, last = sorted(set(texts))
        raise IntakeError(
            f"The file {name} counts by financial year ({first[:20]} to {last[:20]}), which are "
            f"years and no months; counts are kept by month, so load a table that has months."
        )


def choose_lines(
    cells: pl.DataFrame, where: Mapping[str, str], name: str
) -> tuple[pl.Series, list[FileWarning]]:
    """Why each line is left out, or null, and what was chosen without being asked.

    Args:
        cells: texts under the file's own headings.
        where: by heading the value that lines must have; others are free.
        name: of the file.

    Raises:
        IntakeError: a heading is not in the file, or no line has the value.
    """
    published = not where and set(cells.columns) >= MET_DASHBOARD
    chosen = _of_published(cells) if published else where
    reasons = [_left_out(cells, heading, value, name) for heading, value in chosen.items()]
    none = pl.Series("reason", [None], pl.String).new_from_index(0, cells.height)
    reason = pl.select(pl.coalesce(*map(pl.lit, [*reasons, none]))).to_series()
    return reason, _of_choice(chosen, int(reason.is_not_null().sum())) if published else []


def _of_published(cells: pl.DataFrame) -> dict[str, str]:
    """Which lines of the Met's own file count crimes by borough."""
    return {
        heading: value
        for heading, value in OF_MET_DASHBOARD.items()
        if (cells[heading].str.strip_chars() == value).any()
    }


def _left_out(cells: pl.DataFrame, heading: str, value: str, name: str) -> pl.Series:
    """For each line why it is left out, if it has another value under a heading; else null."""
    if heading not in cells.columns:
        raise IntakeError(
            f"The file {name} has no column headed {heading[:60]!r} to choose lines by; its "
            f"columns begin {', '.join(repr(known[:40]) for known in cells.columns[:8])}."
        )
    texts = cells[heading].str.strip_chars()
    meant = texts == value.strip()
    if not meant.any():
        raise IntakeError(
            f"The file {name} has no line with {value[:60]!r} under {heading[:60]!r}; the values "
            f"there are {examples(texts.unique(maintain_order=True))}."
        )
    reason = pl.lit(f"left out, since its {heading} is not {value}")
    return pl.select(pl.when(~pl.lit(meant)).then(reason)).to_series()


def _of_choice(chosen: Mapping[str, str], left: int) -> list[FileWarning]:
    """A warning that lines of a published layout were chosen without being asked."""
    parts = " and ".join(f"{heading} is {value}" for heading, value in chosen.items())
    return [
        FileWarning(
            "lines_chosen",
            None,
            left,
            f"This is a published layout with several figures for one place: the lines whose "
            f"{parts} are read, and {rows_words(left)} left out; choose others with --where.",
        )
    ]


def prepare_lines(
    cells: pl.DataFrame,
    theirs: Mapping[str, str],
    months: Sequence[str],
    where: Mapping[str, str],
    name: str,
) -> tuple[pl.DataFrame, pl.Series, list[FileWarning]]:
    """The lines of a table of counts with their labels, and why some of them are left out.

    Args:
        cells: texts under the file's own headings.
        theirs: the heading of each of our columns that the file has.
        months: headings of months, of a table with a column for each.
        where: as `choose_lines` has it.
        name: of the file.

    Returns:
        the lines, for each the reason for which it is left out or null, and warnings.

    Raises:
        IntakeError: it counts by financial year; or lines differ in what is not read; or `where`
            does not fit.
    """
    dated = theirs.get("month")
    written = cells[dated].unique().to_list() if dated else []
    years = [heading for heading in cells.columns if A_FINANCIAL_YEAR.fullmatch(heading.casefold())]
    check_months(years if months and set(months) <= set(years) else months or written, name)
    reasons, warnings = choose_lines(cells, where, name)
    places = [theirs[column] for column in AREAS if column in theirs]
    offences = [theirs[column] for column in ("offence_title", "offence_code") if column in theirs]
    total = are_totals(
        [cells[heading] for heading in places], [cells[heading] for heading in offences]
    )
    cells, filled = fill_labels(cells, [*places, *offences], total)
    read = {*theirs.values(), *months}
    others = [heading for heading in cells.columns if heading not in read and heading not in where]
    key = [*places, *offences, *([dated] if dated else [])]
    check_kinds(cells.filter(reasons.is_null() & ~total), key, others, name)
    figures = {heading: cells[heading] for heading in (months or [theirs["crimes"]])}
    return cells, reasons, [*warnings, *filled, *warn_of_thousands(figures)]


def are_totals(places: Sequence[pl.Series], offences: Sequence[pl.Series]) -> pl.Series:
    """Whether each line is of all places or of all offences together."""
    whole = [texts.str.strip_chars().str.contains(ALL_PLACES) for texts in places]
    whole += [texts.str.strip_chars().str.contains(ALL_OFFENCES) for texts in offences]
    return pl.select(pl.any_horizontal(*map(pl.lit, whole)).fill_null(value=False)).to_series()


def check_kinds(cells: pl.DataFrame, key: Sequence[str], others: Sequence[str], name: str) -> None:
    """Refuse lines that are the same but for a column that is not read, such as *Measure*.

    Args:
        cells: the lines that are read, under the file's own headings.
        key: headings of the place, the offence and the month.
        others: headings that are not read.
        name: of the file.

    Raises:
        IntakeError: there are such lines.
    """
    if not key or not others:
        return
    repeated = cells.filter(pl.struct(key).is_duplicated())
    if repeated.is_empty():
        return
    kinds = {
        heading: values
        for heading in others
        if 1 < (values := repeated[heading].unique(maintain_order=True)).len() <= MOST_VALUES
        and not values.str.contains(r"^[\d.,\s-]*$").all()
        and repeated.select(pl.col(heading).n_unique().over(list(key)).max()).item() > 1
    }
    if kinds:
        heading, values = next(iter(kinds.items()))
        raise IntakeError(
            f"The file {name} has lines of one place, offence and month that differ in "
            f"{listed(list(kinds)[:3])}, which {'is' if len(kinds) == 1 else 'are'} not read, such "
            f"as {examples(values)}: together they would count twice or count other things. Load "
            f'it with --where "{heading}={values[0]}", or whichever is meant.'
        )


def fill_labels(
    cells: pl.DataFrame, headings: Sequence[str], totals: pl.Series
) -> tuple[pl.DataFrame, list[FileWarning]]:
    """Labels that stand on the first line of their group alone, in each of its lines.

    Only where no label is repeated from line to line: where some are, an empty cell is a place or
    an offence that is not known.

    Args:
        cells: texts under the file's own headings.
        headings: those of places and offences.
        totals: whether a line is a total of others.
    """
    warnings = []
    for heading in headings:
        texts = cells[heading].str.strip_chars()
        empty = texts == ""
        lines = texts.filter(~totals)
        if not empty.any() or texts[0] == "" or (lines == "").all():
            continue
        labels = lines != ""
        again = (lines == lines.shift(1)) & labels
        if again.any() or int((lines == "").sum()) < int(labels.sum()) // GROUPED:
            continue
        whole = pl.select(pl.when(pl.lit(~empty)).then(pl.lit(texts)).forward_fill()).to_series()
        cells = cells.with_columns(whole.alias(heading))
        rows = int(empty.sum())
        warnings.append(
            FileWarning(
                "labels_filled",
                heading,
                rows,
                f"In “{heading}” {rows_words(rows)} have no label: each has that of the line "
                f"above, as pivot tables are written. Check that none is of an unknown place.",
            )
        )
    return cells, warnings


#: Labels are those of groups where at least one line in so many labels is empty.
GROUPED: Final = 4


def warn_of_thousands(figures: Mapping[str, pl.Series]) -> list[FileWarning]:
    """A warning of figures such as 1.000, which are read as one and may be a thousand."""
    found = []
    for heading, texts in figures.items():
        rows = int(texts.str.contains(THREE_PLACES).fill_null(value=False).sum())
        if rows:
            found.append(
                FileWarning(
                    "thousands",
                    heading,
                    rows,
                    f"In “{heading}” {rows_words(rows)} have a figure such as "
                    f"{examples(texts.filter(texts.str.contains(THREE_PLACES)).head(1))}, read as "
                    f"whole crimes with three decimals: if the dot is for thousands, export the "
                    f"figures without it.",
                )
            )
    return found
