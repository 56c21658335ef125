"""From judged rows to a ranked list with its cut."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from tests.oracle.judging import Judgement, day, judge, text
from tests.oracle.rules import OracleRules, Row
from tests.oracle.tables import Table


@dataclass(frozen=True)
class Unit:
    """What is summed: a crime of a suspect, or one of its victim rows."""

    crime: str
    suspect: str
    tenths: int


@dataclass(frozen=True)
class Place:
    """One line of the list."""

    position: int
    rank: int
    suspect_id: str
    tenths: int
    allegations: int
    victims: int
    most_serious: int
    last_recorded_on: date


@dataclass(frozen=True)
class Cut:
    """The score at the last place, and who shares it."""

    top: int
    tenths: int | None
    tied: int
    tied_in: int


@dataclass(frozen=True)
class Listing:
    """The whole list, and what is shown next to it."""

    judgements: list[Judgement]
    places: list[Place]
    assessed: int
    median_tenths: Fraction | None
    cut: Cut
    listed: list[Place]
    unmapped_suspects: set[str]


def rank(
    rows: Sequence[Row], rules: OracleRules, as_of: date, table: Table | None = None
) -> Listing:
    judgements = [judge(row, rules, as_of, table) for row in as_known(rows)]
    counting = [
        (row, judged) for row, judged in zip(rows, judgements, strict=True) if judged.counts
    ]
    units = weighed_units(counting, rules)
    unranked = []
    for suspect in sorted({unit.suspect for unit in units}):
        own = [unit for unit in units if unit.suspect == suspect]
        if len(own) < rules.minimum_allegations:
            continue
        own_rows = [row for row, _ in counting if row["suspect_id"] == suspect]
        unranked.append(
            Place(
                position=0,
                rank=0,
                suspect_id=suspect,
                tenths=sum(unit.tenths for unit in own),
                allegations=len(own),
                victims=len({row["victim_id"] for row in own_rows if text(row, "victim_id")}),
                most_serious=max(unit.tenths for unit in own),
                last_recorded_on=max(day(row["recorded_on"]) for row in own_rows),
            )
        )
    places = in_order(unranked, rules.seed)
    if rules.ties == "lot":
        places = drawn(places, rules.top, rules.lot_seed, as_of)
    scores = sorted(place.tenths for place in places)
    named_rows = [
        (text(row, "suspect_id"), judged) for row, judged in zip(rows, judgements, strict=True)
    ]
    return Listing(
        judgements=judgements,
        places=places,
        assessed=len(places),
        median_tenths=median(scores),
        cut=cut(places, rules.top, rules.ties),
        listed=listed(places, rules.top, rules.ties),
        unmapped_suspects={suspect for suspect, judged in named_rows if judged.reason == "unmapped"}
        - {suspect for suspect, judged in named_rows if judged.counts},
    )


def weighed_units(counting: Sequence[tuple[Row, Judgement]], rules: OracleRules) -> list[Unit]:
    units = [
        Unit(text(row, "crime_ref"), text(row, "suspect_id"), judged.tenths)
        for row, judged in counting
    ]
    if rules.victim_rows == "once":
        best: dict[tuple[str, str], int] = {}
        for unit in units:
            key = (unit.crime, unit.suspect)
            best[key] = max(best.get(key, 0), unit.tenths)
        units = [Unit(crime, suspect, tenths) for (crime, suspect), tenths in best.items()]
    if not rules.equal_share:
        return units
    named: dict[str, list[str]] = {}
    for crime in {unit.crime for unit in units}:
        named[crime] = sorted({unit.suspect for unit in units if unit.crime == crime})
    return [share(unit, named[unit.crime]) for unit in units]


def share(unit: Unit, suspects: list[str]) -> Unit:
    each, left_over = divmod(unit.tenths, len(suspects))
    extra = 1 if suspects.index(unit.suspect) < left_over else 0
    return Unit(unit.crime, unit.suspect, each + extra)


def in_order(places: Sequence[Place], seed: str) -> list[Place]:
    def key(place: Place) -> tuple[int, int, int, int, str]:
        draw = hashlib.sha256((seed + place.suspect_id).encode()).hexdigest()
        return (
            -place.tenths,
            -place.victims,
            -place.most_serious,
            -place.last_recorded_on.toordinal(),
            draw,
        )

    return [
        Place(
            position=position,
            rank=1 + sum(other.tenths > place.tenths for other in places),
            suspect_id=place.suspect_id,
            tenths=place.tenths,
            allegations=place.allegations,
            victims=place.victims,
            most_serious=place.most_serious,
            last_recorded_on=place.last_recorded_on,
        )
        for position, place in enumerate(sorted(places, key=key), start=1)
    ]


def drawn(places: Sequence[Place], top: int, seed: str, as_of: date) -> list[Place]:
    """The same places, those of the score that the cut falls among in the order of their lots."""

    def lot(place: Place) -> str:
        text = f"{as_of.isoformat()}\n{seed}\n{place.suspect_id}"
        return hashlib.sha256(text.encode()).hexdigest()

    split = {place.tenths for place in places[:top]} & {place.tenths for place in places[top:]}
    level = [place for place in places if place.tenths in split]
    by_lot = iter(sorted(level, key=lot))
    numbered = enumerate([next(by_lot) if p.tenths in split else p for p in places], start=1)
    return [replace(place, position=position) for position, place in numbered]


def median(scores: Sequence[int]) -> Fraction | None:
    if not scores:
        return None
    middle = len(scores) // 2
    if len(scores) % 2:
        return Fraction(scores[middle])
    return Fraction(scores[middle - 1] + scores[middle], 2)


def cut(places: Sequence[Place], top: int, ties: str = "order") -> Cut:
    if len(places) < top:
        return Cut(top, None, 0, 0)
    at_the_cut = places[top - 1].tenths
    tied = [place for place in places if place.tenths == at_the_cut]
    tied_in = [place for place in listed(places, top, ties) if place.tenths == at_the_cut]
    return Cut(top, at_the_cut, len(tied), len(tied_in))


def listed(places: Sequence[Place], top: int, ties: str) -> list[Place]:
    """Whoever is on the list; a choice at a tie matters where some of the equals are left off."""
    by_order, off = list(places[:top]), list(places[top:])
    split = {place.tenths for place in by_order} & {place.tenths for place in off}
    if ties == "all_in":
        return by_order + [place for place in off if place.tenths in split]
    if ties == "stop_above":
        return [place for place in by_order if place.tenths not in split]
    return by_order


def as_known(rows: Sequence[Row]) -> list[Row]:
    """Rows with what any of them tells of the suspect: a death, and the latest date of birth."""
    dead = {row["suspect_id"] for row in rows if row.get("suspect_situation") == "deceased"}
    born: dict[object, date] = {}
    for row in rows:
        if given := row.get("suspect_born"):
            who = row["suspect_id"]
            born[who] = max(day(given), born.get(who, day(given)))
    return [
        {
            **row,
            "suspect_situation": "deceased"
            if row["suspect_id"] in dead
            else row.get("suspect_situation"),
            "suspect_born": born.get(row["suspect_id"]),
        }
        for row in rows
    ]
