"""Made-up names from the cultures of London, in Latin script, and how they get misspelt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from faker import Faker

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

#: Faker locales and how often each is used: a rough approximation of the city, ours.
_CULTURES: Final = {
    "en_GB": 32,
    "en_IE": 5,
    "en_PK": 10,
    "en_IN": 8,
    "pl_PL": 6,
    "ro_RO": 6,
    "yo_NG": 5,
    "en_KE": 4,
    "it_IT": 4,
    "pt_PT": 3,
    "fr_FR": 3,
    "tr_TR": 3,
    "tw_GH": 3,
    "es_ES": 3,
    "ig_NG": 2,
    "lt_LT": 2,
    "fr_DZ": 2,
    "ha_NG": 1,
}
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
    return tuple(_pool(locale) for locale in _CULTURES)


def _pool(locale: str) -> NamePool:
    fake = Faker(locale)
    fake.seed_instance(locale)
    return NamePool(
        male=_names_of(fake.first_name_male),
        female=_names_of(fake.first_name_female),
        last=_names_of(fake.last_name),
    )


def _names_of(name: Callable[[], str]) -> tuple[str, ...]:
    names = (name() for _ in range(_POOL))
    return tuple(dict.fromkeys(text for text in names if _LATIN.fullmatch(text)))


def full_name(rng: Random, sex: str) -> str:
    """A name whose first and last part come from one culture."""
    pool = rng.choices(name_pools(), tuple(_CULTURES.values()))[0]
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
