"""What can be done here, and the word that a line of the log has for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

LogKind = Literal[
    "list",
    "suspect",
    "what_if",
    "load",
    "load_begun",
    "load_found",
    "file",
    "tables",
    "rehearsal",
    "quality",
    "lanes",
    "freeze",
    "movement",
    "find",
    "withdraw",
    "withdraw_begun",
    "withdraw_found",
    "choose",
    "choose_begun",
    "choose_found",
    "mend",
    "score",
    "own_borough",
    "log",
    "gap",
    "chain",
    "erase",
    "erase_list",
    "copy",
    "backup",
    "restore",
    "keep",
    "reason",
    "sign_in",
    "sign_in_refused",
    "sign_out",
    "restrict",
    "unrestrict",
    "person",
    "case",
    "case_refused",
    "cases",
    "case_seen",
    "case_read",
    "victim_side",
    "erase_case",
    "combination",
    "streets",
]

#: What an action is done to; a policy may tell them apart.
Subject = Literal["people", "suspect", "references", "areas", "file", "record", "settings"]

#: Why an action has no line of its own.
Unlogged = Literal[
    "counts alone", "references alone", "writes its own lines", "nobody is looked at"
]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a viewer does; every service that answers a question has one.

    Attributes:
        name: what is done, in words, as a refusal says it.
        subject: what it is done to.
        line: the word of its line in the log; or why it has none.
    """

    name: str
    subject: Subject
    line: LogKind | Unlogged

    @property
    def log_kind(self) -> LogKind | None:
        """The word of its line; None where it has none."""
        return _LOGGED.get(self.line)


_LOGGED: Final[dict[str, LogKind]] = {
    "list": "list",
    "suspect": "suspect",
    "what_if": "what_if",
    "file": "file",
    "tables": "tables",
    "rehearsal": "rehearsal",
    "quality": "quality",
    "lanes": "lanes",
    "movement": "movement",
    "find": "find",
    "score": "score",
    "own_borough": "own_borough",
    "log": "log",
    "copy": "copy",
    "sign_in": "sign_in",
    "sign_out": "sign_out",
    "backup": "backup",
    "cases": "cases",
    "case_seen": "case_seen",
    "case_read": "case_read",
    "victim_side": "victim_side",
    "combination": "combination",
}
#: The word of the line of somebody who signed in and has no role, or whose sign-in failed.
REFUSED: Final[LogKind] = "sign_in_refused"
#: The word of the line that an auditor's reason for looking at people has, before that of the look.
REASON: Final[LogKind] = "reason"

SEE_LIST: Final = Action("see who is on a list", "people", "list")
SEE_COHORTS: Final = Action("see the other cohorts", "people", "lanes")
SEE_MOVEMENT: Final = Action("compare two lists", "people", "movement")
SEE_SUSPECT: Final = Action("open a suspect", "suspect", "suspect")
TRY_WHAT_IF: Final = Action("try a what-if on a suspect", "suspect", "what_if")
SEARCH: Final = Action("search for a suspect", "people", "find")
SEE_QUALITY: Final = Action("see data quality", "record", "quality")
TAKE_FILE: Final = Action("take a file", "file", "file")
TAKE_TABLES: Final = Action("take the tables of a page", "file", "tables")
TRY_CHANGE: Final = Action("try a load or a withdrawal", "record", "rehearsal")
SCORE_FILE: Final = Action("score a file that is not kept", "people", "score")
REPRODUCE_LIST: Final = Action("make a frozen list again", "references", "list")
FREEZE_LIST: Final = Action("freeze a list", "people", "writes its own lines")
CHANGE_RECORD: Final = Action("change the record", "record", "writes its own lines")
SEE_AREAS: Final = Action("see areas", "areas", "counts alone")
SEE_REACH: Final = Action("see who can reach a counter", "areas", "counts alone")
CHANGE_STREETS: Final = Action(
    "bring or remove a street network", "settings", "writes its own lines"
)
SEE_REFERENCES: Final = Action("see which lists there are", "references", "references alone")
READ_FILE: Final = Action("read a file that is not loaded", "file", "nobody is looked at")
SEE_SETTINGS: Final = Action("see what is set and kept", "settings", "nobody is looked at")
CHOOSE_BOROUGH: Final = Action("choose their own borough", "settings", "own_borough")
VERIFY_LOG: Final = Action("verify the log", "settings", "nobody is looked at")
COPY_REGISTER: Final = Action("copy the register", "settings", "copy")
BACK_UP: Final = Action("back up the data folder", "settings", "backup")
RESTORE: Final = Action("restore the data folder", "settings", "writes its own lines")
DECIDE_REVIEW: Final = Action(
    "decide how long something is kept", "settings", "writes its own lines"
)
FOLLOW_LINK: Final = Action(
    "follow a reference or a link to a suspect", "suspect", "references alone"
)
SEE_LOG: Final = Action("read the log", "settings", "log")
SIGN_IN: Final = Action("sign in", "settings", "sign_in")
SIGN_OUT: Final = Action("sign out", "settings", "sign_out")
MEND_FOLDER: Final = Action("mend the data folder", "settings", "writes its own lines")
ERASE: Final = Action("erase a person or a crime", "record", "writes its own lines")
ANSWER_ACCESS: Final = Action("answer what is kept of a person", "suspect", "writes its own lines")
RESTRICT: Final = Action("restrict a person", "record", "writes its own lines")
SEE_CASES: Final = Action("see the cases", "people", "cases")
READ_CASE: Final = Action("read a suspect without their rank", "suspect", "case_read")
SEE_CASE: Final = Action("open a case", "suspect", "case_seen")
SEE_VICTIM_SIDE: Final = Action("open the victim side of a case", "suspect", "victim_side")
PROPOSE_CASE: Final = Action("propose or review a case", "suspect", "writes its own lines")
WORK_CASE: Final = Action("work on a case", "suspect", "writes its own lines")
DECIDE_CASE: Final = Action("decide on a case", "suspect", "writes its own lines")
SEE_OWN_WORK: Final = Action("see what is theirs to do", "people", "counts alone")
CARE_FOR_VICTIM: Final = Action("note what is done for a victim", "suspect", "writes its own lines")
SEE_LINKS: Final = Action("see which references may be one person", "people", "combination")
DECIDE_LINKS: Final = Action(
    "decide which references are one person", "record", "writes its own lines"
)

ACTIONS: Final = frozenset(
    {
        SEE_LIST,
        SEE_COHORTS,
        SEE_MOVEMENT,
        SEE_SUSPECT,
        TRY_WHAT_IF,
        SEARCH,
        SEE_QUALITY,
        TAKE_FILE,
        TAKE_TABLES,
        TRY_CHANGE,
        SCORE_FILE,
        REPRODUCE_LIST,
        FREEZE_LIST,
        CHANGE_RECORD,
        SEE_AREAS,
        SEE_REACH,
        CHANGE_STREETS,
        SEE_REFERENCES,
        READ_FILE,
        SEE_SETTINGS,
        CHOOSE_BOROUGH,
        SEE_LOG,
        VERIFY_LOG,
        COPY_REGISTER,
        BACK_UP,
        RESTORE,
        DECIDE_REVIEW,
        FOLLOW_LINK,
        MEND_FOLDER,
        SIGN_IN,
        SIGN_OUT,
        ERASE,
        RESTRICT,
        ANSWER_ACCESS,
        SEE_CASES,
        SEE_CASE,
        READ_CASE,
        SEE_VICTIM_SIDE,
        PROPOSE_CASE,
        WORK_CASE,
        DECIDE_CASE,
        CARE_FOR_VICTIM,
        SEE_OWN_WORK,
        SEE_LINKS,
        DECIDE_LINKS,
    }
)

#: What changes the record, so that it leaves a line before and a line after.
Change = Literal["load", "withdraw", "choose"]


@dataclass(frozen=True, slots=True)
class ChangeKinds:
    """The words of the lines that a change of the record leaves.

    Attributes:
        begun: before anything is done; its version is the one that stood then (0: none).
        done: after it is done; its version is the one that it made.
        found: instead of `done`, where whoever made the version could not write it.
    """

    begun: LogKind
    done: LogKind
    found: LogKind


CHANGES: Final[dict[Change, ChangeKinds]] = {
    "load": ChangeKinds(begun="load_begun", done="load", found="load_found"),
    "withdraw": ChangeKinds(begun="withdraw_begun", done="withdraw", found="withdraw_found"),
    "choose": ChangeKinds(begun="choose_begun", done="choose", found="choose_found"),
}
