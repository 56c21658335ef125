"""Commands about suspects: explain one, find them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import Data, Force, Json, desk_at, on_a_basis, output_of, readable

if TYPE_CHECKING:
    from dashboard.services.basis import Basis


@on_a_basis
def explain(
    suspect: Annotated[str, typer.Argument(metavar="SUSPECT", help="The suspect's reference.")],
    data: Data = None,
    pdf: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the profile here as well.")
    ] = None,
    *,
    force: Force = False,
    basis: Basis,
    json: Json = False,
) -> None:
    """Say why one suspect stands where they stand."""
    from dashboard.access.viewer import Viewer
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import suspects
    from dashboard.exports.suspect_profile import profile_file
    from dashboard.services.suspects.associates import context_of

    desk = desk_at(data)
    output = None if pdf is None else output_of(desk, pdf, force=force)
    viewer, reference = Viewer.here(), readable(suspect)
    with display_output.working("Explaining", quiet=json):
        file = desk.suspect(viewer, basis, reference)
        solidity = desk.solidity(viewer, basis, reference)
        context = context_of(desk, viewer, basis, reference)
        if output is not None:
            output.write(profile_file(desk, viewer, basis, (file, solidity, context)))
    suspects.show_suspect(desk.settings, file, solidity, context, json=json)


@on_a_basis
def find(
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT", help="A reference, name, date of birth or crime reference."),
    ],
    data: Data = None,
    *,
    basis: Basis,
    json: Json = False,
) -> None:
    """Search everyone named as a suspect, and say where each stands."""
    from dashboard.access.viewer import Viewer
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import suspects

    desk = desk_at(data)
    with display_output.working("Searching", quiet=json):
        found = desk.find(Viewer.here(), basis, readable(" ".join(text)))
    suspects.show_found(desk.settings, found, json=json)
