"""A data folder out of a backup: whole, or as it was before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dashboard.access.actions import RESTORE
from dashboard.access.policy import acting_role
from dashboard.access.role_file import NAME as ROLES
from dashboard.backup.packing import Contents, unpack
from dashboard.backup.sealing import reader_of
from dashboard.errors import BackupError
from dashboard.geography.streets import STREETS
from dashboard.register import Register, VersionLine
from dashboard.register.chain import Tip
from dashboard.register.head import HEAD, read_head, write_head
from dashboard.services.data.backup import ERASED, REGISTER
from dashboard.services.data.erasures import erase_again, known_erasures, merge_erasures
from dashboard.services.gate import about, service
from dashboard.services.question import Caller
from dashboard.settings import Settings
from dashboard.store import Store, files
from dashboard.store.serving import LOCK as SERVING
from dashboard.store.serving import is_held_open
from dashboard.store.writer import LOCK as WRITING
from dashboard.store.writer import only_writer

#: Where the parts of a backup wait until all are there, and what they replace until all is well.
COMING, GOING = "restore.part", "replaced.part"
#: What stays in a folder, whatever is restored into it.
STAYS: Final = frozenset({SERVING, WRITING, COMING, GOING})
#: How the names of what is replaced begin; whatever else somebody keeps there is left alone.
OURS: Final = ("offences", files.POINTER, "register", ROLES, ERASED, STREETS)


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restore brought.

    Attributes:
        contents: what the backup says of itself.
        lost: the first and the last line of the log that a head names and the backup does not
            have; None: none is known to be lost.
        erasures: how many erasures are known in the folder; each was applied.
        replaced: whether something was in the folder before.
    """

    contents: Contents
    lost: tuple[int, int] | None
    erasures: int
    replaced: bool


@service(RESTORE, about("the data folder"))
def restore_folder(
    caller: Caller,
    backup: Path,
    *,
    key: bytes | None = None,
    replace: bool = False,
    erasures: Path | None = None,
) -> Restored:
    """Put a data folder back as it was when a backup was made.

    Erasures that were made since are made again: those that the folder knows of, or another file
    of them, together with those of the backup. Lines of the log that were written since are lost;
    where a head shows that there were any, a line says so.

    Args:
        caller: who restores, and where.
        backup: the file.
        key: of a sealed one.
        replace: whether what is in the folder, and in the database of the register where there
            is one, is replaced.
        erasures: a file of erasures kept elsewhere; None: what the folder has.

    Raises:
        BackupError: the backup is not whole, its parts do not fit each other, or the folder is
            not empty or in use; the folder is as it was.
        RegisterError: its register cannot be opened; the folder is as it was.
        StoreError: its record cannot be opened, or a load is running.
    """
    folder = caller.settings.data
    there = _check_folder(folder, replace=replace)
    with only_writer(folder) as writer:
        with _unpacked(folder, backup, key) as (coming, contents):
            known = merge_erasures(coming, known_erasures(folder, erasures))
            erase_again(caller, coming)
            _check_pair(coming, contents, backup.name)
            with (
                _with_nobody_erased(folder),
                _on_server(caller.settings, coming, replace=replace),
            ):
                lost = _keep_heads(coming, contents, _heads_before(caller.settings))
                with _exchanged(folder, coming):
                    _log_restored(caller, contents)
        writer.remember(contents.highest)
    shutil.rmtree(folder / GOING, ignore_errors=True)
    return Restored(contents=contents, lost=lost, erasures=known, replaced=there)


def _check_folder(folder: Path, *, replace: bool) -> bool:
    """Whether there is something in the folder.

    Raises:
        BackupError: it is in use, or has something in it that is not to be replaced.
    """
    if not folder.exists():
        return False
    if is_held_open(folder):
        raise BackupError(
            f"A dashboard is open on {folder}, and its readers would be shown a mixture; stop it "
            f"and try again."
        )
    there = [path.name for path in folder.iterdir() if path.name not in STAYS]
    if there and not replace:
        raise BackupError(
            f"The folder {folder} is not empty (it has {min(there)}); name an empty one with "
            f"--data, or replace what is there with --replace."
        )
    return bool(there)


@contextmanager
def _unpacked(folder: Path, backup: Path, key: bytes | None) -> Iterator[tuple[Path, Contents]]:
    """The parts of a backup, each as its manifest says, in a folder that is removed again."""
    coming = folder / COMING
    _put_back(folder)
    shutil.rmtree(coming, ignore_errors=True)
    coming.mkdir(mode=0o700)
    try:
        with backup.open("rb") as content:
            contents, _ = unpack(reader_of(content, key, backup.name), backup.name, coming)
        if (coming / ROLES).exists():
            (coming / ROLES).chmod(0o644)  # what others could write gives nobody a role
        yield coming, contents
    except OSError as error:
        raise BackupError(
            f"The backup {backup} cannot be restored ({error.strerror}); the folder {folder} is as "
            f"it was."
        ) from error
    finally:
        shutil.rmtree(coming, ignore_errors=True)


def _check_pair(coming: Path, contents: Contents, name: str) -> None:
    """Open the record and the register, and hold them against the manifest and each other.

    Raises:
        BackupError: they do not fit.
    """
    store = Store.open(coming)
    register = Register.open(coming)
    versions = [version for version, _ in store.brought()]
    if unlogged := set(register.unlogged(store.version)) & set(versions):
        raise BackupError(
            f"The register in the backup {name} is older than its record: no line of its log knows "
            f"of version {min(unlogged):,}. They are not of one moment; use another backup."
        )
    if (logged := register.logged_until()) > max(contents.highest, store.version):
        raise BackupError(
            f"The record in the backup {name} is older than its register: the log knows of version "
            f"{logged:,}, and the record ends with {store.version:,}. They are not of one moment; "
            f"use another backup."
        )
    has_line = register.has_line(Tip(contents.lines, contents.hash))
    is_sound = register.verify().fault is None or not contents.is_sound
    if store.version != contents.version or not has_line or not is_sound:
        raise BackupError(
            f"The backup {name} does not hold what it says of itself: version "
            f"{contents.version:,} and {contents.lines:,} lines of the log, as they were written; "
            f"use another copy of it."
        )


def _heads_before(settings: Settings) -> list[Tip]:
    """What the heads of the log say that are there already."""
    places = [settings.data / HEAD, *([settings.log_head] if settings.log_head else [])]
    return [found for place in places if isinstance(found := read_head(place), Tip)]


def _keep_heads(coming: Path, contents: Contents, before: list[Tip]) -> tuple[int, int] | None:
    """Let the folder's head name lines that the backup does not have, so that a line says so.

    Returns:
        the first and the last line that are lost.
    """
    furthest = max(before, key=lambda tip: tip.number, default=None)
    if furthest is None or furthest.number <= contents.lines:
        return None
    write_head(coming / HEAD, furthest)
    return contents.lines + 1, furthest.number


@contextmanager
def _with_nobody_erased(folder: Path) -> Iterator[None]:
    """Keep erasures away while there are two registers; whoever is killed leaves the mark."""
    (folder / GOING).mkdir(mode=0o700, exist_ok=True)
    try:
        yield
    except BaseException:
        _put_back(folder)
        raise


@contextmanager
def _on_server(settings: Settings, coming: Path, *, replace: bool) -> Iterator[None]:
    """Bring the register to the database that the settings name, where they name one.

    Whatever goes wrong, that database has what it had before.

    Yields:
        once it is there, and not among the parts any more.
    """
    if settings.register_url is None:
        yield
        return
    register = Register.open(coming)
    with register.in_place_of(settings.register_url.get_secret_value(), replace=replace):
        register.close()
        for left in coming.glob(f"{REGISTER}*"):
            left.unlink()
        yield


def _log_restored(caller: Caller, contents: Contents) -> None:
    """Write the first line after the restore; where lines are lost, one before it says so."""
    role = acting_role(caller.viewer, RESTORE) or caller.viewer.role
    subject = f"backup of {contents.made_at}, to line {contents.lines}"
    url = caller.settings.register_url
    register = Register.open(
        caller.settings.data,
        head=caller.settings.log_head,
        url=None if url is None else url.get_secret_value(),
    )
    line = VersionLine("restore", subject, contents.version)
    register.note_all(caller.viewer.acting_as(role), [line])
    register.close()


@contextmanager
def _exchanged(folder: Path, coming: Path) -> Iterator[None]:
    """Put the parts in place of what is there, the pointer last; whatever goes wrong, put it back.

    Yields:
        once all are in place.
    """
    going = folder / GOING
    going.mkdir(mode=0o700, exist_ok=True)
    moved = list[Path]()
    try:
        for old in sorted(folder.iterdir(), key=_pointer_first):
            if old.name.startswith(OURS) and old.name not in STAYS:
                old.replace(going / old.name)
        for new in sorted(coming.iterdir(), key=_pointer_first, reverse=True):
            moved.append(new.replace(folder / new.name))
        yield
    except BaseException:
        for new in moved:
            new.unlink(missing_ok=True)
        for left in folder.glob(f"{REGISTER}-*"):
            left.unlink()  # of the new register
        _put_back(folder)
        raise


def _put_back(folder: Path) -> None:
    """Put back what a restore moved away that did not end."""
    going = folder / GOING
    if going.is_dir():
        for old in sorted(going.iterdir(), key=_pointer_first, reverse=True):
            old.replace(folder / old.name)
        going.rmdir()


def _pointer_first(file: Path) -> bool:
    return file.name != files.POINTER
