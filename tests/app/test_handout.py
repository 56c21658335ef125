"""The hand-out of a meeting, in one click from the list."""

from __future__ import annotations

import io

from pypdf import PdfReader

from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.web.downloads import GATE
from harm.scoring.rules import Rules
from tests.app.pages import complaints, visited
from tests.conftest import TESTER


def test_those_who_are_chosen_have_a_profile_and_a_line_in_the_log(desk: Workspace) -> None:
    people = ranked_list(ask(desk, TESTER, RankingSpec(rules=Rules(top=12)))).people
    chosen = people["suspect_id"].to_list()[1:3]
    page = visited("list", top="12")
    (field,) = [field for field in page.multiselect if field.label == "Profiles in the hand-out"]
    assert len(field.options) == people.height
    field.set_value(chosen).run()
    (button,) = [button for button in page.button if button.label == "Meeting hand-out"]
    button.click().run()
    assert complaints(page) == []
    parcel = GATE.take(next(reversed(GATE._waiting)))
    assert parcel is not None
    assert parcel.name == f"harmdesk-handout-{desk.facts.newest}.pdf"
    before = desk.register.log().height
    pages = [leaf.extract_text() for leaf in PdfReader(io.BytesIO(parcel.hand_over())).pages]
    lines = desk.register.log().slice(before)
    assert lines["action"].to_list() == ["file"] * 3
    subjects = lines["subject"].to_list()
    assert subjects[0].startswith("hand-out of ")
    assert subjects[1:] == [f"profile of {suspect}" for suspect in chosen]
    assert all(desk.settings.marking in leaf for leaf in pages)
    for suspect in chosen:
        assert any(suspect in leaf for leaf in pages[1:])
