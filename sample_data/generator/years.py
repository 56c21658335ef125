"""The crimes of each year and the suspects named in them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from sample_data.generator.careers import draw_careers
from sample_data.generator.crimes import CrimeReferences, deal_crimes
from sample_data.generator.dates import YEARS
from sample_data.generator.marginals import Shares
from sample_data.generator.naming import Registrar, Suspect
from sample_data.generator.victims import Victims

if TYPE_CHECKING:
    from random import Random

    from sample_data.generator.crimes import Crime
    from sample_data.generator.marginals import Marginals
    from sample_data.generator.naming import Naming
    from sample_data.generator.offences import Offence

#: Share of crimes in which nobody is named. They count for places and for no person.
_NOBODY_NAMED: Final = 0.06


class World:
    """Two years of crimes.

    Attributes:
        suspects: everybody named, with what they are named for.
        nobody: the crimes in which nobody is named, with their victims.
    """

    def __init__(self, rng: Random, marginals: Marginals) -> None:
        self._rng = rng
        self._marginals = marginals
        self._references = CrimeReferences(rng)
        self._registrar = Registrar(rng, Victims(rng), self._references)
        everybody = [Suspect(career) for career in draw_careers(rng)]
        self.nobody: list[Naming] = []
        for year in range(len(YEARS)):
            self._live(everybody, year)
        self.suspects = [suspect for suspect in everybody if suspect.named]

    def _live(self, everybody: list[Suspect], year: int) -> None:
        active = [suspect for suspect in everybody if suspect.career.times[year]]
        self._name_serial([s for s in active if s.career.victims is not None], year)
        others = [suspect for suspect in active if suspect.career.victims is None]
        self._rng.shuffle(others)
        total = sum(suspect.career.times[year] for suspect in others)
        recorded = int(total / (1 - _NOBODY_NAMED))
        crimes = deque(self._deal(year, self._marginals.offences, recorded))
        self._registrar.open_year()
        joining = [
            suspect
            for suspect in others
            for _ in range(self._registrar.name(suspect, crimes, suspect.career.times[year]))
        ]
        for suspect in joining:
            self._registrar.join(suspect)
        self.nobody += [self._registrar.unnamed(crime) for crime in crimes]

    def _name_serial(self, serial: list[Suspect], year: int) -> None:
        total = sum(suspect.career.times[year] for suspect in serial)
        crimes = iter(self._deal(year, _sexual(self._marginals.offences), total))
        for suspect in serial:
            victims = (suspect.career.victims or (0, 0))[year]
            self._registrar.name_serial(
                suspect, crimes, times=suspect.career.times[year], victims=victims
            )

    def _deal(self, year: int, offences: Shares[Offence], total: int) -> list[Crime]:
        return deal_crimes(
            self._rng,
            self._marginals,
            offences,
            references=self._references,
            first_month=YEARS[year],
            total=total,
        )


def _sexual(offences: Shares[Offence]) -> Shares[Offence]:
    """Sexual offences against grown women, as often as they occur: what serial suspects do."""
    pairs = [
        (offence, weight)
        for offence, weight in zip(offences.values, offences.weights, strict=True)
        if offence.sexual and offence.victim_sex == "F" and not offence.child
    ]
    return Shares(tuple(o for o, _ in pairs), tuple(w for _, w in pairs))
