"""One suspect as a PDF file of one or two pages, the same bytes each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from dashboard.documents.letters import BOX
from dashboard.documents.typeset import as_pdf, counted, drawable, written
from harm.days import spoken

#: More steps than this cannot be read; the smallest are gathered into one.
STEPS: Final = 10
#: More lanes than this cannot be kept apart on half a page.
LANES: Final = 16
#: More marks than these lie on top of each other; the smallest are counted and added up.
MARKS: Final = 300
#: The most rows of a table; the template shows as many of them as two pages hold.
ROWS: Final = {"counting": 32, "uncounted": 24, "victims": 24}
#: Marks from this long before the window are counted, not drawn, so that the year stays legible.
LOOK_BACK: Final = timedelta(days=365)
ELSEWHERE: Final = "see the page of the suspect"
NOT_RECORDED: Final = "Not recorded"
#: What the parts of the document are called, where letters of theirs cannot be drawn.
PARTS: Final = {
    "name": "the name",
    "reference": "the reference",
    "recognised": "the particulars",
    "sentence": "the sentence",
    "answers": "the answers",
    "counting": "the allegations that count",
    "uncounted": "those that do not",
    "victims": "the victims’ codes",
    "unknown": "what is not known",
}


@dataclass(frozen=True)
class Profile:
    """Everything the document prints, as values and words; it works nothing out but layout.

    Attributes:
        marking: printed at the top and the bottom of each page.
        provenance: the data's date and version, and the list.
        taken: who printed it, and when; empty where another document says it.
        as_of: the date of the list; it is also the date of the file.
        suspect_id: the reference.
        name: as last recorded.
        recognised: what people recognise the record by.
        sentence: why the suspect has their position.
        answers: label and answer.
        tenths: the score; the `tenths` of `counting` add up to it.
        counting: a row for each allegation that counts, most first: `crime_ref`, `offence`,
            `index_title`, `tenths`, `share` and `doubt` (texts), `victim_code` (empty: not
            recorded), `how_far`, `reported_by`, `recorded_on`, `committed_on` and `delay_days`
            (empty: not recorded), `place`.
        uncounted: the others: `crime_ref`, `offence`, `reason` (a text), `recorded_on`,
            `victim_code`.
        timeline: `victim_code`, `crime_ref`, `tenths`, `counts`, `stage` (charged, earlier or
            ended), `recorded_on`, `committed_on`.
        window: its first and its last day.
        victims: `victim_code`, `allegations`, `tenths`, `first_recorded_on`, `last_recorded_on`.
        unknown: what is not known, a sentence each.
        rules: in one sentence.
        index: index, edition and caveat.
        limits: what nobody may conclude.
    """

    marking: str
    provenance: str
    taken: str
    as_of: date
    suspect_id: str
    name: str
    recognised: str
    sentence: str
    answers: tuple[tuple[str, str], ...]
    tenths: int
    counting: pl.DataFrame
    uncounted: pl.DataFrame
    timeline: pl.DataFrame
    window: tuple[date, date]
    victims: pl.DataFrame
    unknown: tuple[str, ...]
    rules: str
    index: str
    limits: str


def profile_as_pdf(profile: Profile) -> bytes:
    """The document, as PDF/UA-1 on at most two A4 pages.

    What two pages do not hold is left to the page of the suspect, and each table that is cut says
    how many rows and days that leaves out. A text too long for its place ends in an ellipsis. The
    same profile gives the same bytes in any process: the fonts are the library's own, and the
    file's date is that of the list.
    """
    return as_pdf("profile_page.typ", profile_parts(profile), on=profile.as_of)


def profile_parts(profile: Profile) -> dict[str, object]:
    """What the template prints, with no letter that cannot be drawn."""
    return _printable(_parts(profile))


def _parts(profile: Profile) -> dict[str, Any]:
    """What the template prints, by the part of the document."""
    counts = not profile.counting.is_empty()
    return {
        "title": f"Subject profile: {profile.name}, {profile.suspect_id}",
        "name": profile.name,
        "reference": profile.suspect_id,
        "marking": profile.marking,
        "provenance": profile.provenance,
        "taken": profile.taken,
        "recognised": profile.recognised,
        "sentence": profile.sentence,
        "answers": profile.answers,
        "score": spoken(profile.tenths),
        "steps": _steps(profile.counting) if counts else None,
        "lanes": _lanes(profile.timeline, profile.window) if counts else None,
        "counting": _table(profile.counting, "counting"),
        "uncounted": _table(profile.uncounted, "uncounted"),
        "victims": _table(_largest_first(profile.victims), "victims"),
        "unknown": profile.unknown,
        "rules": profile.rules,
        "index": profile.index,
        "limits": profile.limits,
    }


def gathered(counting: pl.DataFrame) -> list[tuple[str, str, int]]:
    """The steps of the score: label, crime and tenths; the smallest are gathered into the last.

    Args:
        counting: `index_title`, `crime_ref`, `tenths`.

    Returns:
        At most `STEPS`, most first; their tenths add up to those given.
    """
    ordered = counting.sort("tenths", descending=True, maintain_order=True)
    steps: list[tuple[str, str, int]] = ordered.select("index_title", "crime_ref", "tenths").rows()
    if len(steps) <= STEPS:
        return steps
    rest = steps[STEPS - 1 :]
    return [*steps[: STEPS - 1], (f"{len(rest)} more", "", sum(tenths for *_, tenths in rest))]


def left_out(tenths: Sequence[int], thing: str, most: int) -> list[str]:
    """For each number of rows that a table may show, what it says about those left out."""
    whole, held, notes = sum(tenths), 0, []
    for n in range(min(len(tenths), most) + 1):
        more = len(tenths) - n
        days = f", {spoken(whole - held)} days" if whole else ""
        notes.append(f"and {counted(more, f'more {thing}')}{days}: {ELSEWHERE}" if more else "")
        held += tenths[n] if more else 0
    return notes


def _steps(counting: pl.DataFrame) -> dict[str, Any]:
    steps = gathered(counting)
    whole = sum(tenths for *_, tenths in steps)
    listed = "; ".join(f"{crime or label}, {spoken(tenths)}" for label, crime, tenths in steps)
    return {
        "rows": [
            (label or NOT_RECORDED, crime, spoken(tenths), tenths) for label, crime, tenths in steps
        ],
        "score": ("Score", "", spoken(whole), whole),
        "alt": f"Bars of days that add up to the score. {listed}. Score: {spoken(whole)}.",
    }


def _lanes(timeline: pl.DataFrame, window: tuple[date, date]) -> dict[str, Any]:
    """A lane for each victim, and the day of each mark counted from the first that is drawn."""
    first = max(min([window[0], *timeline["recorded_on"]]), window[0] - LOOK_BACK)
    inside = timeline.filter(pl.col("recorded_on").is_between(first, window[1]))
    codes = lane_codes(inside)
    lanes = {code: lane for lane, code in enumerate(codes)}
    marks = inside.filter(pl.col("victim_code").is_in(codes, nulls_equal=True)).select(
        "tenths",
        "counts",
        "stage",
        pl.col("victim_code").replace_strict(lanes, return_dtype=pl.Int64).alias("lane"),
        (pl.col("recorded_on") - first).dt.total_days().alias("on"),
        (pl.col("committed_on") - first).dt.total_days().alias("back"),
    )
    more = inside["victim_code"].n_unique() - len(codes)
    outside = timeline.height - inside.height
    marks, rest = _largest(marks)
    notes = [
        f"And {counted(more, 'more victim')}." if more else "",
        f"Not drawn: {outside:,} recorded outside these dates." if outside else "",
        f"Not drawn: the {rest.height:,} smallest, {spoken(int(rest['tenths'].sum()))} days."
        if rest.height
        else "",
    ]
    edges = [((on - first).days, written(on)) for on in window]
    return {
        "labels": [code or NOT_RECORDED for code in codes],
        "marks": marks.sort("counts", "tenths", descending=[False, True]).to_dicts(),
        "first": (first.year, first.month, first.day),
        "days": max((window[1] - first).days, 1),
        "edges": edges,
        "notes": [note for note in notes if note],
        "alt": f"When {counted(marks.height, 'allegation')} were recorded, a line for each victim, "
        f"from {edges[0][1]} to {edges[1][1]}. The tables have each date.",
    }


def _largest(marks: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The marks that can be seen apart, and the rest."""
    if marks.height <= MARKS:
        return marks, marks.clear()
    order = {"counts": True, "tenths": True, "on": False, "lane": False}
    ordered = marks.sort(*order, descending=[*order.values()], maintain_order=True)
    return ordered.head(MARKS), ordered.slice(MARKS)


def _largest_first(victims: pl.DataFrame) -> pl.DataFrame:
    """As given where all are shown; else by days, with those not recorded above all named."""
    if victims.height <= LANES:
        return victims
    return victims.sort(
        pl.col("victim_code").is_null(), "tenths", descending=True, maintain_order=True
    )


def lane_codes(marks: pl.DataFrame) -> list[str | None]:
    """The victims with most days in the order of their codes; last those not recorded."""
    days: dict[str | None, int] = defaultdict(int)
    for code, tenths in marks.select("victim_code", "tenths").iter_rows():
        days[code] += tenths
    nobody = [code for code in days if code is None]
    named = sorted((code for code in days if code is not None), key=_number)
    most = sorted(named, key=lambda code: -days[code])[: LANES - len(nobody)]
    return [*sorted(most, key=_number), *nobody]


def _number(code: str) -> tuple[int, str]:
    """V2 before V10."""
    return len(code), code


def _table(frame: pl.DataFrame, name: str) -> dict[str, Any]:
    """The rows that a table may show, and for each number of them what it then leaves out."""
    tenths = frame["tenths"].to_list() if "tenths" in frame.columns else [0] * frame.height
    thing = "victim" if name == "victims" else "allegation"
    rows = frame.head(ROWS[name]).to_dicts()
    return {
        "rows": [{key: _word(key, value) for key, value in row.items()} for row in rows],
        "rest": left_out(tenths, thing, ROWS[name]),
    }


def _word(name: str, value: str | float | date | None) -> str:
    """A cell as people read it; empty where there is nothing."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return written(value)
    return spoken(value) if name == "tenths" else f"{value:,}"


def _printable(parts: Mapping[str, object]) -> dict[str, object]:
    """The parts as they can be drawn, and a sentence that says where a letter cannot."""
    printable, changed = drawable(parts)
    names = [words for name, words in PARTS.items() if name in changed]
    where = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    say = (
        f"Some letters of {where} cannot be printed here and appear as {BOX}; the record has them."
    )
    return printable | {"undrawn": say if names else ""}
