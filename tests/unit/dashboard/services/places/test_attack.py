"""An attacker with boroughs of their own subtracts figures, and never gets 1 to 4 of another's.

Each figure is the set of crimes outside the attacker's boroughs that it counts; their own they know
and take off. Whatever is shown of a set within another, the rest of it is known too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

import polars as pl
import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import NotAllowedError
from dashboard.geography import borough_names, boroughs, wards
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.guarding import FEW_EACH
from dashboard.services.places.monthly import count_by_month
from dashboard.services.places.offence_mix import mix_of_offences
from dashboard.services.places.trends import compare_years
from dashboard.services.places.windows import Windows
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.areas.suppression import FEWEST
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import loaded, row
from tests.unit.harm.build import COERCIVE_CONTROL, RAPE

NEWEST: Final = date(2026, 4, 17)
OLDEST: Final = date(2024, 3, 4)
TITLES: Final = {RAPE: "rape", COERCIVE_CONTROL: "coercive"}

Crimes = frozenset[int]
Known = Mapping[int, Mapping[str, object]]


@pytest.fixture(params=range(5))
def attack(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Question, Known]:
    """A record of a few boroughs, some of one command unit, and an attacker with one of them."""
    random = Random(request.param)  # noqa: S311 - draws what is made up
    units = boroughs().drop_nulls("bcu_code")
    unit = random.choice(units["bcu_code"].unique().sort().to_list())
    together = units.filter(bcu_code=unit)["code"].to_list()
    codes = [*together, *random.sample(sorted({*units["code"]} - {*together}), 3)]
    inside = {code: wards().filter(borough_code=code)["code"].to_list()[:3] for code in codes}
    weights = [random.choice([1, 2, 4, 12]) for _ in codes]
    days = (NEWEST - OLDEST).days
    known: dict[int, Mapping[str, object]] = {}
    for number in range(random.choice([40, 90, 200])):
        code = random.choices(codes, weights)[0]
        known[number] = {
            "borough": code,
            "ward": random.choice(inside[code]),
            "recorded_on": NEWEST - timedelta(days=random.randrange(days)) if number else NEWEST,
            "offence_code": random.choice([RAPE, RAPE, COERCIVE_CONTROL]),
        }
    rows = [
        row(crime_ref=f"C{number}", suspect_id=f"S{number}", victim_id=f"V{number}", **cells)
        for number, cells in known.items()
    ]
    loaded(tmp_path, *rows)
    viewer = Viewer("eve", role="supervisor", boroughs=frozenset({together[0]}))
    return ask(Workspace(Settings(data=tmp_path)), viewer), known


def test_no_difference_of_two_figures_is_a_small_count_of_another_borough(
    attack: tuple[Question, Known],
) -> None:
    question, known = attack
    own = question.viewer.boroughs
    families = [*_figures(question, known)]
    elsewhere = [
        {name: frozenset(n for n in crimes if known[n]["borough"] not in own)
         for name, crimes in family.items()}
        for family in families
    ]  # fmt: skip
    shown = {crimes for family in elsewhere for crimes in family.values()}
    assert len(shown) > 2
    for crimes in shown:
        assert not 0 < len(crimes) < FEWEST
        for less in shown:
            if less < crimes:
                assert not 0 < len(crimes - less) < FEWEST
        for family in elsewhere:
            parts = [part for part in family.values() if part <= crimes]
            assert not 0 < len(crimes.difference(*parts)) < FEWEST
            beside = [part & crimes for part in family.values()]
            if all(part in {frozenset(), *family.values()} for part in beside):
                assert not 0 < len(crimes.difference(*beside)) < FEWEST


def test_two_windows_or_dates_cannot_be_subtracted(attack: tuple[Question, Known]) -> None:
    question, _ = attack
    random = Random(7)  # noqa: S311 - draws what is asked
    for _ in range(6):
        days = random.choice([364, 366, 730, random.randrange(1, 700)])
        as_of = NEWEST - timedelta(days=random.randrange(3))
        spec = RankingSpec(Rules(window_days=days), as_of=as_of)
        other = question.on(spec)
        for code in (*borough_names(), None):
            if code in question.viewer.boroughs:
                continue
            with pytest.raises(NotAllowedError):
                compare_years(other, of="crimes", measure="crimes", code=code)
            with pytest.raises(NotAllowedError):
                count_by_month(other, of="crimes", measure="crimes", code=code)
        for by in ("borough", "bcu", "ward"):
            with pytest.raises(NotAllowedError):
                compare_areas(other, by=by, of="crimes")


def _figures(question: Question, known: Known) -> Iterator[dict[object, Crimes]]:
    """The crimes behind whatever is shown, by its name: a family for each answer."""
    windows = Windows.to(NEWEST, 365)

    def those(keep: Callable[[Mapping[str, object]], bool]) -> Crimes:
        return frozenset(number for number, cells in known.items() if keep(cells))

    def within(span: tuple[date, date]) -> Callable[[Mapping[str, object]], bool]:
        return lambda cells: span[0] <= cells["recorded_on"] <= span[1]  # type: ignore[operator]

    now = those(within(windows.now))
    unit_of = dict(boroughs().select("code", "bcu_code").iter_rows())
    total = compare_areas(question, of="crimes").total["crimes"].item()
    assert total in {None, len(now)}
    yield {} if total is None else {"London": now}
    columns: dict[str, Callable[[Mapping[str, object]], object]] = {
        "borough": lambda cells: cells["borough"],
        "bcu": lambda cells: unit_of[str(cells["borough"])],
        "ward": lambda cells: cells["ward"],
    }
    for by, key in columns.items():
        rows = compare_areas(question, by=by, of="crimes").rows.drop_nulls(["code", "crimes"])
        shown = {}
        for code, crimes in rows.select("code", "crimes").iter_rows():
            shown[code] = now & those(lambda cells, code=code, key=key: key(cells) == code)  # type: ignore[misc]
            assert crimes == len(shown[code])
        yield shown
    for code in (*borough_names(), None):
        here = those(lambda cells, code=code: code in {None, cells["borough"]})  # type: ignore[misc]
        months = count_by_month(question, of="crimes", measure="crimes", code=code)
        yield {
            month: here & those(lambda cells, m=month: cells["recorded_on"].replace(day=1) == m)  # type: ignore[misc]
            for month in months.drop_nulls("value")["month"]
        }
        years = compare_years(question, of="crimes", measure="crimes", code=code)
        sums = {"before": years.before, "after": years.after}
        spans = {"before": windows.before, "after": windows.now}
        times = {name: here & those(within(span)) for name, span in spans.items()}
        yield {name: times[name] for name, count in sums.items() if count is not None}
        drivers = years.drivers.drop_nulls("group")
        mix = mix_of_offences(question, of="crimes", code=code).drop_nulls("crimes")
        for offences, whole in (
            (mix["offence"], now & here),
            (mix["offence"], now),
            (drivers["group"], times["before"]),
            (drivers["group"], times["after"]),
        ):
            yield _by_offence(offences, whole, known)


def _by_offence(offences: pl.Series, whole: Crimes, known: Known) -> dict[object, Crimes]:
    found: dict[object, Crimes] = {
        code: frozenset(number for number in whole if known[number]["offence_code"] == code)
        for code, title in TITLES.items()
        if any(title in offence.lower() for offence in offences)
    }
    if FEW_EACH in set(offences):
        found["together"] = whole.difference(*found.values())
    return found
