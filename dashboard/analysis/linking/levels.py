"""How alike two records are: for each thing compared, its levels from most alike to least.

Ethnicity is not among what is compared, and cannot be: it is in no column that comes in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Forenames have more than this share of their letters in common, two that changed places counting
#: as one slip: of four letters none may differ, since Jake and Jade are two people.
GIVEN_ALIKE: Final = 0.75
SURNAME_ALIKE: Final = 0.75
#: Two spellings of one name have more than this share of their letters in common.
SPELLING_ALIKE: Final = 0.6
#: A shorter beginning is not a short form.
SHORT_FORM: Final = 3
#: Forenames that this many people have, neither much rarer than the other, are two names: Jade is
#: no slip for Jake.
ESTABLISHED: Final = 5
MUCH_RARER: Final = 0.05
#: Births this many days apart are a slip of the eye, or of a calendar.
SOME_DAYS: Final = 31


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of likeness.

    Attributes:
        name: what it is called, in the model and next to a pair.
        condition: in SQL, of the columns of `records.RECORDS` on both sides.
        frequency: the column by whose frequency in the register it weighs more or less; "" none.
        rarer: whether the rarer of two values counts, where they differ: the commoner is likelier
            to be the right one, and the question is how often the other comes about by chance.
    """

    name: str
    condition: str
    frequency: str = ""
    rarer: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that is compared; the first level that holds is the one.

    Attributes:
        name: what it is called.
        missing: in SQL, whether nothing can be said, which speaks neither for nor against.
        levels: from most alike on; whatever fits none is OTHER.
    """

    name: str
    missing: str
    levels: tuple[Level, ...]


#: The level of whatever fits no other, and of what is not recorded.
OTHER: Final = "other"
MISSING: Final = "not recorded"


def _alike(column: str, least: float, *, limit: str = "<") -> str:
    one, other = f"coalesce({column}_l, '')", f"coalesce({column}_r, '')"
    longest = f"greatest(length({one}), length({other}))"
    return f"damerau_levenshtein({one}, {other}) {limit} {round(1 - least, 4)} * {longest}"


def _same(column: str) -> str:
    return f"{column}_l = {column}_r"


_TWO_NAMES: Final = (
    f"(given_skeleton_l <> given_skeleton_r and least(given_count_l, given_count_r) >= "
    f"{ESTABLISHED} and least(given_count_l, given_count_r) > {MUCH_RARER} * "
    f"greatest(given_count_l, given_count_r))"
)
_SHORT_FORM: Final = (
    f"(least(length(given_l), length(given_r)) >= {SHORT_FORM} and "
    "(starts_with(given_l, given_r) or starts_with(given_r, given_l)))"
)
_INITIAL: Final = "(length(given_l) = 1 or length(given_r) = 1)"
_GIVEN_NEAR: Final = (
    f"({_same('first')} and ({_INITIAL} or (({_alike('given', GIVEN_ALIKE)} or {_SHORT_FORM}) "
    f"and not {_TWO_NAMES})))"
)
_PART_OF_SURNAME: Final = (
    "(list_has_all(surnames_l, surnames_r) or list_has_all(surnames_r, surnames_l))"
)
_SURNAME_ALIKE: Final = _alike("surname", SURNAME_ALIKE, limit="<=")
_SURNAME_NEAR: Final = f"({_same('surname_skeleton')} or {_SURNAME_ALIKE} or {_PART_OF_SURNAME})"

NAME: Final = Comparison(
    "name",
    "letters_l is null or letters_r is null",
    (
        Level("the same", _same("letters"), "letters"),
        Level(
            "parts changed places",
            f"{_same('ordered')} and given_skeleton_l <> given_skeleton_r",
            "skeleton",
            rarer=True,
        ),
        Level(
            "another spelling",
            f"{_same('sound')} and {_alike('given', SPELLING_ALIKE)}"
            f" and {_alike('surname', SPELLING_ALIKE, limit='<=')}",
            "spelling",
            rarer=True,
        ),
        Level(
            "surname the same, forename near",
            f"{_same('surname')} and {_GIVEN_NEAR}",
            "surname",
        ),
        Level(
            "forename the same, surname near",
            f"{_same('given')} and {_SURNAME_NEAR}",
            "given",
        ),
        Level("both near", f"{_GIVEN_NEAR} and {_SURNAME_NEAR}"),
        Level("surname alone", _same("surname")),
        Level("forename alone", _same("given")),
    ),
)

_YEAR: Final = "substr(born_l, 1, 4) = substr(born_r, 1, 4)"
_DAY: Final = "substr(born_l, 5, 4) = substr(born_r, 5, 4)"

BORN: Final = Comparison(
    "born",
    "born_l is null or born_r is null",
    (
        Level("the same", _same("born")),
        Level("day and month changed places", "born_l = turned_r"),
        Level(
            "1 January of the same year",
            f"{_YEAR} and (born_l like '%0101' or born_r like '%0101')",
        ),
        Level("one figure", "damerau_levenshtein(born_l, born_r) <= 1"),
        Level("some days apart", f"abs(day_l - day_r) <= {SOME_DAYS}"),
        Level("day and month", _DAY),
        Level("year alone", _YEAR),
    ),
)

SEX: Final = Comparison("sex", "sex_l is null or sex_r is null", (Level("the same", _same("sex")),))

HOME: Final = Comparison(
    "home", "home_l is null or home_r is null", (Level("the same", _same("home")),)
)

#: What is always compared.
COMPARISONS: Final = (NAME, BORN, SEX, HOME)

#: What a force may have besides, each of it or none: columns of the register.
IDENTIFIERS: Final = tuple(
    Comparison(name, f"{name}_l is null or {name}_r is null", (Level("the same", _same(name)),))
    for name in ("pnc", "phone", "address")
)

#: A pair whose name agrees no better than this is never said to be likely: twins, and parents and
#: children of one name, agree in the rest. Nor is one of two sexes.
HALF_A_NAME: Final = ("surname alone", "forename alone", OTHER)
