"""Files that leave: the log has a line before any byte is handed out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal, get_args

from dashboard.access.actions import SEE_SETTINGS, TAKE_FILE, TAKE_TABLES
from dashboard.errors import OutputError, StoreError
from dashboard.register.log import SEALS_APART, SEALS_FILE, SEALS_RECIPIENT
from dashboard.services.gate import about, service
from dashboard.services.question import Caller, Question
from dashboard.services.removal.receivers import named_in

#: How much of people a file has: everything; no name, birth or reference; or counts alone.
Redaction = Literal["full", "no_names", "aggregates"]
REDACTIONS: Final[tuple[Redaction, ...]] = get_args(Redaction)
#: Letters that the name of a recipient has at most.
LONGEST_RECIPIENT: Final = 120
#: Random bytes of a file's id.
ID_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class Handling:
    """How a file is to leave.

    Attributes:
        redaction: how much of people it has.
        recipient: to whom it goes, in the taker's words; empty: they did not say.
    """

    redaction: Redaction = "full"
    recipient: str = ""


#: Everything, and no word of to whom.
WHOLE: Final = Handling()


@dataclass(frozen=True, slots=True)
class Taking:
    """Who takes a file, when and how, as the file itself says it.

    Attributes:
        who: by the name that the log has.
        at: in UTC, as the times of the log are, to the minute.
        file_id: names this one file, in it and in its line of the log.
        handling: how much of people it has, and to whom it goes.
    """

    who: str
    at: datetime
    file_id: str = ""
    handling: Handling = WHOLE


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file that is made, and has not left yet.

    Attributes:
        content: its bytes.
        subject: what the line of the log calls it.
        version: of the data that is in it.
        kind: what it is: a file of its own, or the tables of a page.
        people: references of the suspects whom it names; its line has them by salted hash, so that
            who received it can be found.
        parts: what else is in it that has a line of its own, such as each profile of a hand-out.
        taking: who takes it, when and how, as the file says it.
        name: what it is called where its usual name would say whom it is about; empty: as usual.
    """

    content: bytes
    subject: str
    version: int
    kind: Literal["file", "tables"] = "file"
    parts: tuple[str, ...] = ()
    taking: Taking | None = None
    name: str = ""
    people: tuple[str, ...] = ()


@service(SEE_SETTINGS, about("the log"))
def check_log(caller: Caller) -> None:
    """Prove that the log can be written to, while the reader can still be answered in words.

    Raises:
        RegisterError: it cannot.
    """
    caller.workspace.register.ready()


@service(SEE_SETTINGS, about("who and when"))
def take_note(caller: Caller, handling: Handling = WHOLE) -> Taking:
    """Who takes a file now, and how: the log's line has the moment at which its bytes leave.

    Raises:
        OutputError: to whom it goes is needed here and was not said, or is too long.
    """
    recipient = " ".join(handling.recipient.split())
    if caller.settings.recipient == "required" and not recipient:
        raise OutputError(
            "Here each file has a recipient: say to whom it goes, with --for on the command line "
            "or under Files in the sidebar."
        )
    if len(recipient) > LONGEST_RECIPIENT:
        raise OutputError(
            f"The recipient has {len(recipient):,} letters, and {LONGEST_RECIPIENT} are room for a "
            f"name and an office; shorten it."
        )
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    handled = replace(handling, recipient=recipient)
    return Taking(caller.viewer.who, now, secrets.token_hex(ID_BYTES), handled)


def logged_as(subject: str, taking: Taking | None) -> str:
    """What the line of the log calls a file: also how it was redacted, and to whom it went."""
    if taking is None:
        return subject
    handling = taking.handling
    redacted = "" if handling.redaction == "full" else f"; {handling.redaction.replace('_', ' ')}"
    return f"{subject}{redacted}{f'; for {handling.recipient}' if handling.recipient else ''}"


def file_seal(taking: Taking | None) -> str:
    """What the line of the log vouches for: the id that stands in the file, and its recipient."""
    if taking is None or not taking.file_id:
        return ""
    recipient = taking.handling.recipient.replace(SEALS_APART.strip(), ",")
    sent = f"{SEALS_RECIPIENT} {recipient}" if recipient else ""
    return SEALS_APART.join(filter(None, [f"{SEALS_FILE} {taking.file_id}", sent]))


def outgoing_seal(outgoing: Outgoing) -> str:
    """What the line of a file vouches for, with whom it names, by salted hash."""
    named = named_in(outgoing.people)
    return SEALS_APART.join(filter(None, [file_seal(outgoing.taking), named]))


@service(
    TAKE_FILE,
    lambda _, outgoing: logged_as(outgoing.subject, outgoing.taking),
    version=lambda _, outgoing: outgoing.version,
    seal=lambda _, outgoing: outgoing_seal(outgoing),
)
def hand_over(caller: Caller, outgoing: Outgoing) -> bytes:
    """The bytes of a file that leaves now.

    Raises:
        RegisterError: the line of the log cannot be written, and so nothing leaves.
    """
    del caller
    return outgoing.content


@service(
    TAKE_TABLES,
    lambda _, outgoing: logged_as(outgoing.subject, outgoing.taking),
    version=lambda _, outgoing: outgoing.version,
    seal=lambda _, outgoing: outgoing_seal(outgoing),
)
def hand_over_tables(caller: Caller, outgoing: Outgoing) -> bytes:
    """The bytes of a workbook with the tables of a page, which leaves now.

    Raises:
        RegisterError: the line of the log cannot be written, and so nothing leaves.
    """
    del caller
    return outgoing.content


def release(caller: Caller, outgoing: Outgoing, *, made_on: Question | None = None) -> bytes:
    """The bytes of a file of any kind that leaves now, through the service of its kind.

    Args:
        caller: who takes it.
        outgoing: the file.
        made_on: what it was made on, where the caller is no question; None: the caller.

    Raises:
        StoreError: somebody was erased or restricted since it was made, and it may name them.
        RegisterError: a line of the log cannot be written, and so nothing leaves.
    """
    _check_nobody_went(made_on or caller)
    leave = {"file": hand_over, "tables": hand_over_tables}[outgoing.kind]
    content = leave(caller, outgoing)
    for part in outgoing.parts:
        note_file(caller, part, outgoing.taking)
    return content


def _check_nobody_went(caller: Caller) -> None:
    """Refuse what was made before somebody was erased or restricted; a load changes nothing."""
    if not isinstance(caller, Question) or not caller.store.file.is_file():
        return
    shared = caller.workspace
    same = shared.store_at(caller.version).identity == caller.store.identity
    if not same or shared.restrictions.line != caller.restrictions.line:
        raise StoreError(
            "Since this file was made somebody was erased or restricted, and it may name them; "
            "open the page again, and take it from there."
        )


@service(
    TAKE_FILE,
    lambda _, name, taking=None: logged_as(name, taking),
    seal=lambda _, _name, taking=None: file_seal(taking),
)
def note_file(caller: Caller, name: str, taking: Taking | None = None) -> None:
    """Log a file that was written on this machine, by its name."""
    del caller, name, taking
