"""Whether pursuing works, in words: levels, intervals and what could have been seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.services.listing.pursued import SOON
from dashboard.services.listing.results import AFTER, Measured, Outcome, Period, Results
from dashboard.wording.formats import NOTHING, counted, day
from harm.results.comparison import Comparison, Side
from harm.results.power import OFTEN

OUTCOMES: Final[Mapping[Outcome, str]] = {
    "named_by_victim": f"Named again within {AFTER} days, as a victim reported it",
    "named": f"Named again within {AFTER} days, in any report",
    "days": f"Days alleged within {AFTER} days, per 100 person-days at large",
    "arrested_or_charged": f"Newly arrested or charged within {SOON} days, in any crime",
}
PERIODS: Final[Mapping[Period, str]] = {
    "since": "since lists are acted on",
    "before": "before lists were acted on",
}
#: What each rate is of, after its number.
_UNITS: Final[Mapping[Outcome, str]] = {
    "named_by_victim": "of 100",
    "named": "of 100",
    "days": "days per 100 person-days",
    "arrested_or_charged": "of 100",
}
HEADINGS: Final = (
    *("Period", "Last place inside", "Outcome", "People inside", "People outside"),
    *("Rate inside", "Rate outside", "Difference", "95 in 100 interval", "Smallest it could see"),
)
#: What the comparison is, and how it misleads.
LIMITS: Final = (
    "People just inside the end of the list and just outside it are much alike, so that what "
    "becomes of them can be compared; how far a score went down cannot, since every high score "
    "does. Everybody counts once, on the side of their first list, whatever was done about them "
    "later. At a trial cut, where the list does not end, and before lists were acted on, nothing "
    "can come of listing: a difference there shows how much this comparison errs. Named again is "
    "an allegation, and an attentive officer may bring more of them to light. Reports that come "
    "later than the record are missing. Each interval misses once in twenty by chance alone."
)
#: What arrests and charges are read from, and how they mislead.
ARRESTS: Final = (
    "Arrests and charges are those that the record came to show, of both sides alike, on the day "
    "of the load that showed them. They show what the police did and not that there is less harm: "
    "more of them inside is what listing is for. Outcomes that are written down in cases are not "
    "among them, since hardly anybody outside has a case."
)
#: Why arrests and charges are not among the comparisons.
NOT_COMPARED: Final = (
    f"Arrests and charges within {SOON} days are not compared: the record was not loaded both by "
    f"the day of a list and again towards the end of those days, so that it cannot show them."
)
#: What it is to be drawn in or out, and how the comparison misleads.
BY_LOT: Final = (
    "These lists were drawn by lot at the cut, so that nothing but chance tells those drawn in "
    "from those drawn out: of all comparisons here theirs is the fairest. Everybody counts once, "
    "on the side of the first lot that was drawn about them, and each list is compared within "
    "itself: the difference is put together from the lists and is not that of the two rates. It "
    "holds for people near the end of a list, not for those at its top. Whom each lot was drawn "
    "about and how it fell follows from the frozen lists and the seed."
)
#: What was drawn, where no lot decided about anybody.
NO_LOT: Final = (
    "The rules draw by lot at the cut, but no list with half a year after it had people of the "
    "same score inside and outside, so that no lot decided about anybody yet."
)
WITHHELD: Final = "not shown: so few people that they could be known from it"


def arrests_words(found: Results) -> str:
    """What arrests and charges are read from, or why they are not compared."""
    if not any(found.followed.values()):
        return NOT_COMPARED
    left = sum(found.lists.values()) - sum(found.followed.values())
    some = (
        f" {counted(left, 'list')} of these cannot be followed so, since the record was not loaded "
        f"then."
        if left
        else ""
    )
    return f"{ARRESTS}{some}"


def in_results_words(found: Results) -> str:
    """What is compared, and whether a year is long enough for it."""
    if not found.rows:
        return (
            f"Nothing can be compared yet: it takes a frozen list under these rules with {AFTER} "
            f"days of record after it, and two places or more on it."
        )
    since = (
        "No case was adopted and no day is given since which lists are acted on, so that every "
        "comparison is a trial of the method."
        if found.started is None
        else f"Lists are acted on since {day(found.started)}."
    )
    before = counted(found.lists["before"], "list")
    which = (
        before
        if found.started is None
        else f"{counted(found.lists['since'], 'list')} since then and of {before} before"
    )
    lists = (
        f"First listings of {which} are pooled, with {found.window} places on each side of a cut."
    )
    crossed = (
        f" Of those outside, {counted(found.crossed, 'person', 'people')} came onto a later list."
        if found.crossed
        else ""
    )
    return f"{since} {lists}{crossed} {power_words(found)} {trial_words(found)}".strip()


def lot_words(found: Results) -> str:
    """What was drawn by lot, and what its comparison could have found; empty without lots."""
    if not found.by_lot:
        return ""
    if not any(found.lots.values()):
        return NO_LOT
    lists = " and ".join(
        f"{counted(number, 'list')} {PERIODS[period]}"
        for period, number in found.lots.items()
        if number
    )
    row = next((row for row in found.drawn if row.compared is not None), None)
    compared = None if row is None else row.compared
    if compared is None or compared.found is None or compared.needed is None:
        return f"{BY_LOT} Lots decided on {lists}."
    return (
        f"{BY_LOT} Lots decided on {lists}. Half the rate of those drawn out would be found "
        f"{round(100 * compared.found)} times of 100; it takes {_needed_words(compared.needed)}."
    )


def drawn_words(row: Measured) -> str:
    """One comparison of those drawn in with those drawn out, as a sentence or three."""
    return _compared_words(row, "by lot", ("drawn in", "drawn out"))


def trial_words(found: Results) -> str:
    """What the trials show, where nothing can come of listing."""
    trials = [row.compared for row in found.rows if not row.real and row.compared is not None]
    held = [trial.holds_zero for trial in trials if trial.holds_zero is not None]
    if not held:
        return ""
    if all(held):
        return f"Of {counted(len(held), 'trial')} none shows more than chance may give."
    differ = len(held) - sum(held)
    verb = "shows" if differ == 1 else "show"
    return (
        f"Of {counted(len(held), 'trial')}, {differ} {verb} a difference, though nothing can come "
        f"of listing there: people on the two sides of a cut are not always alike, and a "
        f"difference of that size at the end of the list is no finding."
    )


def power_words(found: Results) -> str:
    """What the first comparison could have found, as it can be said before it is looked at."""
    compared = found.rows[0].compared if found.rows else None
    if compared is None:
        return "What could have been seen is not shown, since there are so few people."
    if compared.found is None or compared.needed is None:
        return "What could have been seen cannot be said: nobody outside was named again, or all."
    often = (
        f"With {compared.inside.people} people inside and {compared.outside.people} outside, half "
        f"the rate of those outside would be found {round(100 * compared.found)} times of 100."
    )
    if compared.found >= OFTEN:
        return often
    return f"{often} A year is too short: it takes {_needed_words(compared.needed)}."


def _needed_words(people: int) -> str:
    return f"about {people:,} people a side to find it 80 times of 100"


def comparison_words(row: Measured) -> str:
    """One comparison as a sentence or three."""
    return _compared_words(row, f"at place {row.cut}", ("inside", "outside"))


def _compared_words(row: Measured, where: str, sides: tuple[str, str]) -> str:
    kind = "" if row.real else ", where nothing can come of listing"
    head = f"{OUTCOMES[row.outcome]}, {where}, {PERIODS[row.period]}{kind}:"
    compared = row.compared
    if compared is None:
        return f"{head} {WITHHELD}."
    if compared.difference is None or compared.low is None or compared.high is None:
        return f"{head} there is nobody on one of the sides."
    unit = _UNITS[row.outcome]
    verdict = (
        "Chance alone may give as much, which does not show that there is no effect."
        if compared.holds_zero
        else "Chance alone seldom gives as much."
    )
    return (
        f"{head} {_side(compared.inside, row.outcome)} {sides[0]}, "
        f"{_side(compared.outside, row.outcome)} {sides[1]}. The difference is "
        f"{_signed(compared.difference, row.outcome)} {unit}, from "
        f"{_signed(compared.low, row.outcome)} to {_signed(compared.high, row.outcome)} (95 in "
        f"100). {verdict} {smallest_words(compared, row.outcome)}"
    )


def smallest_words(compared: Comparison, outcome: Outcome) -> str:
    """The smallest effect that a comparison could have seen."""
    if compared.smallest is None:
        return "No smallest effect can be said."
    size = f"{_rate(compared.smallest, outcome)} {_UNITS[outcome]}"
    base = compared.outside.rate
    more = (
        ", more than there is outside: not even none at all would be found so often"
        if base is not None and compared.smallest > base and outcome != "arrested_or_charged"
        else ""
    )
    return f"The smallest difference that it would find 80 times of 100 is {size}{more}."


def result_row(row: Measured) -> tuple[str, ...]:
    """A comparison as a row under `HEADINGS`."""
    period = PERIODS[row.period]
    head = (period, f"{row.cut}{'' if row.real else ' (trial)'}", OUTCOMES[row.outcome])
    compared = row.compared
    if compared is None:
        return (*head, *(NOTHING,) * 7)
    rates = [
        NOTHING if side.rate is None else _rate(side.rate, row.outcome)
        for side in (compared.inside, compared.outside)
    ]
    people = (f"{compared.inside.people:,}", f"{compared.outside.people:,}")
    low, high, difference = (
        NOTHING if value is None else _signed(value, row.outcome)
        for value in (compared.low, compared.high, compared.difference)
    )
    smallest = NOTHING if compared.smallest is None else _rate(compared.smallest, row.outcome)
    interval = NOTHING if compared.low is None else f"{low} to {high}"
    return (*head, *people, *rates, difference, interval, smallest)


def _side(side: Side, outcome: Outcome) -> str:
    rate = NOTHING if side.rate is None else f"{_rate(side.rate, outcome)} {_UNITS[outcome]}"
    if outcome == "days":
        return f"{rate} of {counted(side.people, 'person', 'people')}"
    return f"{side.total:,} of {side.people:,} ({rate})"


def _rate(value: float, outcome: Outcome) -> str:
    """A rate of 100; days are kept in tenths."""
    return f"{value * (10 if outcome == 'days' else 100):,.1f}"


def _signed(value: float, outcome: Outcome) -> str:
    text = _rate(abs(value), outcome)
    return text if not text.strip("0.,") else f"{'−' if value < 0 else '+'}{text}"
