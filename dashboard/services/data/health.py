"""The health of a data folder: what is there, what is wrong, and what can be mended.

Looking changes nothing in the folder, opens no register there and makes no folder. Mending swings
the pointer to the newest sound file and removes what a killed load left; it never removes or
changes an offence file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dashboard.access.actions import MEND_FOLDER, SEE_SETTINGS
from dashboard.access.policy import acting_role
from dashboard.access.viewer import Viewer
from dashboard.errors import HarmdeskError, StoreError
from dashboard.register.leftovers import writes_one_at_a_time
from dashboard.services.data.register_health import REGISTER, Problem, Remedy, look_at_register
from dashboard.services.gate import about, service
from dashboard.services.logbook import open_register
from dashboard.services.question import Caller
from dashboard.settings import Settings
from dashboard.store import disk, files, schema
from dashboard.store.health import OffenceFile, look_at, mend_pointer, remove_leftovers
from dashboard.store.writer import is_being_written

#: Where a restore keeps what it replaces until it has ended.
HALFWAY: Final = "replaced.part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What is in a data folder.

    Attributes:
        files: its offence files.
        problems: what was found wrong, whether or not it was mended since.
        notes: what is worth knowing and not wrong.
        size: bytes of everything in the folder.
        newest: the newest sound file; None where there is none.
        mended: whether this is after what can be mended was mended.
        fixed: what was mended.
    """

    files: tuple[OffenceFile, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    size: int
    newest: OffenceFile | None
    mended: bool = False
    fixed: tuple[str, ...] = ()

    @property
    def could_mend(self) -> bool:
        """Whether `mend` would mend any of it."""
        return not self.mended and any(problem.remedy for problem in self.problems)

    @property
    def goes_back(self) -> bool:
        """Whether the pointer names an older file than the newest sound one."""
        return any(problem.remedy == "forward" for problem in self.problems)

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong; after mending, whether nothing serious is."""
        if not self.mended:
            return not self.problems
        return not any(problem.serious and not problem.remedy for problem in self.problems)


def examine(settings: Settings) -> Health:
    """Look at a data folder.

    Raises:
        HarmdeskError: there is no such folder.
    """
    directory = settings.data
    if not directory.is_dir():
        raise HarmdeskError(
            f"There is no folder {directory}; name the data folder with --data, or run "
            f"`harmdesk demo` or `harmdesk load FILE` to make it."
        )
    found = look_at(directory, memory=settings.memory)
    newest = next((file for file in reversed(found) if file.sound), None)
    return Health(
        files=tuple(found),
        problems=(
            *_with_pointer(directory, found, newest),
            *_with_files(found),
            *_leftovers(directory),
            *look_at_register(settings, found),
        ),
        notes=_notes(settings, found),
        size=disk.disk_use(directory),
        newest=newest,
    )


def _with_pointer(
    directory: Path, found: list[OffenceFile], newest: OffenceFile | None
) -> list[Problem]:
    remedy: Remedy | None = "pointer" if newest else None
    try:
        present = files.current(directory)
    except StoreError as error:
        return [Problem(str(error), remedy)]
    pointed = next((file for file in found if file.pointed), None)
    if present is None or pointed is None:
        return []
    if not pointed.sound:
        other = f"; {newest.name} is the newest sound one" if newest else ", and no other is sound"
        return [
            Problem(f"The pointer names {pointed.name}, which is {pointed.fault}{other}.", remedy)
        ]
    if newest is not None and newest.version > pointed.version:
        return [
            Problem(
                f"The pointer names {pointed.name}, and {newest.name} is newer and sound: it was "
                f"put back, or a load was killed. If that was not meant, mend it; the next load "
                f"has a number above both.",
                "forward",
            )
        ]
    return []


def _with_files(found: list[OffenceFile]) -> list[Problem]:
    return [
        Problem(
            f"The file {file.name} is {file.fault}; nothing reads it, so move it away, or put one "
            f"from a backup in its place.",
            serious=False,
        )
        for file in found
        if not file.sound and not file.pointed
    ]


def _leftovers(directory: Path) -> list[Problem]:
    if (directory / HALFWAY).is_dir():
        return [
            Problem(
                f"A restore was killed halfway and left {HALFWAY}, which has what was here before; "
                f"run it again with --replace."
            )
        ]
    left = [path.name for path in disk.leftovers(directory)]
    if not left or is_being_written(directory):
        return []
    return [
        Problem(
            f"A load that was killed left {', '.join(left)}; the next load removes it.", "leftovers"
        )
    ]


def _notes(settings: Settings, found: list[OffenceFile]) -> tuple[str, ...]:
    notes = [f"As many as {settings.keep_files:,} files are kept (HARMDESK_KEEP_FILES)."]
    if is_being_written(settings.data):
        notes.append("A load is running.")
    if writes_one_at_a_time(settings.data / REGISTER):
        notes.append(
            "The register is on a disk where several programs cannot write at once without waiting "
            "long (a network share?); put the data folder on a disk of this machine."
        )
    pointed = next((file for file in found if file.pointed and file.sound), None)
    if pointed is None:
        return tuple(notes)
    left = [file.name for file in found if file.sound and file.version not in pointed.versions]
    older = [
        name for file in found if (name := file.name) in left and file.version < pointed.version
    ]
    if older:
        notes.append(
            f"Left behind when the pointer was put back, and kept: {', '.join(older)}. Lists that "
            f"were frozen on them need them."
        )
    if pointed.edition < schema.SCHEMA_EDITION:
        notes.append(f"{pointed.name} is of edition {pointed.edition}; the next load brings it up.")
    return tuple(notes)


@service(SEE_SETTINGS, about("the data folder"))
def examine_folder(caller: Caller) -> Health:
    """Look at the caller's data folder.

    Raises:
        HarmdeskError: there is no such folder.
    """
    return examine(caller.settings)


@service(MEND_FOLDER, about("the data folder"))
def mend_folder(caller: Caller, health: Health) -> Health:
    """Mend the caller's data folder; the line of the log has the role that lets them.

    Raises:
        StoreError: a load is running, or the folder cannot be written to.
    """
    role = acting_role(caller.viewer, MEND_FOLDER) or caller.viewer.role
    return mend(caller.settings, caller.viewer.acting_as(role), health)


def mend(settings: Settings, viewer: Viewer, health: Health) -> Health:
    """Point to the newest sound file and remove what a killed load left, where that is wrong.

    Args:
        settings: of the folder.
        viewer: who mends.
        health: as `examine` found it just now.

    Raises:
        StoreError: a load is running, or the folder cannot be written to.
    """
    remedies = {problem.remedy for problem in health.problems}
    fixed = []
    if remedies & {"pointer", "forward"} and health.newest is not None:
        mend_pointer(settings.data, health.newest.name)
        fixed.append(f"the pointer names {health.newest.name}")
    if "leftovers" in remedies:
        remove_leftovers(settings.data)
        fixed.append("what a killed load left is removed")
    after = examine(settings)
    still = tuple(problem for problem in after.problems if problem not in health.problems)
    fixed += _logged(settings, viewer, health, fixed)
    return Health(
        files=after.files,
        problems=(*health.problems, *still),
        notes=after.notes,
        size=after.size,
        newest=after.newest,
        mended=True,
        fixed=tuple(fixed),
    )


def _logged(settings: Settings, viewer: Viewer, health: Health, fixed: list[str]) -> list[str]:
    """A line of what was mended, where there is a register; a broken one keeps nothing unmended."""
    there = settings.register_url is not None or (settings.data / REGISTER).exists()
    if not fixed or not there:
        return []
    version = health.newest.version if health.newest else 0
    try:
        open_register(settings).note(viewer, "mend", "; ".join(fixed), version=version)
    except HarmdeskError:
        return ["the log has no line of it, since the register cannot be written to"]
    return []
