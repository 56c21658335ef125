"""People who are a suspect in one crime and a victim in another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

    from sample_data.generator.naming import Suspect
    from sample_data.generator.people import Person
    from sample_data.generator.victims import Victim

_ACCUSED_VICTIMS: Final = 400


def link_counter_allegations(rng: Random, people: list[tuple[Suspect, Person]]) -> None:
    """Give some victims the reference of a suspect.

    A man's adult victim becomes a woman who is a suspect herself; where she is named for harm to a
    man, he becomes that man, so that each accuses the other.
    """
    women = [(s, p) for s, p in people if p.sex == "F" and not _kills(s)]
    women.sort(key=lambda pair: _male_victim(pair[0]) is None)
    men = [(s, p) for s, p in people if p.sex == "M" and s.career.victims is None and not _kills(s)]
    rng.shuffle(men)
    pairs = ((s, p, victim) for s, p in men if (victim := _female_victim(s)) is not None)
    for (woman, her), (man, his, victim) in zip(women[:_ACCUSED_VICTIMS], pairs, strict=False):
        victim.ref, woman.is_victim = her.ref, True
        accuser = _male_victim(woman)
        if accuser is not None and accuser.ref is None:
            accuser.ref, man.is_victim = his.ref, True


def _female_victim(suspect: Suspect) -> Victim | None:
    return _adult_victim(suspect, "F")


def _male_victim(suspect: Suspect) -> Victim | None:
    return _adult_victim(suspect, "M")


def _adult_victim(suspect: Suspect, sex: str) -> Victim | None:
    victims = (bond.victim for bond in suspect.bonds)
    return next(
        (
            victim
            for victim in victims
            if victim.sex == sex and not victim.child and victim.ref is None and _lives(victim)
        ),
        None,
    )


def _lives(victim: Victim) -> bool:
    return victim.killed_on is None


def _kills(suspect: Suspect) -> bool:
    """Whether the suspect is held for a killing, and so is nobody's victim since."""
    return any(naming.crime.offence.kills for naming in suspect.named)
