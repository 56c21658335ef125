"""The filters of the list in words: what each is called, what its values are, what is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.geography import bcus, borough_names
from dashboard.services.listing.filters import FACETS, FORCE, MOST, Filter
from dashboard.services.listing.ranked_list import RankedList
from dashboard.wording.formats import SITUATION, counted, file_part, phrase
from dashboard.wording.quality import DEFECT_WORDS
from harm.offences.definitions import groups
from harm.suspects.facets import UNKNOWN

#: What little a place can rest on.
WEAK_WORDS: Final = {
    "single": "one allegation and no other",
    "no_further_action": "off the list without allegations that ended in no further action",
    "police": "off the list without reports by the police alone",
}
#: What the choice of forces is called.
FORCE_LABEL: Final = "Force"
#: What the choice among the list, its near misses and everyone is called.
PART: Final = "Who is shown"


@dataclass(frozen=True, slots=True)
class FacetWords:
    """One thing to filter by, in words.

    Attributes:
        label: what it is called on a page.
        phrase: what holds of those shown, with a place for the values.
        titles: the words of its values by their codes.
    """

    label: str
    phrase: str
    titles: Callable[[], Mapping[str, str]]


def _borough_titles() -> dict[str, str]:
    return {**borough_names(), UNKNOWN: "a borough not recorded"}


def _bcu_titles() -> dict[str, str]:
    return dict(bcus().select("code", "name").iter_rows())


def _code_titles(name: str) -> Callable[[], dict[str, str]]:
    return lambda: {code: phrase(code).lower() for code in FACETS[name].codes()}


#: The words of each thing to filter by, in the order of `FACETS`.
FACET_WORDS: Final[Mapping[str, FacetWords]] = {
    "incident": FacetWords("Borough of incident", "an allegation in {}", _borough_titles),
    "bcu": FacetWords("BCU of incident", "an allegation in {}", _bcu_titles),
    "home": FacetWords("Home borough", "home in {}", _borough_titles),
    "situation": FacetWords(
        "Situation",
        "situation {}",
        lambda: {code: words.lower() for code, words in SITUATION.items()},
    ),
    "status": FacetWords(
        "Allegation status", "an allegation with the status {}", _code_titles("status")
    ),
    "source": FacetWords(
        "Reported by",
        "an allegation reported by {}",
        lambda: {**_code_titles("source")(), UNKNOWN: "somebody not recorded"},
    ),
    "offence": FacetWords("Most serious offence", "most serious {}", groups.titles),
    "victims": FacetWords("Victims", "{}", lambda: {"2": "two or more victims"}),
    "rests": FacetWords("Rests on", "{}", lambda: WEAK_WORDS),
    "defect": FacetWords(
        "Doubtful data",
        "an allegation with: {}",
        lambda: {name: words[0].lower() for name, words in DEFECT_WORDS.items()},
    ),
}


def facet_options(name: str) -> dict[str, str]:
    """The values of a filter in the order in which they are offered, with their words.

    Args:
        name: the filter's key in `FACETS`.
    """
    titles = FACET_WORDS[name].titles()
    return {code: titles[code] for code in FACETS[name].codes()}


def in_shown_words(listing: RankedList) -> str:
    """Whom a list shows, in a sentence; empty for the list itself, whole."""
    if listing.scoped:
        return in_scope_words(listing)
    restricted = _in_restricted_words(listing.restricted)
    if not listing.query:
        return restricted
    words = in_filter_words(listing.filter, part=listing.part, matching=listing.matching)
    return f"{words} {restricted}".strip()


def _in_restricted_words(places: int) -> str:
    """How many places of the list nobody is shown at; empty for none."""
    if not places:
        return ""
    return f"Restricted: {counted(places, 'place')} of the list, at which nobody is shown."


def in_scope_words(listing: RankedList) -> str:
    """Whom a list shows to somebody who may see the people of their own boroughs alone.

    How many the filter lets through elsewhere is not said.
    """
    whole = _whole(listing.filter, listing.part)
    phrases = "; ".join(
        _in_facet_words(name, codes) for name, codes in listing.filter.values.items()
    )
    of_whom = f", {phrases}" if phrases else ""
    number = f"{listing.people.height:,}" if listing.people.height else "nobody"
    return (
        f"Shown: {number} of the {whole}{of_whom}: those with a home or an allegation in your "
        f"boroughs."
    )


def _whole(chosen: Filter, part: int) -> str:
    return {
        "listed": f"{part:,} listed",
        "near": f"{part:,} next below the cut",
        "everyone": f"{part:,} assessed",
    }[chosen.show]


def in_filter_words(chosen: Filter, *, part: int, matching: int) -> str:
    """What is shown, in a sentence: 14 of the 100 listed, and what holds of them.

    Args:
        chosen: the filter.
        part: how many are in its part of the ranking.
        matching: how many of them the filter lets through.
    """
    whole = _whole(chosen, part)
    more = chosen.show == "everyone" and matching > MOST
    if not chosen.narrows:
        return f"Shown: {f'the first {MOST:,} of the {whole}' if more else f'all {whole}'}."
    number = f"the first {MOST:,} of {matching:,} who match," if more else f"{matching:,}"
    phrases = "; ".join(_in_facet_words(name, codes) for name, codes in chosen.values.items())
    return f"Shown: {number if matching else 'nobody'} of the {whole}: {phrases}."


def _in_facet_words(name: str, codes: Sequence[str]) -> str:
    if name == FORCE:
        return f"a reference of {either(codes)}"
    titles = FACET_WORDS[name].titles()
    return FACET_WORDS[name].phrase.format(either([titles[code] for code in codes]))


def either(words: Sequence[str]) -> str:
    """Words of which any may hold: Camden, Barnet or Brent."""
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


#: So many values of a filter stand in a file's name by themselves.
NAMED_IN_A_FILE: Final = 3


def in_file_name(chosen: Filter) -> str:
    """A filter as the end of a file's name, such as -near-home-croydon; empty for the list."""
    parts: list[str] = [] if chosen.show == "listed" else [chosen.show]
    for name, codes in chosen.values.items():
        titles = {code: code for code in codes}
        titles |= {} if name == FORCE else FACET_WORDS[name].titles()
        few = len(codes) <= NAMED_IN_A_FILE
        words = " ".join(titles[code] for code in codes) if few else f"{len(codes)} values"
        parts.append(f"{name} {words}")
    named = file_part(" ".join(parts), most=100)
    return f"-{named}" if named else ""
