"""Erases a person or a crime from the record, the register and the folder; resumes what stopped.

The order: what is erased is written down; the register is cleared under a line of its own and
written again; the ledger gets its entry; every offence file is written again; what others wrote
meanwhile is cleared as well; and last what was written down goes. Whoever is killed in between
leaves it there, and it is carried on when the folder is next opened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from dashboard.access.viewer import ROLES, Role, Viewer
from dashboard.errors import StoreError
from dashboard.register import Register, Traces
from dashboard.services.removal.ledger import (
    Begun,
    Erased,
    end_begun,
    entry_of,
    note_erased,
    read_begun,
    read_erased,
    write_begun,
)
from dashboard.services.removal.leftovers import files_with, remove_copies
from dashboard.services.removal.mentions import Mentions
from dashboard.services.removal.receivers import Received, receivers_of
from dashboard.settings import Settings
from dashboard.store import files
from dashboard.store.removal import (
    Held,
    Removable,
    held_of,
    references_held,
    remove_from_files,
)
from dashboard.store.writer import only_writer
from harm.scoring.ranking_csv import fingerprint, without_people

#: What a restore that was killed moved away, and puts back when it is run again.
REPLACED: Final = "replaced.part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was erased.

    Attributes:
        kind: a person or a crime.
        line: of the log, under which it was.
        allegations: how many the newest version had.
        files: how many offence files were written again.
        subjects: how many lines of the log no longer say whom or what they are about.
        lists: the names of the frozen lists in which a place is now removed.
        reference: of what was erased, as the record had it; empty after an erasure that was taken
            up again.
        outstanding: files that left and named the person, oldest first; none for a crime.
        left: files in the folder that are none of Harmdesk's and have the reference in them.
    """

    kind: Removable
    line: int
    allegations: int
    files: int
    subjects: int
    lists: tuple[str, ...]
    left: tuple[str, ...]
    outstanding: tuple[Received, ...] = ()
    reference: str = ""


def carry_out(
    settings: Settings, register: Register, viewer: Viewer, held: Held, kind: Removable, why: str
) -> Erasure:
    """Erase what was found in the record.

    Args:
        settings: the data folder among them.
        register: of it.
        viewer: who erases.
        held: what the files have of it.
        kind: what it is.
        why: the authority and the reason, as the line of the log has them; it names nobody.

    Raises:
        StoreError: a load is running, a restore was killed halfway, or a file cannot be read or
            written.
        RegisterError: the register cannot be written to, or not again.
    """
    with only_writer(settings.data):
        _check_no_restore(settings.data)
        left = register.files_that_left()
        outstanding = [
            received
            for reference in sorted({own.upper() for own in held.references})
            for received in receivers_of(left, reference)
            if kind == "person"
        ]
        begun = Begun(
            kind=kind,
            references=tuple(sorted(held.references)),
            names=tuple(sorted(held.names)),
            births=tuple(sorted(born.isoformat() for born in held.births)),
            subject=why,
            who=viewer.who,
            role=viewer.role,
            forces=tuple(sorted(held.forces)),
        )
        write_begun(settings.data, begun)
        done = _go_on(settings, register, begun)
        return replace(
            done,
            allegations=held.allegations,
            outstanding=tuple(outstanding),
            reference=begun.references[0] if len(begun.references) == 1 else "",
        )


def resume(settings: Settings, register: Register) -> None:
    """Carry on an erasure that was stopped.

    Raises:
        StoreError: it cannot be read, a restore was killed halfway, or a file cannot be written.
        RegisterError: the register cannot be written to.
    """
    with only_writer(settings.data):
        _check_no_restore(settings.data)
        begun = read_begun(settings.data)
        if begun is not None:
            _go_on(settings, register, begun)


def apply_erasures(settings: Settings, register: Register, viewer: Viewer) -> list[Erasure]:
    """Erase again whatever the ledger has and the record or the register has too.

    It is for a folder into which a backup was put back: the ledger that lies there
    says what was erased since.

    Args:
        settings: the data folder among them.
        register: of it, as it was put back.
        viewer: who puts it back.

    Raises:
        StoreError: the ledger or a file cannot be read, or a file cannot be written.
        RegisterError: the register cannot be read or written to.
    """
    entries = read_erased(settings.data)
    if not entries:
        return []
    known = references_held(settings.data, memory=settings.memory)
    known["person"] |= register.references()
    known["crime"] |= register.references()
    done = []
    for entry in entries:
        spelt = {text for text in known[entry.kind] if entry.is_of(entry.kind, text)}
        if not spelt:
            continue
        held = held_of(settings.data, next(iter(sorted(spelt))), entry.kind, memory=settings.memory)
        held = replace(held, references=held.references | spelt)
        why = f"{entry.kind} erased again: it came back with an earlier copy of the data"
        done.append(carry_out(settings, register, viewer, held, entry.kind, why))
    return done


def _go_on(settings: Settings, register: Register, begun: Begun) -> Erasure:
    """Do what is left of an erasure; each step finds nothing to do where it was done."""
    folder, viewer = settings.data, Viewer(begun.who, role=_role(begun.role))
    mentions = Mentions(begun.references, begun.names, begun.days_of_birth, begun.forces)
    traces = _traces(begun, mentions)
    present = files.current(folder)
    version = files.version_of(present) if present else 0
    subjects, lists = 0, tuple[str, ...]()
    if begun.line is None:
        removal = register.remove(viewer, traces, begun.subject, version=version)
        begun = replace(begun, line=removal.line)
        subjects, lists = removal.subjects, removal.lists
        write_begun(folder, begun)
    _note(folder, begun)
    register.purge()
    remove_copies(folder)
    held = Held(references=frozenset(begun.references))
    written = remove_from_files(
        folder, held, begun.kind, redacted=mentions.redacted, memory=settings.memory
    )
    if register.has_traces(traces):  # somebody looked while it was going on
        meanwhile = register.remove(viewer, traces, begun.subject, version=version)
        subjects += meanwhile.subjects
        register.purge()
    end_begun(folder)
    return Erasure(
        kind=begun.kind,
        line=begun.line or 0,
        allegations=0,
        files=written,
        subjects=subjects,
        lists=lists,
        left=tuple(files_with(folder, begun.references)),
    )


def _check_no_restore(folder: Path) -> None:
    """Refuse a folder of which a part was moved away: whoever is erased would come back with it."""
    if (folder / REPLACED).exists():
        raise StoreError(
            f"A restore was killed halfway in {folder} and left {REPLACED}, which has what was "
            f"here before, and nobody can be erased from that; run the restore again with "
            f"--replace first."
        )


def _traces(begun: Begun, mentions: Mentions) -> Traces:
    def without(content: bytes) -> tuple[bytes, str] | None:
        changed = without_people(content, begun.references)
        return None if changed == content else (changed, fingerprint(changed))

    is_person = begun.kind == "person"
    return Traces(
        references=begun.references if is_person else (),
        mentions=mentions.are_in,
        redacted=mentions.removed_from,
        without=without if is_person else lambda _: None,
    )


def _note(folder: Path, begun: Begun) -> None:
    """Put the references into the ledger, once each whatever their case."""
    entries, line = read_erased(folder), begun.line or 0
    at = datetime.now(UTC).isoformat(timespec="seconds")
    new, again = [], []
    for reference in sorted({own.upper() for own in begun.references}):
        known = entry_of(entries, begun.kind, reference)
        if known is not None and known.line == line:
            continue
        if known is not None:
            again.append(known)
        if known is not None and not begun.names and not begun.births:
            new.append(replace(known, line=line, at=at))  # what it knew is not known here any more
            continue
        new.append(
            Erased.of(
                begun.kind,
                reference,
                line=line,
                at=at,
                names=begun.names,
                births=begun.days_of_birth,
            )
        )
    if new:
        note_erased(folder, new, again=again)


def _role(text: str) -> Role:
    return next((role for role in ROLES if role == text), "administrator")
