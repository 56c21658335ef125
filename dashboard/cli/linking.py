"""Commands about which references are one person: decide, undo, and what is decided."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.cli.force_options import OfForce, pair_meant
from dashboard.cli.options import Data, Json, question_at, readable

link = typer.Typer(name="link", help="Decide which references are one person, or take it back.")

Reference = Annotated[
    str, typer.Argument(metavar="A", help="A reference of a suspect or a victim, as loaded.")
]
Other = Annotated[str, typer.Argument(metavar="B", help="The other reference.")]
Reason = Annotated[
    str, typer.Option(metavar="TEXT", help="Why, in at most 500 letters; it is kept; needed.")
]


@link.command("propose")
def link_propose(data: Data = None, *, json: Json = False) -> None:
    """Find references that may be one person, and keep them as proposals."""
    from dashboard.cli.display import matching as display_matching
    from dashboard.cli.display import output as display_output
    from dashboard.services.linking.proposals import propose_links

    question = question_at(data)
    with display_output.working("Comparing everybody", quiet=json):
        found = propose_links(question)
    display_matching.show_proposals(found, question.viewer.who, json=json)


def linking(data: Data = None, *, json: Json = False) -> None:
    """Say how good the matching of references is."""
    from dashboard.cli.display import matching as display_matching
    from dashboard.cli.display import output as display_output
    from dashboard.services.linking.goodness import linking_goodness, sample_to_read

    question = question_at(data)
    with display_output.working("Comparing everybody", quiet=json):
        found, to_read = linking_goodness(question), sample_to_read(question)
    display_matching.show_goodness(found, to_read, json=json)


@link.command("decide")
def link_decide(
    a: Reference,
    b: Other,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="same, different or unsure.")],
    data: Data = None,
    reason: Reason = "",
    case: Annotated[
        str, typer.Option(metavar="ID", help="Which goes on, where both have an open case.")
    ] = "",
    force: OfForce = None,
    *,
    json: Json = False,
) -> None:
    """Say whether two references are the same person."""
    from dashboard.cli.display import linking as display_linking
    from dashboard.cli.display import output as display_output
    from dashboard.errors import CaseRefusedError, TwoCasesError
    from dashboard.services.cases.joining import decide_person

    with display_output.working("Deciding", quiet=json):
        question = question_at(data)
        try:
            done = decide_person(
                question,
                *pair_meant(question, a, b, force),
                *(readable(decision), readable(reason)),
                going=readable(case),
            )
        except TwoCasesError as error:
            ids = ", or ".join(f"`--case {case}`" for case in sorted(error.cases))
            raise CaseRefusedError(f"{error} That is {ids}.") from None
    display_linking.show_decided(done, json=json)


@link.command("undo")
def link_undo(
    a: Reference,
    b: Other,
    data: Data = None,
    reason: Reason = "",
    force: OfForce = None,
    *,
    json: Json = False,
) -> None:
    """Take back what was decided of two references."""
    from dashboard.cli.display import linking as display_linking
    from dashboard.cli.display import output as display_output
    from dashboard.services.linking.decisions import undo_link

    with display_output.working("Undoing", quiet=json):
        question = question_at(data)
        done = undo_link(question, *pair_meant(question, a, b, force), readable(reason))
    display_linking.show_decided(done, json=json)


@link.command("list")
def link_list(
    data: Data = None,
    state: Annotated[
        str | None,
        typer.Option(
            metavar="STATE",
            help="proposed, pending, used, held, different, unsure or undone.",
        ),
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Show the pairs that were proposed or decided, and how each stands."""
    from dashboard.cli.display import linking as display_linking
    from dashboard.services.linking.links import list_links

    found = list_links(question_at(data), None if state is None else readable(state))
    display_linking.show_links(found, json=json)
