"""The command that asks whether pursuing works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.case_files import case
from dashboard.cli.options import Data, Json, question_at, read_date, with_spec

if TYPE_CHECKING:
    from dashboard.services.ranking_spec import RankingSpec

__all__ = ["case", "case_results"]


@case.command("results")
@with_spec
def case_results(
    spec: RankingSpec,
    data: Data = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Lists are acted on since then [first adoption]."),
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Compare those just inside the cut with those just outside."""
    from dashboard.cli.display import results as display
    from dashboard.services.listing.results import results

    started = None if since is None else read_date(since)
    display.show_results(results(question_at(data, spec), since=started), json=json)
