"""People who are a suspect in one crime and a victim in another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

    from sample_data.naming import Suspect
    from sample_data.people import Person
    from sample_data.victims import Victim

_ACCUSED_VICTIMS: Final = 400


def link_counter_allegations(rng: Random, people: list[tuple[Suspect, Person]]) -> None:
    """Give some victims the reference of a suspect.

    A man's adult victim becomes a woman who is a suspect herself; where she is named for harm to a
    man, he becomes that man, so that each accuses the other.
    """
    women = [(s, p) for s, p in people if p.sex == "F"]
    women.sort(key=lambda pair: _male_victim(pair[0]) is None)
    men = [(s, p) for s, p in people if p.sex == "M" and s.career.victims is None]
    rng.shuffle(men)
    pairs = ((s, p, victim) for s, p in men if (victim := _female_victim(s)) is not None)
    for (woman, her), (_, his, victim) in zip(women[:_ACCUSED_VICTIMS], pairs, strict=False):
        victim.ref = her.ref
        accuser = _male_victim(woman)
        if accuser is not None and accuser.ref is None:
            accuser.ref = his.ref


def _female_victim(suspect: Suspect) -> Victim | None:
    return _adult_victim(suspect, "F")


def _male_victim(suspect: Suspect) -> Victim | None:
    return _adult_victim(suspect, "M")


def _adult_victim(suspect: Suspect, sex: str) -> Victim | None:
    victims = (bond.victim for bond in suspect.bonds)
    return next((v for v in victims if v.sex == sex and not v.child and v.ref is None), None)
