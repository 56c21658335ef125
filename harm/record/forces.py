"""References of several forces in one record: two forces may give the same reference.

The references of a record's own force stand as they are. Those of another have its name and a
stroke before them, such as `City of London Police/AB12`, so that no two crimes and no two people
of different forces are ever one.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

#: Stands between a force's name and the reference; a force's name has none.
SEPARATOR: Final = "/"


def qualified(force: str | None, reference: str) -> str:
    """A reference as the record has it.

    Args:
        force: whose it is; None: the record's own.
        reference: as that force writes it.
    """
    return reference if force is None else f"{force}{SEPARATOR}{reference}"


def parted(reference: str, forces: Collection[str]) -> tuple[str | None, str]:
    """The force of a reference, and the reference as that force writes it.

    Args:
        reference: as the record has it.
        forces: the other forces of the record, none of which is its own.

    Returns:
        None for the force where it is the record's own: a stroke alone says nothing, since many
        references have one.
    """
    force, stroke, rest = reference.partition(SEPARATOR)
    return (force, rest) if stroke and rest and force in forces else (None, reference)
