"""Everything that the page of a suspect, their profile and `harmdesk explain` show."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.services.question import Question
from dashboard.services.suspects.associates import Associates, associates
from dashboard.services.suspects.stability import Stability, stability
from dashboard.services.suspects.suspect_file import SuspectFile, suspect_file


@dataclass(frozen=True)
class SuspectAnswer:
    """One suspect, asked for once; page, file and terminal show the same.

    Attributes:
        file: the score, taken apart, and the particulars.
        stability: how few allegations hold their place, and where they are as time passes.
        associates: who else is involved, and past lists.
    """

    file: SuspectFile
    stability: Stability
    associates: Associates


def answer_suspect(question: Question, suspect_id: str) -> SuspectAnswer:
    """Open a suspect: one look, with one line in the log.

    Raises:
        UnknownSuspectError: nobody in the data has this reference.
        NotAllowedError: the viewer may not see them.
    """
    file = suspect_file(question, suspect_id)
    return SuspectAnswer(file, stability(question, file), associates(question, file))
