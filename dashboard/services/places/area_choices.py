"""What can be chosen of areas: their kind, what is counted, the measure; what goes together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from dashboard.errors import AreasError
from dashboard.services.places.area_harm import By, HarmBasis

Measure = Literal["days", "crimes", "per_1000_women", "per_1000", "share", "mean"]

Choice = TypeVar("Choice", bound=str)

LONDON: Final = "London"


@dataclass(frozen=True, slots=True)
class Words:
    """What a choice is called.

    Attributes:
        title: in plain words.
        real: whether it is of real recorded crime; else of the data that is loaded, be that the
            demonstration or a force's own.
    """

    title: str
    real: bool = False


BYS: Final[Mapping[By, Words]] = {
    "borough": Words("borough"),
    "bcu": Words("Basic Command Unit"),
    "ward": Words("ward"),
}
BASES: Final[Mapping[HarmBasis, Words]] = {
    "named": Words("Alleged harm of named suspects, where it happened"),
    "home": Words("Alleged harm of named suspects, where they live"),
    "crimes": Words("All crimes, whether or not anybody is named, where they happened"),
    "recorded": Words("All crime that the Metropolitan Police recorded, of every kind", real=True),
}
MEASURES: Final[Mapping[Measure, Words]] = {
    "days": Words("Days of harm"),
    "crimes": Words("Number of crimes"),
    "per_1000_women": Words("Days of harm per 1,000 women aged 16 and over"),
    "per_1000": Words("Days of harm per 1,000 residents"),
    "share": Words("Part of London’s days of harm"),
    "mean": Words("Days of harm per crime"),
}


def choice_of(what: str, value: str, choices: Mapping[Choice, Words]) -> Choice:
    """A value as the choice that it is.

    Raises:
        AreasError: it is none of them.
    """
    for choice in choices:
        if choice == value:
            return choice
    *others, last = choices
    raise AreasError(f"{value[:40]!r} is no {what}; choose {', '.join(others)} or {last}.")


def check_choices(by: By, of: HarmBasis, measure: Measure) -> None:
    """Refuse what is not known of such areas.

    Raises:
        AreasError: it is not.
    """
    if by == "ward" and of == "home":
        raise AreasError(
            "The basis 'home' is not known by ward, since of where suspects live the record has "
            "only the borough; choose borough or bcu."
        )
    if by == "ward" and measure == "per_1000_women":
        raise AreasError(
            "The measure 'per_1000_women' is not known by ward, since how many live in a ward is "
            "not published; choose borough or bcu, or the measure per_1000."
        )
