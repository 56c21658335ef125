"""Which of those assessed a page shows: filters that say what they do, and stand in a link.

Between filters all must hold; within one, any of the values chosen. A position stays that of the
whole list, whatever is shown of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, Self, get_args
from urllib.parse import urlencode

import polars as pl

from dashboard.geography import bcus, borough_names, boroughs
from harm.assurance.data_quality import DEFECTS
from harm.assurance.standing import WEAK
from harm.offences.definitions import groups
from harm.record.allegations import ALLEGATION_STATUS, SITUATION, SOURCE
from harm.scoring.ranking import Ranking
from harm.suspects.facets import UNKNOWN

Show = Literal["listed", "near", "everyone"]
SHOWS: Final[tuple[Show, ...]] = get_args(Show)

#: How many stand below the cut as near misses.
NEAR: Final = 100
#: No more people than this are handed out at once; all are counted.
MOST: Final = 500
#: Distinct known victims of a serial suspect, at least.
SEVERAL: Final = 2

#: How far an allegation that counts can have gone.
COUNTING: Final = [
    status for status in ALLEGATION_STATUS.categories if status not in {"acquitted", "eliminated"}
]
#: Where a suspect can be; the deceased are not assessed.
SITUATIONS: Final = [code for code in SITUATION.categories if code != "deceased"]


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to filter by; `dashboard.wording.filters` has its words.

    Attributes:
        codes: its values as a link has them, in the order in which they are offered.
        test: whether a suspect has any of the values.
    """

    codes: Callable[[], Sequence[str]]
    test: Callable[[Sequence[str]], pl.Expr]


@cache
def _borough_codes() -> list[str]:
    """Every borough in order of names, and what is not recorded."""
    return [*sorted(borough_names(), key=borough_names().__getitem__), UNKNOWN]


@cache
def _bcu_codes() -> list[str]:
    """Every command unit in order of names."""
    return bcus().sort("name")["code"].to_list()


def boroughs_of(units: Sequence[str]) -> list[str]:
    """The codes of the boroughs of some command units."""
    return boroughs().filter(pl.col("bcu_code").is_in(list(units)))["code"].to_list()


def _any_of(column: str) -> Callable[[Sequence[str]], pl.Expr]:
    return lambda codes: pl.col(column).list.set_intersection(list(codes)).list.len() > 0


def _one_of(column: str) -> Callable[[Sequence[str]], pl.Expr]:
    return lambda codes: pl.col(column).cast(pl.String).fill_null(UNKNOWN).is_in(list(codes))


#: Everything to filter by, by its key in a link and its name in `Filter`.
FACETS: Final[dict[str, Facet]] = {
    "incident": Facet(_borough_codes, _any_of("boroughs")),
    "bcu": Facet(_bcu_codes, lambda units: _any_of("boroughs")(boroughs_of(units))),
    "home": Facet(_borough_codes, _one_of("suspect_home_borough")),
    "situation": Facet(lambda: SITUATIONS, _one_of("suspect_situation")),
    "status": Facet(lambda: COUNTING, _any_of("statuses")),
    "source": Facet(lambda: [*SOURCE.categories, UNKNOWN], _any_of("sources")),
    "offence": Facet(lambda: list(groups.titles()), _one_of("group")),
    "victims": Facet(lambda: [str(SEVERAL)], lambda _: pl.col("victims") >= SEVERAL),
    "rests": Facet(lambda: WEAK, _any_of("rests")),
    "defect": Facet(lambda: DEFECTS, _any_of("defects")),
}


#: The key of the forces, which are what a record has, and no fixed values: see `Filter.force`.
FORCE: Final = "force"
_OF_FORCES: Final = _any_of("forces")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which of those assessed are shown.

    Attributes:
        show: those listed, the near misses below the cut, or everyone assessed.
        incident: boroughs of an incident, GSS codes.
        bcu: of an incident, codes of command units.
        home: GSS codes.
        situation: where the suspect is.
        status: how far an allegation has gone.
        source: who reported an allegation.
        offence: the group of the most serious offence.
        victims: `2` for at least two victims.
        rests: what little a place on the list rests on; near misses and others have none.
        defect: what is doubtful or missing in an allegation.
        force: by name, where the record has rows of several; any of a person's references.
    """

    show: Show = "listed"
    incident: tuple[str, ...] = ()
    bcu: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    situation: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    offence: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()
    defect: tuple[str, ...] = ()
    force: tuple[str, ...] = ()

    @classmethod
    def parse(
        cls, parameters: Mapping[str, Sequence[str]], forces: Sequence[str] = ()
    ) -> tuple[Self, list[str]]:
        """The filter that a link asks for, and what in it nobody knows.

        Args:
            parameters: the values of each key; keys of others are passed over.
            forces: those of the record, where it has rows of several.

        Returns:
            The filter of what is known, each value once and in our order; and each key with a
            value that is not, such as `incident`.
        """
        chosen: dict[str, tuple[str, ...]] = {}
        unknown: list[str] = []
        known = {name: list(facet.codes()) for name, facet in FACETS.items()}
        for name, codes in {**known, FORCE: list(forces)}.items():
            values = parameters.get(name, ())
            chosen[name] = tuple(code for code in codes if code in values)
            unknown += [name] if set(values) - set(codes) else []
        shows = parameters.get("show", ())
        show: Show = next((part for part in SHOWS if part in shows), "listed")
        unknown += ["show"] if set(shows) - set(SHOWS) else []
        return cls(show=show, **chosen), unknown

    @property
    def params(self) -> dict[str, list[str]]:
        """What stands in a link; nothing of what is as usual."""
        chosen = {name: list(codes) for name, codes in self.values.items()}
        return chosen if self.show == "listed" else {"show": [self.show], **chosen}

    @property
    def query(self) -> str:
        """The same as it is written in a link."""
        return urlencode(self.params, doseq=True)

    @property
    def narrows(self) -> bool:
        """Whether some of those in its part of the list may be left out."""
        return bool(self.values)

    def part(self, ranking: Ranking) -> pl.DataFrame:
        """The part of a ranking's table that is filtered: the list, what is below it, or all."""
        table, length = ranking.table, ranking.length
        parts = {"listed": table.head(length), "near": table.slice(length, NEAR)}
        return parts.get(self.show, table)

    def apply(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Those rows for which every filter holds, in their order.

        Args:
            frame: columns of a ranking's table and of `facets.TABLE`, `suspect_home_borough`,
                `suspect_situation`, `rests`, `defects` and `forces`; those alone that the chosen
                filters ask about.
        """
        tests = [
            (_OF_FORCES if name == FORCE else FACETS[name].test)(codes)
            for name, codes in self.values.items()
        ]
        return frame.filter(*tests) if tests else frame

    def head(self, matching: pl.DataFrame) -> pl.DataFrame:
        """Those of them who are handed out: a part of the list whole, of everyone the first."""
        return matching.head(MOST) if self.show == "everyone" else matching

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The values chosen, by the name of what they filter by."""
        return {name: codes for name in (*FACETS, FORCE) if (codes := getattr(self, name))}


#: The list itself, whole.
WHOLE: Final = Filter()
