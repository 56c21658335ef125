"""Made-up names from the cultures of London, in Latin script, and how they get misspelt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl
from faker import Faker

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

#: Faker's locales and how often each is used: a rough approximation of the city, ours. Of those
#: that have one list of first names for both sexes none is used; for the largest of them there is
#: a table of our own.
_CULTURES: Final = {
    "en_GB": 32,
    "en_IE": 5,
    "en_IN": 8,
    "pl_PL": 7,
    "ro_RO": 7,
    "yo_NG": 5,
    "en_KE": 4,
    "it_IT": 4,
    "pt_PT": 3,
    "fr_FR": 3,
    "tr_TR": 3,
    "tw_GH": 3,
    "es_ES": 3,
    "ig_NG": 2,
    "fr_DZ": 2,
    "ha_NG": 1,
}
_OWN_TABLE: Final = Path(__file__).parents[1] / "data" / "names_pakistan_bangladesh.csv"
_OWN_WEIGHT: Final = 10
_WEIGHTS: Final = (*_CULTURES.values(), _OWN_WEIGHT)
_POOL: Final = 240
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏḀ-ỿɔɛ][A-Za-zÀ-ɏḀ-ỿɔɛ '’-]{2,}")
_DOUBLE_BARRELLED: Final = 0.03


@dataclass(frozen=True, slots=True)
class NamePool:
    """First names by sex and last names of one culture."""

    male: tuple[str, ...]
    female: tuple[str, ...]
    last: tuple[str, ...]


@cache
def name_pools() -> tuple[NamePool, ...]:
    """A pool for each culture. It is the same for every seed: people differ, not the names."""
    return (*(_pool(locale) for locale in _CULTURES), _own_pool())


def _pool(locale: str) -> NamePool:
    """The names of one culture; a first name that both sexes have is left out."""
    fake = Faker(locale)
    fake.seed_instance(locale)
    male, female = _names_of(fake.first_name_male), _names_of(fake.first_name_female)
    both = {*male} & {*female}
    return NamePool(
        male=tuple(name for name in male if name not in both),
        female=tuple(name for name in female if name not in both),
        last=_names_of(fake.last_name),
    )


def _own_pool() -> NamePool:
    table = pl.read_csv(_OWN_TABLE)
    of = {part: tuple(table.filter(part=part)["name"]) for part in ("male", "female", "last")}
    return NamePool(**of)


def _names_of(name: Callable[[], str]) -> tuple[str, ...]:
    names = (name() for _ in range(_POOL))
    return tuple(dict.fromkeys(text for text in names if _LATIN.fullmatch(text)))


def full_name(rng: Random, sex: str) -> str:
    """A name whose first and last part come from one culture."""
    pool = rng.choices(name_pools(), _WEIGHTS)[0]
    first = rng.choice(pool.female if sex == "F" else pool.male)
    last = rng.choice(pool.last)
    if rng.random() < _DOUBLE_BARRELLED:
        last = f"{last}-{rng.choice(pool.last)}"
    return f"{first} {last}"


def misspelt(rng: Random, name: str) -> str:
    """The name with one typing or hearing slip; never the name itself."""
    places = [i for i in range(1, len(name) - 1) if name[i - 1 : i + 2].isalpha()]
    if not places:
        return name + name[-1]
    i = rng.choice(places)
    slips = (
        name[:i] + name[i + 1] + name[i] + name[i + 2 :],
        name[:i] + name[i + 1 :],
        name[:i] + name[i] + name[i:],
    )
    changed = [slip for slip in slips if slip != name]
    return rng.choice(changed)
