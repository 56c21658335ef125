"""What the command line shows of places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

from dashboard.cli.display.output import answer, plain
from dashboard.geography import borough_names
from dashboard.services.places.area_choices import BASES
from dashboard.services.places.areas import Areas
from dashboard.services.places.hotspots import Hotspots
from dashboard.settings import Settings
from dashboard.wording.areas import NOT_SHOWN, in_areas_title, in_window_words
from dashboard.wording.formats import NOTHING, counted, day
from dashboard.wording.hotspots import SHOWS, SHOWS_NOT, in_hotspot_words
from dashboard.wording.notices import provenance
from dashboard.wording.rules import in_rules_words
from harm.days import in_days, spoken

REAL: Final = "REAL RECORDED CRIME, NOBODY NAMED"
CAVEAT: Final = (
    "A sum of harm is moved by single crimes, and what nobody reports is in none: this is no "
    "ranking of which place is safest."
)
#: More than any table needs.
WIDEST: Final = 1_000
#: Of the columns of names at their narrowest; the few words that are longer are broken, not cut.
NAME: Final = 12
#: How many a value is shown with; 1 where none is given.
DECIMALS: Final = {"days": 0, "crimes": 0}
#: What a row has in the answer to a script, as the places have it.
FIELDS: Final = (
    *("code", "name", "within", "crimes", "days", "value", "rate", "shrunk", "low", "high"),
    *("low_days", "high_days", "days_without"),
)


def show_areas(
    settings: Settings, places: Areas, spots: Hotspots | None = None, *, json: bool
) -> None:
    """Places side by side, and what they rest on.

    Args:
        settings: the marking.
        places: what is shown.
        spots: of wards, which of them stand out; None: not asked for.
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
            window=in_window_words(places),
            rules_id=places.rules.id,
            index=places.index,
            version=places.facts.version,
            real=BASES[places.basis].real,
            unscored=places.unscored,
            total={name: total[name] for name in ("crimes", "days")},
            borough=_part(places),
            rows=[
                _as_values(row) | ({} if spots is None else {"spot": marks.get(row["code"])})
                for row in places.rows.iter_rows(named=True)
            ],
        )
        return
    console = Console(markup=False, highlight=False)
    for line in _head(settings, places):
        console.print(plain(line), soft_wrap=True)
    _print_table(console, places, marks)
    for line in [*_foot(places), *([] if spots is None else _found(spots))]:
        console.print(plain(line), soft_wrap=True)


def _part(places: Areas) -> str | None:
    """The code of the borough whose rows alone are shown."""
    codes = {name: code for code, name in borough_names().items()}
    return codes[places.part] if places.part else None


def _as_values(row: dict[str, Any]) -> dict[str, object]:
    largest = row["largest"]
    return {
        **{name: row[name] for name in FIELDS},
        "largest_days": None if largest is None else in_days(largest),
    }


def _head(settings: Settings, places: Areas) -> list[str]:
    measure, window = in_areas_title(places), in_window_words(places)
    title = f"{BASES[places.basis].title}: {measure[0].lower()}{measure[1:]}, {window}."
    if BASES[places.basis].real:
        origin = " · ".join(filter(None, (settings.marking, REAL, f"to {day(places.as_of)}")))
        return [origin, title]
    origin = provenance(settings.marking, places.facts)
    return [origin, title, in_rules_words(places.rules)]


def _foot(places: Areas) -> list[str]:
    whole = places.total.row(0, named=True)
    together = NOT_SHOWN
    if whole["crimes"] is not None:
        crimes, days = counted(whole["crimes"], "crime"), spoken(whole["tenths"])
        together = f"Together: {crimes}, {days} days."
    lines = [together, CAVEAT]
    if BASES[places.basis].real:
        lines.append(
            f"Counts are published by category, and each crime is scored by the middle one of its "
            f"offences: the days may be anywhere from {whole['low_days']:,.0f} to "
            f"{whole['high_days']:,.0f}. Of a category without a score, and so without days: "
            f"{counted(places.unscored, 'crime')}. The City of London has a police force of its "
            f"own."
        )
    return lines


def _found(spots: Hotspots) -> list[str]:
    return [in_hotspot_words(spots), SHOWS, SHOWS_NOT]


def _print_table(console: Console, places: Areas, marks: Mapping[str, str | None]) -> None:
    """Print the widest table that fits; where none does, the terminal wraps it: nothing is cut.

    Days without the most serious crime are known for the record only.
    """
    wider = [] if BASES[places.basis].real else [_table(places, marks, gravest=True)]
    tables = [*wider, _table(places, marks, gravest=False)]
    room = console.options.update(max_width=WIDEST)
    needed = [Measurement.get(console, room, table).minimum for table in tables]
    fits = [table for table, least in zip(tables, needed, strict=True) if least <= console.width]
    console.width = max(console.width, needed[-1])
    console.print((fits or tables[-1:])[0])


def _table(places: Areas, marks: Mapping[str, str | None], *, gravest: bool) -> Table:
    rows = list(places.rows.iter_rows(named=True))
    names = _names(places, rows)
    columns = names | _figures(places, rows, gravest=gravest)
    if marks:
        columns["Stands\nout"] = [marks.get(row["code"]) or NOTHING for row in rows]
    table = Table()
    for heading, cells in columns.items():
        if heading in names:
            table.add_column(heading, min_width=NAME, overflow="fold")
            continue
        texts = [part for text in (heading, *cells) for part in text.splitlines()]
        table.add_column(heading, justify="right", no_wrap=True, min_width=max(map(len, texts)))
    for line in zip(*columns.values(), strict=True):
        table.add_row(*line)
    return table


def _names(places: Areas, rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    named = {"Place": [plain(row["name"]) for row in rows]}
    if places.by != "ward" or places.part:
        return named
    return named | {"Borough": [borough_names().get(row["within"] or "", NOTHING) for row in rows]}


def _figures(places: Areas, rows: list[dict[str, Any]], *, gravest: bool) -> dict[str, list[str]]:
    """The columns of figures, by their heading; one that says nothing of any area is left out."""
    special = {"share": "Of all", "mean": "Per crime"}.get(places.measure)
    people = "women" if places.measure == "per_1000_women" else "residents"
    what = "Crimes" if places.measure == "crimes" else "Days"
    columns = {
        "Crimes": [_number(row["crimes"]) for row in rows],
        "Days": [_days(row["tenths"]) for row in rows],
    }
    if gravest:
        columns["Without\nthe\ngravest"] = [_without(row) for row in rows]
    if special:
        columns[special] = [_value(places, row["value"]) for row in rows]
    columns |= {
        f"{what} per\n1,000\n{people}": [_number(row["rate"], 1) for row in rows],
        "Smoothed": [_number(row["shrunk"], 1) for row in rows],
    }
    if places.measure != "mean":
        columns["95 in 100\nyears like\nthis one"] = [_ends(places, row) for row in rows]
    return columns


def _without(row: dict[str, Any]) -> str:
    left = row["days_without"]
    return NOTHING if left is None else spoken(round(10 * left))


def _ends(places: Areas, row: dict[str, Any]) -> str:
    ends = [_value(places, row[end]) for end in ("low", "high")]
    return NOTHING if row["low"] is None else " to\n".join(ends)


def _value(places: Areas, value: float | None) -> str:
    if places.measure == "share":
        return NOTHING if value is None else f"{100 * value:.1f} %"
    return _number(value, DECIMALS.get(places.measure, 1))


def _number(value: float | None, decimals: int = 0) -> str:
    return NOTHING if value is None else f"{value:,.{decimals}f}"


def _days(tenths: int | None) -> str:
    return NOTHING if tenths is None else spoken(tenths)
