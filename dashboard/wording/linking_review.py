"""Pairs that may be one person, as they are reviewed, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import polars as pl

from dashboard.geography import borough_names
from dashboard.services.linking.links import Link, State
from dashboard.services.linking.reading import Compared, Reading, Recorded
from dashboard.services.linking.review import Asks, Review
from dashboard.wording.formats import NOTHING, counted, moment
from dashboard.wording.linking import HELD, SETTLED, in_held_words
from dashboard.wording.linking_differences import both_dates_marked, both_marked
from dashboard.wording.matching import CAUTION
from harm.days import in_days, spoken
from harm.suspects.persons import Held
from harm.suspects.reviews import Decision, Voice

SECOND_MISSING: Final = "a second reviewer is missing"
#: Why a pair is in the queue.
ASKS: Final[Mapping[Asks, str]] = {
    "open": "not decided",
    "unsure": "somebody could not say",
    "pending": SECOND_MISSING,
    "undoing": "to be undone: a second reviewer is missing",
    "second reading": "second reading",
}
STATES: Final[Mapping[State, str]] = {
    "proposed": "proposed",
    "pending": f"same; {SECOND_MISSING}, and it is not used",
    "used": "same; used",
    "held": "not used",
    "different": "different people",
    "unsure": "nobody can say",
    "undone": "undone",
}
VOICES: Final[Mapping[Voice, str]] = {
    "same": "Same person",
    "different": "Different people",
    "unsure": "Cannot say",
}
#: What becomes of a row of the links, as its list has it.
DECISION_WORDS: Final[Mapping[Decision, str]] = {
    "same": VOICES["same"],
    "different": VOICES["different"],
    "unsure": VOICES["unsure"],
    "undone": "Undone",
    "proposed": "Proposed",
}
SEX: Final = {"F": "female", "M": "male", "X": "other", "U": None}
#: What is compared, as a page calls it.
COMPARED: Final = {
    "name": "Name",
    "born": "Date of birth",
    "sex": "Sex",
    "home": "Home borough",
    "pnc": "PNC",
    "phone": "Telephone",
    "address": "Address",
}
BLIND: Final = (
    "This is a second reading: decide from the two records alone. What others said of the pair is "
    "not shown, and what it would change is not either."
)
NOT_COMPARED: Final = (
    "Nobody has been compared yet in this version of the data: below are the pairs that were kept "
    "or decided before. Comparing everybody takes about ten seconds for 85,000 references."
)
NOT_MEASURED: Final = (
    "Nobody has been compared yet in this version of the data, so nothing is known of how good the "
    "matching is. Comparing everybody takes about ten seconds for 85,000 references."
)
NO_REASON: Final = "Write down why before you decide; the reason is kept with the decision."
#: Rows of the table of what is recorded.
SIDE_BY_SIDE: Final = ("Name", "Date of birth", "Sex", "Home borough")
#: What is asked where both have an open case.
CASE_GOES_ON: Final = "Case that goes on"


def case_label(case: str, reference: str) -> str:
    """A case and under which reference it is kept."""
    return f"{case}, of {reference}"


def in_queue_words(review: Review) -> str:
    """How many pairs there are to review, and in which order they are."""
    queue = review.queue
    if queue.is_empty():
        begin = "No pair is waiting for a review."
    else:
        crossing = int(queue["crosses"].fill_null(value=False).sum())
        begin = (
            f"{counted(queue.height, 'pair')} to review, of which {crossing:,} would bring "
            f"somebody on the list: these come first, then those that would change most days."
        )
    again = queue.filter(pl.col("asks") == "second reading").height
    words = [begin]
    if again:
        words.append(f"{counted(again, 'pair')} to be read a second time are at the end.")
    if review.people is not None:
        words.append(f"{review.people:,} references were compared.")
    return " ".join([*words, CAUTION])


def queue_rows(review: Review) -> pl.DataFrame:
    """The queue as a page shows it, a row for each pair in their order."""
    rows = [
        (
            pair_label(row["a"], row["b"]),
            row["band"],
            row["weight"],
            _now(row["tenths_a"], row["tenths_b"]),
            None if row["tenths"] is None else float(in_days(row["tenths"])),
            _places(row["before"], row["after"], known=row["tenths"] is not None),
            ASKS[row["asks"]],
        )
        for row in review.queue.iter_rows(named=True)
    ]
    schema = {
        "pair": pl.String,
        "band": pl.String,
        "weight": pl.Float64,
        "days": pl.String,
        "together": pl.Float64,
        "places": pl.String,
        "asks": pl.String,
    }
    return pl.DataFrame(rows, schema, orient="row")


def pair_label(a: str, b: str) -> str:
    """What a pair is called."""
    return f"{a} and {b}"


def _now(one: int | None, other: int | None) -> str | None:
    if one is None or other is None:
        return None
    return f"{spoken(one)} and {spoken(other)}"


def _places(before: int | None, after: int | None, *, known: bool) -> str | None:
    if not known:
        return None
    first, then = (NOTHING if place is None else f"{place:,}" for place in (before, after))
    return f"{first} to {then}"


def decided_rows(links: tuple[Link, ...]) -> pl.DataFrame:
    """What was decided, as a page shows it: `pair`, `state`, `who`, `held`, `band`."""
    rows = [
        (pair_label(link.a, link.b), _state(link), ", ".join(link.who), in_held(link), link.band)
        for link in links
    ]
    schema = dict.fromkeys(("pair", "state", "who", "held", "band"), pl.String)
    return pl.DataFrame(rows, schema, orient="row")


def _state(link: Link) -> str:
    if link.undoing:
        return f"{STATES[link.state]}; {', '.join(link.undoing)} undid it, and {SECOND_MISSING}"
    return STATES[link.state]


def in_held(link: Link) -> str | None:
    """Why a pair is not used; None where nothing speaks against it."""
    return in_held_words(link.held) or None


def in_against_words(reasons: tuple[Held, ...]) -> str:
    """What would keep a pair from being used; empty where nothing would."""
    if not reasons:
        return ""
    reasons_against = "; ".join(HELD[reason] for reason in reasons)
    return f"Said to be one person, the two would not be used as one: {reasons_against}. {SETTLED}"


def in_standing_of(reading: Reading) -> str:
    """How a pair stands, in a sentence or two; empty where nothing was said of it."""
    found = reading.standing
    if reading.blind or found.state == "open":
        return ""
    who = ", ".join((*found.reviewers, *found.against, *found.unsure))
    words = {
        "pending": f"{who} says that they are one person; {SECOND_MISSING}, and it is not used.",
        "same": f"Said to be one person by {who}.",
        "different": f"Said to be different people by {who}.",
        "unsure": f"{who} could not say.",
        "disputed": f"Reviewers say the opposite of this pair: {who}.",
    }[found.state]
    if reading.held and found.state in {"same", "disputed"}:
        words += f" It is not used: {in_held_words(reading.held)}. {SETTLED}"
    if found.undoing:
        words += f" {', '.join(found.undoing)} wants it undone; {SECOND_MISSING}."
    return words


def side_by_side(reading: Reading) -> dict[str, tuple[str, str, str]]:
    """What is recorded of each, as Markdown: by its name both, marked, and what agrees."""
    one, other = reading.records
    marked = (
        both_marked(one.name, other.name),
        both_dates_marked(one.born, other.born),
        both_marked(SEX.get(one.sex or "U"), SEX.get(other.sex or "U")),
        both_marked(_home(one), _home(other)),
    )
    levels = {COMPARED.get(each.what, each.what): _level(each) for each in reading.compared}
    return {
        what: (*values, levels.get(what, NOTHING))
        for what, values in zip(SIDE_BY_SIDE, marked, strict=True)
    }


def _home(record: Recorded) -> str | None:
    return None if record.home is None else borough_names().get(record.home, record.home)


def _level(compared: Compared) -> str:
    sign = "+" if compared.bits > 0 else "−" if compared.bits < 0 else ""
    return f"{compared.level}, {sign}{abs(compared.bits):.1f}"


def in_weight_words(reading: Reading) -> str:
    """How heavy the evidence is, and that it is no finding."""
    if reading.weight is None:
        return "The matching did not weigh this pair, or holds it to be unlikely."
    added = sum(each.bits for each in reading.compared)
    return (
        f"The evidence weighs {reading.weight:+.1f} bits: the last column adds up to {added:+.1f}, "
        f"and {added - reading.weight:.1f} are taken off, since of all pairs in a register hardly "
        f"any are one person, and since half a name or two sexes are never enough. 2 is four to "
        f"one that they are one person, 6 is sixty-four to one. It is no finding: relatives and "
        f"namesakes agree as well."
    )


def crime_rows(reading: Reading, called: Callable[[str], str] = str) -> pl.DataFrame:
    """The crimes of both, the oldest first.

    Args:
        reading: of both records.
        called: what each of the two references is called.

    Returns:
        `recorded_on`; `of`, by which of the two references; `offence_title`, `crime_ref` and
        `victim_id`.
    """
    keys = ["recorded_on", "crime_ref", "offence_title", "victim_id"]
    frames = [
        record.crimes.with_columns(
            of=pl.when("as_victim")
            .then(pl.lit(f"{called(record.reference)}, as the victim"))
            .otherwise(pl.lit(called(record.reference)))
        )
        for record in reading.records
    ]
    together = pl.concat(frames).group_by(keys).agg(pl.col("of").sort())
    told = together.with_columns(pl.col("of").list.join(" and ")).sort(keys)
    return told.select("recorded_on", "of", "offence_title", "crime_ref", "victim_id")


def in_shared_words(reading: Reading) -> str:
    """Which crimes and victims both records have."""
    one, other = (record.crimes for record in reading.records)
    crimes = {*one["crime_ref"]} & {*other["crime_ref"]}
    victims = {*one["victim_id"].drop_nulls()} & {*other["victim_id"].drop_nulls()}
    if not crimes and not victims:
        return "No crime and no victim is in both records."
    words = (
        f"In both records: {counted(len(crimes), 'crime')} and {counted(len(victims), 'victim')}."
    )
    if crimes:
        words += " A crime that names both may be one report of two people, too."
    return words


def decision_rows(reading: Reading) -> pl.DataFrame:
    """What was said of a pair, the first first: `at`, `who`, `said`, `reason`, `reading`."""
    rows = [
        (
            moment(row.at),
            row.who,
            DECISION_WORDS[row.decision],
            row.reason,
            "blind" if row.blind else "",
        )
        for row in reading.rows
    ]
    schema = dict.fromkeys(("at", "who", "said", "reason", "reading"), pl.String)
    return pl.DataFrame(rows, schema, orient="row")
