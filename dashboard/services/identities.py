"""By what people are known in the record, so that a file can leave without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.services.question import Question
from dashboard.store.references import Kind
from harm.record.forces import parted


@dataclass(frozen=True)
class Identities:
    """Every reference and name of the record; nobody is shown any of it.

    Attributes:
        references: of people, suspects and victims.
        crimes: the references of crimes.
        names: for each suspect's reference every name that was recorded of them.
        births: for each suspect's reference every date of birth that was recorded of them.
    """

    references: frozenset[str]
    crimes: frozenset[str]
    names: dict[str, frozenset[str]]
    births: dict[str, frozenset[date]]


def known_identities(question: Question) -> Identities:
    """By what everybody in a question's record is known, worked out once for each version."""
    return question.remember(("identities", question.version), lambda: _identities(question))


def _identities(question: Question) -> Identities:
    names, births = dict[str, set[str]](), dict[str, set[date]]()
    for reference, name, born in (
        question.store.suspects.named()
        .select("suspect_id", "suspect_name", "suspect_born")
        .iter_rows()
    ):
        if name:
            names.setdefault(reference, set()).add(name)
        if born:
            births.setdefault(reference, set()).add(born)
    others = question.store.forces.others

    def of(kind: Kind) -> frozenset[str]:
        """Each as the record has it, and as its own force writes it."""
        found = frozenset(question.store.references.of(kind))
        if not others:
            return found
        return found | {parted(reference, others)[1] for reference in found}

    return Identities(
        of("people"),
        of("crimes"),
        {reference: frozenset(found) for reference, found in names.items()},
        {reference: frozenset(found) for reference, found in births.items()},
    )
