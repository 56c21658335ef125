"""Erasing a person or a crime, for whoever may."""

from __future__ import annotations

from typing import Final

from dashboard.access.actions import ERASE, REASON, RESTRICT, LogKind
from dashboard.access.policy import acting_role
from dashboard.errors import HarmdeskError, UnknownSuspectError
from dashboard.register import VersionLine
from dashboard.services.forces import meant
from dashboard.services.gate import about, service
from dashboard.services.question import Caller
from dashboard.services.removal.erasure import Erasure, carry_out
from dashboard.services.removal.ledger import entry_of, read_erased
from dashboard.services.removal.mentions import Mentions
from dashboard.store.references import Kind
from dashboard.store.removal import Held, Removable, held_of
from dashboard.store.withdrawal import LONGEST_REASON

#: Which series a reference is of.
SERIES_OF: Final[dict[Removable, Kind]] = {"person": "people", "crime": "crimes"}

__all__ = ["Erasure", "Removable", "erase", "note_notice", "restrict", "to_remove"]


def grounds_of(reason: str, authority: str, *, what: str) -> str:
    """The authority and the reason as a line of the log has them, each on one line.

    Args:
        reason: why.
        authority: who decided it, or on what grounds.
        what: is to be done, in a message.

    Raises:
        HarmdeskError: one of them is empty or too long.
    """
    texts = {"authority": _on_one_line(authority), "reason": _on_one_line(reason)}
    for name, text in texts.items():
        if not any(letter.isalnum() for letter in text):
            raise HarmdeskError(
                f"{what} needs a reason and an authority, which the log keeps, and there is no "
                f"{name}; give it in words."
            )
        if len(text) > LONGEST_REASON:
            raise HarmdeskError(
                f"The {name} has {len(text):,} letters, and at most {LONGEST_REASON} are kept; say "
                f"it in fewer."
            )
    return f"authority: {texts['authority']}; reason: {texts['reason']}"


def _on_one_line(text: str) -> str:
    return " ".join("".join(x if x.isprintable() else " " for x in text).split())


def _subject(
    caller: Caller,
    reference: str,
    reason: str,
    authority: str,
    kind: Removable | None = None,
    *,
    force: str | None = None,
) -> str:
    """What the erasure's line says, which names nobody; it is refused here, before anything is."""
    why = grounds_of(reason, authority, what="An erasure")
    of, held = _found(caller, reference, kind, force)
    if Mentions(held.references, held.names, held.births, held.forces).have(why):
        raise HarmdeskError(
            f"The reason or the authority names the {of} that is to be erased, and the log would "
            f"keep it; say it without a name or reference, such as by the number of a case."
        )
    return f"{of}; {why}"


@service(ERASE, about("a reference"))
def to_remove(
    caller: Caller, reference: str, kind: Removable = "person", force: str | None = None
) -> str:
    """The reference, as the record has it, of whom or what somebody is about to remove.

    It says nothing of whether anybody has it.

    Raises:
        AmbiguousReferenceError: several forces have it, and nothing says which is meant.
        HarmdeskError: no such force is in the data.
    """
    return meant(caller, reference, force, SERIES_OF[kind])


@service(ERASE, _subject)
def erase(
    caller: Caller,
    reference: str,
    reason: str,
    authority: str,
    kind: Removable | None = None,
    *,
    force: str | None = None,
) -> Erasure:
    """Erase a person or a crime from everything that is kept here; it cannot be undone.

    A person's allegations go from every version of the record, and as a victim they are no longer
    recorded; a crime stays where others are named in it. Frozen lists keep their place as removed,
    and later loads refuse their rows. Files that left, backups, and the database server's own logs
    are out of reach.

    Args:
        caller: who erases.
        reference: of a suspect, a victim or a crime, in any case.
        reason: why; it names nobody.
        authority: who decided it, or on what grounds; it names nobody.
        kind: what the reference is of; None: whichever it is.
        force: whose reference it is, where several forces have it; None: nothing was said.

    Raises:
        HarmdeskError: there is no reason or authority, or one of them names who is erased; or the
            reference is both a person's and a crime's.
        AmbiguousReferenceError: several forces have the reference.
        UnknownSuspectError: nobody and nothing has this reference.
        StoreError: a load is running, or a file cannot be read or written.
        RegisterError: the register cannot be written to.
    """
    why = _subject(caller, reference, reason, authority, kind, force=force)
    of, held = _found(caller, reference, kind, force)
    return carry_out(
        caller.settings,
        caller.workspace.register,
        caller.viewer.acting_as(acting_role(caller.viewer, ERASE) or caller.viewer.role),
        held,
        of,
        why,
    )


def _found(
    caller: Caller, reference: str, kind: Removable | None, force: str | None
) -> tuple[Removable, Held]:
    """What the record holds under a reference.

    Raises:
        AmbiguousReferenceError: several forces have it.
        HarmdeskError: it is both a person's and a crime's.
        UnknownSuspectError: it is nobody's, or was erased already.
    """
    settings = caller.settings
    kinds: tuple[Removable, ...] = ("person", "crime") if kind is None else (kind,)
    keys = {of: meant(caller, reference, force, SERIES_OF[of]) for of in kinds}
    found = [
        (of, held)
        for of, key in keys.items()
        if (held := held_of(settings.data, key, of, memory=settings.memory)).references
    ]
    if len(found) > 1:
        raise HarmdeskError(
            f"The reference {reference[:60]!r} is both a person's and a crime's; say which with "
            f"--kind person or --kind crime."
        )
    if found:
        of, held = found[0]
        return of, _with_links(caller, held) if of == "person" else held
    entries = read_erased(settings.data)
    for of in kinds:
        if (entry := entry_of(entries, of, keys[of])) is not None:
            raise UnknownSuspectError(
                f"The reference {reference[:60]!r} was erased already, under line {entry.line} of "
                f"the log; nothing is kept under it."
            )
    raise UnknownSuspectError(
        f"Nobody and no crime in the data has the reference {reference[:60]!r}; check it against "
        f"the list, where references stand as they were loaded."
    )


def _with_links(caller: Caller, held: Held) -> Held:
    """The same with whatever is held under the person's other references, by links in use."""
    settings = caller.settings
    store = caller.workspace.linked(caller.workspace.store)
    others = {other for own in held.references for other in store.persons.references_of(own)}
    more = [
        held_of(settings.data, other, "person", memory=settings.memory)
        for other in sorted(others - held.references)
    ]
    return Held(
        references=held.references.union(*(each.references for each in more)),
        names=held.names.union(*(each.names for each in more)),
        births=held.births.union(*(each.births for each in more)),
        allegations=held.allegations + sum(each.allegations for each in more),
        forces=held.forces,
    )


def _restricted(
    caller: Caller,
    reference: str,
    reason: str,
    authority: str,
    *,
    lift: bool = False,
    force: str | None = None,
) -> str:
    """Whom it is about; it is refused here, before anything is done."""
    grounds_of(reason, authority, what="A restriction")
    reference = meant(caller, reference, force)
    is_restricted = reference in caller.restrictions.people
    if not lift and caller.workspace.store.suspects.number_of(reference) is None:
        raise UnknownSuspectError(
            f"No suspect in the data has the reference {reference[:60]!r}; check it against the "
            f"list, where references stand as they were loaded."
        )
    if is_restricted and not lift:
        raise HarmdeskError(
            f"The suspect {reference[:60]!r} is restricted already; lift the restriction "
            f"to show them again."
        )
    if lift and not is_restricted:
        raise HarmdeskError(
            f"The suspect {reference[:60]!r} is not restricted, so that there is nothing to lift; "
            f"check the reference."
        )
    return reference


@service(RESTRICT, _restricted)
def restrict(
    caller: Caller,
    reference: str,
    reason: str,
    authority: str,
    *,
    lift: bool = False,
    force: str | None = None,
) -> int:
    """Restrict a person, or lift a restriction: they stay in the record, and nobody is shown them.

    Their place on lists and every count stay as they were; they are not named, listed, found or
    opened by anybody, whatever their role, and are in no file that is made from then on. The log
    and files that left have them still.

    Args:
        caller: who restricts.
        reference: of a suspect, as it was loaded.
        reason: why.
        authority: who decided it, or on what grounds.
        lift: whether to take it back.
        force: whose reference it is, where several forces have it; None: nothing was said.

    Returns:
        the number of the line of the log that says so.

    Raises:
        HarmdeskError: there is no reason or authority, or nothing would change.
        UnknownSuspectError: nobody has this reference.
        AmbiguousReferenceError: several forces have it.
        RegisterError: the line cannot be written, and nobody is restricted.
    """
    viewer = caller.viewer.acting_as(acting_role(caller.viewer, RESTRICT) or caller.viewer.role)
    grounds = grounds_of(reason, authority, what="A restriction")
    version = caller.version
    kind: LogKind = "unrestrict" if lift else "restrict"
    person = meant(caller, reference, force)
    lines = [VersionLine(REASON, grounds, version), VersionLine(kind, person, version)]
    caller.workspace.register.note_all(viewer, lines)
    return caller.workspace.restrictions.line


@service(ERASE, lambda _, line, who: f"correction notice to {who} under line {line}")
def note_notice(caller: Caller, line: int, who: str) -> None:
    """Log that a notice was written to somebody who received a file.

    Args:
        caller: who erased.
        line: of the log, under which they did.
        who: received the file.

    Raises:
        RegisterError: it cannot be written.
    """
    viewer = caller.viewer.acting_as(acting_role(caller.viewer, ERASE) or caller.viewer.role)
    subject = f"correction notice to {who} under line {line}"
    caller.workspace.register.note(viewer, "file", subject, version=caller.version)
