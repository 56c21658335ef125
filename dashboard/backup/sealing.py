"""How the bytes of a backup are guarded: by a hash over all of them, or sealed with a key.

Without a key the file is an ordinary TAR archive, followed by its length and its SHA-256: who reads
it with another program finds the archive, and a change or a cut is found here. With a key it is
encrypted and authenticated in portions by AES-256 in Galois/counter mode, each numbered and the
last one marked, so that none can be changed, left out, moved or cut off (the STREAM construction:
Hoang, Reyhanitabar, Rogaway and Vizár, 2015). The key is worked out of the key file by scrypt
(RFC 7914), afresh for each backup.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import struct
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from dashboard.backup.beginnings import FIRST_MEMBER, SEALED
from dashboard.errors import BackupError

#: What stands after a plain backup; the digit is the format.
ENDED: Final = b"HARMDESK BACKUP ENDS 1\n"
SALT_BYTES: Final = 16
KEY_BYTES: Final = 32
CHECK_BYTES: Final = 16
#: Bytes that are sealed at once, and how many more that makes.
PORTION: Final = 1 << 20
TAG_BYTES: Final = 16
#: What scrypt takes: 128 MB and half a second for each guess.
COST: Final = 1 << 17
#: The fewest bytes that a key file may have.
SHORTEST_KEY: Final = 16
LONGEST_KEY: Final = 1 << 16
#: The length before each sealed portion, and in the trailer of a plain backup.
LENGTH: Final = struct.Struct(">I")
WHOLE_LENGTH: Final = struct.Struct(">Q")
TRAILER: Final = len(ENDED) + WHOLE_LENGTH.size + hashlib.sha256().digest_size


class Reader(Protocol):
    """What the content of a backup is read from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; none: it has ended."""


class Writer(Protocol):
    """What the content of a backup is written to."""

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""

    def finish(self) -> None:
        """Write what shows that nothing is missing."""


def read_key(file: Path) -> bytes:
    """The key in a file: all of its bytes but the end of its last line.

    Raises:
        BackupError: it cannot be read, or is too short to be a key or too long.
    """
    try:
        with file.open("rb") as content:
            key = content.read(LONGEST_KEY + 1).rstrip(b"\r\n")
    except OSError as error:
        raise BackupError(
            f"The key file {file} cannot be read ({error.strerror}); name one that can."
        ) from error
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise BackupError(
            f"The key file {file} has {len(key):,} bytes, and a key has {SHORTEST_KEY} to "
            f"{LONGEST_KEY:,}; make one with `openssl rand -base64 32` and keep it apart from the "
            f"backup."
        )
    return key


def writer_for(out: BinaryIO, key: bytes | None) -> Writer:
    """What seals, or hashes, all that is written to a file."""
    return _Plain(out) if key is None else _Sealed(out, key)


def reader_of(file: BinaryIO, key: bytes | None, name: str) -> Reader:
    """The content of a backup.

    Args:
        file: the backup, at its beginning.
        key: of a sealed one; None: none was given.
        name: of the file, for a message.

    Raises:
        BackupError: it is no backup, was cut or changed, or the key is not the one; of a sealed
            backup a change further on is found when it is read that far.
    """
    start = file.read(len(SEALED))
    if start == SEALED:
        if key is None:
            raise BackupError(
                f"The backup {name} is sealed with a key; name the file of that key with "
                f"--key-file."
            )
        return _Opened(file, key, name)
    if not start.startswith(FIRST_MEMBER.encode()):
        raise BackupError(
            f"The file {name} is no backup of Harmdesk, or its beginning was changed; name a file "
            f"that `harmdesk backup` wrote."
        )
    if key is not None:
        raise BackupError(f"The backup {name} is not sealed with a key; leave out --key-file.")
    return _Checked(file, name)


class _Plain:
    """Writes the bytes as they are, and their length and hash after them."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._hash, self._length = out, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self._out.write(data)
        self._hash.update(data)
        self._length += len(data)
        return len(data)

    def finish(self) -> None:
        self._out.write(ENDED + WHOLE_LENGTH.pack(self._length) + self._hash.digest())


class _Checked:
    """Reads a plain backup, whose hash was right before its first byte is given."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - TRAILER, 0))
        trailer = file.read(TRAILER)
        self._left = max(size - TRAILER, 0)
        length = trailer[len(ENDED) : -hashlib.sha256().digest_size]
        if not trailer.startswith(ENDED) or length != WHOLE_LENGTH.pack(self._left):
            raise _cut(name)
        file.seek(0)
        hashed, left = hashlib.sha256(), self._left
        while left and (portion := file.read(min(PORTION, left))):
            hashed.update(portion)
            left -= len(portion)
        if not trailer.endswith(hashed.digest()):
            raise _changed(name)
        file.seek(0)
        self._file = file

    def read(self, size: int = -1) -> bytes:
        portion = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(portion)
        return portion


class _Sealed:
    """Writes the bytes sealed, a portion at a time."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        salt = secrets.token_bytes(SALT_BYTES)
        self._cipher, check = _cipher(key, salt)
        self._head = SEALED + salt + check
        out.write(self._head)
        self._out, self._waiting, self._number = out, bytearray(), 0

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > PORTION:  # the last portion is sealed as such
            self._seal(bytes(self._waiting[:PORTION]), last=False)
            del self._waiting[:PORTION]
        return len(data)

    def finish(self) -> None:
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, portion: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), portion, self._head)
        self._out.write(LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


class _Opened:
    """Reads a sealed backup; no byte is given that was not found to be right."""

    def __init__(self, file: BinaryIO, key: bytes, name: str) -> None:
        rest = file.read(SALT_BYTES + CHECK_BYTES)
        if len(rest) < SALT_BYTES + CHECK_BYTES:
            raise _cut(name)
        salt, check = rest[:SALT_BYTES], rest[SALT_BYTES:]
        self._cipher, expected = _cipher(key, salt)
        if not hmac.compare_digest(check, expected):
            raise BackupError(
                f"The key does not open the backup {name}: it is another one, or the beginning of "
                f"the file was changed; name the key file that it was made with."
            )
        self._head = SEALED + rest
        self._file, self._name = file, name
        self._ready, self._number, self._ended = bytearray(), 0, False

    def read(self, size: int = -1) -> bytes:
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._open_portion()
        end = len(self._ready) if size < 0 else size
        given = bytes(self._ready[:end])
        del self._ready[:end]
        return given

    def _open_portion(self) -> None:
        before = self._file.read(LENGTH.size)
        if len(before) < LENGTH.size:
            raise _cut(self._name)
        length = LENGTH.unpack(before)[0]
        if not TAG_BYTES <= length <= PORTION + TAG_BYTES:
            raise _changed(self._name)
        sealed = self._file.read(length)
        if len(sealed) < length:
            raise _cut(self._name)
        here = self._file.tell()
        self._ended = not self._file.read(1)
        self._file.seek(here)
        try:
            self._ready += self._cipher.decrypt(
                _nonce(self._number, last=self._ended), sealed, self._head
            )
        except InvalidTag:
            # A portion that is right but is not marked as the last one: what came after it is gone.
            raise self._unlike(sealed) from None
        self._number += 1

    def _unlike(self, sealed: bytes) -> BackupError:
        try:
            self._cipher.decrypt(_nonce(self._number, last=not self._ended), sealed, self._head)
        except InvalidTag:
            return _changed(self._name)
        return _cut(self._name) if self._ended else _changed(self._name)


def _cipher(key: bytes, salt: bytes) -> tuple[AESGCM, bytes]:
    """The cipher of one backup, and what shows that a key is its own."""
    made = Scrypt(salt=salt, length=KEY_BYTES + CHECK_BYTES, n=COST, r=8, p=1).derive(key)
    return AESGCM(made[:KEY_BYTES]), made[KEY_BYTES:]


def _nonce(number: int, *, last: bool) -> bytes:
    """What is used once with a key: the number of the portion, and whether it is the last."""
    return number.to_bytes(11, "big") + bytes([last])


def _cut(name: str) -> BackupError:
    return BackupError(
        f"The backup {name} is cut off or its end was changed, and nothing was restored from it; "
        f"use another copy of it."
    )


def _changed(name: str) -> BackupError:
    return BackupError(
        f"The backup {name} was changed since it was made, and nothing was restored from it; use "
        f"another copy of it."
    )
