"""What was removed, in sentences."""

from __future__ import annotations

from dashboard.services.data.removal import Erasure
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
    if done.left:
        words.append(
            f"The reference is still in {counted(len(done.left), 'file')} of the data folder that "
            f"Harmdesk did not make ({', '.join(done.left[:5])}); remove it there."
        )
    words.append("Files that left and backups still have it; see to those.")
    return " ".join(words)
