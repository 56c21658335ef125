"""What is kept of one person, in sentences and in the texts of tables."""

from __future__ import annotations

from typing import Any, Final

from dashboard.services.removal.receivers import Received
from dashboard.services.suspects.subject_access import SubjectAccess
from dashboard.wording.cases import EVENT_HEADINGS, event_row
from dashboard.wording.formats import counted, day, moment, phrase
from dashboard.wording.log import KINDS
from harm.days import spoken

#: A part of the answer: its title, how it is to be read, its headings, and its rows.
Part = tuple[str, str, tuple[str, ...], list[tuple[str, ...]]]

#: How the looks are to be read.
LOOKS: Final = (
    "Each line of the log that is about this person alone. Who opened a list has one line for the "
    "list, whoever is on it, and is not among them; nor is who did something for a victim."
)
#: What is told of cases, and what has to be looked at before it leaves.
CASES: Final = (
    "What was decided and done about this person; what protects others is not among it. Before it "
    "leaves, whoever answers checks whether an exemption holds, such as for a plan that it would "
    "give away (Data Protection Act 2018, section 45)."
)
RECEIVED: Final = (
    "Files that left and named this person, as the log knows them. A copy that somebody made of a "
    "file leaves no line."
)


def in_access_words(found: SubjectAccess) -> list[str]:
    """Who it is, whether they were on a list, who looked and who received it: a sentence each."""
    if found.removed is not None:
        grounds = f" ({found.removed.grounds})" if found.removed.grounds else ""
        words = [
            (
                f"{found.suspect_id} was erased on {moment(found.removed.at)}, under line "
                f"{found.removed.line} of the log{grounds}. Nothing is kept of them but that."
            )
        ]
    else:
        words = [_in_person_words(found), _in_list_words(found)]
        looks, users = found.looks.height, found.looks["who"].n_unique()
        words.append(
            f"The log has {counted(looks, 'line')} about them, by {counted(users, 'user')}."
            if looks
            else "Nobody opened or searched for them by themselves."
        )
    words.append(in_received_words(found.received))
    if found.restricted:
        words.append("They are restricted: nobody is shown them.")
    return words


def in_received_words(received: tuple[Received, ...]) -> str:
    """How many files that named somebody left, and to how many."""
    if not received:
        return "No file that left is known to have named them."
    users = len({own.who for own in received})
    return f"{counted(len(received), 'file')} that named them left, to {counted(users, 'user')}."


def _in_person_words(found: SubjectAccess) -> str:
    names = " or ".join(found.names) or "without a name"
    births = " or ".join(found.births) or "not recorded"
    standing = found.allegations.filter(found.allegations["until_version"].is_null())
    crimes, ever = standing["crime_ref"].n_unique(), found.allegations["crime_ref"].n_unique()
    return (
        f"{found.suspect_id} is recorded as {names}, born {births}: named in "
        f"{counted(crimes, 'crime')} now, and in {counted(ever, 'crime')} over all versions of the "
        f"record up to {found.version:,}."
    )


def _in_list_words(found: SubjectAccess) -> str:
    on = found.lists.filter("listed").sort("position")
    if on.is_empty():
        below = counted(found.lists.height, "frozen list")
        return f"They were on no frozen list; they were assessed, and below the cut, for {below}."
    first, last = on["as_of"].min(), on["as_of"].max()
    when = day(first) if first == last else f"{day(first)} to {day(last)}"  # type: ignore[arg-type]
    return (
        f"They were on {counted(on.height, 'frozen list')}, of {when}; their best place was "
        f"{on['position'].to_list()[0]:,}."
    )


def access_parts(found: SubjectAccess) -> list[Part]:
    """The tables of the answer; none of what there is nothing of."""
    parts: list[Part] = [
        (
            "What is alleged, and was",
            (
                "A row for each victim of a crime, as each load had it; a row that was replaced or "
                "taken back is there with the version that did so."
            ),
            ("Crime", "Offence", "Recorded", "How far", "Known since", "Stands"),
            [_allegation(row) for row in found.allegations.iter_rows(named=True)],
        ),
        (
            "Places on frozen lists",
            "Days are of the allegations that counted then, under the rules of that list.",
            ("List", "As of", "Place", "Listed", "Days"),
            [_place(row) for row in found.lists.iter_rows(named=True)],
        ),
        (
            "Cases",
            CASES,
            ("Case", *EVENT_HEADINGS),
            [(case, *event_row(event)) for case, events in found.cases.items() for event in events],
        ),
        (
            "Who looked",
            LOOKS,
            ("Line", "When", "Who", "Role", "What"),
            [_look(row) for row in found.looks.iter_rows(named=True)],
        ),
        ("Who received files", RECEIVED, RECEIVED_HEADINGS, received_rows(found.received)),
    ]
    return [part for part in parts if part[3]]


RECEIVED_HEADINGS: Final = ("Line", "When", "Who", "File", "Version")


def received_rows(received: tuple[Received, ...]) -> list[tuple[str, ...]]:
    """Files that left, under `RECEIVED_HEADINGS`."""
    return [
        (f"{own.line}", moment(own.at), taken_by(own), own.file, f"{own.version}")
        for own in received
    ]


def taken_by(received: Received) -> str:
    """Who took a file and for whom: jsmith for DI Smith."""
    return f"{received.who} for {received.recipient}" if received.recipient else received.who


def _allegation(row: dict[str, Any]) -> tuple[str, ...]:
    until = row["until_version"]
    return (
        row["crime_ref"],
        row["offence_title"] or "not recorded",
        day(row["recorded_on"]),
        phrase(row["allegation_status"]),
        f"{day(row['known_on'])} (version {row['from_version']})",
        "yes" if until is None else f"until version {until}",
    )


def _place(row: dict[str, Any]) -> tuple[str, ...]:
    place = "no score" if row["position"] is None else f"{row['position']:,}"
    days = "" if row["tenths"] is None else spoken(row["tenths"] // 10 * 10)
    return (row["list"], day(row["as_of"]), place, "yes" if row["listed"] else "no", days)


def _look(row: dict[str, Any]) -> tuple[str, ...]:
    what = KINDS.get(row["action"], row["action"])
    return (f"{row['line']}", moment(row["at"]), row["who"], row["role"], what)
