"""References of several forces in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.services.forces import Forces
from dashboard.wording.notices import in_forces_words

#: A number of forces, as a sentence begins with it.
_COUNTS: Final = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
#: The most letters of a reference in a sentence.
_LETTERS: Final = 60


def in_whose_words(reference: str, forces: Sequence[str]) -> str:
    """That several forces have a reference, and what the reader is to choose.

    Args:
        reference: as it was written.
        forces: those that have it; two or more.
    """
    count = _COUNTS[len(forces)] if len(forces) < len(_COUNTS) else f"{len(forces):,}"
    return (
        f"{count} forces have a reference {reference[:_LETTERS]}: {in_forces_words(forces)}. "
        f"Choose the force that is meant."
    )


def with_force(reference: str, forces: Forces | None) -> str:
    """A reference of the record as a sentence has it: AB12 (City of London Police).

    Args:
        reference: as the record has it.
        forces: of the record; None: it is of one force alone, and the reference stands by itself.
    """
    if forces is None:
        return reference
    force, bare = forces.of(reference)
    return f"{bare} ({force})"


def in_cell(reference: str, forces: Forces | None) -> str:
    """A reference as a cell of a table has it: with its force behind it where it is another's."""
    if forces is None or forces.of(reference)[0] == forces.own:
        return reference
    return with_force(reference, forces)
