"""What the forms of a case are called: each event, and each thing that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from harm.cases.clock_rules import rules
from harm.cases.details import ACHILLES_HEEL, CODES, GROUNDS
from harm.cases.vocabulary import orders, words_of

#: Each kind of event that can be written on the page of a case: what it belongs to, and what it
#: is called; in the order in which they are offered.
TITLES: Final[Mapping[str, str]] = {
    "review": "Review: take the case up",
    "answer_counter": "Review: answer the counter-allegations",
    "nominate": "Propose: nominate with a ground",
    "propose_again": "Propose: once more",
    "adopt": "Decide: adopt",
    "decline": "Decide: do not adopt",
    "defer": "Decide: defer to a dated meeting",
    "action": "Plan: add an action",
    "finish_action": "Plan: finish an action",
    "start": "Plan: start",
    "measure": "Order or notice: note how far it is",
    "scheme": "Plan: another scheme manages them too",
    "clock": "Time limit: begin one",
    "extend": "Time limit: extend one",
    "end_clock": "Time limit: end one",
    "custody": "Custody: taken in",
    "expect_release": "Custody: expected release",
    "release": "Custody: released",
    "recall": "Custody: recalled to prison",
    "outcome": "Outcome: write one down",
    "confirm_disruption": "Outcome: agree with a disruption",
    "minute": "Meeting: minute an assessment",
    "victim_lead": "Victim: name who looks after them",
    "victim_step": "Victim: note what was done",
    "propose_deselection": "Take off: propose it",
    "deselect": "Take off: deselect",
    "close": "Close: after an outcome",
    "close_at_once": "Close at once: died, cleared, a child, the wrong person",
    "hand_over": "Decide: hand over to another owner",
    "reopen": "Decide: take it up again",
}
#: What a detail is called where its name does not say it.
_LABELS: Final[Mapping[str, str]] = {
    "reason": "Reason",
    "ground": "Ground",
    "at_once": "Ground",
    "answer": "Answer: what they are to be taken for",
    "assessment": "Assessment: what the meeting said",
    "owner": "Owner, by the name that the log has",
    "lead": "Who looks after them, by the name that the log has",
    "meeting": "Day of the meeting",
    "until": "Until",
    "on": "Day",
    "due": "Due",
    "why": "Why in custody",
    "what": "What came of it",
    "tied_to": "Of which allegation",
    "because": "Because they were listed?",
    "offences": "How many offences",
    "days": "Days of the sentence",
    "served": "Days already served",
    "starts": "From",
    "by": "Extended by",
    "condition": "What it rests on, such as indictable",
    "text": "What else to say",
    "done": "Done?",
    "view": "Your own view",
    "victim": "Victim",
    "rule": "Time limit",
}
#: Said beside what somebody writes in their own words.
NO_NAMES: Final = "No victim's name, address or number: write V1, V2 …"
NOT_WRITTEN: Final = "Nothing is written until the button below is pressed."
BLIND: Final = (
    "You read the allegations without score and place. Say first what you think; after that the "
    "suspect's page shows the rank."
)
NOT_BLIND: Final = (
    "You have opened this suspect's page since the list was frozen, so a view of yours would not "
    "be blind, and none is asked for."
)
NOT_READ: Final = (
    "You have not opened this suspect since the newest list was frozen, and a review needs that. "
    "Read the allegations without the rank, so that your own view comes first; or open the "
    "suspect's page."
)
NOT_OPENED: Final = (
    "You have not opened this suspect's page since the newest list was frozen, and whoever decides "
    "needs to have seen it: open it, and come back."
)


def in_button_words(kind: str) -> str:
    """What the button says that writes an event: its title without what it belongs to."""
    return TITLES[kind].partition(": ")[2].capitalize()


def label_of(name: str, *, is_needed: bool) -> str:
    """What a detail is called, and that it may be left out where it may."""
    label = _LABELS.get(name, name.replace("_", " ").capitalize())
    return label if is_needed else f"{label} (optional)"


def options_of(kind: str, name: str) -> Mapping[str, str] | None:
    """The codes of which a detail is one, with their words; None where it is no code."""
    if name == "ground" and kind in GROUNDS:
        return words_of(GROUNDS[kind])
    if name == "order":
        return {code: f"{order.name} ({code})" for code, order in orders().items()}
    if name == "rule":
        return {code: rule.name for code, rule in rules().items()}
    return words_of(CODES[name]) if name in CODES else None


def in_extension_words(who: str) -> str:
    """Who extends a limit: inspector is Inspector."""
    return who.replace("_", " ").capitalize()


def allegation_label(crime: str) -> str:
    """To what an outcome is tied."""
    return "Other offending (Achilles' heel)" if crime == ACHILLES_HEEL else crime
