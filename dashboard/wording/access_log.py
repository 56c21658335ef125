"""What a check of the log found, in sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dashboard.services.data.access_log import Fault, Verification
from dashboard.wording.formats import counted

#: So many erased lines are named.
FEW: Final = 5


def in_verification_words(found: Verification) -> str:
    """What was found, in one line; what is wrong, where anything is."""
    if found.fault is not None:
        return in_fault_words(found.fault)
    lines, lists = counted(found.lines, "line"), counted(found.lists, "frozen list")
    words = [f"The log is sound: {lines} and {lists} are as they were written."]
    if found.erased:
        few = [f"line {line} (erased under line {by})" for line, by in sorted(found.erased.items())]
        more = f" and {len(few) - FEW:,} more" if len(few) > FEW else ""
        words.append(f"Whom or what it was about is erased from {', '.join(few[:FEW])}{more}.")
    if found.redacted:
        places = [f"{name} (line {line})" for name, line in sorted(found.redacted.items())]
        more = f" and {len(places) - FEW:,} more" if len(places) > FEW else ""
        words.append(f"A place was removed from {', '.join(places[:FEW])}{more}.")
    if found.behind:
        words.append(
            f"The head has not followed the last {counted(found.behind, 'line')} yet: a program "
            f"was stopped, or is writing now; the next line brings it up."
        )
    return " ".join(words)


def in_fault_words(fault: Fault) -> str:
    """What is wrong with a log or a list, where it begins, and what to do."""
    return f"{_WORDS[fault.kind](fault)} Compare the register with a backup."


def _lines(fault: Fault) -> str:
    """The lines concerned, at the beginning of a sentence."""
    if fault.until is None or fault.until == fault.line:
        return f"Line {fault.line} of the log is"
    return f"Lines {fault.line} to {fault.until} of the log are"


def _in_lost_words(fault: Fault) -> str:
    reason = (
        f"did not reach to line {fault.until}, which its head named"
        if fault.until
        else "had no head that could be read"
    )
    return (
        f"Line {fault.line} of the log says that the log {reason}: its last lines were cut off, or "
        f"an older register was put in its place."
    )


_WORDS: Final[dict[str, Callable[[Fault], str]]] = {
    "line_changed": lambda fault: (
        f"Line {fault.line} of the log or the line before it is not as it was written."
    ),
    "lines_missing": lambda fault: f"{_lines(fault)} missing.",
    "subject_changed": lambda fault: (
        f"Whom or what line {fault.line} of the log is about was changed or removed."
    ),
    "erasure_changed": lambda fault: (
        f"The subject of line {fault.line} of the log is not erased as line {fault.until} says."
    ),
    "subject_astray": lambda fault: (
        f"There is a subject for line {fault.line} of the log, and no such line."
    ),
    "lines_lost": _in_lost_words,
    "lines_cut": lambda fault: (
        f"{_lines(fault)} cut off the end: the head {fault.what} names them."
    ),
    "head_differs": lambda fault: (
        f"Line {fault.line} of the log is not the one that the head {fault.what} names: the log "
        f"was replaced, or written anew."
    ),
    "head_missing": lambda fault: (
        f"The head of the log {fault.what} is missing, so that nobody can tell whether lines were "
        f"cut off; it is written with the next line."
    ),
    "head_unreadable": lambda fault: (
        f"The head of the log {fault.what} cannot be read, so that nobody can tell whether lines "
        f"were cut off."
    ),
    "list_changed": lambda fault: (
        f"The frozen list {fault.what} is not as line {fault.line} of the log froze it."
    ),
    "list_missing": lambda fault: (
        f"The frozen list {fault.what}, which line {fault.line} of the log froze, is missing."
    ),
    "list_unsealed": lambda fault: f"No line of the log froze the list {fault.what}.",
    "case_changed": lambda fault: (
        f"An event of case {fault.what} is not as line {fault.line} has it."
    ),
    "case_missing": lambda fault: f"The event of case {fault.what} of line {fault.line} is gone.",
    "case_unsealed": lambda fault: f"No line of the log wrote an event of case {fault.what}.",
    "links_changed": lambda fault: (
        f"The links between references are not as line {fault.line} of the log wrote them."
    ),
    "link_unsealed": lambda fault: (
        f"No line of the log wrote row {fault.what} of the links between references."
    ),
    "links_erased": lambda fault: (
        f"Other links between references are erased than were under line {fault.line} of the log."
    ),
}
