"""All choices behind a ranking, in one frozen value with an id."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Final, Literal, get_args, get_type_hints

from harm.errors import RulesError
from harm.offences import definitions

CoSuspects = Literal["full", "equal_share"]
VictimRows = Literal["once", "each"]
Keep = Literal["stay", "leave"]
Ties = Literal["order", "all_in", "stop_above", "lot"]

#: The longest window and half-life, and the longest list, that make sense to ask for.
MOST_DAYS: Final = 36_500
MOST_LISTED: Final = 1_000_000
#: The most letters of a seed.
MOST_LETTERS: Final = 200
#: The most letters of a wrong value that an error quotes.
_QUOTED: Final = 60


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The rules of a ranking; the defaults are the published rules of the Met's V100.

    Attributes:
        definition: which offences count.
        window_days: an allegation counts when it was recorded in the last `window_days` days.
        top: how many suspects are listed.
        co_suspects: whether each person named in a crime carries its full days or an equal share.
        victim_rows: whether a crime counts once whatever its number of victim rows, or for each.
        attempts: whether attempts stay, with the index's score, or are left out.
        derived: whether offences scored by our own supplement stay (marked), or are left out.
        custody: whether people whom their latest row has in custody or prison stay (with a badge),
            or are left out.
        police_generated: whether reports made by the police themselves stay, or are left out.
        half_life_days: the age at which an allegation weighs half; None for no decay.
        minimum_allegations: how many allegations must count for a suspect to be assessed.
        seed: the seed of the last tie-break, so that the draw is fixed, and favours nobody.
        ties: where the last place falls among suspects of equal score, whether the order decides
            which of them are in, all of them are in, the list stops above them, or a lot decides.
            Where it falls between two scores the choice changes nothing.
        lot_seed: the seed of that lot, needed where `ties` is `lot` and empty elsewhere. It is
            apart from `seed`, so that it can be drawn in public before anybody sees the data.
    """

    definition: definitions.Name = "vawg"
    window_days: int = 365
    top: int = 100
    co_suspects: CoSuspects = "full"
    victim_rows: VictimRows = "once"
    attempts: Keep = "stay"
    derived: Keep = "stay"
    custody: Keep = "stay"
    police_generated: Keep = "stay"
    half_life_days: int | None = None
    minimum_allegations: int = 1
    seed: str = "harmdesk"
    ties: Ties = "order"
    lot_seed: str = ""

    def __post_init__(self) -> None:
        """Check every field.

        Raises:
            RulesError: a field is outside its bounds; the message says which and what it may be.
        """
        hints = get_type_hints(type(self))
        for name in ("definition", "co_suspects", "victim_rows", "ties", *_KEEPS):
            _one_of(name, getattr(self, name), get_args(hints[name]))
        _between("window_days", self.window_days, MOST_DAYS)
        _between("top", self.top, MOST_LISTED)
        _between("minimum_allegations", self.minimum_allegations, MOST_LISTED)
        if self.half_life_days is not None:
            _between("half_life_days", self.half_life_days, MOST_DAYS)
        for name, seed in (("seed", self.seed), ("seed of the lot", self.lot_seed)):
            if not is_seed(seed):
                raise RulesError(
                    f"The {name} is {_shortened(repr(seed))}; it must be text on one line, of at "
                    f"most {MOST_LETTERS} letters."
                )
        self._check_lot()

    def _check_lot(self) -> None:
        """Check that a lot has its seed, and that no seed is given for a lot that is not drawn."""
        if self.ties == "lot" and not self.lot_seed.strip():
            raise RulesError(
                "The ties at the cut are decided by lot, and the lot has no seed; give it one "
                "(lot_seed), such as a number that was drawn and written down beforehand."
            )
        if self.ties != "lot" and self.lot_seed:
            raise RulesError(
                f"The seed of the lot is {_shortened(repr(self.lot_seed))}, and the ties at the "
                f"cut are not decided by lot; choose lot for the ties, or leave the seed out."
            )

    def lot_decides(self, higher: int, level: int) -> bool:
        """Whether a lot decides who of some suspects of equal score is in.

        Args:
            higher: how many have a higher score.
            level: how many have this score.
        """
        return self.ties == "lot" and higher < self.top < higher + level

    def ahead(self, in_order: int, *, higher: int, no_lower: int) -> int:
        """How many of others take a place of the list before a suspect, by the choice at a tie.

        Args:
            in_order: how many the order puts before the suspect, or a lot where one decides.
            higher: how many have a higher score.
            no_lower: how many have no lower one.
        """
        return {"all_in": higher, "stop_above": no_lower}.get(self.ties, in_order)

    def with_ties(self, ties: Ties) -> Rules:
        """The same rules with another choice at the cut, and no lot.

        Args:
            ties: any choice but `lot`, which needs a seed.
        """
        return replace(self, ties=ties, lot_seed="")

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that change when any choice does.

        A choice added in a later edition is left out while it has its default, so that lists of
        earlier editions keep their names.
        """
        chosen = {
            name: value
            for name, value in asdict(self).items()
            if name in _FIRST or value != _DEFAULT[name]
        }
        text = json.dumps(chosen, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def is_seed(value: object) -> bool:
    """Whether a value can be the seed of `Rules`: text on one line, of at most 200 letters."""
    return isinstance(value, str) and value.isprintable() and len(value) <= MOST_LETTERS


_KEEPS: Final = ("attempts", "derived", "custody", "police_generated")
#: The choices of the first edition, which every id has.
_FIRST: Final = (
    *("definition", "window_days", "top", "co_suspects", "victim_rows", *_KEEPS),
    *("half_life_days", "minimum_allegations", "seed"),
)
_DEFAULT: Final = {name: field.default for name, field in Rules.__dataclass_fields__.items()}


def _one_of(name: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise RulesError(
            f"{name} is {_shortened(repr(value))}; it must be one of {', '.join(allowed)}."
        )


def _between(name: str, value: int, most: int) -> None:
    if type(value) is not int or not 1 <= value <= most:
        what = name.replace("_", " ")
        given = _shortened(f"{value:,}" if type(value) is int else repr(value))
        raise RulesError(f"The {what} is {given}; it must be a whole number from 1 to {most:,}.")


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
