"""What a terminal shows of the record itself: a load withdrawn, and a folder looked after."""

from __future__ import annotations

import sys

import polars as pl

from dashboard.answers import TriedWithdrawal
from dashboard.doctor import Health
from dashboard.store import Withdrawn
from dashboard.terminal import answer, plain
from dashboard.wording import counted, in_withdrawal_words, megabytes


def show_withdrawn(done: Withdrawn, *, json: bool) -> None:
    """What a withdrawal did."""
    if json:
        answer(
            version=done.version,
            removed=done.removed,
            restored=done.restored,
            kept_later=done.kept_later,
        )
        return
    sys.stdout.write(
        f"{counted(done.removed, 'row')} removed, {done.restored:,} put back, "
        f"{done.kept_later:,} kept as a later load has them.\n"
        f"The data is at version {done.version}; withdraw that one to undo this.\n"
    )


def show_tried(tried: TriedWithdrawal, version: int, *, json: bool) -> None:
    """What a withdrawal would do; the record stays at its version."""
    names = {
        way: tried.movement.filter(pl.col("movement") == way)["suspect_id"].to_list()
        for way in ("entered", "left")
    }
    done = tried.withdrawn
    if json:
        answer(
            version=version,
            removed=done.removed,
            restored=done.restored,
            kept_later=done.kept_later,
            dry_run=True,
            **names,
        )
        return
    lines = [
        in_withdrawal_words(tried).replace("**", ""),
        f"Would enter the list: {', '.join(names['entered']) or 'nobody'}.",
        f"Would leave the list: {', '.join(names['left']) or 'nobody'}.",
        f"Nothing was changed: the data is at version {version}.",
    ]
    sys.stdout.write("\n".join(map(plain, lines)) + "\n")


def show_health(health: Health, *, json: bool) -> None:
    """What is in a data folder, what is wrong with it, and what was mended."""
    if json:
        answer(
            problems=[problem.text for problem in health.problems],
            files=[file.in_keys() for file in health.files],
            fixed=list(health.fixed),
            notes=list(health.notes),
            bytes=health.size,
            healthy=health.is_well,
        )
        return
    lines = [
        *(
            f"{file.name}: {file.in_words()}{', pointed to' if file.pointed else ''}"
            for file in health.files
        ),
        f"{counted(len(health.files), 'offence file')}; the folder takes {megabytes(health.size)}.",
        *health.notes,
        *(f"Wrong: {problem.text}" for problem in health.problems),
        *(f"Mended: {mended}" for mended in health.fixed),
    ]
    if health.is_well:
        lines.append("All is well.")
    elif health.could_mend:
        lines.append("Run the same with --fix to mend what can be mended.")
    sys.stdout.write("\n".join(map(plain, lines)) + "\n")
