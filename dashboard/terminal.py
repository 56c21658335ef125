"""What the command line shows: tables for people, JSON for scripts."""

from __future__ import annotations

import json as jsonlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

from dashboard.answers import Listing, Receipt
from dashboard.errors import IntakeError
from dashboard.intake import Account
from dashboard.intake.finding import SURENESS
from dashboard.intake.shapes import MEANING
from dashboard.settings import Settings
from dashboard.store.store import Facts
from dashboard.wording import (
    LIMITS,
    counted,
    decided_by,
    in_reading_words,
    in_tie_words,
    provenance,
)
from harm.days import in_days, spoken, years


@contextmanager
def working(what: str, *, quiet: bool) -> Iterator[None]:
    """Say what is being done for as long as it takes, to a person at a terminal."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield
        return
    with console.status(f"{what}…"):
        yield


def own_index(path: Path) -> pl.DataFrame:
    """The table of a user's own index, all text.

    Raises:
        IntakeError: the file cannot be read as CSV.
    """
    try:
        return pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise IntakeError(
            f"The index {path} cannot be read as CSV; it needs the columns code, title and days."
        ) from error


def plain(text: str) -> str:
    """Text that a terminal shows and never obeys."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def show_demonstration(settings: Settings, facts: Facts, suspects: int, *, json: bool) -> None:
    """What the demonstration data is."""
    if json:
        answer(suspects=suspects, allegations=facts.allegations, version=facts.version)
        return
    told = "made-up people" if facts.people == "synthetic" else "people"
    kept = "" if facts.people == "synthetic" else " That data was there already; nothing was built."
    sys.stdout.write(
        f"{provenance(settings.marking, facts)}\n{facts.allegations:,} allegations against "
        f"{suspects:,} {told} are in {settings.data}.{kept}\n"
    )


def show_receipt(receipt: Receipt, rejects: Path | None, *, json: bool) -> None:
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
        *(line for account in receipt.files for line in _read_so(account)),
        f"{counted(receipt.rows, 'row')}:",
        f"  {receipt.accepted:,} accepted, {receipt.superseded:,} earlier ones replaced",
        *([f"    what changed in them: {changed}"] if changed else []),
        f"  {receipt.duplicates:,} known already",
        f"  {receipt.rejected:,} rejected",
        *(f"    {reason} ({n:,})" for reason, n in receipt.reasons.items()),
        f"Offences that the Cambridge index does not score: {counted(receipt.unmapped, 'row')}.",
        *([f"Columns left out: {', '.join(receipt.dropped)}."] if receipt.dropped else []),
        *([f"The rejected rows are in {rejects}."] if rejects and receipt.rejected else []),
        f"The data is at version {receipt.version}.",
    ]
    sys.stdout.write("\n".join(map(plain, lines)) + "\n")


def _read_so(account: Account) -> list[str]:
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
    ]


def _of_file(account: Account) -> dict[str, object]:
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


def show_list(settings: Settings, listing: Listing, *, json: bool) -> None:
    """A list: where it is cut, and who is on it."""
    ranking, facts = listing.ranking, listing.facts
    cut = ranking.cut
    if json:
        answer(
            as_of=ranking.as_of.isoformat(),
            rules_id=ranking.rules.id,
            index=ranking.index,
            version=facts.version,
            assessed=ranking.assessed,
            median_days=ranking.median_tenths / 10,
            cut={
                "top": cut.top,
                "days": None if cut.tenths is None else in_days(cut.tenths),
                "tied": cut.tied,
                "tied_in": cut.tied_in,
            },
            rows=[_listed(row) for row in ranking.listed.iter_rows(named=True)],
        )
        return
    rows = Table("#", "Suspect", "Days", "Years", "Allegations", "Victims", "Last recorded")
    for column in (0, 2, 3, 4, 5):
        rows.columns[column].justify = "right"
    for row in ranking.listed.iter_rows(named=True):
        rows.add_row(
            f"{row['position']:,}",
            plain(row["suspect_id"]),
            spoken(row["tenths"]),
            years(row["tenths"]),
            f"{row['allegations']:,}",
            f"{row['victims']:,}",
            f"{row['last_recorded_on']:%d %b %y}",
        )
    console = Console(markup=False, highlight=False)
    console.print(provenance(settings.marking, facts), soft_wrap=True)
    console.print(ranking.rules.describe(), soft_wrap=True)
    console.print(rows)
    console.print(_cut_in_words(listing), soft_wrap=True)
    console.print(LIMITS, soft_wrap=True)


def _cut_in_words(listing: Listing) -> str:
    ranking = listing.ranking
    cut = ranking.cut
    told = (
        f"{ranking.assessed:,} assessed; half score {spoken(ranking.median_tenths)} days or less. "
    )
    if cut.tenths is None:
        return f"{told}Everyone assessed is listed."
    return (
        f"{told}Score at position {cut.top:,}: {spoken(cut.tenths)} days. "
        f"With exactly that score: {in_tie_words(cut)}.{decided_by(cut)}"
    )


def _listed(row: dict[str, Any]) -> dict[str, object]:
    return {
        "position": row["position"],
        "rank": row["rank"],
        "suspect_id": row["suspect_id"],
        "days": in_days(row["tenths"]),
        "allegations": row["allegations"],
        "victims": row["victims"],
        "most_serious_days": in_days(row["most_serious"]),
        "last_recorded_on": row["last_recorded_on"].isoformat(),
    }


def show_address(url: str, *, json: bool) -> None:
    """Where the dashboard is."""
    if json:
        answer(url=url)
        return
    sys.stdout.write(f"Harmdesk is at {url} (Ctrl+C stops it).\n")
    sys.stdout.flush()


def answer(**keys: object) -> None:
    """One JSON object on standard output, and nothing else."""
    sys.stdout.write(jsonlib.dumps(keys, ensure_ascii=False) + "\n")
    sys.stdout.flush()
