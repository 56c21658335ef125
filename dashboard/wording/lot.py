"""A lot at the cut, in words: what it is, how many it was drawn about, and who must approve it."""

from __future__ import annotations

from typing import Final

from dashboard.wording.formats import counted

#: What a lot makes of a list.
TRIAL: Final = (
    "Whoever was drawn in and whoever was not differ by chance alone, so that the list is a small "
    "fair trial of being listed."
)
#: Who must approve it, and when.
APPROVAL: Final = (
    "To let a lot decide about people is for a chief officer, with the force’s ethics committee, "
    "and before the first such list. The seed is drawn and written down before anybody sees the "
    "data. This is not legal advice."
)
#: What it is, for whoever thinks of choosing it.
METHOD: Final = (
    "A rule that is off by default: where the last place falls among suspects of equal score, a "
    "lot decides who of them is in, in place of the number of victims and the rest of the order. "
    "Nobody with another score moves. A suspect’s lot follows from the seed, the date of the list "
    f"and their reference alone, so that anybody can draw it again. {TRIAL} {APPROVAL}"
)


def in_lot_words(level: int, drawn_in: int, seed: str) -> str:
    """How many a lot was drawn about, what it is, and who must approve it.

    Args:
        level: how many are equal in score at the cut, where it falls among them; 0 elsewhere.
        drawn_in: how many of them the lot put on the list.
        seed: of the lot.
    """
    if not level:
        drawn = (
            f"A lot at the cut: nobody was drawn, since the list ends between two scores or "
            f"has room for everybody (seed “{seed}”)."
        )
        return f"{drawn} {APPROVAL}"
    were = "was" if drawn_in == 1 else "were"
    return (
        f"A lot at the cut: {counted(level, 'suspect')} are equal in score there, and "
        f"{drawn_in:,} of them {were} drawn in (seed “{seed}”). {TRIAL} {APPROVAL}"
    )
