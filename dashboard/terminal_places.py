"""What the command line shows of places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from dashboard.geography import borough_names
from dashboard.places import BASES, Places
from dashboard.settings import Settings
from dashboard.spots import Spots
from dashboard.terminal import answer, plain
from dashboard.wording import NOTHING, counted, day, provenance
from harm.days import in_days, spoken

REAL: Final = "REAL RECORDED CRIME, NOBODY NAMED"
CAVEAT: Final = (
    "A sum of harm is moved by single crimes, and what nobody reports is in none: this is no "
    "ranking of which place is safest."
)
#: A table is never narrower than this: what is wide is wrapped by the terminal, and not cut.
NARROWEST: Final = 72
NAME: Final = 10
#: How many a value is shown with; 1 where nothing is said.
DECIMALS: Final = {"days": 0, "crimes": 0}
#: What a row has in the answer to a script, as the places have it.
TOLD: Final = (
    *("code", "name", "within", "crimes", "days", "value", "rate", "shrunk", "low", "high"),
    *("low_days", "high_days", "days_without"),
)


def show_places(
    settings: Settings, places: Places, spots: Spots | None = None, *, json: bool
) -> None:
    """Places side by side, and what they rest on.

    Args:
        settings: the marking.
        places: what is shown.
        spots: of wards, which of them stand out; None: nobody asked.
        json: whether a script asks.
    """
    marks = {} if spots is None else dict(spots.table.select("code", "spot").iter_rows())
    if json:
        total = places.total.row(0, named=True)
        answer(
            by=places.by,
            basis=places.basis,
            measure=places.measure,
            as_of=places.as_of.isoformat(),
            window=places.window,
            rules_id=places.rules.id,
            index=places.index,
            version=places.facts.version,
            real=BASES[places.basis].real,
            unscored=places.unscored,
            total={name: total[name] for name in ("crimes", "days")},
            part=places.part,
            rows=[
                _told(row) | ({} if spots is None else {"spot": marks.get(row["code"])})
                for row in places.rows.iter_rows(named=True)
            ],
        )
        return
    console = Console(markup=False, highlight=False)
    for line in _head(settings, places):
        console.print(plain(line), soft_wrap=True)
    needed = NARROWEST + (NAME + 3 if places.by == "ward" else 0) + (9 if marks else 0)
    console.width = max(console.width, needed)
    console.print(_table(places, marks))
    for line in [*_foot(places), *([] if spots is None else _found(spots))]:
        console.print(plain(line), soft_wrap=True)


def _told(row: dict[str, Any]) -> dict[str, object]:
    largest = row["largest"]
    return {
        **{name: row[name] for name in TOLD},
        "largest_days": None if largest is None else in_days(largest),
    }


def _head(settings: Settings, places: Places) -> list[str]:
    title = f"{BASES[places.basis].title}: {places.title[0].lower()}{places.title[1:]}, "
    if BASES[places.basis].real:
        origin = " · ".join(filter(None, (settings.marking, REAL, f"to {day(places.as_of)}")))
        return [origin, f"{title}{places.window}."]
    origin = provenance(settings.marking, places.facts)
    return [origin, f"{title}{places.window}.", places.rules.describe()]


def _foot(places: Places) -> list[str]:
    whole = places.total.row(0, named=True)
    together = f"{counted(whole['crimes'], 'crime')}, {spoken(whole['tenths'])} days"
    lines = [f"Together: {together}.", CAVEAT]
    if BASES[places.basis].real:
        lines.append(
            f"Counts are published by category, and each crime is scored by the middle one of its "
            f"offences: the days may be anywhere from {whole['low_days']:,.0f} to "
            f"{whole['high_days']:,.0f}. Of a category without a score, and so without days: "
            f"{counted(places.unscored, 'crime')}. The City of London has a police force of its "
            f"own."
        )
    return lines


def _found(spots: Spots) -> list[str]:
    parts = (spots.found, spots.without, spots.shows, spots.shows_not)
    return [part for part in parts if part]


def _table(places: Places, marks: Mapping[str, str | None]) -> Table:
    ward = places.by == "ward" and not places.part
    of_crimes = places.measure == "crimes"
    people = "women" if places.measure == "per_1000_women" else "residents"
    special = {"share": "Of all", "mean": "Per crime"}.get(places.measure)
    table = Table()
    for heading in ("Place", "Borough") if ward else ("Place",):
        table.add_column(heading, min_width=NAME)
    headings = [
        *("Crimes", "Days", *([special] if special else [])),
        f"{'Crimes' if of_crimes else 'Days'} per\n1,000\n{people}",
        *("Steadied", "95 in 100\nyears like\nthis one"),
    ]
    if marks:
        headings.append("Stands\nout")
    for heading in headings:  # no figure is ever cut short
        table.add_column(heading, justify="right", no_wrap=True, overflow="fold")
    for row in places.rows.iter_rows(named=True):
        borough = [borough_names().get(row["within"] or "", NOTHING)] if ward else []
        mark = [marks.get(row["code"]) or NOTHING] if marks else []
        table.add_row(plain(row["name"]), *borough, *_cells(places, row, special=special), *mark)
    return table


def _cells(places: Places, row: dict[str, Any], *, special: str | None) -> list[str]:
    ends = [_value(places, row[end]) for end in ("low", "high")]
    return [
        _number(row["crimes"]),
        _days(row["tenths"]),
        *([_value(places, row["value"])] if special else []),
        _number(row["rate"], 1),
        _number(row["shrunk"], 1),
        NOTHING if row["low"] is None else " to\n".join(ends),
    ]


def _value(places: Places, value: float | None) -> str:
    if places.measure == "share":
        return NOTHING if value is None else f"{100 * value:.1f} %"
    return _number(value, DECIMALS.get(places.measure, 1))


def _number(value: float | None, decimals: int = 0) -> str:
    return NOTHING if value is None else f"{value:,.{decimals}f}"


def _days(tenths: int | None) -> str:
    return NOTHING if tenths is None else spoken(tenths)
