"""What the command line shows of a street network."""

from __future__ import annotations

from dataclasses import asdict

from rich.console import Console

from dashboard.cli.display.output import answer, plain
from dashboard.geography.streets import StreetFacts
from dashboard.wording.streets import in_network_words, in_no_network_words


def show_streets(facts: StreetFacts | None, *, json: bool) -> None:
    """What the network has, and what of its file is left out.

    Args:
        facts: of the network; None: there is none.
        json: whether a script asks: the same as numbers of links.
    """
    if json:
        answer(streets=None if facts is None else asdict(facts))
        return
    words = [in_no_network_words()]
    if facts is not None:
        words = [in_network_words(facts), f"Source: {facts.source}."]
    console = Console(markup=False, highlight=False)
    for line in words:
        console.print(plain(line), soft_wrap=True)
