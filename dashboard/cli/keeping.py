"""Commands about what is kept: back up, restore, decide what stays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.options import Data, Force, Json, caller_at, read_date, readable
from dashboard.errors import RetentionError

KeyFile = Annotated[
    Path | None,
    typer.Option("--key-file", metavar="KEY", help="A file with the key that seals the backup."),
]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")],
    data: Data = None,
    key_file: KeyFile = None,
    *,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write the record and the register of one moment to a file."""
    from dashboard.cli.display import keeping as display_keeping
    from dashboard.cli.display import output as display_output
    from dashboard.exports.backup_file import write_backup
    from dashboard.services.data.backup import read_key

    caller = caller_at(data)
    key = None if key_file is None else read_key(key_file)
    with display_output.working("Backing up", quiet=json):
        made = write_backup(caller, file, key=key, force=force)
    display_keeping.show_backup(made, file, json=json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    data: Data = None,
    key_file: KeyFile = None,
    erasures: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Erasures since then, kept elsewhere (the folder's)."),
    ] = None,
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace what is in the data folder.")
    ] = False,
    json: Json = False,
) -> None:
    """Put a data folder back as it was when a backup was made."""
    from dashboard.cli.display import keeping as display_keeping
    from dashboard.cli.display import output as display_output
    from dashboard.services.data.backup import read_key
    from dashboard.services.data.restore import restore_folder

    caller = caller_at(data)
    key = None if key_file is None else read_key(key_file)
    with display_output.working("Restoring", quiet=json):
        restored = restore_folder(caller, file, key=key, replace=replace, erasures=erasures)
    display_keeping.show_restored(restored, caller.settings.data, json=json)


def retention(
    data: Data = None,
    keep: Annotated[
        str | None,
        typer.Option(metavar="ITEM", help="A load, such as version 3, or a frozen list."),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Until when it is kept.")
    ] = None,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why it is still needed; the log keeps it.")
    ] = "",
    *,
    json: Json = False,
) -> None:
    """Name what is due for review, or decide to keep it longer."""
    from dashboard.cli.display import keeping as display_keeping
    from dashboard.services.data.retention import is_lockable, keep_until, list_reviews

    caller = caller_at(data)
    if keep is None and (until is not None or reason):
        raise RetentionError(
            "Say what is kept until then, with --keep, such as --keep 'version 3'."
        )
    if keep is not None:
        if until is None:
            raise RetentionError("Say until when it is kept, with --until, such as 2026-12-31.")
        keep_until(caller, readable(keep).strip(), read_date(until), readable(reason))
    display_keeping.show_reviews(list_reviews(caller), locks=is_lockable(caller), json=json)
