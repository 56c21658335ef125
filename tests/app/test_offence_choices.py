"""An offence without a score, chosen on the page, shown there, and undone."""

from pathlib import Path

from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from tests.app.pages import complaints, tables, visited, words_of
from tests.app.test_small_data import load
from tests.conftest import TESTER

TITLE = "## Offences scored by choice"


def test_an_offence_is_chosen_shown_and_undone(elsewhere: Path) -> None:
    desk = load(elsewhere, {}, {"suspect_id": "A2", "offence_title": "s.47 <b>assault</b>"})
    page = visited("quality")
    assert TITLE not in words_of(page)
    assert ask(desk, TESTER, RankingSpec()).ranking.assessed == 1

    page.selectbox(key="offence to choose for").set_value(0).run()
    (box,) = [box for box in page.selectbox if str(box.key).startswith("offence chosen for")]
    assert "occasioning actual bodily harm" in box.options[0]
    box.select_index(0).run()
    assert "1 allegation behind this list would have 10 days each" in words_of(page)
    (button,) = [button for button in page.button if button.label == "Score it so"]
    button.click().run()
    assert not complaints(page)
    assert TITLE in words_of(page)
    (shown,) = tables(page, "version")[:1]
    assert shown["recorded"].to_list() == ["s.47 <b>assault</b>"]
    assert shown["days"].to_list() == [10.0]
    assert ask(desk, TESTER, RankingSpec()).ranking.assessed == 2

    (button,) = [button for button in page.button if button.label == "Undo this choice"]
    button.click().run()
    assert not complaints(page)
    assert TITLE not in words_of(page)
    assert ask(desk, TESTER, RankingSpec()).ranking.assessed == 1
