"""Outcomes that the record already tells of, so that nobody types them twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from harm.cases.case import Case

#: What an allegation's status says came of it; the others say nothing yet.
OF_STATUS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "arrested": "arrest",
        "charged": "charge",
        "convicted": "conviction",
        "acquitted": "acquitted",
        "no_further_action": "no_further_action",
    }
)
#: What a force counts as positive action.
POSITIVE: Final = frozenset({"arrest", "charge", "remand", "conviction"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """An outcome that the record tells of and the case does not have.

    Attributes:
        tied_to: the reference of the allegation.
        what: a code of the vocabulary. The day, and whether it came of the listing, somebody
            has to say: the record does not know.
    """

    tied_to: str
    what: str


def proposals(case: Case, statuses: Iterable[tuple[str, str]]) -> tuple[Proposal, ...]:
    """The outcomes that statuses tell of and the case does not have yet.

    Args:
        case: as it stands.
        statuses: a crime's reference and the status of an allegation in it, in any order.
    """
    known = {(outcome.tied_to, outcome.what) for outcome in case.outcomes.values()}
    meant = {(crime, OF_STATUS[status]) for crime, status in statuses if status in OF_STATUS}
    return tuple(Proposal(*pair) for pair in sorted(meant - known))


def has_positive_action(case: Case) -> bool:
    """Whether anything came of a case that a force counts as positive action.

    It misleads: an arrest counts as much as a conviction, and what was under way before counts as
    well as what came of the listing.
    """
    return any(outcome.what in POSITIVE for outcome in case.outcomes.values())
