"""Commands about lists: rank, say how sure, hand out, freeze, reproduce, compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.file_options import with_handling
from dashboard.cli.force_options import OfForce, Overwrite, person_meant
from dashboard.cli.options import Data, Json, output_of, question_at, readable, with_spec

if TYPE_CHECKING:
    from dashboard.services.files import Handling
    from dashboard.services.ranking_spec import RankingSpec


ShownForce = Annotated[
    str | None,
    typer.Option("--force", metavar="NAME", help="Only people of this force, at their places."),
]


@with_spec
def rank(
    data: Data = None,
    force: ShownForce = None,
    *,
    spec: RankingSpec,
    json: Json = False,
) -> None:
    """List the suspects with most alleged harm."""
    from dashboard.cli.display import listing as display_listing
    from dashboard.cli.display import output as display_output
    from dashboard.services.forces import known_force
    from dashboard.services.listing.answer import answer_list
    from dashboard.services.listing.filters import Filter

    question = question_at(data, spec)
    with display_output.working("Ranking", quiet=json):
        only = () if force is None else (known_force(question, readable(force)),)
        answer = answer_list(question, Filter(force=only))
    display_listing.show_list(question.settings, answer, json=json)


@with_spec
def stability(
    data: Data = None,
    *,
    spec: RankingSpec,
    json: Json = False,
) -> None:
    """Say how sure a list is."""
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import sureness as display_sureness
    from dashboard.services.listing.sureness import answer_sureness

    question = question_at(data, spec)
    with display_output.working("Drawing settled lists", quiet=json):
        found = answer_sureness(question)
    display_sureness.show_sureness(question, found, json=json)


@with_spec
def edition(
    table: Annotated[Path, typer.Argument(metavar="FILE", help="Columns code, title and days.")],
    data: Data = None,
    *,
    spec: RankingSpec,
    json: Json = False,
) -> None:
    """Say what an index table of your own changes, and for whom."""
    from dashboard.cli.display import editions as display_editions
    from dashboard.cli.display import output as display_output
    from dashboard.intake import of_path
    from dashboard.intake.index_table import read_index
    from dashboard.services.listing.editions import under_edition

    question = question_at(data, spec)
    with display_output.working("Comparing", quiet=json):
        found = under_edition(question, read_index(of_path(table)))
    display_editions.show_edition(question, found, json=json)


@with_spec
@with_handling
def handout(
    data: Data = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to write it [harmdesk-handout-DATE.pdf]."),
    ] = None,
    profile: Annotated[
        list[str] | None,
        typer.Option(metavar="SUSPECT", help="Whose profile to add; without, those who are new."),
    ] = None,
    force: OfForce = None,
    *,
    overwrite: Overwrite = False,
    spec: RankingSpec,
    handling: Handling,
    json: Json = False,
) -> None:
    """Write the hand-out of a meeting as PDF."""
    from dashboard.cli.display import listing as display_listing
    from dashboard.cli.display import output as display_output
    from dashboard.exports.handout import handout_file
    from dashboard.services.handout import answer_handout

    question = question_at(data, spec)
    file = out or Path(f"harmdesk-handout-{question.as_of:%Y-%m-%d}.pdf")
    output = output_of(question, file, force=overwrite)
    with display_output.working("Writing the hand-out", quiet=json):
        chosen = [person_meant(question, suspect, force) for suspect in profile or ()]
        answer = answer_handout(question, chosen, counts_alone=handling.redaction == "aggregates")
        output.write(handout_file(question, answer, handling))
    display_listing.show_handout(question.settings, answer, file, json=json)


@with_spec
def freeze(
    data: Data = None,
    *,
    spec: RankingSpec,
    json: Json = False,
) -> None:
    """Keep a list as it is, to be made again and compared."""
    from dashboard.cli.display import listing as display_listing
    from dashboard.cli.display import output as display_output
    from dashboard.services.listing import frozen_lists

    question = question_at(data, spec)
    with display_output.working("Ranking", quiet=json):
        frozen = frozen_lists.freeze_list(question)
    display_listing.show_frozen(frozen, json=json)


def lists(data: Data = None, *, json: Json = False) -> None:
    """Name the frozen lists."""
    from dashboard.cli.display import listing as display_listing
    from dashboard.services.listing import frozen_lists

    display_listing.show_lists(frozen_lists.frozen_lists(question_at(data)), json=json)


def reproduce(
    frozen: Annotated[str, typer.Argument(metavar="LIST", help="A frozen list's name.")],
    data: Data = None,
    *,
    json: Json = False,
) -> None:
    """Make a frozen list again, and say whether it is identical."""
    from dashboard.cli.display import listing as display_listing
    from dashboard.cli.display import output as display_output
    from dashboard.services.listing import frozen_lists

    question = question_at(data)
    with display_output.working("Ranking", quiet=json):
        reproduction = frozen_lists.reproduce_list(question, readable(frozen))
    display_listing.show_reproduction(reproduction, json=json)


def movement(
    before: Annotated[str, typer.Argument(metavar="FROM", help="A list's name, a date, or now.")],
    after: Annotated[str, typer.Argument(metavar="TO", help="A list's name, a date, or now.")],
    data: Data = None,
    *,
    as_known_today: Annotated[
        bool, typer.Option("--as-known-today", help="Dates as known today, not as known then.")
    ] = False,
    json: Json = False,
) -> None:
    """Say who came on a list, who went off it, and what changed."""
    from dashboard.cli.display import listing as display_listing
    from dashboard.cli.display import output as display_output
    from dashboard.services.listing import movement as listing_movement

    question = question_at(data)
    with display_output.working("Comparing", quiet=json):
        moved = listing_movement.list_movement(
            question, readable(before), readable(after), as_known_today=as_known_today
        )
    display_listing.show_movement(question.settings, moved, json=json)
