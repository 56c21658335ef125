"""Offences as the rows word them, and what their wording says about the people in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sample_data.generator.law import in_force_from

if TYPE_CHECKING:
    from random import Random

_CHILD: Final = re.compile(r"\bchild|\bgirl|under 1[36]|aged 13|aged under", re.IGNORECASE)
_ADULT_SUSPECT: Final = re.compile(r"(offender|suspect)[^-]*18 or over|- 18 or over", re.IGNORECASE)
_YOUNG_SUSPECT: Final = re.compile(r"(offender |- )under 18", re.IGNORECASE)
_KILLS: Final = re.compile(r"^(murder|manslaughter|infanticide)", re.IGNORECASE)
_ON_DUTY: Final = re.compile(r"assault police|constable|emergency worker", re.IGNORECASE)
_NEVER_DOMESTIC: Final = re.compile(
    r"assault police|constable|emergency worker|\bdog\b|racially or religiously"
    r"|multiple undefined|care provider|position of trust|trespass",
    re.IGNORECASE,
)
_SEVERE: Final = re.compile(
    r"attempted murder|attempted - murder|intent to do grievous|intent to cause serious harm",
    re.IGNORECASE,
)
_COERCIVE: Final = "controlling/coercive"

#: Share of crimes between partners or family, by the Met's class of offence, then by its group.
#: Ours: set so that violence is mostly domestic and public order is not.
_DOMESTIC: Final = {
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

#: The youngest suspect of anything here, of coercive control and of what is flagged as domestic
#: abuse (by law both people are 16 or over), and of what the wording says of an adult.
_YOUNGEST: Final = 13
_DOMESTIC_AGE: Final = 16
_ADULT: Final = 18

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
    def kills(self) -> bool:
        """Whether the victim is dead."""
        return _KILLS.search(self.title) is not None

    @cached_property
    def severe(self) -> bool:
        """Whether it is attempted murder or grievous harm with intent."""
        return _SEVERE.search(self.title) is not None

    @cached_property
    def coercive(self) -> bool:
        """Whether it is coercive control, which only a partner or a relative can commit."""
        return _COERCIVE in self.title

    @cached_property
    def on_duty(self) -> bool:
        """Whether the victim is a constable or an emergency worker."""
        return _ON_DUTY.search(self.title) is not None

    @cached_property
    def young_suspect(self) -> bool:
        """Whether the wording is of a suspect who was under 18."""
        return _YOUNG_SUSPECT.search(self.title) is not None

    @cached_property
    def in_force_from(self) -> date:
        """The first day on which it can have been committed."""
        return in_force_from(self.title, self.group)

    @cached_property
    def domestic_share(self) -> float:
        """How often it is between partners or family: our assumption, from 0 to 1."""
        if self.coercive:
            return 1.0
        if _NEVER_DOMESTIC.search(self.title):
            return 0.0
        by_group = _DOMESTIC_BY_GROUP.get(self.group, _DOMESTIC_OTHERWISE)
        return _DOMESTIC.get(self.offence_class, by_group)

    def youngest(self, *, domestic: bool) -> int:
        """The age in years from which somebody is named for it."""
        if _ADULT_SUSPECT.search(self.title):
            return _ADULT
        return _DOMESTIC_AGE if domestic or self.coercive else _YOUNGEST


def written(rng: Random, offence: Offence) -> tuple[str | None, str | None]:
    """Code and title as one report has them: now and then a code alone, or a URN as the code."""
    chance = rng.random()
    if offence.code is not None and chance < _CODE_ONLY:
        return offence.code, None
    if offence.urn is not None and chance > 1 - _URN_INSTEAD:
        return offence.urn, offence.title
    return offence.code, offence.title
