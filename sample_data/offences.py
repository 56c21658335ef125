"""Offences as the rows word them, and what their wording says about the people in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

_CHILD: Final = re.compile(r"\bchild|\bgirl|under 1[36]|aged 13|aged under", re.IGNORECASE)
_ADULT_SUSPECT: Final = re.compile(r"(offender|suspect)[^-]*18 or over|- 18 or over", re.IGNORECASE)
_YOUNG_SUSPECT: Final = re.compile(r"(offender |- )under 18", re.IGNORECASE)

#: Share of crimes between partners or family, by the Met's class of offence, then by its group.
#: Ours: set so that violence and coercive control are mostly domestic and public order is not.
_DOMESTIC: Final = {
    "Controlling or Coercive Behaviour": 0.98,
    "Assault with injury": 0.62,
    "Harassment offences": 0.42,
    "Malicious Communications": 0.45,
    "Stalking": 0.55,
    "Rape of a female aged 16 and over": 0.38,
    "Incest or Familial Sexual Offences": 0.95,
    "Sexual assault on a female aged 13 and over": 0.12,
}
_DOMESTIC_BY_GROUP: Final = {
    "Rape": 0.25,
    "Violence with Injury": 0.30,
    "Public fear, alarm, distress": 0.35,
    "Homicide": 0.45,
}
_DOMESTIC_OTHERWISE: Final = 0.08

_CODE_ONLY: Final = 0.02
_URN_INSTEAD: Final = 0.005


@dataclass(frozen=True)
class Offence:
    """One wording of the Met's.

    Attributes:
        group: the Met's group of offences, such as Rape.
        offence_class: the class within it.
        code: Home Office classification; None where nothing certain is known.
        title: as the index words it, else as the Met does.
        urn: the index's own reference of the row, where it has one.
        victim_sex: the sex that the wording states, if any.
    """

    group: str
    offence_class: str
    code: str | None
    title: str
    urn: str | None
    victim_sex: str | None

    @cached_property
    def child(self) -> bool:
        """Whether the wording is of a child as the victim."""
        return _CHILD.search(self.title) is not None

    @cached_property
    def sexual(self) -> bool:
        """Whether it is rape or another sexual offence."""
        return self.group in {"Rape", "Other Sexual Offences"}

    @cached_property
    def adult_suspect(self) -> bool:
        """Whether the wording is of a suspect who was 18 or over."""
        return _ADULT_SUSPECT.search(self.title) is not None

    @cached_property
    def young_suspect(self) -> bool:
        """Whether the wording is of a suspect who was under 18."""
        return _YOUNG_SUSPECT.search(self.title) is not None

    @cached_property
    def domestic_share(self) -> float:
        """How often it is between partners or family: our assumption, from 0 to 1."""
        by_group = _DOMESTIC_BY_GROUP.get(self.group, _DOMESTIC_OTHERWISE)
        return _DOMESTIC.get(self.offence_class, by_group)


def written(rng: Random, offence: Offence) -> tuple[str | None, str | None]:
    """Code and title as one report has them: now and then a code alone, or a URN as the code."""
    chance = rng.random()
    if offence.code is not None and chance < _CODE_ONLY:
        return offence.code, None
    if offence.urn is not None and chance > 1 - _URN_INSTEAD:
        return offence.urn, offence.title
    return offence.code, offence.title
