"""What was removed, in sentences."""

from __future__ import annotations

from dashboard.services.data.removal import Erasure
from dashboard.services.removal.receivers import by_holder
from dashboard.wording.formats import counted


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
            f"{', '.join(users)}; --notices writes a correction notice to each."
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
