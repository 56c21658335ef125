"""What commands about the record show."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

import polars as pl

from dashboard.cli.display.output import answer, plain
from dashboard.intake import IntakeReport
from dashboard.intake.column_matching import SURENESS
from dashboard.intake.table_kinds import MEANING
from dashboard.services.data.dry_run import WithdrawalDryRun
from dashboard.services.data.health import Health
from dashboard.services.data.loading import LoadResult, nearest_offences, unmapped_of
from dashboard.services.data.withdrawal import Withdrawn
from dashboard.services.workspace import Facts
from dashboard.settings import Settings
from dashboard.wording.formats import counted, megabytes
from dashboard.wording.loading import (
    in_codes_words,
    in_nearest_words,
    in_reading_words,
    in_withdrawal_words,
)
from dashboard.wording.notices import provenance

#: So many offences without a score are named at a terminal.
FEW: Final = 5


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


def show_tried(tried: WithdrawalDryRun, version: int, *, json: bool) -> None:
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


def show_demonstration(settings: Settings, facts: Facts, suspects: int, *, json: bool) -> None:
    """What the demonstration data is."""
    if json:
        answer(suspects=suspects, allegations=facts.allegations, version=facts.version)
        return
    people = "made-up people" if facts.people == "synthetic" else "people"
    kept = "" if facts.people == "synthetic" else " That data was there already; nothing was built."
    sys.stdout.write(
        f"{provenance(settings.marking, facts)}\n{facts.allegations:,} allegations against "
        f"{suspects:,} {people} are in {settings.data}.{kept}\n"
    )


def show_load_result(receipt: LoadResult, rejects: Path | None, *, json: bool) -> None:
    """What became of every row."""
    if json:
        files = [_of_file(account) for account in receipt.files]
        first = files[0] if len(files) == 1 else {}
        answer(
            rows=receipt.rows,
            accepted=receipt.accepted,
            rejected=receipt.rejected,
            duplicates=receipt.duplicates,
            superseded=receipt.superseded,
            unmapped=receipt.unmapped,
            version=receipt.version,
            reasons=receipt.reasons,
            dropped=receipt.dropped,
            changed=receipt.changed,
            warnings=[asdict(warning) for warning in receipt.warnings],
            split={"rows": receipt.split[0], "allegations": receipt.split[1]},
            repaired=_summed(account.repaired for account in receipt.files),
            **{
                key: first.get(key, _same(file[key] for file in files))
                for key in ("shape", "encoding", "delimiter", "mapping")
            },
            files=files,
        )
        return
    changed = ", ".join(f"{column} ({n:,})" for column, n in receipt.changed.items())
    lines = [
        *(line for account in receipt.files for line in reading_lines(account)),
        *(f"  Warning: {warning.text}" for warning in receipt.warnings),
        f"{counted(receipt.rows, 'row')}:",
        f"  {receipt.accepted:,} accepted, {receipt.superseded:,} earlier ones replaced",
        *([f"    what changed in them: {changed}"] if changed else []),
        f"  {receipt.duplicates:,} known already",
        f"  {receipt.rejected:,} rejected",
        *(f"    {reason} ({n:,})" for reason, n in receipt.reasons.items()),
        f"Offences that the Cambridge index does not score: {counted(receipt.unmapped, 'row')}.",
        *(line for account in receipt.files for line in _nearest(account)),
        *([f"Columns left out: {', '.join(receipt.dropped)}."] if receipt.dropped else []),
        *([f"The rejected rows are in {rejects}."] if rejects and receipt.rejected else []),
        f"The data is at version {receipt.version}.",
    ]
    sys.stdout.write("\n".join(map(plain, lines)) + "\n")


def reading_lines(account: IntakeReport) -> list[str]:
    """How a file was read, in a few lines."""
    mapped = "; ".join(
        f"{claim.column} from “{claim.heading}”"
        + (f" ({SURENESS[claim.sureness]})" if claim.sureness == "likeness" else "")
        for claim in account.mapping
        if claim.heading != claim.column
    )
    mended = [f"  Mended: {what} ({n:,})." for what, n in account.repaired.items()]
    return [
        f"{account.file}: {in_reading_words(account.reading)}; {MEANING[account.shape]}.",
        *([f"  Read {mapped}."] if mapped else []),
        *mended,
        *(f"  {note}" for note in account.notes),
        *([f"  {words}"] if (words := in_codes_words(account.codes)) else []),
    ]


def _nearest(account: IntakeReport) -> list[str]:
    """The commonest offences without a score, each with the nearest of the index."""
    unmapped = unmapped_of(account).head(FEW)
    return [
        f"  “{title or code}” ({rows:,}): nearest by its words {words}."
        for (code, title, rows), near in zip(
            unmapped.iter_rows(), nearest_offences(unmapped), strict=True
        )
        if (words := in_nearest_words(near))
    ]


def _of_file(account: IntakeReport) -> dict[str, object]:
    return {
        "file": account.file,
        "rows": account.read,
        "shape": account.shape,
        "encoding": account.reading.encoding,
        "delimiter": account.reading.delimiter,
        "sheet": account.reading.sheet,
        "mapping": {claim.column: claim.heading for claim in account.mapping},
        "repaired": account.repaired,
        "notes": list(account.notes),
        "codes": [
            {"written": written, "read": read, "rows": rows}
            for written, read, rows in account.codes
        ],
        "warnings": [asdict(warning) for warning in account.warnings],
    }


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)


def _same(values: Iterable[object]) -> object:
    """What all files have in common; nothing where they differ."""
    several = list(values)
    return several[0] if all(value == several[0] for value in several) else None
