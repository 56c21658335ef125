"""What commands about removal show."""

from __future__ import annotations

import sys

from dashboard.cli.display.output import answer, plain
from dashboard.services.data.removal import Erasure
from dashboard.wording.removal import in_erasure_words


def show_erasure(done: Erasure, *, json: bool) -> None:
    """What was erased, and what is out of reach."""
    if json:
        answer(
            kind=done.kind,
            line=done.line,
            allegations=done.allegations,
            files=done.files,
            subjects=done.subjects,
            lists=list(done.lists),
            left=list(done.left),
        )
        return
    sys.stdout.write(f"{plain(in_erasure_words(done))}\n")


def show_restriction(suspect_id: str, *, line: int, lifted: bool, json: bool) -> None:
    """Who is restricted now, or no longer."""
    if json:
        answer(suspect_id=suspect_id, restricted=not lifted, line=line)
        return
    words = (
        "is shown again"
        if lifted
        else "is restricted: their place and every count stay, and nobody is shown them"
    )
    sys.stdout.write(f"The suspect {plain(suspect_id)} {words} (line {line} of the log).\n")
