"""Made-up registers in which some people are recorded twice, to learn from what mistakes look like.

They are no part of the demonstration: other people, and other mistakes in other shares. The shares
are ours; no public source has them. Whoever writes a name down hears it, spells it as they know it,
abbreviates it, or takes its parts for one another; a birth is misread, or is made up as 1 January.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

import polars as pl

from sample_data.generator.dates import years_before
from sample_data.generator.marginals import Marginals, load_marginals
from sample_data.generator.names import full_name
from sample_data.months import LAST_DAY

_MALE: Final = 0.9
_NAME_UNKNOWN: Final = 0.008
_BORN_UNKNOWN: Final = 0.02
_SEX_UNKNOWN: Final = 0.01
_HOME_UNKNOWN: Final = 0.03
_TWICE: Final = 0.03

#: Which mistake the second record of a name has, and how often.
_NAME_MISTAKES: Final = {
    "none": 40,
    "spelling": 26,
    "turned": 6,
    "initial": 3,
    "forename slip": 9,
    "surname slip": 9,
    "both slip": 2,
    "part of surname": 2,
    "other surname": 2,
    "other forename": 1,
}
_BORN_MISTAKES: Final = {
    "none": 61,
    "turned": 15,
    "1 January": 5,
    "figure": 13,
    "year": 3,
    "day": 3,
    "other": 1,
    "unknown": 1,
}
_MOVED: Final = 0.2
_SEX_LOST: Final = 0.01
_SEX_WRONG: Final = 0.004

#: What is written for one another, one place at a time.
_SPELLINGS: Final = (
    *(("mm", "m"), ("ss", "s"), ("ll", "l"), ("nn", "n"), ("tt", "t"), ("ou", "u"), ("ee", "i")),
    *(("ph", "f"), ("ck", "k"), ("y", "i"), ("ow", "ou"), ("dh", "d"), ("kh", "k"), ("ie", "y")),
    *(("a", "e"), ("o", "u"), ("e", "a"), ("u", "o"), ("i", "e"), ("ah", "a"), ("ae", "e")),
)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class _Record:
    name: str | None
    born: date | None
    sex: str
    home: str | None


def register_with_doubles(
    people: int, *, seed: int, name_of: Callable[[Random, str], str] = full_name
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A register, and which of its references are one person.

    Args:
        people: how many there are; about 3 % of them have two references.
        seed: the same seed gives the same register.
        name_of: draws a name for a sex.

    Returns:
        `suspect_id`, `suspect_name`, `suspect_born`, `suspect_sex`, `suspect_home_borough`, by
        reference; and the pairs, `a` before `b`.
    """
    rng, marginals = Random(seed), load_marginals()
    references = iter(rng.sample(range(1_000_000, 10_000_000), people + people // 10 + 100))
    rows, pairs = [], []
    for _ in range(people):
        record, first = _record(rng, marginals, name_of), f"N{next(references)}"
        rows.append((first, record))
        if rng.random() < _TWICE:
            second = f"N{next(references)}"
            rows.append((second, _again(rng, marginals, record, name_of)))
            pairs.append((min(first, second), max(first, second)))
    register = pl.DataFrame(
        [(ref, one.name, one.born, one.sex, one.home) for ref, one in rows],
        schema={
            "suspect_id": pl.String,
            "suspect_name": pl.String,
            "suspect_born": pl.Date,
            "suspect_sex": pl.String,
            "suspect_home_borough": pl.String,
        },
        orient="row",
    )
    truth = pl.DataFrame(pairs, schema={"a": pl.String, "b": pl.String}, orient="row")
    return register.sort("suspect_id"), truth.sort("a", "b")


def _record(rng: Random, marginals: Marginals, name_of: Callable[[Random, str], str]) -> _Record:
    sex = "M" if rng.random() < _MALE else "F"
    youngest, oldest = rng.choices(marginals.ages.values, marginals.ages.weights)[0]
    age = youngest + int(rng.random() * (oldest - youngest + 1))
    born = years_before(LAST_DAY, age) - timedelta(days=int(rng.random() * 365))
    return _Record(
        name=None if rng.random() < _NAME_UNKNOWN else name_of(rng, sex),
        born=None if rng.random() < _BORN_UNKNOWN else born,
        sex="U" if rng.random() < _SEX_UNKNOWN else sex,
        home=None if rng.random() < _HOME_UNKNOWN else _home(rng, marginals),
    )


def _home(rng: Random, marginals: Marginals) -> str | None:
    return rng.choices(marginals.boroughs.values, marginals.boroughs.weights)[0]


def _again(
    rng: Random, marginals: Marginals, record: _Record, name_of: Callable[[Random, str], str]
) -> _Record:
    """The same person as somebody else writes them down."""
    sex = record.sex
    if rng.random() < _SEX_LOST:
        sex = "U"
    elif rng.random() < _SEX_WRONG:
        sex = {"F": "M", "M": "F"}.get(sex, sex)
    name = record.name and _written(rng, record.name, name_of(rng, record.sex))
    born = record.born and _born(rng, record.born)
    home = _home(rng, marginals) if rng.random() < _MOVED else record.home
    return replace(record, name=name, born=born, sex=sex, home=home)


def _written(rng: Random, name: str, other: str) -> str:
    """A name with a mistake, or without; `other` is somebody else's."""
    mistake = rng.choices([*_NAME_MISTAKES], [*_NAME_MISTAKES.values()])[0]
    given, _, surname = name.partition(" ")
    if mistake == "spelling":
        return _spelt(rng, name)
    if mistake == "turned":
        return f"{surname} {given}"
    if mistake == "initial":
        return f"{given[0]} {surname}"
    if mistake in {"forename slip", "both slip"}:
        given = _slip(rng, given)
    if mistake in {"surname slip", "both slip"}:
        surname = _slip(rng, surname)
    if mistake == "part of surname":
        second = other.rsplit(maxsplit=1)[-1]
        surname = surname.partition("-")[0] if "-" in surname else f"{surname}-{second}"
    if mistake == "other surname":
        surname = other.partition(" ")[2]
    if mistake == "other forename":
        given = other.partition(" ")[0]
    return f"{given} {surname}"


def _spelt(rng: Random, name: str) -> str:
    """The name as it may be spelt as well, where there is such a spelling."""
    lower = name.lower()
    places = [
        (at, one, other)
        for one, other in _SPELLINGS
        for at in range(1, len(lower))
        if lower.startswith(one, at) and lower[at - 1] not in " -"
    ]
    if not places:
        return name
    at, one, other = rng.choice(places)
    return name[:at] + other + name[at + len(one) :]


def _slip(rng: Random, word: str) -> str:
    """A word with a letter left out, put in, changed, or changed places with the next."""
    if len(word) < 3:  # noqa: PLR2004 - nothing is left of a shorter one
        return word + rng.choice(_LETTERS)
    at = rng.randrange(len(word) - 1)
    letter = rng.choice(_LETTERS)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return rng.choice(slips)


def _born(rng: Random, born: date) -> date | None:
    mistake = rng.choices([*_BORN_MISTAKES], [*_BORN_MISTAKES.values()])[0]
    if mistake == "turned" and born.day <= 12:  # noqa: PLR2004 - months
        return born.replace(day=born.month, month=born.day)
    if mistake == "1 January":
        return date(born.year, 1, 1)
    if mistake == "figure":
        return _figure(rng, born)
    if mistake in {"year", "day", "other"}:
        return _another_day(rng, born, mistake)
    return None if mistake == "unknown" else born


def _another_day(rng: Random, born: date, mistake: str) -> date:
    """A birth some years off, some days off, or anywhere near."""
    if mistake == "year":
        return years_before(born, rng.choice((-2, -1, 1, 2, 3)))
    if mistake == "day":
        return born + timedelta(days=rng.choice((-3, -2, -1, 1, 2, 3, 7, 30)))
    return born + timedelta(days=rng.randrange(-1000, 1000))


def _figure(rng: Random, born: date) -> date:
    """A birth with one figure wrong, where that is a date."""
    text = born.isoformat()
    at = rng.choice((2, 3, 3, 5, 6, 6, 8, 9, 9))
    try:
        return date.fromisoformat(text[:at] + rng.choice("0123456789") + text[at + 1 :])
    except ValueError:
        return born
