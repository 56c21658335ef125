"""Each form of a case: the event is written as it was filled in, and what cannot be is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from dashboard.services.cases.deciding import adopt, decide, decline, name_victim_lead
from dashboard.services.cases.proposing import review
from dashboard.services.cases.working import work
from dashboard.wording.case_forms import TITLES
from harm.cases.events import moves
from tests.app.cases import choose, fill, me, opened, refusal, submit, written
from tests.app.pages import complaints, unescaped, words_of
from tests.unit.dashboard.build import loaded, row
from tests.unit.dashboard.services.cases.desk import (
    ANALYST,
    CAMDEN,
    SUPERVISOR,
    WHY,
    Desk,
    named,
)

TODAY: Final = date(2026, 5, 5)
HEEL: Final = {"tied_to": "achilles_heel", "because": "of_listing"}
DISRUPTION: Final = {**HEEL, "what": "disruption", "level": "major", "on": "2026-05-05"}


def adopted(desk: Desk) -> None:
    desk.adopted()


def active(desk: Desk) -> None:
    desk.active()


def reviewed(desk: Desk) -> None:
    """Somebody else took the case up, and the reader opened the suspect's page."""
    review(desk.opened("S2", ANALYST), "S2")
    desk.opened("S2", me(desk))


def declined(desk: Desk) -> None:
    decline(desk.opened("S2"), ["S2"], WHY)


def inside(desk: Desk) -> None:
    active(desk)
    work(desk.ask(), "S2", "custody", {"on": "2026-05-01", "why": "remand"})


def on_bail(desk: Desk) -> None:
    active(desk)
    work(desk.ask(), "S2", "clock", {"rule": "bail", "starts": "2026-03-31"})


def disrupted(desk: Desk) -> None:
    active(desk)
    work(desk.ask(), "S2", "outcome", DISRUPTION)


def charged(desk: Desk) -> None:
    active(desk)
    work(desk.ask(), "S2", "outcome", {**HEEL, "what": "charge", "on": "2026-05-05"})


def closed(desk: Desk) -> None:
    charged(desk)
    decide(desk.ask(), ["S2"], "close", {"reason": WHY})


def cared_for(desk: Desk) -> None:
    active(desk)
    name_victim_lead(desk.ask(), "S2", "V1", me(desk).who)


def countered(desk: Desk) -> None:
    review(desk.opened("S1", ANALYST), "S1")


def opened_s1(desk: Desk) -> None:
    desk.opened("S1", me(desk))


@dataclass(frozen=True)
class Form:
    """How a form is filled in.

    Attributes:
        before: what happened in the case.
        given: what is filled in, by its detail.
        refused: words of the refusal where nothing is filled in, or `wrong` is.
        first: what is chosen before there are fields.
        wrong: what is filled in for the refusal.
        mend: what happens between the refusal and the second try.
        person: whose case.
        kept: details of the event that was written; None: what was given.
    """

    before: Callable[[Desk], object]
    given: Mapping[str, object]
    refused: str
    first: tuple[str, ...] = ()
    wrong: Mapping[str, object] = field(default_factory=dict)
    mend: Callable[[Desk], object] = lambda _: None
    person: str = "S2"
    kept: Mapping[str, str] | None = None


def nothing(_: Desk) -> None:
    """Nobody has looked at the case yet."""


ON: Final = {"on": TODAY}
NO_DAY: Final = "there must be a day"
FORMS: Final[Mapping[str, Form]] = {
    "review": Form(nothing, {}, "has not opened this suspect",
                   mend=lambda desk: desk.opened("S2", me(desk)) and None, kept={}),
    "answer_counter": Form(countered, {"answer": WHY}, "has not opened this suspect",
                           wrong={"answer": WHY}, mend=opened_s1, person="S1"),
    "nominate": Form(nothing, {"ground": "stalking", "reason": WHY}, "there must be a ground"),
    "propose_again": Form(declined, {"reason": WHY}, "there must be a reason"),
    "adopt": Form(reviewed, {"owner": "olu", "reason": WHY}, "no reason"),
    "decline": Form(reviewed, {"reason": WHY, "meeting": TODAY}, "no reason",
                    wrong={"reason": "why"}),
    "defer": Form(nothing, {"reason": WHY, "until": TODAY}, "there must be a day until which",
                  wrong={"reason": WHY}),
    "start": Form(adopted, {}, ""),
    "custody": Form(active, {**ON, "why": "remand"}, NO_DAY),
    "expect_release": Form(inside, ON, NO_DAY),
    "release": Form(inside, ON, NO_DAY),
    "recall": Form(inside, ON, NO_DAY),
    "hand_over": Form(active, {"owner": "ola", "reason": WHY}, "no reason"),
    "action": Form(
        adopted,
        {"strand": "protect", "tactic": "visit", "owner": "pia", "due": TODAY, "text": "See V1"},
        "the reference of a victim",
        wrong={"strand": "protect", "tactic": "visit", "owner": "pia", "due": TODAY,
               "text": "See VIC2"},
    ),
    "finish_action": Form(active, {**ON, "result": "done"}, "there must be a result",
                          first=("A1",)),
    "measure": Form(active, {**ON, "status": "granted", "until": TODAY}, "there must be a status",
                    first=("DVPO",)),
    "scheme": Form(active, {"scheme": "mappa"}, "there must be a scheme"),
    "clock": Form(active, {"starts": TODAY}, "there must be a starts", first=("bail",)),
    "extend": Form(on_bail, {"by": "inspector"}, "and not by", first=("C1",),
                   wrong={"by": "magistrates"}),
    "end_clock": Form(on_bail, ON, NO_DAY, first=("C1",)),
    "outcome": Form(active, {**ON, **HEEL, "offences": 3}, "there must be", first=("charge",)),
    "confirm_disruption": Form(disrupted, {"outcome": "O1"}, ""),
    "propose_deselection": Form(active, {"ground": "proportionality", "reason": WHY},
                                "there must be a ground"),
    "deselect": Form(active, {"ground": "proportionality", "reason": WHY}, "no reason"),
    "close": Form(active, {"reason": WHY}, "No outcome is written down yet",
                  wrong={"reason": WHY},
                  mend=lambda desk: work(desk.ask(), "S2", "outcome",
                                         {**HEEL, "what": "charge", "on": "2026-05-05"}) and None),
    "close_at_once": Form(active, {"at_once": "deceased", "reason": WHY}, "no reason"),
    "reopen": Form(closed, {"owner": "olu", "reason": WHY}, "no reason"),
    "minute": Form(active, {"meeting": TODAY, "assessment": "The risk is as it was"},
                   "there must be a assessment", wrong={"meeting": TODAY}),
    "victim_lead": Form(active, {"victim": "V1", "lead": "vi"}, "owns this case",
                        wrong={"victim": "V1", "lead": "olu"}),
    "victim_step": Form(cared_for, {**ON, "victim": "V1", "step": "contact", "done": "yes"},
                        "there must be a step"),
}  # fmt: skip


@pytest.fixture
def desk(elsewhere: Path) -> Desk:
    return Desk(elsewhere)


def test_each_kind_that_can_be_written_here_has_a_form_and_a_test() -> None:
    elsewhere = {"list", "own_view", "join"}  # with the whole list, a review, and a link
    assert set(TITLES) == set(moves()) - elsewhere
    assert set(FORMS) == set(TITLES)


@pytest.mark.parametrize("kind", sorted(set(FORMS) - {"start", "confirm_disruption"}))
def test_a_form_is_refused_in_a_sentence_and_then_writes_its_event(desk: Desk, kind: str) -> None:
    form = FORMS[kind]
    form.before(desk)
    before = len(written(desk, form.person))
    page = fill(choose(opened(desk, form.person), kind, *form.first), form.wrong)
    page = submit(page, kind)
    assert form.refused in refusal(page)
    assert len(written(desk, form.person)) == before
    form.mend(desk)
    page = opened(desk, form.person)  # what somebody else wrote meanwhile makes it another page
    page = submit(fill(choose(page, kind, *form.first), form.given), kind)
    assert complaints(page) == []
    events = [event for event in written(desk, form.person)[before:] if event.kind == kind]
    event = events[-1]
    assert event.who == me(desk).who
    given = {name: str(value) for name, value in form.given.items()}
    expected = given if form.kept is None else form.kept
    assert {name: event.details[name] for name in expected} == expected
    told = unescaped("".join(one.value for one in page.success))
    assert f"Written: {TITLES[kind].lower()}" in told


def test_a_case_that_is_adopted_without_an_action_cannot_start(desk: Desk) -> None:
    desk.adopted()
    page = opened(desk)
    assert TITLES["start"] not in page.selectbox(key="next in S2 3").options


def test_an_adoption_without_opening_the_page_is_refused_logged_and_leads_there(desk: Desk) -> None:
    review(desk.opened("S2", ANALYST), "S2")
    page = choose(opened(desk), "adopt")
    assert "whoever decides" in "".join(one.value for one in page.warning)
    page = submit(fill(page, {"owner": "olu", "reason": WHY}), "adopt")
    assert "has not opened this suspect's page since the list" in refusal(page)
    assert desk.kinds()[-1] == "case_refused"
    (way,) = [button for button in page.main.button if button.label == "Open the suspect’s page"]
    page = way.click().run()
    assert page.title[0].value.endswith("S2")
    page = choose(opened(desk), "adopt")
    assert not page.warning
    page = submit(fill(page, {"owner": "olu", "reason": WHY}), "adopt")
    assert complaints(page) == []
    assert written(desk, "S2")[-1].kind == "adopt"


def test_a_view_is_asked_for_before_the_rank_was_seen_and_not_after(desk: Desk) -> None:
    page = choose(opened(desk), "review")
    (read,) = [button for button in page.main.button if button.label == "Read without the rank"]
    page = read.click().run()
    assert desk.kinds()[-1] == "case_read"
    shown = next(frame.value for frame in page.dataframe if "crime_ref" in frame.value.columns)
    assert shown["crime_ref"].to_list() == ["C3"]
    assert not {"days", "position", "tenths", "share", "reason"} & set(shown.columns)
    page = submit(fill(page, {"view": "decline"}), "review")
    assert complaints(page) == []
    assert [event.kind for event in written(desk, "S2")] == ["list", "review", "own_view"]
    desk.opened("S3", me(desk))
    page = choose(opened(desk, "S3"), "review")
    assert "would not be blind" in words_of(page)
    assert not [box for box in page.selectbox if str(box.key).startswith("view of")]


def test_a_reading_without_the_rank_is_not_enough_to_decide(desk: Desk) -> None:
    page = choose(opened(desk), "review")
    next(one for one in page.main.button if one.label == "Read without the rank").click().run()
    submit(choose(opened(desk), "review"), "review")
    page = submit(fill(choose(opened(desk), "decline"), {"reason": WHY}), "decline")
    assert "has not opened this suspect's page" in refusal(page)


def test_an_outcome_of_the_record_is_proposed_and_not_typed_again(
    desk: Desk, elsewhere: Path
) -> None:
    desk.active()
    told = row(crime_ref="C9", suspect_id="S2", victim_id="VIC2", suspect_home_borough=CAMDEN)
    loaded(elsewhere, {**told, "allegation_status": "charged"}, synthetic=True)
    page = opened(desk)
    assert "1 outcome that the case does not have: charge in C9." in words_of(page)
    page = fill(choose(page, "outcome", "charge C9"), {"on": TODAY, "because": "not_known"})
    page = submit(page, "outcome")
    assert complaints(page) == []
    assert written(desk, "S2")[-1].details["tied_to"] == "C9"
    assert "that the case does not have" not in words_of(page)


def test_counter_allegations_of_this_suspect_are_answered_by_somebody_else(desk: Desk) -> None:
    desk.opened("S1", me(desk))
    page = submit(choose(opened(desk, "S1"), "review"), "review")
    assert complaints(page) == []
    page = opened(desk, "S1")
    assert TITLES["answer_counter"] not in page.selectbox(key="next in S1 2").options
    page = submit(fill(choose(page, "adopt"), {"owner": "olu", "reason": WHY}), "adopt")
    assert "counter-allegations" in refusal(page)


def test_what_was_written_and_typed_in_one_session_is_in_no_other(desk: Desk) -> None:
    desk.active()
    first = fill(choose(opened(desk), "minute"), {"assessment": "Typed and not written"})
    second = choose(opened(desk), "minute")
    assert [one.value for one in second.text_area] == [""]
    submit(fill(first, {"meeting": TODAY}), "minute")
    assert not opened(desk).success
    other = adopt(desk.opened("S3"), ["S3"], "olu", WHY)
    assert not opened(desk, other.person).success


def test_a_second_supervisor_agrees_once_with_a_disruption(desk: Desk) -> None:
    disrupted(desk)
    late, page = (choose(opened(desk), "confirm_disruption") for _ in range(2))
    page = submit(page, "confirm_disruption")
    assert complaints(page) == []
    assert written(desk, "S2")[-1].kind == "confirm_disruption"
    late = submit(late, "confirm_disruption")
    assert (
        complaints(late) == []
    )  # the page was asked anew, and there is nothing left to agree with
    assert [event.kind for event in written(desk, "S2")].count("confirm_disruption") == 1


def test_who_wrote_a_disruption_down_does_not_agree_with_it(desk: Desk) -> None:
    active(desk)
    work(desk.ask(named(SUPERVISOR, me(desk).who)), "S2", "outcome", DISRUPTION)
    page = opened(desk)
    (box,) = [box for box in page.selectbox if str(box.key).startswith("next in")]
    assert TITLES["confirm_disruption"] not in box.options
