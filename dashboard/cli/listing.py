"""Commands about lists: rank, freeze, reproduce, compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import Data, Json, desk_at, on_a_basis, readable

if TYPE_CHECKING:
    from dashboard.services.basis import Basis


@on_a_basis
def rank(
    data: Data = None,
    *,
    basis: Basis,
    json: Json = False,
) -> None:
    """List the suspects with most alleged harm."""
    from dashboard.access.viewer import Viewer
    from dashboard.cli.display import listing as display_listing
    from dashboard.cli.display import output as display_output

    desk = desk_at(data)
    with display_output.working("Ranking", quiet=json):
        listing = desk.listing(Viewer.here(), basis)
    display_listing.show_list(desk.settings, listing, json=json)


@on_a_basis
def freeze(
    data: Data = None,
    *,
    basis: Basis,
    json: Json = False,
) -> None:
    """Keep a list as it stands, to be had again and compared."""
    from dashboard.access.viewer import Viewer
    from dashboard.cli.display import listing as display_listing
    from dashboard.cli.display import output as display_output
    from dashboard.services.listing import frozen_lists

    desk = desk_at(data)
    with display_output.working("Ranking", quiet=json):
        frozen = frozen_lists.freeze(desk, Viewer.here(), basis)
    display_listing.show_frozen(frozen, json=json)


def lists(data: Data = None, *, json: Json = False) -> None:
    """Name the frozen lists."""
    from dashboard.cli.display import listing as display_listing
    from dashboard.services.listing import frozen_lists

    display_listing.show_lists(frozen_lists.frozen_lists(desk_at(data)), json=json)


def reproduce(
    frozen: Annotated[str, typer.Argument(metavar="LIST", help="A frozen list's name.")],
    data: Data = None,
    *,
    json: Json = False,
) -> None:
    """Make a frozen list again, and say whether it is identical."""
    from dashboard.access.viewer import Viewer
    from dashboard.cli.display import listing as display_listing
    from dashboard.cli.display import output as display_output
    from dashboard.services.listing import frozen_lists

    desk = desk_at(data)
    with display_output.working("Ranking", quiet=json):
        told = frozen_lists.reproduce(desk, Viewer.here(), readable(frozen))
    display_listing.show_reproduction(told, json=json)


def movement(
    before: Annotated[str, typer.Argument(metavar="FROM", help="A frozen list's name, or now.")],
    after: Annotated[str, typer.Argument(metavar="TO", help="A frozen list's name, or now.")],
    data: Data = None,
    *,
    json: Json = False,
) -> None:
    """Say who came on a list, who went off it, and what changed."""
    from dashboard.access.viewer import Viewer
    from dashboard.cli.display import listing as display_listing
    from dashboard.cli.display import output as display_output
    from dashboard.services.listing import movement as listing_movement

    desk = desk_at(data)
    with display_output.working("Comparing", quiet=json):
        told = listing_movement.movement(desk, Viewer.here(), readable(before), readable(after))
    display_listing.show_movement(desk.settings, told, json=json)
