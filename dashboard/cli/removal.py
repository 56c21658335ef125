"""Commands about whom the record must no longer have: erase, restrict, and subject access."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from dashboard.cli.options import Data, Json, caller_at, readable
from dashboard.errors import HarmdeskError

if TYPE_CHECKING:
    from dashboard.services.data.removal import Removable

#: What a reference may be of.
KINDS: Final[tuple[Removable, ...]] = ("person", "crime")

Reason = Annotated[
    str, typer.Option(metavar="TEXT", help="Why, in at most 500 letters; names nobody; needed.")
]
Authority = Annotated[
    str, typer.Option(metavar="TEXT", help="Who decided it, or on what grounds; needed.")
]


def erase(
    reference: Annotated[
        str, typer.Argument(metavar="REF", help="Of a suspect, a victim or a crime.")
    ],
    data: Data = None,
    reason: Reason = "",
    authority: Authority = "",
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="What it is of: person or crime.")
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Erase a person or a crime from everything that is kept here; it cannot be undone."""
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import removal as display_removal
    from dashboard.services.data import removal

    with display_output.working("Erasing", quiet=json):
        done = removal.erase(
            caller_at(data),
            readable(reference),
            readable(reason),
            readable(authority),
            _kind(kind),
        )
    display_removal.show_erasure(done, json=json)


def restrict(
    reference: Annotated[str, typer.Argument(metavar="REF", help="The suspect's reference.")],
    data: Data = None,
    reason: Reason = "",
    authority: Authority = "",
    *,
    lift: Annotated[bool, typer.Option("--lift", help="Take a restriction back.")] = False,
    json: Json = False,
) -> None:
    """Keep a person in the record and show them to nobody, until it is lifted."""
    from dashboard.cli.display import removal as display_removal
    from dashboard.services.data import removal

    caller, suspect = caller_at(data), readable(reference)
    line = removal.restrict(caller, suspect, readable(reason), readable(authority), lift=lift)
    display_removal.show_restriction(suspect, line=line, lifted=lift, json=json)


def _kind(text: str | None) -> Removable | None:
    """What a reference is of, as an option says it.

    Raises:
        HarmdeskError: it is neither.
    """
    kind = next((known for known in KINDS if known == text), None)
    if text is not None and kind is None:
        raise HarmdeskError(
            f"{text[:40]!r} is no kind of reference; write --kind person or --kind crime."
        )
    return kind
