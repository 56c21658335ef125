"""Commands about suspects: explain one, find them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.file_options import check_handled, with_handling
from dashboard.cli.force_options import OfForce, Overwrite, person_meant
from dashboard.cli.options import Data, Json, output_of, question_at, readable, with_spec

if TYPE_CHECKING:
    from dashboard.services.files import Handling
    from dashboard.services.ranking_spec import RankingSpec


FoundIn = Annotated[
    str | None, typer.Option("--force", metavar="NAME", help="Only people of this force.")
]


@with_spec
@with_handling
def explain(
    suspect: Annotated[str, typer.Argument(metavar="SUSPECT", help="The suspect's reference.")],
    data: Data = None,
    pdf: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the profile here as well.")
    ] = None,
    force: OfForce = None,
    *,
    overwrite: Overwrite = False,
    spec: RankingSpec,
    handling: Handling,
    json: Json = False,
) -> None:
    """Say why one suspect has their position."""
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import suspects
    from dashboard.exports.suspect_profile import profile_file
    from dashboard.services.suspects.answer import answer_suspect

    check_handled(handling, pdf, "--pdf")
    question = question_at(data, spec)
    output = None if pdf is None else output_of(question, pdf, force=overwrite)
    with display_output.working("Explaining", quiet=json):
        answer = answer_suspect(question, person_meant(question, suspect, force))
        if output is not None:
            output.write(profile_file(question, answer, handling))
    suspects.show_suspect(question.settings, answer, json=json)


@with_spec
def find(
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT", help="A reference, name, date of birth or crime reference."),
    ],
    data: Data = None,
    force: FoundIn = None,
    *,
    spec: RankingSpec,
    json: Json = False,
) -> None:
    """Search everyone named as a suspect, with their positions."""
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import suspects
    from dashboard.services.suspects.search import search

    question = question_at(data, spec)
    with display_output.working("Searching", quiet=json):
        found = search(
            question, readable(" ".join(text)), None if force is None else readable(force)
        )
    suspects.show_found(question.settings, found, json=json)
