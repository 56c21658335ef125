"""The archive inside a backup: its parts, and last a manifest that says what they must be."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

from dashboard.backup.beginnings import FIRST_MEMBER
from dashboard.backup.sealing import Reader, Writer
from dashboard.errors import BackupError

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
#: The names that a part may have; no other is written to a folder.
PARTS: Final = re.compile(
    r"offences-[1-9]\d{0,8}\.duckdb|current|register\.sqlite|register\.head|roles\.txt|erased\.json"
    r"|streets\.parquet"
)
#: Bytes that are read at once.
PORTION: Final = 1 << 20
LONGEST_MANIFEST: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a backup.

    Attributes:
        name: as it has it in the data folder.
        size: in bytes.
        sha256: of its bytes.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a backup says of itself.

    Attributes:
        made_at: when, in UTC, as ISO 8601 has it.
        who: made it.
        program: the version of Harmdesk that did.
        version: of the data.
        highest: the highest version number that was ever used in the folder.
        lines: how many lines the log has.
        hash: of the last one.
        lists: how many frozen lists there are.
        is_sound: whether the log was found as it was written.
        settings: what was set; nothing that is secret. A restore does not set it.
    """

    made_at: str
    who: str
    program: str
    version: int
    highest: int
    lines: int
    hash: str
    lists: int
    is_sound: bool
    settings: Mapping[str, str]


def pack(parts: Iterable[tuple[str, BinaryIO]], contents: Contents, out: Writer) -> list[Part]:
    """Write the parts, what they are, and last what the backup says of itself.

    Returns:
        the parts as they were written.
    """
    written = []
    with tarfile.open(fileobj=_file(out), mode="w|") as archive:
        archive.addfile(tarfile.TarInfo(FIRST_MEMBER))
        for name, content in parts:
            size = content.seek(0, io.SEEK_END)
            content.seek(0)
            hashing = _Hashing(content)
            member = tarfile.TarInfo(name)
            member.size, member.mode = size, 0o600
            archive.addfile(member, _file(hashing))
            written.append(Part(name, size, hashing.sha256))
        manifest = {
            "format": FORMAT,
            **asdict(contents),
            "parts": [asdict(part) for part in written],
        }
        text = json.dumps(manifest, indent=1).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(text), 0o600
        archive.addfile(member, io.BytesIO(text))
    out.finish()
    return written


def unpack(source: Reader, name: str, into: Path | None) -> tuple[Contents, list[Part]]:
    """Read a backup to its end and compare each part with what the manifest says.

    Args:
        source: its content.
        name: of the file, for a message.
        into: an empty folder that the parts are written to; None: they are only compared.

    Raises:
        BackupError: it was changed or cut, or is of another format.
        OSError: a part cannot be written.
    """
    found, manifest = list[Part](), None
    try:
        with tarfile.open(fileobj=_file(source), mode="r|") as archive:
            for member in archive:
                content = archive.extractfile(member)
                if member.name == FIRST_MEMBER:
                    continue
                if content is None or manifest is not None:
                    raise _unlike(name)
                if member.name == MANIFEST and member.size <= LONGEST_MANIFEST:
                    manifest = json.loads(content.read())
                elif PARTS.fullmatch(member.name):
                    found.append(_take(member.name, content, into))
                else:
                    raise _unlike(name)
        while source.read(PORTION):
            pass  # to the end, which must be right too
    except (tarfile.TarError, ValueError) as error:
        raise _unlike(name) from error
    return _compared(manifest, found, name), found


def _take(name: str, content: IO[bytes], into: Path | None) -> Part:
    hashed, size = hashlib.sha256(), 0
    out = None if into is None else (into / name).open("xb")
    try:
        while portion := content.read(PORTION):
            hashed.update(portion)
            size += len(portion)
            if out is not None:
                out.write(portion)
    finally:
        if out is not None:
            out.close()
    return Part(name, size, hashed.hexdigest())


def _compared(manifest: Any, found: list[Part], name: str) -> Contents:  # noqa: ANN401 - as JSON has it
    if not isinstance(manifest, dict):
        raise _unlike(name)
    if manifest.pop("format", None) != FORMAT:
        raise BackupError(
            f"The backup {name} was made by another edition of Harmdesk; restore it with that one."
        )
    try:
        listed = [Part(**part) for part in manifest.pop("parts")]
        contents = Contents(**manifest)
    except (KeyError, TypeError) as error:
        raise _unlike(name) from error
    if listed != found:
        raise _unlike(name)
    return contents


class _Hashing:
    """Hashes what is read of a file."""

    def __init__(self, content: BinaryIO) -> None:
        self._content, self._hash = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        portion = self._content.read(size)
        self._hash.update(portion)
        return portion

    @property
    def sha256(self) -> str:
        """Of all that was read."""
        return self._hash.hexdigest()


def _file(stream: Reader | Writer | _Hashing) -> IO[bytes]:
    """A stream as `tarfile` takes it: of a file it uses `read` or `write` alone."""
    return cast("IO[bytes]", stream)


def _unlike(name: str) -> BackupError:
    return BackupError(
        f"The backup {name} is not as it was made: its parts do not fit its manifest, and nothing "
        f"was restored from it; use another copy of it."
    )
