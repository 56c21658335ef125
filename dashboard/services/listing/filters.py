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

from dashboard.geography import borough_names, boroughs
from dashboard.wording.formats import SITUATION as SITUATION_WORDS
from dashboard.wording.formats import phrase
from harm.offences.definitions import groups
from harm.record.allegations import ALLEGATION_STATUS, SOURCE
from harm.scoring.ranking import Ranking
from harm.suspects.facets import UNKNOWN

Show = Literal["listed", "near", "everyone"]
SHOWS: Final[tuple[Show, ...]] = get_args(Show)

#: How many stand below the cut as near misses.
NEAR: Final = 100
#: No more people than this are handed out at once; all are counted.
MOST: Final = 500
#: What the choice among them is called.
PART: Final = "Who is shown"
#: Distinct known victims of a serial suspect, at least.
SEVERAL: Final = 2

#: How far an allegation that counts can have gone.
COUNTING: Final = [
    status for status in ALLEGATION_STATUS.categories if status not in {"acquitted", "eliminated"}
]


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to filter by.

    Attributes:
        label: what it is called on a page.
        said: what holds of those shown, with a place for the values.
        options: the words of each value by its code in a link.
        test: whether a suspect has any of the values.
    """

    label: str
    said: str
    options: Callable[[], Mapping[str, str]]
    test: Callable[[Sequence[str]], pl.Expr]


@cache
def borough_options() -> dict[str, str]:
    """Every borough by its code, in order of names, and what is not recorded."""
    named = sorted(borough_names().items(), key=lambda pair: pair[1])
    return {**dict(named), UNKNOWN: "a borough not recorded"}


@cache
def bcu_options() -> dict[str, str]:
    """Every command unit by its code, in order of names."""
    units = boroughs().select("bcu_code", "bcu_name").drop_nulls().unique().sort("bcu_name")
    return dict(units.iter_rows())


def boroughs_of(units: Sequence[str]) -> list[str]:
    """The codes of the boroughs of some command units."""
    return boroughs().filter(pl.col("bcu_code").is_in(list(units)))["code"].to_list()


def _any_of(column: str) -> Callable[[Sequence[str]], pl.Expr]:
    return lambda codes: pl.col(column).list.set_intersection(list(codes)).list.len() > 0


def _one_of(column: str) -> Callable[[Sequence[str]], pl.Expr]:
    return lambda codes: pl.col(column).cast(pl.String).fill_null(UNKNOWN).is_in(list(codes))


def _in_words(codes: Sequence[str]) -> dict[str, str]:
    return {code: phrase(code).lower() for code in codes}


#: Everything to filter by, by its key in a link and its name in `Filter`.
FACETS: Final[dict[str, Facet]] = {
    "incident": Facet(
        "Borough of incident", "an allegation in {}", borough_options, _any_of("boroughs")
    ),
    "bcu": Facet(
        "BCU of incident",
        "an allegation in {}",
        bcu_options,
        lambda units: _any_of("boroughs")(boroughs_of(units)),
    ),
    "home": Facet("Home borough", "home in {}", borough_options, _one_of("suspect_home_borough")),
    "situation": Facet(
        "Situation",
        "situation {}",
        lambda: {
            code: words.lower() for code, words in SITUATION_WORDS.items() if code != "deceased"
        },
        _one_of("suspect_situation"),
    ),
    "status": Facet(
        "Allegation status",
        "an allegation with the status {}",
        lambda: _in_words(COUNTING),
        _any_of("statuses"),
    ),
    "source": Facet(
        "Reported by",
        "an allegation reported by {}",
        lambda: {**_in_words(SOURCE.categories.to_list()), UNKNOWN: "somebody not recorded"},
        _any_of("sources"),
    ),
    "offence": Facet("Most serious offence", "most serious {}", groups.titles, _one_of("group")),
    "victims": Facet(
        "Victims",
        "{}",
        lambda: {str(SEVERAL): "two or more victims"},
        lambda _: pl.col("victims") >= SEVERAL,
    ),
}


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

    @classmethod
    def of(cls, asked: Mapping[str, Sequence[str]]) -> tuple[Self, list[str]]:
        """The filter that a link asks for, and what in it nobody knows.

        Args:
            asked: the values of each key; keys of others are passed over.

        Returns:
            The filter of what is known, each value once and in our order; and each key with a
            value that is not, such as `incident`.
        """
        chosen: dict[str, tuple[str, ...]] = {}
        unknown: list[str] = []
        for name, facet in FACETS.items():
            codes = list(facet.options())
            values = asked.get(name, ())
            chosen[name] = tuple(code for code in codes if code in values)
            unknown += [name] if set(values) - set(codes) else []
        shows = asked.get("show", ())
        show: Show = next((one for one in SHOWS if one in shows), "listed")
        unknown += ["show"] if set(shows) - set(SHOWS) else []
        return cls(show=show, **chosen), unknown

    @property
    def params(self) -> dict[str, list[str]]:
        """What stands in a link; nothing of what is as usual."""
        chosen = {name: list(codes) for name, codes in self._chosen().items()}
        return chosen if self.show == "listed" else {"show": [self.show], **chosen}

    @property
    def query(self) -> str:
        """The same as it is written in a link."""
        return urlencode(self.params, doseq=True)

    @property
    def narrows(self) -> bool:
        """Whether some of those in its part of the list may be left out."""
        return bool(self._chosen())

    def part(self, ranking: Ranking) -> pl.DataFrame:
        """The part of a ranking's table that is filtered: the list, what is below it, or all."""
        table, length = ranking.table, ranking.length
        parts = {"listed": table.head(length), "near": table.slice(length, NEAR)}
        return parts.get(self.show, table)

    def apply(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Those rows for which every filter holds, in their order.

        Args:
            frame: columns of a ranking's table and of `facets.TABLE`, `suspect_home_borough` and
                `suspect_situation`; those alone that the chosen filters ask about.
        """
        tests = [FACETS[name].test(codes) for name, codes in self._chosen().items()]
        return frame.filter(*tests) if tests else frame

    def head(self, matching: pl.DataFrame) -> pl.DataFrame:
        """Those of them who are handed out: a part of the list whole, of everyone the first."""
        return matching.head(MOST) if self.show == "everyone" else matching

    def describe(self, *, part: int, matching: int) -> str:
        """What is shown, in a sentence: 14 of the 100 listed, and of whom it holds.

        Args:
            part: how many are in its part of the ranking.
            matching: how many of them the filters let through.
        """
        whole = {
            "listed": f"{part:,} listed",
            "near": f"{part:,} next below the cut",
            "everyone": f"{part:,} assessed",
        }[self.show]
        more = self.show == "everyone" and matching > MOST
        if not self.narrows:
            return f"Shown: {f'the first {MOST:,} of the {whole}' if more else f'all {whole}'}."
        shown = f"the first {MOST:,} of {matching:,} who match," if more else f"{matching:,}"
        said = "; ".join(self._said())
        return f"Shown: {shown if matching else 'nobody'} of the {whole}: {said}."

    def _said(self) -> list[str]:
        return [
            FACETS[name].said.format(either([FACETS[name].options()[code] for code in codes]))
            for name, codes in self._chosen().items()
        ]

    def _chosen(self) -> dict[str, tuple[str, ...]]:
        return {name: codes for name in FACETS if (codes := getattr(self, name))}


#: The list itself, whole.
WHOLE: Final = Filter()


def either(words: Sequence[str]) -> str:
    """Words of which any may hold: Camden, Barnet or Brent."""
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
