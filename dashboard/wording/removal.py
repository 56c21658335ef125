"""What was removed, in sentences."""

from __future__ import annotations

from typing import Final, Literal

from dashboard.services.data.removal import Erasure, Removable
from dashboard.services.removal.receivers import by_holder
from dashboard.wording.formats import counted

Step = Literal["erase", "restrict", "lift"]

#: What an administrator may do to whoever the record must no longer have or show.
STEPS: Final[dict[Step, str]] = {
    "erase": "Erase",
    "restrict": "Restrict",
    "lift": "Lift a restriction",
}
KINDS: Final[dict[Removable, str]] = {
    "person": "A person (suspect or victim)",
    "crime": "A crime",
}


def in_removed_words(places: int) -> str:
    """How many places of a frozen list were removed, after another sentence; empty for none."""
    if not places:
        return ""
    return (
        f" {counted(places, 'place')} of it {'was' if places == 1 else 'were'} removed since, "
        f"because somebody was erased; who stood below moved up."
    )


def in_erasure_words(done: Erasure) -> str:
    """What was erased and where, and what nobody here can reach; it names nobody."""
    were = "was" if done.files == 1 else "were"
    keep = "keeps" if len(done.lists) == 1 else "keep"
    say = "says" if done.subjects == 1 else "say"
    words = [
        f"The {done.kind} was erased under line {done.line} of the log:",
        f"{counted(done.allegations, 'allegation')} of the newest version, in",
        f"{counted(done.files, 'offence file')} that {were} written anew.",
        f"{counted(done.subjects, 'line')} of the log no longer {say} whom or what it was about,",
        f"and {counted(len(done.lists), 'frozen list')} {keep} a place as removed.",
    ]
    if done.outstanding:
        users = list(by_holder(done.outstanding))
        words.append(
            f"{counted(len(done.outstanding), 'file')} that named them left, to "
            f"{', '.join(users)}: send each a correction notice."
        )
    if done.left:
        words.append(
            f"The reference is still in {counted(len(done.left), 'file')} of the data folder that "
            f"Harmdesk did not make ({', '.join(done.left[:5])}); remove it there."
        )
    words.append("Files that left and backups still have it; see to those.")
    return " ".join(words)


def in_notice_words(reference: str, line: int) -> list[str]:
    """What somebody who received a file is asked to do."""
    return [
        (
            f"The suspect with the reference {reference} was erased from Harmdesk under line "
            f"{line} of its log. The files below left before that, were taken by you or for you, "
            f"and name them."
        ),
        (
            "Destroy these files and every copy that you made or passed on, or take this person "
            "out of them, and say in writing when you have. Nothing may be done any more on the "
            "ground that this person stands in one of them."
        ),
        "Destroy this notice as well once that is done.",
    ]


def in_plan_words(step: Step, kind: Removable, reference: str) -> tuple[str, list[str]]:
    """What is about to be done, and each thing that it changes or leaves; nothing is done yet.

    Args:
        step: what is to be done.
        kind: what the reference is of; only an erasure asks.
        reference: as it was written.
    """
    if step == "restrict":
        return (
            f"The suspect {reference} will be shown to nobody, whatever their role.",
            [
                "They stay in the record; their place on lists and every count stay as they were.",
                "They are not named, listed, found or opened, and are in no file from then on.",
                "The log and the files that left have them still.",
                "It can be lifted again.",
            ],
        )
    if step == "lift":
        return (
            f"The suspect {reference} will be shown again to whoever may see them.",
            ["The log keeps that they were restricted, and until when."],
        )
    anew = "Every version of the record is written anew without"
    logged = "The log keeps its lines, which no longer say whom or what they were about."
    later = "Later loads refuse its rows, and a restored backup is cleared again."
    beyond = "Files that left, backups and the database server’s own logs are out of reach."
    final = "It cannot be undone."
    if kind == "crime":
        gone = f"{anew} it and its allegations, and without whoever is named in nothing else."
        lead = f"The crime {reference} will be erased from everything that is kept here."
        return lead, [gone, logged, later, beyond, final]
    gone = (
        f"{anew} them, as a suspect and as a victim, under every reference that is theirs. A crime "
        f"stays where others are named in it."
    )
    lists = "Frozen lists keep their place as removed."
    holders = (
        f"{beyond} Who has files that name them is listed afterwards, with a correction notice for "
        f"each."
    )
    lead = f"The person {reference} will be erased from everything that is kept here."
    return lead, [gone, lists, logged, later, holders, final]


def in_restriction_words(reference: str, *, line: int, lifted: bool) -> str:
    """Who is restricted now, or no longer, and the line of the log that says so."""
    words = (
        "is shown again"
        if lifted
        else "is restricted: their place and every count stay, and nobody is shown them"
    )
    return f"The suspect {reference} {words} (line {line} of the log)."
