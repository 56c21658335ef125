"""What can be wrong with the log, and with what its lines vouch for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What can be wrong:
#: `line_changed`: the line, or the one before it, is not as it was written, or not in its place;
#: `lines_missing`: lines are gone from the middle or the beginning;
#: `subject_changed`: whom or what the line is about was changed, or removed without an erasure;
#: `erasure_changed`: other subjects are erased than the line of the erasure vouches for;
#: `subject_astray`: there is a subject of a line that does not exist;
#: `lines_lost`: this line says that the log did not reach to its head when it was written;
#: `lines_cut`: the log ends before the line that its head names;
#: `head_differs`: the log has the line that its head names, and it is not the same line;
#: `head_missing`, `head_unreadable`: there is no head to compare with;
#: `list_changed`, `list_missing`, `list_unsealed`: a frozen list is not as its line vouches;
#: `case_changed`, `case_missing`, `case_unsealed`: nor is an event of a case;
#: `links_changed`: the links that this line vouches for are not as they were written;
#: `link_unsealed`: no line vouches for a link;
#: `links_erased`: other links are erased than the line of the erasure vouches for.
FaultKind = Literal[
    "line_changed",
    "lines_missing",
    "subject_changed",
    "erasure_changed",
    "subject_astray",
    "lines_lost",
    "lines_cut",
    "head_differs",
    "head_missing",
    "head_unreadable",
    "list_changed",
    "list_missing",
    "list_unsealed",
    "case_changed",
    "case_missing",
    "case_unsealed",
    "links_changed",
    "link_unsealed",
    "links_erased",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it was written.

    Attributes:
        kind: what is wrong.
        line: the first line concerned; 0 where it is not known, None where none is.
        until: the last line concerned; None where it is the same, or not known.
        what: the name of a list, the id of a case, or the path of a head; empty where none is
            concerned.
    """

    kind: FaultKind
    line: int | None = None
    until: int | None = None
    what: str = ""
