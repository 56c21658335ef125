"""Results of lists that were drawn by lot at the cut, on their page."""

from __future__ import annotations

from pathlib import Path

from dashboard.web.kit.ranking_spec import TIES
from tests.app.pages import complaints, unescaped, visited, words_of
from tests.unit.dashboard.services.listing.test_results_by_lot import RULES, TOP, with_lots


def test_the_page_holds_those_drawn_in_against_those_drawn_out(elsewhere: Path) -> None:
    with_lots(elsewhere)
    page = visited("results", top=str(TOP), window="60", ties=TIES["lot"], lot_seed=RULES.lot_seed)
    assert complaints(page) == []
    words = unescaped(words_of(page))
    assert "Drawn in by lot, and drawn out" in words
    assert "by lot, before lists were acted on, where nothing can come of listing:" in words
    assert "nothing but chance tells those drawn in" in words
