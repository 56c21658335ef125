"""Several files in one, as ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def files_as_zip(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of some files by their names; the same files give the same bytes.

    They are stored as they are: how a compressor works differs from machine to machine, and the
    earliest date that an archive can have stands for none.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, file in files.items():
            archive.writestr(zipfile.ZipInfo(name), file)
    return content.getvalue()
