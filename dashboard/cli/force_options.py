"""The option that says of which force a reference is, and whom a typed reference means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import readable

if TYPE_CHECKING:
    from dashboard.services.question import Question

OfForce = Annotated[
    str | None,
    typer.Option("--force", metavar="NAME", help="Of which force, where two have the reference."),
]
#: Beside an option `--force NAME`: what `--force` alone says too, see `force_words`.
Overwrite = Annotated[
    bool,
    typer.Option(
        "--overwrite",
        help="Write onto a file of another kind that is there; so does --force alone.",
    ),
]


def person_meant(question: Question, text: str, force: str | None) -> str:
    """The reference of a person, or the id of a case, as the record has it.

    Raises:
        AmbiguousReferenceError: several forces have it, and nothing says which is meant.
        HarmdeskError: no such force is in the data.
    """
    from dashboard.services.forces import resolve

    return resolve(question, readable(text), None if force is None else readable(force))


def pair_meant(question: Question, a: str, b: str, force: str | None) -> tuple[str, str]:
    """Two references as the record has them; a force is of each that does not name its own.

    Raises:
        AmbiguousReferenceError: several forces have one of them.
        HarmdeskError: no such force is in the data.
    """
    from dashboard.services.forces import names_force

    first, second = (
        person_meant(question, text, None if names_force(question, readable(text)) else force)
        for text in (a, b)
    )
    return first, second
