"""The log in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.services.access_log import LINES_SHOWN, AccessLog
from dashboard.wording.formats import counted

#: The words of each kind of line; another is shown as it is kept.
KINDS: Final[Mapping[str, str]] = {
    "list": "opened a list",
    "suspect": "opened a suspect",
    "what_if": "tried a what-if",
    "find": "searched",
    "movement": "compared two lists",
    "lanes": "opened the other cohorts",
    "quality": "opened data quality",
    "freeze": "froze a list",
    "file": "took a file",
    "tables": "took the tables of a page",
    "score": "scored a file",
    "rehearsal": "tried a load or a withdrawal",
    "load_begun": "began a load",
    "load": "loaded",
    "load_found": "a load found without its line",
    "withdraw_begun": "began a withdrawal",
    "withdraw": "withdrew",
    "withdraw_found": "a withdrawal found without its line",
    "choose_begun": "began to choose an offence",
    "choose": "chose an offence",
    "choose_found": "a choice found without its line",
    "streets": "brought or removed a street network",
    "mend": "mended the data folder",
    "own_borough": "chose their own borough",
    "log": "read the log",
    "reason": "gave a reason",
    "gap": "found that lines were lost",
    "chain": "chained the lines of before",
    "erase": "erased",
    "erase_list": "removed a place from a frozen list",
    "copy": "copied the register",
    "sign_in": "signed in",
    "sign_in_refused": "was refused at sign-in",
    "sign_out": "signed out",
    "backup": "backed up the data folder",
    "restore": "restored the data folder",
    "keep": "decided to keep",
    "restrict": "restricted a person",
    "unrestrict": "lifted a restriction",
    "case": "wrote in a case",
    "case_refused": "was refused in a case",
    "cases": "saw the cases",
    "case_seen": "opened a case",
    "case_read": "read a suspect without their rank",
    "victim_side": "opened the victim side of a case",
    "erase_case": "removed somebody from an event of a case",
    "person": "answered what is kept of a person",
    "combination": "proposed or decided which references are one person",
}


def in_log_words(log: AccessLog) -> str:
    """How much there is, and what a line does and does not say."""
    shown = (
        f"the latest {LINES_SHOWN:,} are shown; counts are of all"
        if log.lines > LINES_SHOWN
        else "all are shown"
    )
    return (
        f"{counted(log.lines, 'line')}, by {counted(log.by_user['who'].n_unique(), 'user')} on "
        f"{counted(log.by_day.height, 'day')}; {shown}. Times are UTC. A line says that something "
        f"was shown, not that it was read; a list has one line, whoever is on it."
    )
