"""What the first pages show, worked out before anybody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from dashboard.access.viewer import Viewer
from dashboard.errors import HarmdeskError
from dashboard.services.corrections import find_corrections
from dashboard.services.data.quality import data_quality
from dashboard.services.gate import prepare
from dashboard.services.listing.choices import other_choices
from dashboard.services.listing.cohorts import other_cohorts
from dashboard.services.listing.movement import changes_since, prepare_movement
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.listing.settling import settle_ahead
from dashboard.services.overview import list_trend
from dashboard.services.places.areas import compare_areas
from dashboard.services.places.listed_suspects import count_listed
from dashboard.services.question import Question, ask
from dashboard.services.suspects.search import prepare_search
from dashboard.services.workspace import Workspace

#: In the order in which pages ask: the list, the overview, and what is a turn of the menu away.
STEPS: Final[tuple[Callable[[Question], None], ...]] = (
    lambda question: prepare(ranked_list, question),
    lambda question: prepare(changes_since, question),
    prepare_movement,
    lambda question: prepare(data_quality, question),
    lambda question: prepare(list_trend, question),
    lambda question: prepare(compare_areas, question),
    lambda question: prepare(count_listed, question),
    lambda question: prepare(other_cohorts, question),
    lambda question: prepare(prepare_search, question),
)


def prepare_pages(workspace: Workspace) -> Iterator[None]:
    """Work out what pages show first under the announced rule, step by step; nobody is shown.

    The log has no line of it. Whoever asks meanwhile waits for the step at most.

    Yields:
        after each step, so that whoever runs it can stop.
    """
    try:
        question = ask(workspace, Viewer.here())
        for step in STEPS:
            step(question)
            yield
        yield from settle_ahead(question)
        prepare(other_choices, question)
        yield
        prepare(find_corrections, question)
        yield
    except HarmdeskError:  # the page that needs it says what is wrong
        return
